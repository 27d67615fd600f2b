"""The standards of the demo county 示例标准: made up, entered by its reviewer; none for 医疗救助 and none for tiers."""

from collections.abc import Iterator

from casework import standards
from ops import county
from ops.demo.desk import Desk

SINCE, CHANGED = "2000-01-01", "2016-01-01"
LAST_OF_OLD = "2015-12-31"
SOURCE = "示例：示例区救助标准（县规定，虚构）"
DIBAO = (("extra_old", "60"), ("extra_child", "60"), ("extra_disabled", "120"), ("extra_ill", "120"))
TEKUN = (("basic", "800"), ("care_full", "60"), ("care_half", "200"), ("care_none", "600"))
ONCE = (("cap", "5000"), ("head_cap", "1000"))


def rows() -> Iterator[dict[str, str]]:
    """F33 of each row; of town and countryside the county has one standard."""
    for aid in ("110", "120"):
        yield _row(aid, "standard", "420", valid_to=LAST_OF_OLD)
        yield _row(aid, "standard", "600", valid_from=CHANGED)
        yield from (_row(aid, item, amount) for item, amount in DIBAO)
    for aid in ("131", "132"):
        yield from (_row(aid, item, amount) for item, amount in TEKUN)
    yield from (_row("220", item, amount) for item, amount in ONCE)


def enter(desk: Desk) -> None:
    """The rows, one command each."""
    for form in rows():
        standards.add(desk.office, desk.actor("sh"), form)


def _row(aid: str, item: str, amount: str, **other: str) -> dict[str, str]:
    given = {"area": county.COUNTY, "aid": aid, "item": item, "amount": amount}
    return {**given, "valid_from": SINCE, "source": SOURCE, **other}
