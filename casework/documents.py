"""Documents 文书 read again: as data, as a page to print, or as PDF drawn from the data that was fixed when it was made."""

from dataclasses import replace
from typing import Any

from assistance.people import Actor
from casework import scope
from casework.handover import place_of
from casework.office import Office
from documents import pdf
from documents.types import TYPES
from engine.errors import BadRequest, WrongState
from engine.permissions import covers
from store.tables.attachment import Document
from store.work import Work

Shape = dict[str, Any]
FORMATS = ("pdf", "html", "json")


def show(office: Office, by: Actor, document_id: str, format: str = "json") -> Shape:
    """One document; `content` is the PDF's bytes, or for html and json the data. The read is logged."""
    if format not in FORMATS:
        raise BadRequest(parameter="format")
    with office.store.read() as work:
        row = work.documents.get(document_id)
        case = work.cases.get(row.case_id)
        if not _sent_to(work, by, row):
            scope.may_read_file(by, case)
    scope.log_read(office, by, f"document:{row.type}", case)
    if format != "pdf":
        return {**shape(row), "content": row.content}
    try:
        drawn = pdf.render(row.type, row.content)
    except pdf.FontMissing as lack:
        raise WrongState(why="no_font") from lack
    if row.pages != drawn.pages:
        with office.store.begin() as work:
            work.documents.put(replace(row, pages=drawn.pages))
    return {**shape(row), "pages": drawn.pages, "sha256": drawn.sha256, "content": drawn.content}


def shape(row: Document) -> Shape:
    """One document with its fields."""
    return {
        "id": row.id,
        "type": row.type,
        "type_name": TYPES[row.type].title,
        "title": row.title,
        "no": row.no,
        "pages": row.pages,
        "sha256": row.sha256,
        "version": 1,
        "template_version": row.template_version,
        "at": row.at,
        "by": row.by,
        "fields": row.content,
    }


def _sent_to(work: Work, by: Actor, row: Document) -> bool:
    """A unit reads the letters of the handovers it received, and nothing else of the case."""
    if row.handover_id is None:
        return False
    handover = work.handovers.get(row.handover_id)
    if handover.state == "drafted":
        return False
    place = place_of(handover)
    return any(grant.unit is not None and covers(grant, place) for grant in by.grants)
