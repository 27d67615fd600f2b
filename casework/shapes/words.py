"""Words and people in every shape: names of keys, and who reads a name."""

from typing import Any

from assistance import privacy
from assistance.cases import RESULTS as RESULTS
from assistance.people import ROLES, Actor
from assistance.permissions import WATCHERS
from casework.names import Names

TASK_STATES = {
    "ready": "待认领",
    "claimed": "已认领",
    "done": "已办",
    "cancelled": "已撤销",
    "incident": "异常",
}
COLOURS = {"green": "按期", "amber": "临期", "red": "超期", "none": "无期限"}
UNIT_RESULTS = {"given": "给予", "not_given": "不予", "partly": "部分给予"}
FLAGS = {
    "key": "重点",
    "second_notice": "二次补正",
    "contested": "有争议",
    "complicated": "疑难复杂",
    "small_fast": "小额快救",
}
Shape = dict[str, Any]


def names_masked(by: Actor) -> bool:
    """Whoever only watches sees names once a purpose is given."""
    return by.purpose is None and bool(by.roles) and by.roles <= WATCHERS | {"auditor"}


def shown_aid(by: Actor, aid: str | None) -> str | None:
    """The aid as this reader sees it: an agency that takes a referral 转介 knows the need, not what was applied for."""
    return None if by.roles == {"referral"} else aid


def shown_name(by: Actor, name: str | None) -> str | None:
    """A person's name as this reader sees it."""
    return privacy.name(name) if name and names_masked(by) else name


def person(login: str | None, names: Names, role: str | None) -> Shape | None:
    """A person in JSON; None is the system."""
    if login in (None, "system"):
        return None
    return {"login": login, "name": names.person(login), "role": role, "role_name": ROLES.get(role or "")}
