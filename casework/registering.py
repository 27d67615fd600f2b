"""Entering 登记: the rows that a process declares for its registers, written in the command whose moment they belong to."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistance import privacy
from assistance.cases import RESULTS, Case
from assistance.handover import Handover, Leg
from assistance.manifest import EntryRule
from assistance.registers import REGISTERS
from casework import facts
from casework.casefile import Open
from casework.office import plain
from casework.versions import Version
from engine import expressions, money
from engine.tasks import DONE
from engine.time import legal_day, read_moment
from store.tables.flow import Instance
from store.tables.register import RegisterEntry

NAMED_BY_PROCESS = frozenset({"outcome", "step"})
"""Types of columns whose names a row keeps beside the key, for the process may change."""
MONEY = re.compile(r"\d{1,12}(\.\d{1,2})?")
"""An amount as a row holds it."""


@dataclass(frozen=True, kw_only=True)
class _Entering:
    """One row being entered: the case's file, the instance it comes from, and the row of the form it is made for."""

    file: Open
    instance: Instance
    version: Version
    register: str
    row: Mapping[str, Any] | None

    @property
    def legs(self) -> list[Leg]:
        """The sendings of the instance's handover, the first one first."""
        handover_id = self.instance.handover_id
        return [] if handover_id is None else self.file.legs_of(handover_id)

    def value(self, source: str) -> Any:
        """What a source says now; None where there is nothing yet."""
        if source.startswith("="):
            return source[1:]
        place, found, name = source.partition(":")
        if found:
            return PLACES[place](self, name)
        return WORDS[source](self) if source in WORDS else _field(self, source)

    def name(self, source: str, value: Any) -> str | None:
        """The Chinese name of a step or of its outcome, which only the process knows."""
        place, _, step = source.partition(":")
        if place == "outcome":
            ways = self.version.manifest.outcomes_of(step)
            return next((way.name for way in ways if way.key == value), None)
        if place == "slip" and self.instance.slip_id:
            task_id = self.file.slips.load(self.instance.slip_id).task_id
            return next((task.name for task in self.file.work.tasks.having(id=task_id)), None)
        return RESULTS.get(value, str(value))


def enter(file: Open, rules: Iterable[EntryRule], instance: Instance, version: Version) -> None:
    """Enter every row that these rules ask for; a row's values are those of this moment and never change."""
    for rule in rules:
        if _holds(file, rule, instance, version):
            for row in _rows(file, rule):
                making = _Entering(
                    file=file, instance=instance, version=version, register=rule.register, row=row
                )
                keep(file, rule.register, _columns(making, rule))


def keep(
    file: Open,
    register: str,
    row: Mapping[str, Any],
    *,
    corrects: str | None = None,
    reason: str | None = None,
    draft: bool = False,
) -> RegisterEntry:
    """Hold one row for a register until the file is written."""
    case, today = file.case, legal_day(file.now)
    return file.register.keep(
        RegisterEntry(
            id=file.command.new_id(),
            register=register,
            case_id=case.id,
            case_no=case.no,
            area=case.area,
            village=case.village,
            aid=case.aid,
            household_no=case.household_no,
            month=f"{today:%Y-%m}",
            entered_on=today,
            entered_at=file.now,
            entered_by=file.command.by.login,
            draft=draft,
            corrects=corrects,
            reason=reason,
            row=plain(row),
            seq=file.place(len(list(file.register))),
        )
    )


def _holds(file: Open, rule: EntryRule, instance: Instance, version: Version) -> bool:
    if rule.when is None:
        return True
    known = facts.visible(file, version.manifest, instance)
    return expressions.evaluate(expressions.parse(rule.when), known) is True


def _rows(file: Open, rule: EntryRule) -> list[Mapping[str, Any] | None]:
    """One entry for each row of the form that the rule names, else one."""
    if rule.each is None:
        return [None]
    form, _, key = rule.each.partition(".")
    entry = file.entries().get(form)
    return list(entry.content.get(key) or ()) if entry else []


def _columns(making: _Entering, rule: EntryRule) -> dict[str, Any]:
    """Each column by the rule's source or else its own."""
    row: dict[str, Any] = {}
    for column in REGISTERS[rule.register].columns:
        source = rule.row.get(column.key, column.source)
        value = None if source is None else making.value(source)
        row[column.key] = value = _on_its_day(value) if column.type == "day" else value
        if column.type in NAMED_BY_PROCESS and source and value is not None:
            row[f"{column.key}_name"] = making.name(source, value)
    return row


def _on_its_day(value: Any) -> Any:
    """The legal day of a moment that a form gives."""
    return legal_day(read_moment(value)) if isinstance(value, str) and "T" in value else value


def _field(making: _Entering, source: str) -> Any:
    """A field of the newest entry of a form; of a handover's form that of this handover."""
    form, _, key = source.partition(".")
    mine = (None, making.instance.handover_id)
    entries = [one for one in making.file.forms.everything() if one.form == form and one.handover_id in mine]
    newest = max(entries, key=lambda one: one.revision, default=None)
    return newest.content.get(key) if newest else None


