"""Steps 环节: check what a person hands in, take over what the forms say, and do what the step means beside moving on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from assistance import forms as shipped_forms
from assistance import handover as handovers
from assistance import supervision
from assistance.fields import TYPES
from assistance.handover import Handover, Leg
from assistance.manifest import Outcome
from assistance.regimes import regime_of
from assistance.supervision import Slip
from casework import facts, flow
from casework.casefile import Open
from casework.lookups import Tables
from casework.versions import Version
from engine import forms, tasks
from engine.errors import Fault, Forbidden, FormRefused, SamePerson, WrongState
from engine.forms import FieldSpec, FormContext
from engine.limits import Limit
from engine.money import fen
from engine.tasks import Task
from engine.time import legal_day, read_moment
from store.tables.case import FormEntry

Forms = Mapping[str, Any]
FILES = frozenset({"filepicker", "signature"})


def complete(
    file: Open,
    task: Task,
    *,
    outcome: str,
    given: Forms,
    reason: str | None = None,
    comment: str | None = None,
) -> None:
    """Complete a held task: forms, facts, effects, then the flow; refusals leave everything as it was."""
    tasks.held(task, file.command.by.login)
    if task.group not in file.command.by.groups:
        # whoever has another post since, and sees the task from there, holds it in name only
        raise Forbidden(why="not_candidate", group=task.group)
    instance = file.instances.load(task.instance_id)
    version = flow.version_of(file, instance)
    if file.command.by.login in flow.kept_apart(file, version, task):
        raise SamePerson(step=task.step)
    way = _outcome(version, task.step, outcome)
    clean = _checked(file, task, version, way, given, reason)
    done = tasks.complete(task, file.command.by.login, outcome, file.now)
    file.tasks.keep(done)
    store_forms(file, clean, version, task)
    facts.learn(file, version.manifest, task.step, outcome, clean)
    effect = EFFECTS.get((task.step, outcome))
    before = file.case.state
    if effect:
        effect(file, task, clean, reason)
    flow.complete(file, done, outcome)
    _note(file, done, way, reason, comment, before)


def store_forms(file: Open, clean: Forms, version: Version, task: Task | None) -> None:
    """Keep every form handed in as an immutable, encrypted entry."""
    known = file.entries()
    for form, content in clean.items():
        schema = file.command.office.versions.schema(file.work, form, version.pinned("form", form))
        file.forms.keep(
            FormEntry(
                id=file.command.new_id(),
                case_id=file.case.id,
                form=form,
                version=schema.version,
                revision=known[form].revision + 1 if form in known else 1,
                task_id=task.id if task else None,
                handover_id=task.handover_id if task else None,
                by=file.command.by.login,
                at=file.now,
                content=content,
            )
        )
        file.attachments += attachment_ids(schema.fields, content)


def attachment_ids(specs: Sequence[FieldSpec], row: Mapping[str, Any]) -> list[str]:
    """The attachments that a form's fields name, those in its rows included."""
    found: list[str] = []
    for spec in specs:
        value = row.get(spec.key)
        if spec.type in FILES and value:
            found += [value] if isinstance(value, str) else list(value)
        elif spec.fields:
            found += [one for inner in value or () for one in attachment_ids(spec.fields, inner)]
    return found


def check_forms(
    file: Open,
    version: Version,
    given: Forms,
    *,
    allowed: tuple[str, ...],
    needed: tuple[str, ...],
    around: Forms,
) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """Clean data of the forms handed in, and every fault of all of them."""
    office = file.command.office
    schemas = [
        office.versions.schema(file.work, form, version.pinned("form", form)) for form in _in_order(allowed)
    ]
    context = FormContext(
        now=file.now,
        today=legal_day(file.now),
        aid=file.case.aid,
        area=file.case.area,
        facts={**facts.of_case(file), **around},
        forms={form: entry.content for form, entry in file.entries().items()},
        lookups=Tables(file.work, legal_day(file.now), file.case.id),
    )
    return forms.validate_all(schemas, given, context, TYPES, frozenset(needed))


