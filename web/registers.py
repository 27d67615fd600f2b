"""登记簿: the registers one may read, the rows of one, and the correction of a row."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assistance.limit_tables import shipped
from assistance.registers import REGISTERS, Column, Register
from casework import registers
from engine.errors import NotFound, Refused
from web import words
from web.forms.posted import faults_of
from web.i18n import gettext as _
from web.i18n import told
from web.i18n.names import KINDS
from web.inbox import chosen
from web.office import show_again, the_actor, the_office

bp = Blueprint("registers", __name__, url_prefix="/registers")
FILTERS = ("q", "month", "aid", "area", "as_of")
NUMBERS = frozenset({"int", "money"})
INPUTS = {"day": "date", "month": "month", "int": "number"}
"""Controls of the browser for the types of columns; all others are a line of text."""


@bp.get("")
def index() -> str:
    return render_template("registers.html", registers=registers.known_to(the_actor()))


@bp.get("/<name>")
def show(name: str) -> str:
    filters = chosen(FILTERS)
    page = registers.show_register(
        the_office(), the_actor(), name, filters=filters, cursor=request.args.get("cursor")
    )
    register = REGISTERS[name]
    return render_template(
        "register.html",
        page=page,
        register=register,
        filters=filters,
        cell=cell,
        numbers=NUMBERS,
        keeps=bool(the_actor().roles & register.keepers),
    )


@bp.get("/<name>/rows/<entry_id>")
def row(name: str, entry_id: str) -> str:
    return _row(name, entry_id)


@bp.post("/<name>/rows/<entry_id>")
def correct(name: str, entry_id: str) -> Response:
    """更正: only what was changed is handed in."""
    show_again(lambda refusal: _row(name, entry_id, refusal))
    office, by = the_office(), the_actor()
    known = registers.show_entry(office, by, name, entry_id)
    changed = {
        column.key: typed
        for column in _open(_known(name))
        if (typed := _typed(column, request.form.get(column.key, ""))) != known[column.key]
    }
    registers.correct_entry(
        office, by, name, corrects=entry_id, row=changed, reason=request.form.get("reason", "")
    )
    return redirect(url_for(".show", name=name, done=1), 303)


def cell(column: Column, item: Mapping[str, Any]) -> str:
    """A value as people read it; a key by its name in the reader's language, nothing as a dash."""
    value, given = item[column.key], item.get(f"{column.key}_name")
    if value is None or value == []:
        return "–"
    if isinstance(value, list):
        names = given or value
        return "、".join(_named(column, key, name) for key, name in zip(value, names, strict=True))
    if column.type == "regime":
        return str(value)  # its whole name is a sentence, and the column narrow
    if column.key in SAID_OF:
        return SAID_OF[column.key](value)
    if column.type in SAID:
        return SAID[column.type](value)
    return _named(column, value, given)


def _named(column: Column, key: Any, given: Any) -> str:
    if column.type in KINDS:
        return words.named(column.type, key, given)
    return told(given if given is not None else key)


def _row(name: str, entry_id: str, refusal: Refused | None = None) -> str:
    register = _known(name)
    item = registers.show_entry(the_office(), the_actor(), name, entry_id)
    return render_template(
        "register_row.html",
        register=register,
        item=item,
        cell=cell,
        open=_open(register) if the_actor().roles & register.keepers and not item["corrected_by"] else (),
        inputs=INPUTS,
        kinds=KINDS,
        refusal=refusal,
        faults=faults_of(refusal),
    )


def _known(name: str) -> Register:
    if name not in REGISTERS:
        raise NotFound(what="register", key=name)
    return REGISTERS[name]


def _open(register: Register) -> tuple[Column, ...]:
    """The columns a person may correct on this page: one value each, no list."""
    lists = {"category", "people", "list", "moment", "id"}
    return tuple(
        column
        for column in register.columns
        if column.key not in registers.KEPT_APART and column.type not in lists
    )


def _typed(column: Column, text: str) -> Any:
    """What was typed as the register keeps it."""
    text = text.strip()
    if not text:
        return None
    if column.type == "int" and text.isascii() and text.isdigit():
        return int(text)
    return text == "true" if column.type == "bool" else text


SAID: Mapping[str, Callable[[Any], str]] = {
    "day": words.day,
    "moment": words.moment,
    "money": words.money,
    "bool": lambda value: _("是") if value else _("否"),
}
"""How values of a type are said."""


def _limit_row(row: str) -> str:
    """`部门办理 L06`; a row that only the county has is known by its id."""
    steps = {term.id: term.step for term in shipped()}
    return f"{words.named('limit_step', steps[row])} {row}" if row in steps else row


SAID_OF: Mapping[str, Callable[[Any], str]] = {"row": _limit_row, "due": words.due}
"""Columns of words that hold a row of a limit table, or a deadline in days or hours."""
