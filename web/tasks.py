"""One task 任务: what is this, what do I do, by when and why; claim, draft, complete."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework import handover, inbox, slips
from engine.errors import Refused
from engine.forms.schema import FormSchema
from engine.tasks import CANCELLED, DONE
from web.forms import Sheet, ask, parse
from web.forms.posted import faults_of, pressed, sheet_again, summary_of, with_uploads
from web.forms.schemas import load_all
from web.navigation import may
from web.office import show_again, the_actor, the_office
from web.options import options_for
from web.reading import as_read

bp = Blueprint("tasks", __name__, url_prefix="/tasks")
CLOSED = frozenset({DONE, CANCELLED})
"""States in which a page that was left open has nothing to send any more: it shows who did the step, and when."""


@bp.get("/<task_id>")
def show(task_id: str) -> str:
    task = inbox.show_task(the_office(), the_actor(), task_id)
    outcome = _usable(task, request.args.get("outcome"))
    known = _answered(_schemas(task, outcome), outcome, task.get("data") or {})
    return _page(task, outcome, Sheet(data=task.get("draft") or known))


@bp.post("/<task_id>")
def act(task_id: str) -> str | Response:
    """Save, add a row, remove a row or complete: whichever button was pressed."""
    office, by = the_office(), the_actor()
    task = inbox.show_task(office, by, task_id)
    if task["state"] in CLOSED:
        return redirect(url_for(".show", task_id=task_id), 303)
    outcome = _outcome(task, request.form.get("outcome"))
    schemas = _schemas(task, outcome)
    typed = with_uploads(office, by, schemas)
    do = pressed()
    show_again(lambda refusal: _page(task, outcome, sheet_again(schemas, typed, do, refusal), refusal))
    if do.act in ("add", "remove", "show"):
        return _page(task, outcome, sheet_again(schemas, typed, do))
    forms = _handed_in(task, outcome, parse(schemas, typed))
    if do.act == "save":
        inbox.save_draft(office, by, task_id, forms)
        return redirect(url_for(".show", task_id=task_id, outcome=outcome, saved=1), 303)
    answer = inbox.complete_task(
        office,
        by,
        task_id,
        outcome=outcome,
        forms=forms,
        reason=request.form.get("reason") or None,
        comment=request.form.get("comment") or None,
    )
    return redirect(_after(answer), 303)


@bp.post("/<task_id>/draft")
def autosave(task_id: str) -> tuple[str, int]:
    """草稿, saved by the page itself while one types; attachments wait for a button."""
    office, by = the_office(), the_actor()
    task = inbox.show_task(office, by, task_id)
    schemas = _schemas(task, _outcome(task, request.form.get("outcome")))
    saved = inbox.save_draft(office, by, task_id, parse(schemas, request.form))
    return str(saved["revision"]), 200


@bp.post("/<task_id>/claim")
def claim(task_id: str) -> Response:
    office, by = the_office(), the_actor()
    if inbox.show_task(office, by, task_id)["state"] not in CLOSED:
        inbox.claim_task(office, by, task_id)
    return redirect(url_for(".show", task_id=task_id), 303)


@bp.post("/<task_id>/release")
def release(task_id: str) -> Response:
    inbox.release_task(the_office(), the_actor(), task_id, reason=request.form.get("reason", ""))
    return redirect(url_for("inbox.show", queue="group"), 303)


@bp.post("/<task_id>/assign")
def assign(task_id: str) -> Response:
    to, reason = request.form.get("to", ""), request.form.get("reason", "")
    inbox.assign_task(the_office(), the_actor(), task_id, to=to, reason=reason)
    return redirect(url_for(".show", task_id=task_id), 303)


def _outcome(task: Mapping[str, Any], wanted: str | None) -> str:
    """The outcome whose forms are shown: the one asked for, else the only one, else none yet."""
    keys = [outcome["key"] for outcome in task["outcomes"]]
    if wanted in keys:
        return str(wanted)
    return keys[0] if len(keys) == 1 else ""


def _usable(task: Mapping[str, Any], wanted: str | None) -> str:
    """The same among the outcomes that nothing is known to stand against."""
    return _outcome({"outcomes": [one for one in task["outcomes"] if not one["hindrance"]]}, wanted)


def _schemas(task: Mapping[str, Any], outcome: str) -> dict[str, Any]:
    """The forms that the outcome asks for, then those it takes beside."""
    chosen = [one for one in task["outcomes"] if one["key"] == outcome]
    wanted = [form for one in chosen for form in (*one["forms"], *one["optional"])]
    return load_all({form: task["forms"][form] for form in wanted if form in task["forms"]})


def _handed_in(task: Mapping[str, Any], outcome: str, forms: dict[str, Any]) -> dict[str, Any]:
    """A form that need not come along and was left blank does not."""
    spare = {form for one in task["outcomes"] if one["key"] == outcome for form in one["optional"]}
    return {form: data for form, data in forms.items() if data or form not in spare}


def _page(task: Mapping[str, Any], outcome: str, sheet: Sheet, refusal: Refused | None = None) -> str:
    office, by = the_office(), the_actor()
    schemas = _schemas(task, outcome)
    before = {f"@{form}": form in task["entered"] for form in task["forms"]}
    facts = {"step": task["step"], "outcome": outcome, **before}
    options = options_for(office, by, schemas, task)
    full = Sheet(
        data={**(task.get("data") or {}), **sheet.data},
        faults=faults_of(refusal),
        facts=facts,
        options=options,
        files={**sheet.files, **(task.get("files") or {})},
        spare=sheet.spare,
    )
    forms = ask(schemas, full)
    return render_template(
        "task.html",
        task=task,
        handover=_handover(task),
        slip=_slip(task),
        outcome=outcome,
        forms=forms,
        sheet=full,
        facts=facts,
        refusal=refusal,
        summary=summary_of(refusal, forms),
        people=options.get("group", ()),
        read=as_read(office, by, task["reads"]),
    )


def _answered(schemas: Mapping[str, FormSchema], outcome: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """What is known before one types; an outcome that is itself the answer to a form's `result` is not asked twice."""
    return {
        **known,
        **{
            form: {**(known.get(form) or {}), "result": outcome}
            for form, schema in schemas.items()
            if any(
                spec.key == "result" and outcome in [one.value for one in spec.choices]
                for spec in schema.fields
            )
        },
    }


def _handover(task: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The 转办 that the task belongs to, with both clocks."""
    if not task["handover_id"] or not may("handover.read"):
        return None
    return handover.show_handover(the_office(), the_actor(), task["handover_id"])


def _slip(task: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The 督办单 that the task answers or checks: nobody can reply without having read what was asked."""
    if not task["slip_id"] or not may("slip.read"):
        return None
    return slips.show(the_office(), the_actor(), task["slip_id"])


def _after(answer: Mapping[str, Any]) -> str:
    """Straight on to the next task where one may do it and nobody else has it, else back to the case, else to the inbox."""
    by = the_actor().login
    following = [task for task in answer["next"] if task["holder"] in (None, by)]
    if following:
        return url_for(".show", task_id=following[0]["id"], done=1)
    if may("case.read"):
        return url_for("cases.show", no=answer["case"]["no"], done=1)
    return url_for("inbox.show", done=1)
