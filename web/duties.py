"""What waits for a post beside its tasks 待处理: requests to decide, replies to check, incidents to mend, days to confirm."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import url_for

from assistance.amounts import DIBAO
from assistance.people import Actor
from casework import calendars, extensions, incidents, slips, standards
from casework.office import Office
from engine.time import legal_day
from web.i18n import gettext as _
from web.i18n import told
from web.navigation import may
from web.words import due, named

NOVEMBER = 11
"""When the days off of the next year are published."""


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One line of the desk: what to do, and where."""

    text: str
    href: str
    label: str


def duties(office: Office, by: Actor) -> list[Duty]:
    """All of them, in the order in which they are due."""
    return [duty for act, read in _READ if may(act) for duty in read(office, by)]


def _extensions(office: Office, by: Actor) -> Iterator[Duty]:
    for one in extensions.to_decide(office, by):
        yield Duty(
            text=_(
                "%(name)s（%(no)s）申请延期：%(row)s",
                name=one["head_name"] or "–",
                no=one["case_no"],
                row=named("limit_step", one["step"]),
            ),
            href=url_for("cases.show", no=one["case_no"]) + "#extensions",
            label=_("审批延期"),
        )


def _slips(office: Office, by: Actor) -> Iterator[Duty]:
    proposed = slips.count_proposed(office, by)
    if proposed:
        yield Duty(
            text=_("系统提出了 %(n)s 份督办单，等您决定发不发", n=proposed),
            href=url_for("supervision.slips", state="proposed"),
            label=_("去决定"),
        )
    for state, text, label in (
        ("replied", _("督办单 %(no)s 已回复，等您复核"), _("去复核")),
        ("passed", _("督办单 %(no)s 复核通过，可以销号"), _("去销号")),
    ):
        for slip in slips.list_slips(office, by, filters={"state": state})["items"]:
            if slip["allowed"]:
                href = url_for("supervision.slip", slip_id=slip["id"])
                yield Duty(text=text % {"no": slip["no"]}, href=href, label=label)


def _urged(office: Office, by: Actor) -> Iterator[Duty]:
    for state in ("issued", "redo"):
        for slip in slips.list_slips(office, by, filters={"state": state})["items"]:
            if "reply" in slip["allowed"]:
                text = _(
                    "您被督办：%(step)s（%(no)s），%(due)s前回复",
                    step=named("step", slip["step"], slip["step_name"]),
                    no=slip["no"],
                    due=due(slip["due"]),
                )
                href = url_for("supervision.slip", slip_id=slip["id"])
                yield Duty(text=text, href=href, label=_("去回复"))


def _incidents(office: Office, by: Actor) -> Iterator[Duty]:
    for one in incidents.list_incidents(office, by, filters={"state": "open"})["items"]:
        where = told(one["element_name"] or named("act", one["command"]))
        text = _("办件 %(no)s 在“%(where)s”出错，停在原处", no=one["case_no"] or "–", where=where)
        yield Duty(text=text, href=url_for("admin.incidents_page"), label=_("去处理"))


def _years(office: Office, by: Actor) -> Iterator[Duty]:
    this = legal_day(office.now())
    for year in (this.year, this.year + 1) if this.month >= NOVEMBER else (this.year,):
        if not calendars.show(office, by, year)["complete"]:
            yield Duty(
                text=_("%(year)s 年放假安排还没有确认，落在这一年的期限是暂定的", year=year),
                href=url_for("calendar.show", year=year),
                label=_("去确认"),
            )


def _standards(office: Office, by: Actor) -> Iterator[Duty]:
    today = legal_day(office.now()).isoformat()
    rows = standards.list_standards(office, by, filters={"item": "standard", "on": today})["items"]
    for aid in sorted(DIBAO - {row["aid"] for row in rows}):
        text = _("%(aid)s没有今天有效的低保标准，金额不能核算", aid=named("aid", aid))
        yield Duty(text=text, href=url_for("standards.listing", _anchor="add"), label=_("去登记标准"))


_READ: tuple[tuple[str, Callable[[Office, Actor], Iterator[Duty]]], ...] = (
    ("slip.read", _urged),
    ("extension.decide", _extensions),
    ("extension.decide_transfer", _extensions),
    ("slip.check", _slips),
    ("incident.retry", _incidents),
    ("calendar.write", _years),
    ("standard.write", _standards),
)
"""Act of the permission table, and what it makes somebody look at."""
