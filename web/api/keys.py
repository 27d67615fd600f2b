"""Keys 键 of a body or a query: one declaration reads the request and is printed in the OpenAPI document.

Faults of a body come all together as field faults; a query with a fault is a request nobody can have meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from engine.errors import BadRequest, Fault, FormRefused
from web.api.kinds import KINDS, Misread

LONGEST = 2000
"""Characters of a text without a length of its own."""
TOLD = 200
"""Faults told at once: a body of a million strange keys gets no answer of a million lines."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key; `rows` makes it a list of objects with these keys, `choices` closes its values.

    `or_else`: a kind that may be sent in the place of the rows (their number, their sum).
    """

    name: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    shortest: int = 1
    longest: int = LONGEST
    least: int | None = None
    most: int | None = None
    rows: tuple["Key", ...] = ()
    or_else: str | None = None
    about: str = ""


def need(name: str, kind: str = "text", **more: Any) -> Key:
    """A key that must be there."""
    return Key(name=name, kind=kind, required=True, **more)


def may(name: str, kind: str = "text", **more: Any) -> Key:
    """A key that may be left out; null and empty text are the same as leaving it out."""
    return Key(name=name, kind=kind, **more)


def read_body(keys: Sequence[Key], data: Any) -> dict[str, Any]:
    """The values of the keys that were sent; raises BadRequest for another thing than an object, else FormRefused."""
    if not isinstance(data, dict):
        raise BadRequest(why="object")
    faults: list[Fault] = []
    found = _object(keys, data, "", faults)
    if faults:
        raise FormRefused(faults[:TOLD])
    return found


def read_query(keys: Sequence[Key], sent: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The values of the parameters that were sent; raises BadRequest naming the first it cannot take."""
    known = {key.name: key for key in keys}
    found: dict[str, Any] = {}
    for name, values in sent.items():
        if name not in known or len(values) != 1:
            raise BadRequest(parameter=name)
        faults: list[Fault] = []
        found[name] = _value(known[name], values[0], name, faults)
        if faults:
            raise BadRequest(parameter=name, fault=faults[0].code)
    missing = [key.name for key in keys if key.required and key.name not in found]
    if missing:
        raise BadRequest(parameter=missing[0])
    return found


def _object(keys: Sequence[Key], data: dict[str, Any], prefix: str, faults: list[Fault]) -> dict[str, Any]:
    known = {key.name for key in keys}
    faults += [_fault(prefix + name, "E_UNKNOWN_FIELD") for name in data if name not in known]
    found: dict[str, Any] = {}
    for key in keys:
        if data.get(key.name) not in (None, ""):
            found[key.name] = _value(key, data[key.name], prefix + key.name, faults)
        elif key.required:
            faults.append(_fault(prefix + key.name, "E_REQUIRED"))
    return found


def _value(key: Key, value: Any, path: str, faults: list[Fault]) -> Any:
    if key.rows and (key.or_else is None or isinstance(value, list)):
        return _rows(key, value, path, faults)
    try:
        found = KINDS[key.or_else or key.kind].read(value)
    except Misread as misread:
        faults.append(_fault(path, str(misread)))
        return None
    fault = _bounds(key, found)
    if fault:
        faults.append(_fault(path, fault[0], fault[1]))
    return found


def _rows(key: Key, value: Any, path: str, faults: list[Fault]) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        faults.append(_fault(path, "E_TYPE"))
        return []
    found = []
    for at, row in enumerate(value):
        if isinstance(row, dict):
            found.append(_object(key.rows, row, f"{path}[{at}].", faults))
        else:
            faults.append(_fault(f"{path}[{at}]", "E_TYPE"))
    return found


def _fault(path: str, code: str, facts: Mapping[str, Any] = MappingProxyType({})) -> Fault:
    return Fault(path=path, code=code, facts={"label": path.rpartition(".")[2], **facts})


def _bounds(key: Key, value: Any) -> tuple[str, dict[str, Any]] | None:
    if key.choices and value not in key.choices:
        return "E_CHOICE", {"choices": list(key.choices)}
    if isinstance(value, str):
        if key.required and not value:
            return "E_REQUIRED", {}
        if value and not key.shortest <= len(value) <= key.longest:
            return "E_LENGTH", {"min": key.shortest, "max": key.longest}
    if isinstance(value, int) and not isinstance(value, bool) and not _within(key, value):
        return "E_RANGE", {"min": key.least, "max": key.most}
    return None


def _within(key: Key, value: int) -> bool:
    return (key.least is None or key.least <= value) and (key.most is None or value <= key.most)


def schema(keys: Sequence[Key]) -> dict[str, Any]:
    """The JSON schema of an object with these keys and no others."""
    found: dict[str, Any] = {
        "type": "object",
        "properties": {key.name: key_schema(key) for key in keys},
        "additionalProperties": False,
    }
    required = [key.name for key in keys if key.required]
    return found | ({"required": required} if required else {})


def key_schema(key: Key) -> dict[str, Any]:
    """The JSON schema of one key."""
    if key.rows:
        rows = {"type": "array", "items": schema(key.rows)}
        return {"oneOf": [rows, dict(KINDS[key.or_else].schema)]} if key.or_else else rows
    found = dict(KINDS[key.kind].schema)
    if key.choices:
        found["enum"] = list(key.choices)
    if key.kind == "text" and not key.choices:
        found |= {"minLength": key.shortest, "maxLength": key.longest}
    bounds = {"minimum": key.least, "maximum": key.most}
    found |= {bound: limit for bound, limit in bounds.items() if limit is not None}
    return found | ({"description": key.about} if key.about else {})
