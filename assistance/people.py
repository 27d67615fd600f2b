"""People, posts, units and areas 人员、岗位、单位、行政区划: who acts, and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "specialist": "专管员",
        "window": "窗口",
        "investigator": "经办",
        "head": "乡镇负责人",
        "county_check": "县核对",
        "county_review": "县审核",
        "county_confirm": "县确认",
        "department": "部门联系人",
        "referral": "转介机构",
        "finance": "财务",
        "supervisor": "督办员",
        "leader": "分管领导",
        "city_civil": "市级民政",
        "city_inspect": "市督查",
        "process_editor": "流程管理员",
        "process_publisher": "流程发布人",
        "system_admin": "系统管理员",
        "personnel": "考核人事",
        "auditor": "审计",
    }
)
"""Role keys of the contract with their Chinese names (domain.md section 3)."""

UNIT_ROLES = frozenset({"department", "referral"})
"""Roles whose scope is a unit, not an area."""


RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        "spouse": "配偶",
        "parent": "父母",
        "child": "子女",
        "sibling": "兄弟姐妹",
        "grandparent": "祖父母、外祖父母",
        "grandchild": "孙子女、外孙子女",
    }
)
"""Close relatives 近亲属 (domain.md section 1)."""


@dataclass(frozen=True, kw_only=True)
class Kin:
    """A close relative of a member of staff, entered to find whom a case must be kept from."""

    name: str
    id_no: str
    relation: str


@dataclass(frozen=True, kw_only=True)
class Area:
    """行政区划: village 12 digits, township 9, county 6, city 4; scope is a prefix match."""

    code: str
    name: str
    population: int | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class Unit:
    """单位 under one of its names: departments are renamed, and old cases keep the old name."""

    key: str
    name: str
    uscc: str
    kind: str
    area: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One role in one area or unit 岗位授权, from a day until a day."""

    login: str
    role: str
    area: str | None
    unit: str | None
    valid_from: date
    valid_to: date | None

    @property
    def group(self) -> str:
        """Candidate group 候选岗位 `window@130399100`, `department@jy`."""
        return group(self.role, self.unit or self.area or "")


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person who signs in 人员; `password_hash` is argon2's."""

    login: str
    name: str
    state: str
    password_hash: str
    id_no: str | None
    id_index: bytes | None
    failed: int
    locked_until: object | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts in one command or read, with what they may and what they gave along."""

    login: str
    name: str
    grants: tuple[Grant, ...]
    purpose: str | None = None
    if_match: int | None = None
    once: "OnceKey | None" = field(default=None, compare=False)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def groups(self) -> tuple[str, ...]:
        """A specialist 专管员 is a candidate of the township as well: a household that has moved has no village yet."""
        own = {grant.group for grant in self.grants}
        villages = {g.area for g in self.grants if g.role == "specialist" and g.area}
        return tuple(sorted(own | {group("specialist", village[:9]) for village in villages}))


@dataclass(frozen=True, kw_only=True)
class OnceKey:
    """An idempotency key of one person and route, with the digest of the body it came with."""

    route: str
    key: str
    body: str


SYSTEM = Actor(login="system", name="系统", grants=())
"""Who acts when a due moment passes; it never signs in and never decides."""


def group(role: str, place: str) -> str:
    """The candidate group of a role in an area or unit."""
    return f"{role}@{place}"


def county_of(area: str) -> str:
    """The county an area lies in; a city stays itself."""
    return area[:6]


def place_of(role: str, township: str, village: str | None = None) -> str:
    """The area whose post holders do a role's work for a case of this township; a specialist's is the village."""
    if role == "specialist":
        return village or township
    return township if role in TOWNSHIP_ROLES else county_of(township)


TOWNSHIP_ROLES = frozenset({"window", "investigator", "head", "specialist"})
