"""Schema + values + faults → what a page asks 提问: a tree of questions that the macros of `forms/fields.html` draw."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistance import privacy
from engine.forms.schema import FieldSpec, FormSchema
from web.forms.conditions import decided, names_in
from web.forms.parse import to_text
from web.forms.widgets import FEW, Widget, widget
from web.i18n import gettext as _
from web.i18n import told
from web.words import day, due

Option = tuple[str, str]
SAID: Mapping[str, Callable[[str], str]] = {
    "checkbox": lambda value: _("是") if value == "true" else _("否"),
    "date": day,
    "datetime": due,
}
"""Values of these types are told otherwise than they are written."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What surrounds the forms of a page.

    `data` all forms by key; `faults` messages by path; `facts` for conditions (`outcome`, `step`); `options` lists by name;
    `files` names of attachments by id; `spare` lists (by path) that get one more empty row; `settled` paths that the page answers itself;
    `drawn` the forms on the page, whose lists may still change (`ask` fills it in).
    """

    data: Mapping[str, Any] = field(default_factory=dict)
    faults: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    spare: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    drawn: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Question:
    """One field on a page; `required` is `yes`, `maybe` (depends on other answers) or empty."""

    path: str
    id: str
    label: str
    widget: str
    required: str
    help: str
    law: str
    values: tuple[str, ...]
    options: tuple[Option, ...]
    faults: tuple[str, ...]
    when: str
    need: str
    computed: bool
    many: bool
    unit: str
    attributes: Mapping[str, str]
    suggestions: tuple[Option, ...] = ()
    source: str = ""
    rows: tuple["Row", ...] = ()

    @property
    def value(self) -> str:
        """The first value, for the widgets that have one."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a list."""

    path: str
    number: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form on a page; `faults` are those of the form as a whole."""

    key: str
    title: str
    version: int
    help: str
    law: str
    questions: tuple[Question, ...]
    faults: tuple[str, ...]


def ask(schemas: Mapping[str, FormSchema], sheet: Sheet) -> list[Form]:
    """The forms of a page in their order."""
    sheet = replace(sheet, drawn=frozenset(schemas))
    return [
        Form(
            key=key,
            title=told(schema.title),
            version=schema.version,
            help=told(schema.raw.get("help", "")),
            law=str(schema.raw.get("law", "")),
            questions=_questions(schema.fields, key, sheet.data.get(key) or {}, sheet),
            faults=tuple(sheet.faults.get(key, ())),
        )
        for key, schema in schemas.items()
    ]


def anchor(path: str) -> str:
    """The id of a field on the page, for labels and for the links of the summary."""
    return re.sub(r"[^A-Za-z0-9_]+", "-", path).strip("-")


def _questions(
    specs: Sequence[FieldSpec], path: str, data: Mapping[str, Any], sheet: Sheet
) -> tuple[Question, ...]:
    return tuple(
        _question(spec, f"{path}.{spec.key}", data.get(spec.key), sheet)
        for spec in specs
        if decided(spec.visible_when, sheet.facts) is not False and f"{path}.{spec.key}" not in sheet.settled
    )


def _question(spec: FieldSpec, path: str, value: Any, sheet: Sheet) -> Question:
    kind, values = widget(spec), _texts(widget(spec), value)
    options = _options(spec, kind, sheet, values)
    return Question(
        path=path,
        id=anchor(path),
        label=told(spec.label),
        widget=_macro(spec, kind, options),
        required=_required(spec, sheet),
        help=told(spec.help),
        law=spec.law,
        values=tuple(map(_in_words(spec, options), values)) if spec.computed else values,
        options=options,
        faults=tuple(sheet.faults.get(path, ())),
        when=_when(spec, sheet),
        need=_need(spec, sheet),
        computed=spec.computed,
        many=kind.many,
        unit="" if kind.unit in spec.label else told(kind.unit),
        attributes=_attributes(spec, kind),
        suggestions=tuple(_suggestions(spec, sheet)),
        source=_source(spec),
        rows=_rows(spec, path, value, sheet) if kind.name == "rows" else (),
    )


def _macro(spec: FieldSpec, kind: Widget, options: Sequence[Option]) -> str:
    if kind.name == "yesno":
        return "yesno" if spec.required and not spec.must_be else "tick"
    if kind.name == "choice":
        if not options:
            return "text"
        return "radios" if len(options) <= FEW and spec.type == "radio" else "select"
    if kind.name == "text" and options:
        return "select"
    if kind.name == "checklist" and not options:
        return "texts"
    return kind.name


def _required(spec: FieldSpec, sheet: Sheet) -> str:
    if isinstance(spec.required, bool):
        return "yes" if spec.required else ""
    known = decided(spec.required, sheet.facts)
    return "maybe" if known is None else "yes" if known else ""


def _when(spec: FieldSpec, sheet: Sheet) -> str:
    """The condition that the browser watches; what the facts alone decide was decided on the way here."""
    if spec.visible_when is None or not names_in(spec.visible_when) - set(_settled(sheet)):
        return ""
    return json.dumps(spec.visible_when, ensure_ascii=False, sort_keys=True)


def _need(spec: FieldSpec, sheet: Sheet) -> str:
    """The condition under which the field must be answered, where only other answers decide it; else empty."""
    if _required(spec, sheet) != "maybe":
        return ""
    return json.dumps(spec.required, ensure_ascii=False, sort_keys=True)


def _settled(sheet: Sheet) -> Iterator[str]:
    return (name if name.startswith("@") else f"$fact.{name}" for name in sheet.facts)


def _texts(kind: Widget, value: Any) -> tuple[str, ...]:
    if kind.name == "rows" or value is None:
        return ()
    values = value if isinstance(value, list | tuple) else [value]
    texts = tuple(to_text(item) for item in values)
    if kind.name == "moment":
        # the browser's own control takes local time without offset and seconds
        return tuple(text[:16] if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", text) else text for text in texts)
    return texts


def _in_words(spec: FieldSpec, options: Sequence[Option]) -> Callable[[str], str]:
    """How a value that the system fills in is read: an option by its label, a day as a day, yes and no as words."""
    if options:
        return lambda value: dict(options).get(value, value)
    return SAID.get(spec.type, str)


def _options(spec: FieldSpec, kind: Widget, sheet: Sheet, values: Sequence[str]) -> tuple[Option, ...]:
    """What can be chosen; a checklist keeps what was chosen from a list that no longer has it."""
    if spec.choices:
        options = tuple((choice.value, told(choice.label)) for choice in spec.choices)
    elif spec.choices_from and _source(spec).partition(".")[0] not in sheet.drawn:
        options = tuple((value, _told_apart(value, name)) for value, name in _suggestions(spec, sheet))
    else:
        options = tuple(sheet.options.get(kind.options, ()))
    lost = [value for value in values if value not in dict(options)]
    return (*options, *((value, value) for value in lost)) if options and kind.many else options


def _told_apart(value: str, name: str) -> str:
    """A person of the household by name, with as much of the number as tells namesakes apart."""
    return name if name == value else f"{name}（{privacy.identity_number(value)}）"


def _suggestions(spec: FieldSpec, sheet: Sheet) -> Iterator[Option]:
    """Values of another form's list (`@F02.rows.id_no`), each with the name in its row."""
    form, *steps = _source(spec).split(".")
    if len(steps) != 2:
        return
    only = widget(spec).only
    for row in (sheet.data.get(form) or {}).get(steps[0]) or ():
        value = row.get(steps[1])
        if isinstance(value, str) and (not only or row.get(only)):
            yield value, str(row.get("name") or value)


def _source(spec: FieldSpec) -> str:
    """The list of another form that a field chooses from, `F02.rows.id_no`; else empty."""
    return (spec.choices_from or "").removeprefix("@")


def _attributes(spec: FieldSpec, kind: Widget) -> dict[str, str]:
    found = dict(kind.attributes)
    if spec.personal:
        # a shared computer at a counter must not remember the people who stood there
        found["autocomplete"] = "off"
    if kind.name in ("text", "textarea") and isinstance(spec.max, int) and spec.type.startswith("text"):
        found["maxlength"] = str(spec.max)
    return found


def _rows(spec: FieldSpec, path: str, value: Any, sheet: Sheet) -> tuple[Row, ...]:
    rows = list(value) if isinstance(value, list | tuple) else []
    least = spec.min if isinstance(spec.min, int) else int(spec.required is True)
    wanted = max(least, len(rows) + (path in sheet.spare))
    rows += [{}] * (wanted - len(rows))
    return tuple(
        Row(
            path=f"{path}[{at}]",
            number=at + 1,
            questions=_questions(
                spec.fields, f"{path}[{at}]", row if isinstance(row, Mapping) else {}, sheet
            ),
        )
        for at, row in enumerate(rows)
    )
