"""Forms read as a household: F02, F03 and F12 as they are stored."""

from decimal import Decimal

from assistance.amounts import Extra, Income, Member, household_of
from tests.assistance.amounts.amount_rows import DECIDED, HEAD, SPOUSE, TOWN

F02 = [
    {"name": "示例甲", "id_no": HEAD, "relation": "head", "living_together": True},
    {"name": "示例乙", "id_no": SPOUSE, "relation": "spouse", "living_together": False},
]
F03 = [{"member": SPOUSE, "kind": "wage", "monthly": "900.00", "countable": False, "proof": None}]
F12 = {
    "suggested": "agree",
    "covered": [HEAD],
    "method": "tier",
    "tier": 3,
    "extras": [{"member": HEAD, "category": "old"}],
}


def test_every_answer_finds_its_place() -> None:
    found = household_of(
        area=TOWN, aid="120", on=DECIDED, members=F02, income=F03, opinion=F12, self_care="half"
    )
    assert found.members == (Member(id_no=HEAD), Member(id_no=SPOUSE, living_together=False))
    assert found.income == (Income(member=SPOUSE, monthly=Decimal("900.00"), countable=False),)
    assert (found.covered, found.method, found.tier) == (frozenset({HEAD}), "tier", 3)
    assert found.extras == (Extra(member=HEAD, category="old"),)
    assert found.self_care == "half"


def test_what_an_opinion_leaves_empty_has_its_usual_meaning() -> None:
    empty = {"covered": None, "method": None, "tier": None, "extras": None}
    found = household_of(area=TOWN, aid="120", on=DECIDED, members=F02, opinion=empty)
    assert (found.way, found.tier, found.extras) == ("difference", 1, ())
    assert found.supported == frozenset({HEAD})
