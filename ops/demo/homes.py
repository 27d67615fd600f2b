"""Households of the demo county 示例户: who lives there, of what they live, and the forms they hand in. No code or name exists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from stdnum.cn import ric

EAST, WEST, SOUTH, NORTH = "130399100201", "130399100202", "130399101201", "130399101202"
Forms = dict[str, Any]
GROWN_UP = 18
ON_THE_WAY = timedelta(days=90)
"""Whoever comes of age while the case is on its way signs for the check as well."""


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Whom a demo case is about: 示例 by name, with a village code and a birth day that make the identity number."""

    name: str
    village: str
    born: date
    serial: int

    @property
    def id_no(self) -> str:
        """A valid number (GB 11643) in the county of the demo, which does not exist."""
        body = f"130399{self.born:%Y%m%d}{self.serial:03d}"
        return body + str(ric.calc_check_digit(f"{body}0"))

    @property
    def phone(self) -> str:
        return f"139{self.serial:03d}{self.born:%m%d}0"


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody of a household: relation to its head, and what F02 asks."""

    who: Applicant
    relation: str
    health: str = "healthy"

    def row(self, today: date) -> Forms:
        able = self.health == "healthy" and GROWN_UP <= _age(self.who.born, today) < 60
        found = {
            "name": self.who.name,
            "id_no": self.who.id_no,
            "relation": self.relation,
            "living_together": True,
            "health": self.health,
            "able_to_work": able,
        }
        return (
            {**found, "disability_type": "肢体", "disability_grade": 2}
            if self.health == "disabled"
            else found
        )


@dataclass(frozen=True, kw_only=True)
class Home:
    """A household that asks for 低保; the first member is its head, `income` is what all earn in a month."""

    members: tuple[Member, ...]
    income: str
    reason: str

    @property
    def head(self) -> Applicant:
        return self.members[0].who

    @property
    def village(self) -> str:
        return self.head.village

    def covered(self) -> list[str]:
        return [member.who.id_no for member in self.members]

    def extras(self, today: date) -> list[Forms]:
        """分类施保: those ill or disabled, the old and the children."""
        found = ((member.who.id_no, _category(member, today)) for member in self.members)
        return [{"member": id_no, "category": category} for id_no, category in found if category]

    def forms(self, today: date, sign: Callable[[], str]) -> Forms:
        """F02 to F05 as they are handed in on a day; `sign` gives a signature."""
        earning = next((m for m in self.members if m.row(today)["able_to_work"]), self.members[0])
        adults = [m for m in self.members if _age(m.who.born, today + ON_THE_WAY) >= GROWN_UP]
        earned = {"member": earning.who.id_no, "kind": "wage", "monthly": self.income, "countable": True}
        return {
            "F02": {"rows": [member.row(today) for member in self.members]},
            "F03": {"rows": [earned]},
            "F04": {"rows": [{"kind": "deposit", "owner": self.head.id_no, "value": "2600.00"}]},
            "F05": {
                "adults": [{"member": member.who.id_no, "signature": sign()} for member in adults],
                "signed_on": today.isoformat(),
                "valid_to": (today + timedelta(days=300)).isoformat(),
            },
        }


def person(name: str, village: str, born: str, serial: int) -> Applicant:
    """示例NAME; an odd serial is a man's (GB 11643)."""
    return Applicant(name=f"示例{name}", village=village, born=date.fromisoformat(born), serial=serial)


def home(head: Applicant, income: str, reason: str, *others: str, health: str = "healthy") -> Home:
    """A household by its head and `NAME RELATION BORN [HEALTH]` for each of the others."""
    members = [Member(who=head, relation="head", health=health)]
    for number, line in enumerate(others, start=1):
        name, relation, born, *ills = line.split()
        who = person(name, head.village, born, head.serial + number)
        members.append(Member(who=who, relation=relation, health=ills[0] if ills else "healthy"))
    return Home(members=tuple(members), income=income, reason=reason)


def _category(member: Member, today: date) -> str | None:
    if member.health != "healthy":
        return member.health
    age = _age(member.who.born, today)
    return "child" if age < GROWN_UP else "old" if age >= 70 else None


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
