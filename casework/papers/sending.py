"""The list with which a case goes up to the county 移送清单."""

from collections.abc import Mapping
from typing import Any

from casework import drawing
from casework.casefile import Open
from casework.papers.common import Builder, Content, Making, county, township
from store.tables.attachment import Document

Row = dict[str, Any]
OWN = "sendup"
"""The form with the count of pages, out of which the list itself is made."""


def _handover_list(making: Making) -> Content:
    """Everything the case holds by then. Pages of documents and files are counted outside the case's events, so they are recorded."""
    file = making.file
    counted = file.command.draw(lambda: _counted(file))
    rows = [*_forms(making), *counted]
    return {
        "office": {"name": township(making)},
        "to": {"name": county(making)},
        "rows": rows,
        "counted": sum(row["pages"] or 0 for row in rows),
        "pages": making.form(OWN).get("pages"),
    }


def _forms(making: Making) -> list[Row]:
    """The newest entry of each form."""
    file = making.file
    versions = file.command.office.versions
    return [
        {
            "kind_name": "表单",
            "name": versions.schema(file.work, entry.form, entry.version).title,
            "pages": None,
            "note": f"第{entry.revision}次填写" if entry.revision > 1 else None,
        }
        for entry in sorted(file.entries().values(), key=lambda entry: (entry.at, entry.form))
        if entry.form != OWN
    ]


def _counted(file: Open) -> list[Row]:
    table = file.work.documents.table.c
    made = file.work.documents.find(table.case_id == file.case.id, order=[table.at, table.no])
    documents = [
        {"kind_name": "文书", "name": row.title, "pages": _pages(row), "note": row.no}
        for row in (*made, *file.documents)
    ]
    files = [
        {"kind_name": "材料", "name": row["name"], "pages": row["pages"], "note": None}
        for row in file.work.attachment_rows(file.case.id)
    ]
    return [*documents, *files]


def _pages(row: Document) -> int | None:
    """Most have been drawn long before; a machine without a Chinese font cannot count."""
    if row.pages is not None:
        return row.pages
    try:
        return drawing.drawn(row).pages
    except drawing.NOT_DRAWN:
        return None


BUILDERS: Mapping[str, Builder] = {"handover_list": _handover_list}
