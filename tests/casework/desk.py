"""A township at work, for tests: short words for what people do through the use cases."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from assistance.people import Actor
from casework import attachments, audit, cases, handover, inbox, intake, people
from casework.office import Office
from engine.errors import Refused
from store.tables.base import metadata
from store.work import Store, Work

TOWN, COUNTRY = "130399100", "130399101"
HEAD_ID, OTHER_ID = "130399195804120025", "130399196203150012"
SPOUSE_ID, CHILD_ID = "130399196211050011", "130399201506100016"
REASON = "示例：孩子上学困难，家庭收入低，申请教育救助。"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
LETTER = {"matter": "示例：申请教育救助", "reason": "示例：属该部门职责"}
RETURN = {"return_reason": "示例：不属本单位职责", "proposed_unit": "rs"}
RESULT = {"result": "given", "text": "示例：符合条件，给予救助。", "amount": "1000.00"}
LARGE = ("calendar_day", "process_version", "form_version")
"""Tables too large to compare each time; a load of days shows in `calendar_load` as well, and no other command writes them."""
Shape = dict[str, Any]


class _Forgotten(Exception):
    """Ends a transaction without storing it."""


class Forgetful(Store):
    """A store whose commands see what they wrote and leave nothing behind."""

    @contextmanager
    def begin(self) -> Iterator[Work]:
        try:
            with super().begin() as work:
                yield work
                raise _Forgotten
        except _Forgotten:
            return


@dataclass
class Desk:
    """One office and its people; the clock is `office.clock`."""

    office: Office

    def who(self, login: str, **given: Any) -> Actor:
        """Somebody as they may act today, perhaps with a purpose, a revision or an idempotency key."""
        return replace(people.actor(self.office, login), **given)

    def at(self, moment: str) -> None:
        self.office.clock.to(moment)  # type: ignore[attr-defined]

    def file(self, login: str = "ck1") -> str:
        """A file handed in and not used yet."""
        return str(attachments.add(self.office, self.who(login), name="签字.png", content=PNG)["id"])

    def f01(self, aid: str = "310", **other: Any) -> Shape:
        return {
            "aid": aid,
            "apply_on": self.today,
            "head_name": "示例甲",
            "head_id": HEAD_ID,
            "phone": "13900000025",
            "registered_village": "130399100201",
            "living_place": "示例镇东村1号",
            "reason": REASON,
            "promise": True,
            "signature": other.pop("signature", None) or self.file(),
            "way": "window",
            **other,
        }

    @property
    def today(self) -> str:
        return self.office.now().isoformat()[:10]

    def open(
        self, login: str = "ck1", aid: str = "310", area: str = TOWN, draft: bool = False, **fields: Any
    ) -> str:
        """An application handed in at the window; its number."""
        forms = {"F01": self.f01(aid, **fields)}
        by = self.who(login)
        return str(intake.open_case(self.office, by, aid=aid, area=area, forms=forms, as_draft=draft)["no"])

    def household(self, aid: str = "120", income: str = "900.00", login: str = "ck1") -> Shape:
        """The forms of a family of three: the head, the spouse and a grandchild; one income."""
        sign = self.file(login)
        people = (
            (HEAD_ID, "示例甲", "head"),
            (SPOUSE_ID, "示例乙", "spouse"),
            (CHILD_ID, "示例丙", "grandchild"),
        )
        members = [
            {
                "name": name,
                "id_no": id_no,
                "relation": relation,
                "living_together": True,
                "health": "healthy",
                "able_to_work": relation == "spouse",
            }
            for id_no, name, relation in people
        ]
        adults = [{"member": id_no, "signature": sign} for id_no in (HEAD_ID, SPOUSE_ID)]
        until = (self.office.now() + timedelta(days=300)).date().isoformat()
        return {
            "F01": self.f01(aid, signature=sign),
            "F02": {"rows": members},
            "F03": {"rows": [{"member": SPOUSE_ID, "kind": "wage", "monthly": income, "countable": True}]},
            "F04": {"rows": [{"kind": "deposit", "owner": HEAD_ID, "value": "3000.00"}]},
            "F05": {"adults": adults, "signed_on": self.today, "valid_to": until},
        }

    def apply(self, aid: str = "120", login: str = "ck1", **forms: Any) -> str:
        """A family's application for a monthly aid; its number."""
        given = {**self.household(aid, login=login), **forms}
        shape = intake.open_case(self.office, self.who(login), aid=aid, area=TOWN, forms=given)
        return str(shape["no"])

    def rows(self, no: str, reader: str = "fzr") -> list[Shape]:
        """The open tasks of a case."""
        return list(cases.show_case(self.office, self.who(reader), no)["open_tasks"])

    def steps(self, no: str, reader: str = "fzr") -> list[str]:
        return [row["step"] for row in self.rows(no, reader)]

    def task(self, no: str, step: str, reader: str = "fzr") -> str:
        """The id of the open task of a step."""
        return next(str(row["id"]) for row in self.rows(no, reader) if row["step"] == step)

    def claim(self, login: str, no: str, step: str) -> str:
        task_id = self.task(no, step, self.reader_of(no))
        inbox.claim_task(self.office, self.who(login), task_id)
        return task_id

    def do(
        self,
        login: str,
        no: str,
        step: str,
        outcome: str,
        forms: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Shape:
        """Claim and complete the open task of a step."""
        task_id = self.claim(login, no, step)
        by = self.who(login)
        return inbox.complete_task(self.office, by, task_id, outcome=outcome, forms=forms or {}, **more)

    def reader_of(self, no: str) -> str:
        return "fzrx" if no.startswith(COUNTRY) else "fzr"

    def accept(self, no: str, login: str = "ck1", at: str | None = None) -> Shape:
        """From the check of papers to acceptance."""
        self.do(login, no, "check_papers", "complete")
        when = at or self.office.now().isoformat()
        return self.do(login, no, "accept", "accepted", {"F06b": {"accepted_at": when}})

    def related(self, no: str, login: str = "ck1", declared: bool = False) -> Shape:
        """The check for relatives."""
        return self.do(
            login, no, "relatives", "done", {"F07": {"declared": declared, "signature": self.file(login)}}
        )

    def drafted(self, login: str = "ck1", unit: str | None = None, **fields: Any) -> tuple[str, str]:
        """A case whose handover to a unit is drafted: its number and the handover's id."""
        area = fields.get("area", TOWN)
        no = self.open(login, **fields)
        self.accept(no, login)
        self.related(no, login)
        self.do(login, no, "dispatch", "transfer", {"dispatch": {"unit": unit}})
        assert no.startswith(area)
        return no, self.handover(no)

    def handover(self, no: str) -> str:
        """The id of the newest handover of a case."""
        return str(cases.show_case(self.office, self.who(self.reader_of(no)), no)["handovers"][-1]["id"])

    def act(self, login: str, handover_id: str, act: str, **body: Any) -> Shape:
        """One act on a handover."""
        return handover.act(self.office, self.who(login), handover_id, act, body)

    def sent(self, **fields: Any) -> tuple[str, str]:
        no, handover_id = self.drafted(**fields)
        self.act(fields.get("login", "ck1"), handover_id, "send", **LETTER)
        return no, handover_id

    def signed(self, **fields: Any) -> tuple[str, str]:
        no, handover_id = self.sent(**fields)
        self.act("bm-jy", handover_id, "sign")
        return no, handover_id

    def told(self, **fields: Any) -> tuple[str, str]:
        """A handover answered and told to the applicant."""
        no, handover_id = self.signed(**fields)
        self.act("bm-jy", handover_id, "result", **RESULT)
        self.act("bm-jy", handover_id, "feed-back", text="示例：已给予。")
        now = self.office.now().isoformat()
        self.act("ck1", handover_id, "tell", told_at=now, how="phone", by="ck1", heard=True)
        return no, handover_id

    def closed(self) -> str:
        """A case that went the whole way."""
        no, handover_id = self.told()
        self.act("ck1", handover_id, "file")
        self.do("ck1", no, "close_case", "closed")
        return no

    def withdraw(self, no: str, login: str = "ck1") -> Shape:
        by, on = self.who(login), self.office.now().date()
        return intake.withdraw_case(
            self.office, by, no, reason="示例：不再需要", signed_on=on, signature=self.file(login)
        )

    def case(self, no: str, reader: str | None = None) -> Shape:
        return cases.show_case(self.office, self.who(reader or self.reader_of(no)), no)

    def limits(self, no: str) -> dict[str, Shape]:
        """The limits of a case by row, the latest of each."""
        found = cases.case_limits(self.office, self.who(self.reader_of(no)), no)
        return {one["row"]: one for one in found["items"]}

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all tables that commands write, as they lie in the database."""
        with self.office.store.engine.connect() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
                for table in metadata.sorted_tables
                if table.name not in LARGE
            }

    @contextmanager
    def refused(self, code: str, *, path: str | None = None) -> Iterator[pytest.ExceptionInfo[Refused]]:
        """What is done inside is refused with this code (and fault of this field), and nothing has changed."""
        before = self.everything()
        with pytest.raises(Refused) as caught:
            yield caught
        faults = {(fault.path, fault.code) for fault in getattr(caught.value, "faults", ())}
        assert code in {caught.value.code, *(kind for _, kind in faults)}, (caught.value, faults)
        assert path is None or (path, code) in faults, faults
        assert self.everything() == before

    def proved(self) -> None:
        """Every chain is whole, and replay gives every case again as it is."""
        assert audit.verify(self.office)["first_bad"] is None
        found = audit.replay(self.office)["first_difference"]
        assert found is None, found
