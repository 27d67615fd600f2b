"""Who is on a monthly aid already 已在救助中: found by the numbers of members, whatever area the grant lies in."""

from collections.abc import Iterable

from assistance.awards import MONTHLY
from store.work import Work

RUNS = ("active", "suspended")
"""States in which a grant keeps others out."""


def grants_of(work: Work, aids: Iterable[str], numbers: Iterable[str], household_no: str | None) -> list[str]:
    """Ids of the grants that run, of one of these aids, and cover one of these people or this household."""
    these = tuple(sorted(aids))
    if not these:
        return []
    indexes = tuple(work.award_members.blind(number) for number in numbers)
    members = work.award_members.having(id_index=indexes, covered=True) if indexes else []
    ids = tuple(sorted({member.grant_id for member in members}))
    found = work.awards.having(id=ids, aid=these, state=RUNS) if ids else []
    if household_no:
        found += work.awards.having(household_no=household_no, aid=these, state=RUNS)
    return sorted({grant.id for grant in found})


def who_of(work: Work, numbers: Iterable[str]) -> list[bool]:
    """Of each of these people whether a grant that runs covers them; where and which nobody is told."""
    indexes = [work.award_members.blind(number) for number in numbers]
    members = work.award_members.having(id_index=tuple(indexes), covered=True) if indexes else []
    ids = tuple(sorted({member.grant_id for member in members}))
    runs = (
        {grant.id for grant in work.awards.having(id=ids, aid=tuple(sorted(MONTHLY)), state=RUNS)}
        if ids
        else set()
    )
    covered = {member.id_index for member in members if member.grant_id in runs}
    return [index in covered for index in indexes]
