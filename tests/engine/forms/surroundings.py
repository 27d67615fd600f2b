"""A context for forms without a county: everything that may be looked up exists, except what says it does not."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from engine.forms import FormContext
from engine.time import legal_day

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # 10:00 in the county


class Everything:
    """Every key is known but those that begin with `no`."""

    def area(self, code: str) -> bool:
        return not code.startswith("no")

    unit = referral = person = attachment = decision_no_free = area


def around(
    forms: Mapping[str, Any] = {}, facts: Mapping[str, Any] = {}, aid: str | None = "110"
) -> FormContext:
    return FormContext(
        now=NOW,
        today=legal_day(NOW),
        aid=aid,
        area="130399100",
        facts=facts,
        forms=forms,
        lookups=Everything(),
    )
