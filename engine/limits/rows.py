"""A limit as one row of a table and back; lists and nested values become JSON-able, instants stay instants."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from engine.limits.explain import due_text, line_of
from engine.limits.limit import Extension, Limit, Move, Subject
from engine.time import iso, read_moment

_NESTED = frozenset({"subject", "starts", "ends", "due", "explanation", "extension", "moved"})
_PLAIN = tuple(field.name for field in fields(Limit) if field.name not in _NESTED)
_SUBJECT = tuple(field.name for field in fields(Subject))


def to_row(limit: Limit) -> dict[str, Any]:
    """The limit by column; `due` is text, `starts` and `ends` are joined with `|`, `subject_kind` says whose it is."""
    extension = limit.extension
    return {
        **{name: getattr(limit, name) for name in _PLAIN},
        **{_column(name): getattr(limit.subject, name) for name in _SUBJECT},
        "starts": "|".join(limit.starts),
        "ends": "|".join(limit.ends),
        "due": due_text(limit.due),
        "explanation": [line.json() for line in limit.explanation],
        "moved": [{**vars(move), "at": iso(move.at)} for move in limit.moved],
        "extension": {**vars(extension), "at": iso(extension.at)} if extension else None,
    }


def from_row(row: Mapping[str, Any]) -> Limit:
    """The limit of a stored row; columns it does not know are passed over."""
    extension = row["extension"]
    return Limit(
        **{name: row[name] for name in _PLAIN},
        subject=Subject(**{name: row[_column(name)] for name in _SUBJECT}),
        starts=tuple(row["starts"].split("|")),
        ends=tuple(row["ends"].split("|")),
        due=_due(row["due"]),
        explanation=tuple(line_of(line) for line in row["explanation"]),
        moved=tuple(Move(**{**move, "at": read_moment(move["at"])}) for move in row["moved"]),
        extension=Extension(**{**extension, "at": read_moment(extension["at"])}) if extension else None,
    )


def _column(name: str) -> str:
    return "subject_kind" if name == "kind" else name


def _due(text: str) -> date | datetime:
    return read_moment(text) if "T" in text else date.fromisoformat(text)
