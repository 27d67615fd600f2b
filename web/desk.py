"""The desk 工作台: what is due first for me, what else waits for my post, and where to go when nothing does."""

from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _

from casework import cases, inbox, notify, supervision
from web.duties import duties
from web.navigation import DESK, entries, may
from web.office import the_actor, the_office

bp = Blueprint("desk", __name__)
FIRST = 6
PLACES = {
    "apply.choose": _("替申请人填写申请，提交后给出编号和回执。"),
    "cases.listing": _("按编号、姓名查办件，看办到哪一步、在谁手里。"),
    "handovers.listing": _("看转给各单位的事项：签收、办理、反馈。"),
    "supervision.home": _("看超期事项和各乡镇办理情况，发督办单。"),
    "processes.listing": _("看现行流程的流程图、版本和期限。"),
    "calendar.show": _("看放假和调休安排，期限按它推算。"),
    "admin.home": _("处理异常，查看人员和岗位。"),
}
"""What is found where, for posts that no task waits for."""


@bp.get("/")
def show() -> str:
    """Tasks for those whom tasks wait for, late steps for those who watch, places for all others."""
    office, by = the_office(), the_actor()
    works = bool(by.roles & DESK - {"supervisor"})
    late = (
        supervision.overdue(office, by, filters={}, cursor=None, limit=FIRST)["items"]
        if may("supervision.overdue")
        else None
    )
    drafts = (
        cases.list_cases(office, by, filters={"state": "draft"}, limit=FIRST)["items"]
        if may("case.open")
        else []
    )
    return render_template(
        "desk.html",
        works=works,
        counts=inbox.count_tasks(office, by),
        mine=inbox.list_tasks(office, by, queue="mine", limit=FIRST)["items"],
        group=inbox.list_tasks(office, by, queue="group", limit=FIRST)["items"],
        late=late,
        duties=duties(office, by),
        told=notify.to_me(office, by),
        drafts=[one for one in drafts if one["created_by"] == by.login],
        places=[
            (endpoint, label, PLACES[endpoint]) for endpoint, label, _here in entries() if endpoint in PLACES
        ],
    )
