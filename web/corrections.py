"""更正: the window opens a form as it is now, changes it, sees old and new side by side, and gives the reason."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework import drafting, intake
from engine.errors import Refused
from engine.forms.schema import FormSchema
from web.forms import Sheet, answers, ask, parse
from web.forms.posted import faults_of, pressed, sheet_again, summary_of, with_uploads
from web.forms.read import Answered
from web.forms.schemas import load_all
from web.office import show_again, the_actor, the_office
from web.options import Options, options_for

bp = Blueprint("corrections", __name__, url_prefix="/cases/<no>/correct")
SETTLED = frozenset({"F01.aid"})
"""The kind of aid decides the whole case; another aid is another application."""


@bp.get("/<form>")
def show(no: str, form: str) -> str:
    found = drafting.form_to_correct(the_office(), the_actor(), no, form)
    return _page(no, found, Sheet(data={form: found["data"]}))


@bp.post("/<form>")
def correct(no: str, form: str) -> str | Response:
    """First old and new beside each other, then the same once more to keep it."""
    office, by = the_office(), the_actor()
    found = drafting.form_to_correct(office, by, no, form)
    schemas = load_all({form: found["schema"]})
    typed, do = with_uploads(office, by, schemas), pressed()
    for path in SETTLED:
        head, _dot, key = path.partition(".")
        if head == form:
            typed.setlist(path, [found["data"][key]])
    show_again(lambda refusal: _page(no, found, sheet_again(schemas, typed, do, refusal), refusal))
    if do.act in ("add", "remove"):
        return _page(no, found, sheet_again(schemas, typed, do))
    data = parse(schemas, typed)[form]
    if do.act != "apply":
        return _page(no, found, sheet_again(schemas, typed, do), changes=_changes(schemas[form], found, data))
    reason = request.form.get("reason", "")
    intake.correct_case(office, by, no, form=form, data=data, reason=reason)
    return redirect(url_for("cases.show", no=no, corrected=1) + "#history", 303)


def correctable(page: Mapping[str, Any]) -> dict[str, int]:
    """The forms of the window, each with the revision that a correction would follow, where this person may correct."""
    if "correct" not in page["case"]["allowed"]:
        return {}
    own = [entry for entry in page["forms"] if entry["handover_id"] is None]
    return {entry["form"]: entry["revision"] for entry in own}


def _page(
    no: str,
    found: Mapping[str, Any],
    sheet: Sheet,
    refusal: Refused | None = None,
    changes: list[tuple[str, Answered | None, Answered | None]] | None = None,
) -> str:
    form, office, by = str(found["form"]), the_office(), the_actor()
    schemas = load_all({form: found["schema"]})
    full = Sheet(
        data={**found["around"], **sheet.data},
        faults=faults_of(refusal),
        facts={"aid": found["aid"], "emergency_kind": found["emergency_kind"]},
        options=options_for(office, by, schemas),
        files={**found["files"], **sheet.files},
        spare=sheet.spare,
        settled=SETTLED,
    )
    forms = ask(schemas, full)
    return render_template(
        "correct.html",
        no=no,
        form=form,
        title=found["title"],
        revision=found["revision"],
        forms=forms,
        sheet=full,
        facts=full.facts,
        refusal=refusal,
        summary=summary_of(refusal, forms),
        changes=changes,
        reason=request.form.get("reason", ""),
    )


def _changes(
    schema: FormSchema, found: Mapping[str, Any], data: Mapping[str, Any]
) -> list[tuple[str, Answered | None, Answered | None]]:
    """Label, old and new answer of every field that is different."""
    options: Options = options_for(the_office(), the_actor(), {schema.form: schema})
    fixed = {field.key for field in schema.fields if field.computed}
    old, new = (
        {one.label: one for one in answers(schema, values, options=options)}
        for values in ({key: value for key, value in found["data"].items() if key not in fixed}, data)
    )
    return [
        (label, old.get(label), new.get(label))
        for label in dict.fromkeys([*old, *new])
        if old.get(label) != new.get(label)
    ]
