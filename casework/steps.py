"""Steps 环节: check what a person hands in, take over what the forms say, and do what the step means beside moving on."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistance import forms as shipped_forms
from assistance.cases import still_runs
from assistance.fields import FILES, TYPES
from assistance.manifest import Outcome
from casework import avoidance, facts, flow, gates
from casework.casefile import Open
from casework.effects import EFFECTS, computed
from casework.lookups import Tables
from casework.versions import Version
from engine import forms, tasks
from engine.errors import Fault, Forbidden, FormRefused, SamePerson
from engine.forms import FieldSpec, FormContext
from engine.tasks import Task
from engine.time import legal_day
from store.tables.case import FormEntry

Forms = Mapping[str, Any]


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
    if (
        task.handover_id is None and task.slip_id is None
    ):  # a unit still answers, and so does whoever was urged
        still_runs(file.case, task.step)
    way = _outcome(version, task.step, outcome)
    avoidance.demand_none(file)
    gates.demand_closed(file, version, task, outcome)
    clean = computed.completed(file, _checked(file, task, version, way, given, reason))
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
    clean, faults = check_forms(file, version, given, allowed=way.allowed, needed=way.forms, around=around)
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