def _in_order(allowed: tuple[str, ...]) -> list[str]:
    order = {form: place for place, form in enumerate(shipped_forms.shipped())}
    return sorted(allowed, key=lambda form: order.get(form, len(order)))


def _outcome(version: Version, step: str, outcome: str) -> Outcome:
    for way in version.manifest.outcomes_of(step):
        if way.key == outcome:
            return way
    raise FormRefused([Fault(path="outcome", code="E_CHOICE", facts={"label": "办理结果"})])


def _checked(
    file: Open, task: Task, version: Version, way: Outcome, given: Forms, reason: str | None
) -> dict[str, Any]:
    around = {"step": task.step, "outcome": way.key}
    clean, faults = check_forms(file, version, given, allowed=way.forms, needed=way.forms, around=around)
    if way.reason and not (reason or "").strip():
        faults = (*faults, Fault(path="reason", code="E_REQUIRED", facts={"label": "理由"}))
    if faults:
        raise FormRefused(faults)
    return clean


def _note(file: Open, task: Task, way: Outcome, reason: str | None, comment: str | None, before: str) -> None:
    file.command.note(
        "task.complete",
        step=task.step,
        step_name=task.name,
        outcome=way.key,
        outcome_name=way.name,
        task_id=task.id,
        unit=task.unit,
        reason=reason,
        text=comment,
        from_state=before,
        to_state=file.case.state,
        claimed_at=task.claimed_at,
        created_at=task.created_at,
        limit=_limit_note(file, task),
    )


def _limit_note(file: Open, task: Task) -> dict[str, Any] | None:
    if task.effective_due is None:
        return None
    return {
        "row": task.effective_row,
        "due": task.effective_due,
        "in_time": task.late_at is None or file.now < task.late_at,
    }


# What single steps mean beside moving on ------------------------------------------------------------------------------


