"""One reading of everything that is stored, so that a rehearsal can prove that a refused command left nothing behind."""

import hashlib

from sqlalchemy import select

from store import tables
from store.tables.base import metadata
from store.work import Work

NOT_RECORDS = frozenset({tables.audit.access_log.name})
"""Reads are logged whether or not a command follows."""


def fingerprints(work: Work) -> dict[str, str]:
    """SHA-256 over the rows of each table, by table; sealed columns as they are stored."""
    found = {}
    for table in metadata.sorted_tables:
        if table.name not in NOT_RECORDS:
            rows = work.connection.execute(select(table).order_by(*table.primary_key.columns))
            digest = hashlib.sha256()
            for row in rows:
                digest.update(repr(tuple(row)).encode())
            found[table.name] = digest.hexdigest()
    return found
