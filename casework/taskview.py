"""Tasks and cases as a person sees them: shapes filled from the case file, and what this person may do now."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from assistance import awards
from assistance.cases import ENDED
from assistance.fields import TYPES
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import gates, limits, scope, shapes
from casework.casefile import CaseFile
from casework.effects import acceptance, decision
from casework.effects.investigation import REQUEST_NO
from casework.names import Names
from casework.office import Office
from casework.versions import Version
from engine import forms
from engine.permissions import may
from engine.tasks import CLAIMED, OPEN, READY, Task
from engine.time import iso, legal_day
from store.tables.case import FormEntry
from store.tables.flow import Instance
from store.work import Work

Shape = dict[str, Any]
ANEW = frozenset({"F06a", "F06d", "F08", "F10", "F11", "rebut"})
"""Forms that a second round writes anew: what the first notice asked for has been brought since, a second visit is another."""
HINDRANCES = {**acceptance.HINDRANCES, **decision.HINDRANCES}
CASE_ACTS = {
    "withdraw": "case.withdraw",
    "correct": "case.correct",
    "handover": "handover.start",
    "slip": "slip.issue",
    "extend": "case.extend",
}


def task(
    office: Office, work: Work, by: Actor, value: Task, how: str, *, file: CaseFile | None = None
) -> Shape:
    """A task with everything one needs to do it; forms and data only for whoever may work on it."""
    file = file or CaseFile(work, work.cases.get(value.case_id))
    now, calendar = office.now(), office.calendars.current(work)
    names = Names(work, legal_day(now))
    version = office.versions.get(work, value.process, value.version)
    everything = list(file.limits)
    mine = limits.of_task(value, everything)
    draft = next(iter(work.drafts.having(subject=value.id)), None)
    allowed, denied = _task_acts(by, value, how, names)
    return {
        **shapes.task_row(value, by, names, calendar, now),
        "limit_note": _limit_note(value),
        "outcomes": [
            {
                "key": way.key,
                "name": way.name,
                "forms": list(way.forms),
                "optional": list(way.optional),
                "reason": way.reason,
                "hindrance": _hindrance(office, file, value, way.key),
            }
            for way in version.manifest.outcomes_of(value.step)
        ],
        "gates": _gates(file, version, value, now),
        "forms": _schemas(office, work, version, value.step),
        "data": _data(office, work, file, version, value, how),
        "worked_out": None if value.unit or how == "watcher" else worked_out(_contents(file)),
        "entered": [] if value.unit else sorted(file.entries()),
        "reads": _reads(office, work, by, file, version, value, how),
        "draft": draft.content if draft and draft.login == by.login else None,
        "draft_by": draft.login if draft else None,
        "limits": [shapes.limit(one, everything, value.case_no, calendar, now) for one in mine],
        "candidates": work.people_in_group(value.group, legal_day(now)),
        "allowed": allowed,
        "not_allowed": denied,
    }


def case(office: Office, work: Work, by: Actor, file: CaseFile) -> Shape:
    """A case as this person sees it."""
    now = office.now()
    return shapes.case(
        file,
        by,
        Names(work, legal_day(now)),
        office.calendars.current(work),
        now,
        instances=[instance(one) for one in instances(work, file)],
        rows=handovers(work, file),
        allowed=_case_acts(by, file),
    )


def instances(work: Work, file: CaseFile) -> list[Instance]:
    """All instances of a case, those changed in this command included."""
    return file.instances.everything()


def handovers(work: Work, file: CaseFile) -> list[Any]:
    """All handovers of a case, in the order they were made."""
    return file.handovers.everything()


def instance(value: Instance) -> Shape:
    """One running or ended process of a case."""
    return {
        "id": value.id,
        "process": value.process,
        "version": value.version,
        "state": value.state,
        "parent_task_id": value.parent_token,
    }


def _hindrance(office: Office, file: CaseFile, value: Task, outcome: str) -> Shape | None:
    """Why this outcome would be refused now: code, reason and its facts; None where nothing is known to stand against it."""
    look = HINDRANCES.get((value.step, outcome))
    refusal = look(file, office.versions) if look else None
    return {"code": refusal.code, **refusal.facts} if refusal else None


def _gates(file: CaseFile, version: Version, value: Task, now: datetime) -> list[Shape]:
    """The gates that would hold this step now, by what the opinion suggests."""
    if value.state not in OPEN:
        return []
    found = gates.still_open(file, version, value.step, now)
    return [{"key": gate.key, "name": gate.name, "detail": gate.detail} for gate in found]


def _limit_note(value: Task) -> str | None:
    if value.limit_row and value.limit_row.startswith("none:"):
        return value.limit_row.removeprefix("none:")
    return None


def _schemas(office: Office, work: Work, version: Version, step: str) -> Shape:
    wanted = dict.fromkeys(form for way in version.manifest.outcomes_of(step) for form in way.allowed)
    return {form: office.versions.schema(work, form, version.pinned("form", form)).raw for form in wanted}


def _data(office: Office, work: Work, file: CaseFile, version: Version, value: Task, how: str) -> Shape:
    """What the step's forms start from: for a department what was sent to it, for a slip nothing, else the case's forms.

    Identity numbers stand in full only while the task is open and for its holder alone.
    """
    shown: Shape = {}
    if value.unit:
        table = work.forms.table.c
        own = (table.form == "F15", table.handover_id == value.handover_id)
        shown = {entry.form: entry.content for entry in work.forms.find(*own, order=[table.revision])}
    elif how in ("holder", "candidate") and not value.slip_id:
        in_full = how == "holder" and value.state in OPEN
        for form, entry in file.entries().items():
            schema = office.versions.schema(work, form, entry.version)
            shown[form] = entry.content if in_full else forms.masked(schema, entry.content, TYPES)
        again = ANEW & _wanted(version, value.step)
        shown = {form: data for form, data in shown.items() if not (in_full and form in again)}
    return {**shown, **_prefilled(office, version, value, file, shown)}


def _reads(
    office: Office, work: Work, by: Actor, file: CaseFile, version: Version, value: Task, how: str
) -> list[Shape]:
    """The newest of each form that this step is decided on (property `reads`), for whoever may work on it."""
    node = version.definition.nodes.get(value.element_id)
    if node is None or value.unit or how not in ("holder", "candidate"):
        return []
    known, names = file.entries(), Names(work, legal_day(office.now()))
    return [entry(office, work, by, known[form], names) for form in node.reads if form in known]


def entry(office: Office, work: Work, by: Actor, value: FormEntry, names: Names) -> Shape:
    """One entry of a form with personal fields masked; whoever only watches sees no names either."""
    schema = office.versions.schema(work, value.form, value.version)
    return {
        "form": value.form,
        "title": schema.title,
        "version": value.version,
        "revision": value.revision,
        "by": value.by,
        "by_name": names.person(value.by),
        "at": value.at,
        "handover_id": value.handover_id,
        "data": forms.masked(schema, value.content, TYPES, names=shapes.names_masked(by)),
        "schema": schema.raw,
    }


def _prefilled(office: Office, version: Version, value: Task, file: CaseFile, known: Shape) -> Shape:
    """Fields whose answer is known before anybody types."""
    now, today = iso(office.now()), legal_day(office.now()).isoformat()
    wanted = _wanted(version, value.step)
    first = {
        "F06a": {"sent_at": now},
        "F06b": {"accepted_at": now},
        "F06d": {"received_at": now},
        "F10": {"request_no": file.facts.get(REQUEST_NO), "report_on": today},
        "F11": {"posted_at": now, "removed_at": now},
        "F15": {"kind": "transfer", "unit": file.facts.get("unit"), "matter": None},
        "F13": {"decided_on": today},
        "F24": _certificate(file) if "F24" in wanted else {},
        "F17": {"told_at": now, "by": value.holder},
        "dispatch": {"unit": file.facts.get("routed_unit")},
    }
    return {form: first[form] for form in wanted if form in first and form not in known}


def worked_out(newest: Mapping[str, Mapping[str, Any]]) -> Shape | None:
    """How the amount of a case came about: by its decision, or before that by its opinion; None where nothing was worked out.

    `newest` is the newest data of each form.
    """
    for form in ("F13", "F12"):
        content = newest.get(form, {})
        if content.get("worked") or content.get("remark"):
            return {key: content.get(key) for key in ("amount", "worked", "remark")} | {"form": form}
    return None


def _contents(file: CaseFile) -> dict[str, Mapping[str, Any]]:
    return {form: entry.content for form, entry in file.entries().items()}


def _certificate(file: CaseFile) -> Shape:
    """The certificate that goes with the case's grant."""
    grants = file.awards.everything()
    return {"grant": grants[-1].id, "kind": awards.KIND_OF_AID[grants[-1].aid]} if grants else {}


