"""What an amount is worked out from 核算依据: who lives together, what they earn, who is covered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

METHODS: Mapping[str, str] = MappingProxyType(
    {
        "difference": "差额补助",
        "single": "单人户",
        "tier": "分档补助",
        "tekun": "特困供养标准",
        "once": "一次性",
    }
)
CATEGORIES: Mapping[str, str] = MappingProxyType(
    {"old": "老年人", "child": "未成年人", "disabled": "重度残疾人", "ill": "重病患者"}
)
"""Categories of 分类施保 (contract 3.4)."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """A row of F02."""

    id_no: str
    living_together: bool = True


@dataclass(frozen=True, kw_only=True)
class Income:
    """A row of F03: what a member has a month, in yuan."""

    member: str
    monthly: Decimal
    countable: bool = True


@dataclass(frozen=True, kw_only=True)
class Extra:
    """分类施保 asked for one member in one of CATEGORIES."""

    member: str
    category: str


@dataclass(frozen=True, kw_only=True)
class Household:
    """One household 户 on the day of decision `on`; `tier` (1–9) counts only where the tier table is used.

    Raises ValueError for what no form lets through: nobody living together, nobody covered, more than one in a 单人户.
    """

    area: str
    aid: str
    on: date
    members: tuple[Member, ...]
    income: tuple[Income, ...] = ()
    covered: frozenset[str]
    method: str = "difference"
    tier: int = 1
    extras: tuple[Extra, ...] = ()

    def __post_init__(self) -> None:
        if not self.together or not self.covered <= self.together or not self.covered:
            raise ValueError("the covered are members who live together, and there is one at least")
        if self.method == "single" and len(self.covered) != 1:
            raise ValueError("of a 单人户 exactly one member is covered")

    @property
    def together(self) -> frozenset[str]:
        """共同生活的家庭成员."""
        return frozenset(member.id_no for member in self.members if member.living_together)

    @property
    def countable(self) -> Decimal:
        """The countable monthly income of those who live together, in yuan."""
        return sum(
            (one.monthly for one in self.income if one.countable and one.member in self.together), Decimal(0)
        )

    @property
    def per_head(self) -> Fraction:
        """Income a head, as an exact fraction of yuan."""
        return Fraction(self.countable) / len(self.together)
