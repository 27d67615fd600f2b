"""Documents 文书 made at moments and at the ends of steps: what they say is fixed in the command and drawn whenever it is read.

One module a family of documents; each has BUILDERS {type: builder}.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from casework import drawing
from casework.casefile import Open
from casework.office import plain
from casework.papers import application, decision, departures, handover, investigation, sending, supervision
from casework.papers.common import Builder, Content, Making, common, declared
from documents.types import TYPES
from store.tables.attachment import Document
from store.tables.flow import DueMoment, Instance

FAMILIES = (application, investigation, sending, decision, handover, supervision, departures)
BUILDERS: Mapping[str, Builder] = {
    kind: builder for family in FAMILIES for kind, builder in family.BUILDERS.items()
}


def make(file: Open, kind: str, instance: Instance | None = None, **given: Any) -> None:
    """Make one document of a type for the case; what it says stays as it was said.

    `given` is what no form of the case holds, for the documents that are made by a command of its own.
    """
    making = Making(file, instance, given)
    content = plain(declared(TYPES[kind], {**common(making, kind), **BUILDERS[kind](making)}))
    serial = file.command.serial(f"document-{file.case.id}")
    row = Document(
        id=file.command.new_id(),
        case_id=file.case.id,
        no=content.get("no", f"{file.case.no}-{serial}"),
        type=kind,
        title=TYPES[kind].title,
        template_version=TYPES[kind].version,
        pages=None,
        sha256=_digest(content),
        at=file.now,
        by=file.command.by.login,
        handover_id=instance.handover_id if instance else None,
        content=content,
    )
    file.documents.append(row)
    file.add_due(
        DueMoment(
            id=drawing.moment_of(row.id),
            kind=drawing.JOB,
            subject=row.id,
            case_id=file.case.id,
            due_at=file.now,
            attempts=0,
        )
    )


def _digest(content: Content) -> str:
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
