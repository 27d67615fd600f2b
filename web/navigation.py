"""What each role finds in the head of a page 导航; the use cases decide again who may read what."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, g, request
from flask_babel import lazy_gettext as _

from assistance.permissions import PERMISSIONS

DESK = frozenset(
    {"specialist", "window", "investigator", "head", "county_check", "county_review", "county_confirm"}
    | {"department", "referral", "finance", "supervisor"}
)
"""Roles that tasks wait for."""

ENTRIES = (
    ("desk.show", _("工作台"), None),
    ("inbox.show", _("待办"), DESK),
    ("apply.choose", _("受理申请"), PERMISSIONS["case.open"]),
    ("cases.listing", _("办件"), PERMISSIONS["case.list"]),
    ("handovers.listing", _("转办转介"), PERMISSIONS["handover.read"]),
    ("notices.listing", _("公示"), PERMISSIONS["notice.object"] | PERMISSIONS["notice.remove"] | {"head"}),
    ("grants.listing", _("待遇"), PERMISSIONS["grant.read"]),
    ("registers.index", _("登记簿"), PERMISSIONS["register.read"]),
    (
        "supervision.home",
        _("督办"),
        PERMISSIONS["slip.read"] & PERMISSIONS["supervision.board"] | {"leader", "city_inspect"},
    ),
    ("processes.listing", _("流程"), PERMISSIONS["process.read"]),
    ("amounts.show", _("试算"), PERMISSIONS["amount.preview"]),
    ("calendar.show", _("工作日历"), None),
    ("admin.home", _("管理"), PERMISSIONS["people.read"] | PERMISSIONS["incident.read"]),
)
"""Endpoint, label, roles that see it (None: everybody who signed in)."""

UNDER = {
    "standards": "admin",
    "tasks": "inbox",
    "corrections": "cases",
    "files": "cases",
    "ladder": "processes",
}
"""Pages without an entry of their own, by the entry one comes from."""


def install(app: Flask) -> None:
    """Hand the navigation of the person to every page."""
    app.context_processor(lambda: {"actor": g.get("actor"), "navigation": entries()})
    app.jinja_env.globals.update(may=may, may_open=may_open)


def may(act: str) -> bool:
    """Whether a role of the person has an act in the permission table; scope is judged by the use case."""
    return g.get("actor") is not None and bool(PERMISSIONS[act] & g.actor.roles)


def may_open(task: Mapping[str, Any]) -> bool:
    """Whether a task's page would open: for its post, its holder, and those who watch or lead."""
    roles = g.actor.roles
    return bool(roles & {task["role"], "head", *PERMISSIONS["task.watch"]}) or task["holder"] == g.actor.login


def entries() -> list[tuple[str, object, bool]]:
    """Endpoint, label and whether the reader is there now."""
    if g.get("actor") is None:
        return []
    here = (request.endpoint or "").partition(".")[0]
    here = UNDER.get(here, here)
    return [
        (endpoint, label, endpoint.partition(".")[0] == here)
        for endpoint, label, roles in ENTRIES
        if roles is None or roles & g.actor.roles
    ]
