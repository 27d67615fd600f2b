"""Documents 文书 read again: as data, as a page to print, or as PDF drawn from the data that was fixed when it was made."""

from typing import Any

from assistance.people import Actor
from casework import drawing, scope
from casework.handover import place_of
from casework.office import Office
from casework.papers.decision import last_days
from documents import pdf
from documents.types import TYPES
from engine.errors import BadRequest, WrongState
from engine.permissions import covers
from store.tables.attachment import Document
from store.work import Work

Shape = dict[str, Any]
FORMATS = ("pdf", "html", "json")
REFUSAL = "refusal_letter"
LETTERS = frozenset({"transfer_letter", "refer_letter"})
"""What goes to the other side of a handover; all other papers of it stay in the case."""


def show(office: Office, by: Actor, document_id: str, format: str = "json") -> Shape:
    """One document; `content` is the PDF's bytes, the page's HTML, or for json the data. The read is logged."""
    if format not in FORMATS:
        raise BadRequest(parameter="format")
    with office.store.read() as work:
        row = work.documents.get(document_id)
        case = work.cases.get(row.case_id)
        if not _sent_to(work, by, row):
            scope.may_read_file(by, case)
        since = _since(work, row)
    scope.log_read(office, by, f"document:{row.type}", case)
    if format == "pdf":
        return {**shape(row), **_printed(office, row)}
    known = shape(drawing.if_possible(office, row))
    known["fields"] = {**row.content, **since}
    content = pdf.page(row.type, row.content, row.template_version) if format == "html" else row.content
    return {**known, "content": content}


def _printed(office: Office, row: Document) -> Shape:
    try:
        made = drawing.drawn(row)
    except pdf.FontMissing as lack:
        raise WrongState(why="no_font") from lack
    drawing.keep(office, row, made)
    return {"pages": made.pages, "sha256": made.sha256, "content": made.content}


def _since(work: Work, row: Document) -> Shape:
    """What became known after a refusal was made: the day it was served, and with it the last days for 复议 and 诉讼."""
    if row.type != REFUSAL:
        return {}
    served = work.moments.having(order=["seq"], case_id=row.case_id, name="served")
    days = last_days(work.limits.having(case_id=row.case_id))
    return {**days, "served_on": served[-1].on if served else None}


def shape(row: Document) -> Shape:
    """One document with its fields."""
    return {
        "id": row.id,
        "type": row.type,
        "type_name": TYPES[row.type].title,
        "title": row.title,
        "no": row.no,
        "pages": row.pages,
        "sha256": row.pdf_sha256,
        "version": 1,
        "template_version": row.template_version,
        "at": row.at,
        "by": row.by,
        "fields": row.content,
    }


def _sent_to(work: Work, by: Actor, row: Document) -> bool:
    """A unit reads the letters of the handovers it received, and nothing else of the case."""
    if row.handover_id is None or row.type not in LETTERS:
        return False
    handover = work.handovers.get(row.handover_id)
    if handover.state in ("drafted", "consented"):
        return False
    place = place_of(handover)
    return any(grant.unit is not None and covers(grant, place) for grant in by.grants)