def _wanted(version: Version, step: str) -> set[str]:
    """The forms that some outcome of a step asks for."""
    return {form for way in version.manifest.outcomes_of(step) for form in way.allowed}


def _task_acts(by: Actor, value: Task, how: str, names: Names) -> tuple[list[str], dict[str, str]]:
    acts, denied = [], {}
    if value.state == READY and how == "candidate":
        acts.append("claim")
    elif value.state == CLAIMED and how != "holder":
        denied["claim"] = f"已由{names.person(value.holder)}认领"
    if how == "holder" and value.state in (READY, CLAIMED):
        acts += ["complete", "draft", "release"]
    elif how == "candidate":
        denied["complete"] = "先认领，再办理"
    elif how in ("watcher", "head"):
        denied["complete"] = "只有经办人可以办理本环节"
    if value.state in (READY, CLAIMED) and scope.assigns(by, value):
        acts.append("assign")
    return acts, denied


def _case_acts(by: Actor, file: CaseFile) -> list[str]:
    if file.case.state == "draft":
        return ["submit"]
    if file.case.decided or file.case.state in ENDED:
        return []
    place = scope.place_of_case(file.case)
    return [act for act, name in CASE_ACTS.items() if may(by.grants, name, place, PERMISSIONS) is None]


def limit_shapes(
    office: Office, work: Work, file: CaseFile, chosen: Iterable[Any] | None = None
) -> list[Shape]:
    """The case's limits with their reckoning, as of now."""
    now, calendar = office.now(), office.calendars.current(work)
    everything = list(file.limits)
    rows = sorted(chosen if chosen is not None else everything, key=lambda one: (one.started_at, one.row))
    return [shapes.limit(one, everything, file.case.no, calendar, now) for one in rows]
