"""Drawing of documents 成文: a document's pages and hash are known once its PDF has been drawn from the data it was made with.

No command waits for it: the sweep draws what was made, and whoever asks earlier draws it then. The same data and template give
the same bytes, so it is no matter how often.
"""

import logging
from dataclasses import replace

from casework.office import Office
from documents import pdf
from documents.pdf import Pdf
from engine.errors import Busy
from store.tables.attachment import Document

log = logging.getLogger(__name__)
JOB = "job"
"""The kind of due moment that draws a document; its subject is the document's id."""
NOT_DRAWN = (pdf.FontMissing, pdf.NotRendered, pdf.FieldsMissing)
"""No Chinese font, a character that no font has, data that lack what the template needs."""


def moment_of(document_id: str) -> str:
    """The id of the due moment that draws a document."""
    return f"render-{document_id}"


def drawn(row: Document) -> Pdf:
    """The PDF of a document, by the template version it was made with. Raises FontMissing, NotRendered, FieldsMissing."""
    return pdf.render(row.type, row.content, row.template_version)


def draw(office: Office, document_id: str) -> Document:
    """Draw a document and remember its pages and hash; raises what `drawn` does, and NotFound."""
    with office.store.read() as work:
        row = work.documents.get(document_id)
    return keep(office, row, drawn(row))


def keep(office: Office, row: Document, made: Pdf) -> Document:
    """Remember pages and hash of the first drawing; a later one that differs (other fonts) is only logged."""
    if row.pdf_sha256 is not None:
        if row.pdf_sha256 != made.sha256:
            log.warning("document drawn differently", extra={"document": row.id, "sha256": made.sha256})
        return row
    after = replace(row, pages=made.pages, pdf_sha256=made.sha256)
    with office.store.begin() as work:
        work.documents.put(after)
        work.due_moments.drop(id=(moment_of(row.id),))
    return after


def if_possible(office: Office, row: Document) -> Document:
    """The document with its pages and hash; as it is where it cannot be drawn now, for the sweep tries again."""
    if row.pdf_sha256 is not None:
        return row
    try:
        return keep(office, row, drawn(row))
    except NOT_DRAWN:
        log.warning("document not drawn", extra={"document": row.id}, exc_info=True)
    except Busy:
        log.info("document not drawn", extra={"document": row.id, "reason": "database is locked"})
    return row


def draw_of_case(office: Office, case_id: str) -> None:
    """Draw what the sweep has not come to yet of a case's documents."""
    with office.store.read() as work:
        table = work.documents.table.c
        waiting = work.documents.find(table.case_id == case_id, table.pdf_sha256.is_(None))
    for row in waiting:
        if_possible(office, row)
