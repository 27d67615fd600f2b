"""What an amount is worked out from 核算依据: a household with its income, a medical bill, or what is asked for once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from engine.errors import Fault

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
SELF_CARE: Mapping[str, str] = MappingProxyType({"full": "全自理", "half": "半自理", "none": "全护理"})
"""Classes of self-care 自理能力 (domain.md 8)."""
DIBAO, TEKUN, MEDICAL, ONCE = frozenset({"110", "120"}), frozenset({"131", "132"}), "210", "220"
METHODS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {aid: ("difference", "single", "tier") for aid in DIBAO} | {aid: ("tekun",) for aid in TEKUN}
)
"""The methods of each monthly aid, its usual one first."""
TIERS = range(1, 10)
NOTHING = Decimal("0.00")


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
    """One household 户 that asks for a monthly aid, on the day of decision `on`; nobody named as covered: all who live together.

    `tier` counts only where the tier table is used, `self_care` only for 特困.
    """

    area: str
    aid: str
    on: date
    members: tuple[Member, ...]
    income: tuple[Income, ...] = ()
    covered: frozenset[str] = frozenset()
    method: str | None = None
    tier: int = 1
    extras: tuple[Extra, ...] = ()
    self_care: str | None = None

    @property
    def together(self) -> frozenset[str]:
        """共同生活的家庭成员."""
        return frozenset(member.id_no for member in self.members if member.living_together)

    @property
    def supported(self) -> frozenset[str]:
        """保障对象: whom the aid covers."""
        return self.covered or self.together

    @property
    def way(self) -> str:
        """The method, the aid's usual one where none is named."""
        return self.method or METHODS_OF[self.aid][0]

    @property
    def countable(self) -> Decimal:
        """The countable monthly income of those who live together, in yuan."""
        return sum(
            (one.monthly for one in self.income if one.countable and one.member in self.together), NOTHING
        )

    @property
    def per_head(self) -> Fraction:
        """Income a head, as an exact fraction of yuan."""
        return Fraction(self.countable) / len(self.together)

    def faults(self) -> list[Fault]:
        """All that cannot be meant; the paths are those of `POST /amounts/preview`."""
        return [*self._faults_of_people(), *self._faults_of_extras(), *self._faults_of_method()]

    def _faults_of_people(self) -> Iterator[Fault]:
        numbers = [member.id_no for member in self.members]
        for at, number in enumerate(numbers):
            if number in numbers[:at]:
                yield _fault(f"members[{at}].id_no", "E_UNIQUE", "成员身份证号码", at)
        if not self.together:
            yield _fault("members", "E_COUNT", "共同生活的家庭成员", min=1)
        for at, one in enumerate(self.income):
            if one.member not in numbers:
                yield _fault(f"income[{at}].member", "E_CHOICE", "成员身份证号码", at)
        if not self.covered <= self.together:
            yield _fault("covered", "E_CHOICE", "保障对象")
        elif self.way == "single" and self.together and len(self.supported) != 1:
            yield _fault("covered", "E_COUNT", "保障对象", min=1, max=1)

    def _faults_of_extras(self) -> Iterator[Fault]:
        for at, extra in enumerate(self.extras):
            if extra.member not in self.supported:
                yield _fault(f"extras[{at}].member", "E_CHOICE", "成员身份证号码", at)
            if self.aid in TEKUN or extra.category not in CATEGORIES:
                yield _fault(f"extras[{at}].category", "E_CHOICE", "类别", at)

    def _faults_of_method(self) -> Iterator[Fault]:
        if self.way not in METHODS_OF[self.aid]:
            yield _fault("method", "E_CHOICE", "计算方法")
        if self.tier not in TIERS:
            yield _fault("tier_method", "E_RANGE", "档次", min=TIERS[0], max=TIERS[-1])
        if self.aid in TEKUN and self.self_care not in SELF_CARE:
            code = "E_REQUIRED" if self.self_care is None else "E_CHOICE"
            yield _fault("self_care", code, "自理能力")


@dataclass(frozen=True, kw_only=True)
class Bill:
    """A person's medical bill 医疗费用: the eligible own share, and what of deductible and yearly cap is used up this year."""

    area: str
    aid: str = MEDICAL
    on: date
    own_share: Decimal
    deductible_used: Decimal = NOTHING
    cap_used: Decimal = NOTHING


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked for once 临时救助; without `asked` only the cap is worked out. `small_fast` is 小额快救."""

    area: str
    aid: str = ONCE
    on: date
    asked: Decimal | None = None
    small_fast: bool = False


def _fault(path: str, code: str, label: str, at: int | None = None, **facts: int) -> Fault:
    row = {} if at is None else {"row": at + 1}
    return Fault(path=path, code=code, facts={"label": label, **row, **facts})