def _accept(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """受理 fixes the day from which the legal limits run, and with it the regime."""
    at = read_moment(clean["F06b"]["accepted_at"])
    on = legal_day(at)
    file.case = replace(file.case, accepted_at=at, accepted_on=on, regime=regime_of(on))


def _second_notice(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """A second list for what could be seen the first time is a fault 二次补正; it shows on the supervisor's list."""
    again = [entry for entry in file.moments if entry.name == "papers_notified"]
    items = clean["F06a"].get("items") or ()
    if again and any(not item.get("new_fact") for item in items):
        flag(file, "second_notice")


def _relatives(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """A close relative of staff makes the case 重点."""
    if clean["F07"].get("declared"):
        flag(file, "key")


def flag(file: Open, name: str) -> None:
    """Mark the case 标记."""
    if name not in file.case.flags:
        file.case = replace(file.case, flags=[*file.case.flags, name])


def _dispatch(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    authority(file, "dispatch.unit", clean["dispatch"].get("unit"))


def authority(file: Open, path: str, unit: str | None) -> None:
    """转办 goes to an authority: an agency that only takes referrals 转介 has nobody to sign it."""
    table = file.work.units.table.c
    if unit is not None and file.work.units.first(table.key == unit, table.kind == "referral"):
        raise FormRefused([Fault(path=path, code="E_CHOICE", facts={"label": "承办单位"})])


def _close(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """办结 ends the case, so nothing sent out of it may still be on its way."""
    table = file.work.handovers.table.c
    running = file.work.handovers.find(
        table.case_id == file.case.id, table.state.not_in(("closed", "cancelled"))
    )
    if running:
        raise WrongState(why="handover_open", handover=running[0].no)


def _row(file: Open, task: Task) -> Handover:
    return file.handovers.load(task.handover_id or "")


def last_leg(file: Open, handover_id: str) -> Leg:
    file.legs.lay(file.work.legs.having(handover_id=handover_id))
    return max((leg for leg in file.legs if leg.handover_id == handover_id), key=lambda leg: leg.n)


def _new_leg(file: Open, row: Handover) -> None:
    n = len(file.work.legs.having(handover_id=row.id)) + 1
    assert row.unit is not None
    file.legs.keep(Leg(id=file.command.new_id(), handover_id=row.id, n=n, unit=row.unit, sent_at=file.now))


def _send(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    form = clean["F15"]
    if _row(file, task).kind == "transfer":
        authority(file, "F15.unit", form["unit"])
    after = handovers.send(
        _row(file, task), form["unit"], form["matter"], form["reason"], tuple(form.get("attachments") or ())
    )
    file.handovers.keep(after)
    _new_leg(file, after)


def _sign(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    row = file.handovers.keep(handovers.sign(_row(file, task)))
    file.legs.keep(replace(last_leg(file, row.id), signed_at=file.now))


def _return(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    form, row = clean["F16"], _row(file, task)
    late = signing_over(file.limits, row, file.now)
    after = file.handovers.keep(handovers.give_back(row, form["proposed_unit"], late))
    leg = last_leg(file, after.id)
    file.legs.keep(replace(leg, returned_at=file.now, return_reason=form["return_reason"]))


def signing_over(limits: Iterable[Limit], row: Handover, now: datetime) -> bool:
    """Whether the time for signing (L05) is over, so that nothing can be returned any more."""
    return any(
        limit.row == "L05"
        and limit.subject.handover_id == row.id
        and limit.state == "open"
        and limit.late_at is not None
        and now >= limit.late_at
        for limit in limits
    )


def _name_unit(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    authority(file, "name_unit.unit", clean["name_unit"]["unit"])
    after = file.handovers.keep(handovers.name_unit(_row(file, task), clean["name_unit"]["unit"]))
    _new_leg(file, after)


def _result(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    form = clean["F16"]
    row = handovers.result(
        _row(file, task), form["result"], form["text"], _fen(form.get("amount")), form.get("ground")
    )
    file.handovers.keep(row)
    file.legs.keep(replace(last_leg(file, row.id), resulted_at=file.now))
    file.case = replace(file.case, unit_result=row.result)


def _feed_back(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    form, before = clean["F16"], _row(file, task)
    row = handovers.feed_back(before, form["text"], _fen(form.get("amount")), form.get("ground"))
    file.handovers.keep(row)
    file.legs.keep(replace(last_leg(file, row.id), fed_back_at=file.now))


def _tell(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    form = clean["F17"]
    file.handovers.keep(
        handovers.tell(_row(file, task), read_moment(form["told_at"]), form["how"], form["by"])
    )


def _file(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    file.handovers.keep(handovers.file(_row(file, task)))


def _slip(file: Open, task: Task) -> Slip:
    return file.slips.load(task.slip_id or "")


def _reply(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    file.slips.keep(supervision.reply(_slip(file, task), clean["reply"]["text"]))


def _passed(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    file.slips.keep(supervision.check(_slip(file, task), "passed", reason))


def _redo(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    file.slips.keep(supervision.check(_slip(file, task), "redo", reason))


def _close_slip(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    file.slips.keep(supervision.close(_slip(file, task), file.now))


def _fen(text: str | None) -> int | None:
    return None if text is None else fen(Decimal(text))


EFFECTS: Mapping[tuple[str, str], Callable[[Open, Task, Forms, str | None], None]] = {
    ("accept", "accepted"): _accept,
    ("check_papers", "incomplete"): _second_notice,
    ("relatives", "done"): _relatives,
    ("dispatch", "transfer"): _dispatch,
    ("close_case", "closed"): _close,
    ("transfer_send", "sent"): _send,
    ("transfer_sign", "signed"): _sign,
    ("transfer_sign", "returned"): _return,
    ("name_unit", "named"): _name_unit,
    ("transfer_handle", "resulted"): _result,
    ("transfer_feedback", "fed_back"): _feed_back,
    ("transfer_tell", "told"): _tell,
    ("transfer_file", "filed"): _file,
    ("urge_reply", "replied"): _reply,
    ("urge_check", "passed"): _passed,
    ("urge_check", "redo"): _redo,
    ("urge_close", "closed"): _close_slip,
}
