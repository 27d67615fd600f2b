"""受理申请: choose the aid, fill the forms it asks for, save a draft or submit."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from casework import cases, drafting, intake
from engine.errors import Refused
from engine.forms.schema import FormSchema
from engine.time import legal_day
from web.forms import Sheet, ask, parse
from web.forms.parse import Typed
from web.forms.posted import Button, faults_of, pressed, sheet_again, summary_of, with_uploads
from web.forms.schemas import load_all
from web.i18n.names import EMERGENCY_KINDS
from web.i18n.vocabulary import AIDS
from web.office import only_once, show_again, the_actor, the_office
from web.options import options_for, villages

bp = Blueprint("apply", __name__)
SETTLED = frozenset({"F01.aid"})
"""Answered by the page before."""
GROUPS = (
    (_("基本生活救助"), ("110", "120", "131", "132")),
    (_("急难救助"), ("220", "340", "350", "360")),
    (_("专项救助"), ("210", "310", "320", "330")),
)
"""The aids as one looks for them; each stands in one group."""


@bp.get("/apply")
def choose() -> str:
    """First the aid, because it decides which forms are asked; 临时救助 by its kind."""
    aid, _part, kind = request.args.get("aid", "").partition(":")
    if aid not in AIDS or (aid == "220") != (kind in EMERGENCY_KINDS):
        page = intake.window_form(the_office(), the_actor(), None)
        groups = [(title, [one for one in page["aids"] if one["code"] in codes]) for title, codes in GROUPS]
        return render_template("apply_choose.html", groups=groups, kinds=list(EMERGENCY_KINDS))
    return _page(aid, kind or None, Sheet())


@bp.post("/apply")
def submit() -> str | Response:
    """Open the case, or keep it as a draft, or only show the page again with one row more."""
    office, by = the_office(), the_actor()
    aid, kind = request.form.get("aid", ""), request.form.get("emergency_kind") or None
    schemas = _schemas(intake.window_form(office, by, aid, kind))
    typed, do = with_uploads(office, by, schemas), pressed()
    typed.setlist("F01.aid", [aid])
    show_again(lambda refusal: _page(aid, kind, sheet_again(schemas, typed, do, refusal), refusal))
    if do.act in ("add", "remove"):
        return _page(aid, kind, sheet_again(schemas, typed, do))
    case = intake.open_case(
        office,
        only_once(by),
        aid=aid,
        area=request.form.get("area", ""),
        forms=_filled(schemas, typed, do),
        emergency_kind=kind,
        as_draft=do.act == "save",
    )
    return redirect(url_for("cases.show", no=case["no"], opened=do.act), 303)


@bp.get("/apply/<no>")
def resume(no: str) -> str:
    """A draft, to be filled further."""
    case = cases.show_case(the_office(), the_actor(), no)
    return _page(case["aid"], case.get("emergency_kind"), Sheet(data=case.get("draft") or {}), no=no)


@bp.post("/apply/<no>")
def submit_draft(no: str) -> str | Response:
    """Keep a draft again, or hand it in as it is now on the page."""
    office, by = the_office(), the_actor()
    case = cases.show_case(office, by, no)
    aid, kind = case["aid"], case.get("emergency_kind")
    schemas = _schemas(intake.window_form(office, by, aid, kind))
    typed, do = with_uploads(office, by, schemas), pressed()
    typed.setlist("F01.aid", [aid])
    show_again(lambda refusal: _page(aid, kind, sheet_again(schemas, typed, do, refusal), refusal, no))
    if do.act in ("add", "remove"):
        return _page(aid, kind, sheet_again(schemas, typed, do), no=no)
    forms = _filled(schemas, typed, do)
    if do.act == "save":
        case = drafting.save_case_draft(office, by, no, forms=forms)
    else:
        case = intake.submit_case(office, by, no, forms=forms)
    return redirect(url_for("cases.show", no=case["no"], opened=do.act), 303)


def _filled(schemas: Mapping[str, FormSchema], typed: Typed, do: Button) -> dict[str, Any]:
    """The forms as they go along: all of them when handed in, for a table without rows says that there is nothing; of a draft
    those that say something."""
    forms = parse(schemas, typed)
    if do.act != "save":
        return forms
    return {key: form for key, form in forms.items() if form or key == "F01"}


def _schemas(page: Mapping[str, Any]) -> dict[str, Any]:
    return load_all({key: page["forms"][key] for key in page["needed"]})


def _page(
    aid: str, kind: str | None, sheet: Sheet, refusal: Refused | None = None, no: str | None = None
) -> str:
    office, by = the_office(), the_actor()
    page = intake.window_form(office, by, aid, kind)
    schemas = _schemas(page)
    today = legal_day(office.now()).isoformat()
    first = sheet.data.get("F01") or {"apply_on": today}
    full = Sheet(
        data={**sheet.data, "F01": {**first, "aid": aid}},
        faults=faults_of(refusal),
        facts={"aid": aid, "step": "apply", "emergency_kind": kind},
        options={**options_for(office, by, schemas), "areas": villages([*page["areas"], *page["villages"]])},
        files=sheet.files,
        spare=sheet.spare,
        settled=SETTLED,
    )
    forms = ask(schemas, full)
    return render_template(
        "apply.html",
        aid=aid,
        kind=kind,
        no=no,
        areas=page["areas"],
        materials=page.get("materials") or (),
        area=request.form.get("area", ""),
        forms=forms,
        sheet=full,
        facts=full.facts,
        refusal=refusal,
        summary=summary_of(refusal, forms),
        once=secrets.token_urlsafe(16),
    )
