"""One table of frozen values: get, add, save over the revision that was read, find.

Field names are column names. Columns marked sealed are encrypted on the way in and opened on the way out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from engine.errors import NotFound, Stale
from store.sealing import Ring

V = TypeVar("V")


class Noun(Generic[V]):
    """A table and the value its rows become; as an attribute of a unit of work it gives the repository."""

    def __init__(
        self,
        table: Table,
        kind: type[V],
        to_row: Callable[[V], dict[str, Any]] | None = None,
        from_row: Callable[[dict[str, Any]], V] | None = None,
    ) -> None:
        self.table, self.kind, self.to_row = table, kind, to_row
        self.from_row = from_row or (lambda cells: kind(**cells))
        flat = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        self.names = flat if to_row is None else tuple(column.name for column in table.columns)
        self.columns = tuple(table.c[name] for name in self.names)
        self.sealed = {c.name: f"{table.name}.{c.name}" for c in self.columns if c.info.get("sealed")}
        self.files = {c.name: f"{table.name}.{c.name}" for c in self.columns if c.info.get("sealed_bytes")}
        self.keys = tuple(table.primary_key.columns)

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, work: "Bound", owner: type) -> "Repository[V]":
        repository = Repository(work.connection, work.ring, self)
        work.__dict__[self._name] = repository  # next time the attribute is found before this descriptor
        return repository


class Bound(Protocol):
    """A unit of work: an open connection and the field keys."""

    connection: Connection
    ring: Ring


class Repository(Generic[V]):
    """The rows of one table as values of one frozen dataclass."""

    def __init__(self, connection: Connection, ring: Ring, noun: Noun[V]) -> None:
        self._connection, self._ring = connection, ring
        self.table, self._noun = noun.table, noun
        self._names, self._columns, self._sealed, self._keys = (
            noun.names,
            noun.columns,
            noun.sealed,
            noun.keys,
        )

    def find(
        self,
        *where: ColumnElement[bool],
        order: Sequence[Any] = (),
        limit: int | None = None,
        lock: bool = False,
    ) -> list[V]:
        """All values that satisfy the conditions, in the order asked for."""
        query = select(*self._columns).where(*where).order_by(*order)
        if limit is not None:
            query = query.limit(limit)
        if lock:
            query = query.with_for_update()
        return [self._value(row) for row in self._connection.execute(query).mappings()]

    def first(self, *where: ColumnElement[bool], order: Sequence[Any] = (), lock: bool = False) -> V | None:
        """The first such value or None."""
        found = self.find(*where, order=order, limit=1, lock=lock)
        return found[0] if found else None

    def get(self, key: str, *, lock: bool = False) -> V:
        """The value under this primary key; raises NotFound."""
        found = self.first(self._keys[0] == key, lock=lock)
        if found is None:
            raise NotFound(what=self.table.name, key=key)
        return found

    def add(self, *values: V) -> None:
        """Insert new values in one statement."""
        if values:
            self._connection.execute(insert(self.table), [self._row(value) for value in values])

    def save(self, value: V) -> V:
        """Write only over the revision that was read; of two writers in a race one is Stale."""
        revision = value.revision  # type: ignore[attr-defined]
        after = replace(value, revision=revision + 1)  # type: ignore[type-var]
        found = self._connection.execute(
            update(self.table)
            .where(self._same(value), self.table.c.revision == revision)
            .values(self._row(after))
            .returning(self._keys[0])
        )
        if found.first() is None:
            raise Stale(what=self.table.name, revision=revision)
        return after

    def put(self, value: V) -> None:
        """Write a value that has no revision of its own: rows of an owner that is locked and saved with it."""
        self._connection.execute(update(self.table).where(self._same(value)).values(self._row(value)))

    def put_all(self, values: Iterable[V]) -> None:
        """`put` for many, as one statement."""
        rows = [{f"p_{name}": cell for name, cell in self._row(value).items()} for value in values]
        if rows:
            same = and_(*(column == bindparam(f"p_{column.name}") for column in self._keys))
            names = [name for name in self._names if name not in {column.name for column in self._keys}]
            change = update(self.table).where(same).values({name: bindparam(f"p_{name}") for name in names})
            self._connection.execute(change, rows)

    def remove(self, *where: ColumnElement[bool]) -> None:
        """Delete rows: for rows that only serve the moment (drafts, due moments, tokens)."""
        self._connection.execute(delete(self.table).where(*where))

    def blind(self, value: str, kind: str = "id_no") -> bytes:
        """The blind index under which an equal value was stored."""
        return self._ring.blind(value, kind)

    def _same(self, value: V) -> ColumnElement[bool]:
        return and_(*(column == getattr(value, column.name) for column in self._keys))

    def _row(self, value: V) -> dict[str, Any]:
        to_row = self._noun.to_row
        row = to_row(value) if to_row else {name: getattr(value, name) for name in self._names}
        for name, place in self._sealed.items():
            if row[name] is not None:
                row[name] = self._ring.seal(row[name], place)
        for name, place in self._noun.files.items():
            row[name] = self._ring.seal_bytes(row[name], place)
        return row

    def _value(self, row: RowMapping) -> V:
        cells = dict(row)
        for name, place in self._sealed.items():
            if cells[name] is not None:
                cells[name] = self._ring.open(bytes(cells[name]), place)
        for name, place in self._noun.files.items():
            cells[name] = self._ring.open_bytes(bytes(cells[name]), place)
        return self._noun.from_row(cells)
