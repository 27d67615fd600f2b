"""A case to work on: an application for education aid, handed in at the window."""

import base64
from collections.abc import Callable
from typing import Any

import pytest

from assistance.people import Actor
from casework import attachments, intake, people
from casework.office import Office

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)
"""One white dot."""


@pytest.fixture
def opened(office: Office) -> Callable[..., dict[str, Any]]:
    """`opened()` or `opened(actor)`: a new case at 09:00 on Monday 2026-03-02, or whenever the clock stands."""

    def make(by: Actor | None = None) -> dict[str, Any]:
        by = by or people.actor(office, "ck1")
        signature = attachments.add(office, by, name="签名.png", content=PNG, kind="signature")["id"]
        form = {
            "aid": "310",
            "apply_on": "2026-03-02",
            "head_name": "示例一",
            "head_id": "130399195804120025",
            "phone": "13900000025",
            "registered_village": "130399100201",
            "living_place": "示例镇东村1号",
            "living_differs": False,
            "reason": "示例：子女入学，缴纳学费有困难，申请教育救助。",
            "promise": True,
            "signature": signature,
            "way": "window",
        }
        return intake.open_case(office, by, aid="310", area="130399100", forms={"F01": form})

    return make
