"""The tables a form may ask: is there such an area, unit, person, attachment on this day?"""

from dataclasses import dataclass
from datetime import date

from store.work import Work


@dataclass(frozen=True)
class Tables:
    """Answers for the day of the command; an attachment must be free or belong to the same case."""

    work: Work
    on: date
    case_id: str | None

    def area(self, code: str) -> bool:
        return any(_valid(row.valid_from, row.valid_to, self.on) for row in self.work.areas.having(code=code))

    def unit(self, key: str) -> bool:
        return any(_valid(row.valid_from, row.valid_to, self.on) for row in self.work.units.having(key=key))

    def referral(self, key: str) -> bool:
        return any(
            _valid(row.valid_from, row.valid_to, self.on)
            for row in self.work.units.having(key=key, kind="referral")
        )

    def person(self, login: str) -> bool:
        return bool(self.work.people.having(login=login, state="active"))

    def attachment(self, id: str) -> bool:
        return self.work.attachment_free(id, self.case_id)

    def decision_no_free(self, no: str) -> bool:
        """No decision and no grant of another case bears the number."""
        decided = self.work.cases.having(decision_no=no)
        granted = self.work.awards.having(decision_no=no)
        return all(row.id == self.case_id for row in decided) and all(
            row.case_id == self.case_id for row in granted
        )


def _valid(start: date, end: date | None, on: date) -> bool:
    return start <= on and (end is None or on <= end)