def _case(making: _Entering, name: str) -> Any:
    case = making.file.case
    return CASE[name](making.file, case) if name in CASE else getattr(case, name)


def _last_visit(file: Open, case: Case) -> date | None:
    visit = file.entries().get("F08")
    return legal_day(read_moment(visit.content["visited_at"])) if visit else None


CASE: Mapping[str, Callable[[Open, Case], Any]] = {
    "head": lambda file, case: case.head_name,
    "id_no": lambda file, case: privacy.identity_number(case.head_id) if case.head_id else None,
    "amount": lambda file, case: None if case.amount is None else money.text(case.amount),
    "second_notice": lambda file, case: "second_notice" in case.flags,
    "emergency_kind": lambda file, case: file.facts.get("emergency_kind"),
    "last_visit_on": _last_visit,
}
"""What a row says of the case beside its own columns; a number never in full."""


def _moment(making: _Entering, name: str) -> date | None:
    moment = making.file.moment(name, making.instance.handover_id) or making.file.moment(name)
    return moment.on if moment else None


def _outcome(making: _Entering, step: str) -> str | None:
    """How a step of the case, or of this slip, last ended; what has just been done need not be looked up."""
    file, instance = making.file, making.instance
    now = [task for task in file.tasks if task.step == step and task.state == DONE]
    done = now or file.work.tasks.having(case_id=file.case.id, step=step, state=DONE)
    mine = [task for task in done if task.slip_id == instance.slip_id]
    last = max(mine, key=lambda task: (task.done_at is not None, task.done_at), default=None)
    return last.outcome if last else None


def _handover(making: _Entering, name: str) -> Any:
    if making.instance.handover_id is None:
        return None
    handover = making.file.handovers.load(making.instance.handover_id)
    if name == "days_used":
        return _days_used(making)
    if name == "overdue_days":
        return _overdue(making.file, handover)
    if hasattr(handover, name):
        return getattr(handover, name)
    return next((getattr(leg, name) for leg in making.legs[-1:]), None)


def _days_used(making: _Entering) -> int | None:
    """Working days from the first sending to the last answer."""
    if not making.legs:
        return None
    first, last, file = making.legs[0], making.legs[-1], making.file
    end = last.fed_back_at or last.returned_at or last.recalled_at or file.now
    calendar = file.command.office.calendars.current(file.work)
    return calendar.count(legal_day(first.sent_at), legal_day(end))


def _overdue(file: Open, handover: Handover) -> int:
    """How late its limits were met, all together."""
    own = (limit for limit in file.limits if limit.subject.handover_id == handover.id)
    return sum(limit.overdue_n or 0 for limit in own)


def _slip(making: _Entering, name: str) -> Any:
    if making.instance.slip_id is None:
        return None
    slip = making.file.slips.load(making.instance.slip_id)
    if name == "due":
        found = [one for one in making.file.limits if one.subject.slip_id == slip.id]
        return found[-1].due if found else None
    return slip.overdue if name == "overdue_days" else getattr(slip, name)


def _notice(making: _Entering, name: str) -> Any:
    notices = making.file.notices.everything()
    mine = [one for one in notices if one.instance_id == making.instance.id] or notices
    if not mine:
        return None
    notice = max(mine, key=lambda one: one.seq)
    raised = [one for one in making.file.objections.everything() if one.notice_id == notice.id]
    if name == "objections":
        return len(raised)
    if name == "outcome":
        states = {one.state for one in raised}
        return next((state for state in ("open", "upheld", "dismissed") if state in states), None)
    return getattr(notice, name)


def _grant(making: _Entering, name: str) -> Any:
    grants = making.file.awards.everything()
    if not grants:
        return None
    if name == "start_on":
        return f"{grants[-1].from_month}-01"
    if name == "certificate_no":
        certificates = making.file.certificates.everything()
        return certificates[-1].number if certificates else None
    return getattr(grants[-1], name)


def _certificate(making: _Entering, name: str) -> Any:
    certificates = making.file.certificates.everything()
    return getattr(certificates[-1], name) if certificates else None


def _row(making: _Entering, name: str) -> Any:
    return (making.row or {}).get(name)


def _serial(making: _Entering) -> int:
    """The next number in the township's register of this month."""
    file = making.file
    return file.command.serial(f"{making.register}-{file.case.area}-{legal_day(file.now):%Y-%m}")


def _handler(making: _Entering) -> str:
    """Who drafted the opinion; where there was none, who acts."""
    opinion = making.file.entries().get("F12")
    return opinion.by if opinion else making.file.command.by.login


PLACES: Mapping[str, Callable[[_Entering, str], Any]] = {
    "case": _case,
    "moment": _moment,
    "outcome": _outcome,
    "handover": _handover,
    "slip": _slip,
    "notice": _notice,
    "grant": _grant,
    "certificate": _certificate,
    "row": _row,
}
WORDS: Mapping[str, Callable[[_Entering], Any]] = {
    "serial": _serial,
    "actor": lambda making: making.file.command.by.login,
    "handler": _handler,
}
