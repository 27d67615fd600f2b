"""authorisations 核对授权: the signing adults of F05 beside F02."""

from collections.abc import Iterator
from typing import Any

from assistance.identifiers import is_adult
from engine.forms import FieldSpec, Scope
from engine.forms.fields import DynamicList, Flaw


class Authorisations(DynamicList):
    """Every adult of F02 signs; `rows` in a flaw's facts are the rows of F02 that are missing here."""

    name = "authorisations"

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        yield from super().check(value, spec, scope)
        members = scope.read("@F02.rows.id_no")
        signed = {row.get("member") for row in value}
        if not value or not isinstance(members, list) or None in signed:
            return
        today = scope.context.today
        missing = [
            at + 1
            for at, number in enumerate(members)
            if number is not None and is_adult(number, today) and number not in signed
        ]
        if missing:
            yield Flaw("E_REQUIRED", {"what": "adults", "rows": missing})
