"""Standards 标准: dated rows of an area, aid and item; which row is valid on a day, and which overlap.

`ratio` is a share (`0.7`) or, above 1, a percentage (`70`); `rounding` is the unit to which amounts are rounded; every other item
is in yuan: a head and month, or (`cap` `head_cap` `deductible` `yearly_cap`) in all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from engine.errors import NoStandard

ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "standard": "低保标准",
        "basic": "特困基本生活标准",
        "care_full": "照料护理标准（全自理）",
        "care_half": "照料护理标准（半自理）",
        "care_none": "照料护理标准（全护理）",
        "extra_old": "分类施保（老年人）",
        "extra_child": "分类施保（未成年人）",
        "extra_disabled": "分类施保（重度残疾人）",
        "extra_ill": "分类施保（重病患者）",
        "cap": "救助上限",
        "head_cap": "委托乡镇审批限额",
        **{f"tier_{n}": f"分档补助第{n}档" for n in range(1, 10)},
        "deductible": "起付标准",
        "ratio": "救助比例",
        "yearly_cap": "年度封顶",
        "rounding": "取整单位",
    }
)
CENT = Decimal("0.01")
MAY_BE_NOTHING = frozenset(
    {"cap", "head_cap", "deductible", "yearly_cap", "care_full", "care_half", "care_none"}
)
"""Items of which nothing is an answer (no delegation, no deductible); of the others it would be no standard."""


def bounds(item: str) -> tuple[int, Decimal, Decimal | None]:
    """How many decimals an item may have, and its least and most."""
    if item == "ratio":
        return 4, Decimal("0.0001"), Decimal(100)
    return 2, Decimal(0) if item in MAY_BE_NOTHING else CENT, None


@dataclass(frozen=True, kw_only=True)
class Standard:
    """One row; valid from the first to the last day, both included."""

    id: str
    area: str
    aid: str
    item: str
    amount: Decimal
    valid_from: date
    valid_to: date | None
    source: str

    def valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def overlaps(self, other: "Standard") -> bool:
        """Whether there is a day on which both say the same item of the same aid for the same area."""
        same = (self.area, self.aid, self.item) == (other.area, other.aid, other.item)
        return same and _starts_in_time(self, other) and _starts_in_time(other, self)


def _starts_in_time(one: Standard, other: Standard) -> bool:
    return other.valid_to is None or one.valid_from <= other.valid_to


@dataclass(frozen=True, kw_only=True)
class Standards:
    """All rows an amount may need."""

    rows: tuple[Standard, ...] = ()

    def find(self, item: str, *, area: str, aid: str, on: date) -> Standard:
        """The row valid that day for the nearest area upward: township, county, city. Raises NoStandard, never gives zero."""
        found = self.seek(item, area=area, aid=aid, on=on)
        if found is None:
            raise NoStandard(item=ITEMS[item], aid=aid, on=on.isoformat())
        return found

    def seek(self, item: str, *, area: str, aid: str, on: date) -> Standard | None:
        """The same, None where there is no row."""
        rows = [
            row
            for row in self.rows
            if row.item == item and row.aid == aid and area.startswith(row.area) and row.valid(on)
        ]
        return max(rows, key=lambda row: len(row.area), default=None)
