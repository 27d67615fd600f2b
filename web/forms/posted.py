"""A form page that came back 提交: which button, which files, and the same page again with everything typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict

from assistance.people import Actor
from casework import attachments
from casework.office import Office
from engine.errors import Fault, FormRefused, Refused
from engine.forms.schema import FormSchema
from engine.time import read_moment
from web.forms.parse import Typed, parse, without_row
from web.forms.questions import Form, Question, Sheet, anchor
from web.i18n import gettext as _
from web.i18n import language, told
from web.i18n.faults import sentence as fault_words

FILE = "file:"
NAME = "name:"
ROW = re.compile(r"(\w+)\.(\w+)\[(\d{1,3})\]")


@dataclass(frozen=True)
class Button:
    """The button pressed, `add:F02.rows` or plain `save`."""

    act: str
    path: str = ""


def pressed() -> Button:
    """The value of `do`; Enter in a text field sends the form without one and means going on."""
    act, _colon, path = request.form.get("do", "complete").partition(":")
    return Button(act, path)


def with_uploads(office: Office, by: Actor, schemas: Mapping[str, FormSchema]) -> Typed:
    """What was typed, with each file that came along stored and its id in the place of the file."""
    typed: Typed = MultiDict(request.form.items(multi=True))
    for name, file in request.files.items(multi=True):
        path = name.removeprefix(FILE)
        if not name.startswith(FILE) or not file.filename or path.partition(".")[0] not in schemas:
            continue
        one = stored(office, by, file)
        if f"one:{path}" in request.form:
            typed.poplist(path)
        typed.add(path, one["id"])
        typed.add(NAME + one["id"], one["name"])
    return typed


def stored(office: Office, by: Actor, file: FileStorage) -> Mapping[str, Any]:
    """An uploaded file as an attachment; its content, not its name, decides what it is."""
    media = file.mimetype or "application/octet-stream"
    return attachments.add(office, by, name=file.filename or "", media=media, content=file.read())


def sheet_again(
    schemas: Mapping[str, FormSchema], typed: Typed, do: Button, refusal: Refused | None = None
) -> Sheet:
    """The page's values once more; the rows of a refused form keep the numbers that its faults name."""
    data = parse(schemas, typed, blank_rows=refusal is None)
    row = ROW.fullmatch(do.path)
    if do.act == "remove" and row:
        form, key, at = row[1], row[2], int(row[3])
        data[form] = {**data.get(form, {}), key: without_row(data.get(form, {}).get(key, []), at)}
    return Sheet(
        data=data,
        faults=faults_of(refusal),
        files={name.removeprefix(NAME): value for name, value in typed.items() if name.startswith(NAME)},
        spare=frozenset({do.path}) if do.act == "add" else frozenset(),
    )


def read_day(text: str | None, path: str) -> date:
    """The day in a date input; raises FormRefused."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        code = "E_DATE" if text else "E_REQUIRED"
        raise FormRefused([Fault(path=path, code=code, facts={"label": _("日期")})]) from None


def read_at(text: str | None, path: str) -> datetime:
    """The moment in a date and time input; raises FormRefused."""
    try:
        return read_moment(text or "")
    except ValueError:
        code = "E_DATE" if text else "E_REQUIRED"
        raise FormRefused([Fault(path=path, code=code, facts={"label": _("时间")})]) from None


def faults_of(refusal: Refused | None) -> dict[str, list[str]]:
    """Messages by path; only a refused form has any."""
    found: dict[str, list[str]] = {}
    if isinstance(refusal, FormRefused):
        for fault in refusal.faults:
            found.setdefault(fault.path, []).append(fault_words(fault, language()))
    return found


def summary_of(refusal: Refused | None, forms: list[Form]) -> list[tuple[str, str, str]]:
    """Anchor, where it is and message of each fault, for the list on top of the page; what the message says by itself is left out."""
    questions = {question.path: question for form in forms for question in _all(form.questions)}
    titles = {form.key: form.title for form in forms}
    found = []
    for fault in refusal.faults if isinstance(refusal, FormRefused) else ():
        question, form = questions.get(fault.path), fault.path.partition(".")[0]
        label = question.label if question else told(fault.facts.get("label", ""))
        message = fault_words(fault, language())
        title = titles.get(form, "") if len(forms) > 1 else ""
        where = dict.fromkeys((title, "" if label in message else label))
        place = anchor(fault.path) if question or form not in titles else anchor(form)
        found.append((place, " · ".join(part for part in where if part), message))
    return found


def _all(questions: tuple[Question, ...]) -> list[Question]:
    found = list(questions)
    for question in questions:
        for row in question.rows:
            found += _all(row.questions)
    return found
