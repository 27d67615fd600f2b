"""Forms as they were handed in 已填的表, to read: names in the place of keys; the use case has masked them."""

from collections.abc import Sequence
from typing import Any

from assistance.people import Actor
from casework.office import Office
from web.forms import answers
from web.forms.schemas import load_all
from web.options import options_for


def as_read(office: Office, by: Actor, entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries of forms, each with its title and its answers in words."""
    schemas = [load_all({entry["form"]: entry["schema"]})[entry["form"]] for entry in entries]
    options = options_for(office, by, {str(at): schema for at, schema in enumerate(schemas)})
    return [
        {**entry, "title": schema.title, "answers": answers(schema, entry["data"], options=options)}
        for entry, schema in zip(entries, schemas, strict=True)
    ]
