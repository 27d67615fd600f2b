"""Data + schema → clean data and all faults together 校验: types first, then what fields mean to each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from engine.errors import Fault
from engine.forms import conditions, rules
from engine.forms.context import FormContext, Scope
from engine.forms.fields import Flaw
from engine.forms.rules import Types
from engine.forms.schema import FieldSpec, FormSchema

_LONGEST_NAME = 40  # of an unknown key, which comes from outside and is shown


def validate(
    schema: FormSchema, data: Any, context: FormContext, types: Types
) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The clean data of one form (every key, None where empty) and its faults; paths begin with the form's name.

    A table takes its rows bare or under `rows`. What is clean is given back even when there are faults.
    """
    given = {"rows": data} if schema.table and isinstance(data, list) else data
    clean, messages = rules.load(schema.fields, types, context, given)
    if not isinstance(given, Mapping):
        return clean, (Fault(path=schema.form, code="E_TYPE", facts={"label": schema.title}),)
    scope = Scope(context, clean, clean)
    place = _Place(schema.form, types, missing_code=schema.missing_code)
    faults = list(_level(schema.fields, messages, scope, place))
    for rule in schema.rules:
        if conditions.holds(rule.when, scope):
            facts = {"label": _label(schema, rule.path), "message": rule.message}
            faults.append(Fault(path=f"{schema.form}.{rule.path}", code=rule.code, facts=facts))
    return clean, tuple(faults)


def validate_all(
    schemas: Sequence[FormSchema],
    data: Mapping[str, Any],
    context: FormContext,
    types: Types,
    needed: Set[str],
) -> tuple[dict[str, dict[str, Any]], tuple[Fault, ...]]:
    """Forms handed in together, in the order of `schemas`; each sees the clean ones before it.

    A form that is `needed` and absent is E_REQUIRED at its name, one without a schema E_UNKNOWN_FIELD. One with a
    code of its own for what is missing names all its parts instead.
    """
    clean: dict[str, dict[str, Any]] = {}
    known = {schema.form for schema in schemas}
    faults = [
        Fault(path=form[:_LONGEST_NAME], code="E_UNKNOWN_FIELD", facts={"label": form[:_LONGEST_NAME]})
        for form in data
        if form not in known
    ]
    for schema in schemas:
        given = data.get(schema.form)
        if given is None and schema.form in needed and schema.missing_code:
            given = {}
        if given is not None:
            around = replace(context, forms={**context.forms, **clean})
            clean[schema.form], found = validate(schema, given, around, types)
            faults.extend(found)
        elif schema.form in needed:
            faults.append(Fault(path=schema.form, code="E_REQUIRED", facts={"label": schema.title}))
    return clean, tuple(faults)


@dataclass(frozen=True)
class _Place:
    """Where faults are reported: the path so far, the row's number for the words, the types, the code of what is missing."""

    path: str
    types: Types
    row: int | None = None
    missing_code: str | None = None

    def fault(self, spec: FieldSpec | None, flaw: Flaw, key: str = "") -> Fault:
        facts: dict[str, Any] = {"label": spec.label if spec else key}
        if self.row is not None:
            facts["row"] = self.row
        if spec and flaw.code in ("E_REQUIRED", "E_COUNT"):
            facts["what"] = self.types[spec.type].asked(spec)
        below = f".{spec.key if spec else key}" if spec or key else ""
        missing = flaw.code == "E_REQUIRED" or (flaw.code == "E_LENGTH" and flaw.facts.get("short"))
        code = self.missing_code if missing and self.missing_code else flaw.code
        return Fault(path=f"{self.path}{below}{flaw.path}", code=code, facts={**facts, **flaw.facts})


def _level(
    specs: Sequence[FieldSpec], messages: Mapping[Any, Any], scope: Scope, place: _Place
) -> Iterator[Fault]:
    """All faults of one level; fills, and empties what is not asked, in `scope.row`."""
    row = scope.row
    derived = {spec.key: _part(spec, specs, row, place.types) for spec in specs if spec.derived}
    known = {spec.key for spec in specs}
    for key in messages:
        if key not in known:
            yield place.fault(None, Flaw("E_UNKNOWN_FIELD"), str(key)[:_LONGEST_NAME])
    for spec in specs:
        flaws = list(_derive(spec, row, derived.get(spec.key), messages))
        yield from (place.fault(spec, flaw) for flaw in flaws)
        if not spec.computed:
            yield from _field(spec, row, messages.get(spec.key), scope, place)


def _part(spec: FieldSpec, specs: Iterable[FieldSpec], row: Mapping[str, Any], types: Types) -> Any:
    """What another field's value says about this one; None when that is empty or wrong."""
    assert spec.derived is not None
    source = next(other for other in specs if other.key == spec.derived.field)
    value = row.get(source.key)
    return None if value is None else types[source.type].parts(value).get(spec.derived.part)


def _derive(spec: FieldSpec, row: dict[str, Any], part: Any, messages: Mapping[Any, Any]) -> Iterator[Flaw]:
    sent = row.get(spec.key)
    if spec.computed:
        if sent is not None:
            yield Flaw("E_COMPUTED")
        row[spec.key] = part
    elif part is not None and spec.key not in messages:
        if sent is not None and sent != part and spec.derived and spec.derived.code:
            yield Flaw(spec.derived.code)
        row[spec.key] = part


def _field(spec: FieldSpec, row: dict[str, Any], own: Any, scope: Scope, place: _Place) -> Iterator[Fault]:
    value = row.get(spec.key)
    if spec.visible_when is not None and not conditions.holds(spec.visible_when, scope):
        row[spec.key] = None
        if own or value not in (None, False, []):
            code = "E_COUNT" if spec.fields else "E_UNKNOWN_FIELD"
            yield place.fault(spec, Flaw(code, {"max": 0} if spec.fields else {}))
        return
    if isinstance(own, list):
        yield from (place.fault(spec, item if isinstance(item, Flaw) else Flaw(item)) for item in own)
    elif value is None:
        if _required(spec, scope):
            yield place.fault(spec, Flaw("E_REQUIRED"))
    else:
        if spec.fields:
            yield from _rows(spec, value, own or {}, scope, place)
        yield from (place.fault(spec, flaw) for flaw in place.types[spec.type].check(value, spec, scope))


def _rows(
    spec: FieldSpec, rows: list[Any], own: Mapping[Any, Any], scope: Scope, place: _Place
) -> Iterator[Fault]:
    for at, row in enumerate(rows):
        below = replace(place, path=f"{place.path}.{spec.key}[{at}]", row=at + 1)
        messages = own.get(at, {})
        if messages.get("_schema") == ["E_TYPE"]:
            yield below.fault(None, Flaw("E_TYPE", {"label": spec.label}))
        else:
            yield from _level(spec.fields, messages, scope.inside(row), below)


def _required(spec: FieldSpec, scope: Scope) -> bool:
    return spec.required if isinstance(spec.required, bool) else conditions.holds(spec.required, scope)


def _label(schema: FormSchema, path: str) -> str:
    return next((field.label for field in schema.fields if field.key == path), schema.title)
