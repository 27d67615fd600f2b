"""Computed fields 系统填写: what the system adds to a form that this command hands in."""

from dataclasses import replace
from typing import Any

from casework.casefile import Open


def fill(file: Open, form: str, **values: Any) -> None:
    """Set computed fields of the entry of a form that was handed in with this command; the entry is not stored yet."""
    entry = next(entry for entry in file.forms if entry.form == form)
    file.forms.keep(replace(entry, content={**entry.content, **values}))
