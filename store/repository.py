"""One table of frozen values: get, add, save over the revision that was read, find.

Field names are column names. Columns marked sealed are encrypted on the way in and opened on the way out. Statements of a fixed
shape are built once and kept with their noun: building one anew costs SQLAlchemy five times what running it does.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from engine.errors import NotFound, Stale
from store.sealing import Ring

V = TypeVar("V")
Cells = dict[str, Any]


class Noun(Generic[V]):
    """A table and the value its rows become; as an attribute of a unit of work it gives the repository.

    `house`: the rows belong to no case and rarely change, so a process may keep what it read (`Work.kept`).
    """

    def __init__(
        self,
        table: Table,
        kind: type[V],
        to_row: Callable[[V], Cells] | None = None,
        from_row: Callable[[Cells], V] | None = None,
        *,
        house: bool = False,
    ) -> None:
        self.table, self.kind, self.to_row, self.house = table, kind, to_row, house
        self.from_row = from_row or (lambda cells: kind(**cells))
        flat = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        self.names = flat if to_row is None else tuple(column.name for column in table.columns)
        self.columns = tuple(table.c[name] for name in self.names)
        self.sealed = {c.name: f"{table.name}.{c.name}" for c in self.columns if c.info.get("sealed")}
        self.files = {c.name: f"{table.name}.{c.name}" for c in self.columns if c.info.get("sealed_bytes")}
        self.keys = tuple(column.name for column in table.primary_key.columns)
        self._statements: dict[Hashable, Any] = {}

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, work: "Bound", owner: type) -> "Repository[V]":
        repository = Repository(work, self)
        work.__dict__[self._name] = repository  # next time the attribute is found before this descriptor
        return repository

    def prepared(self, shape: Hashable, build: Callable[[], Any]) -> Any:
        """The statement of this shape; built when first asked for."""
        found = self._statements.get(shape)
        if found is None:
            found = self._statements[shape] = build()
        return found

    def cells(self, value: V) -> Cells:
        """The row of a value by column, not sealed yet."""
        return self.to_row(value) if self.to_row else {name: getattr(value, name) for name in self.names}

    def changed(self, before: V | None, after: V) -> Cells:
        """The columns of a value that are not as they were; all of them when that is not known."""
        cells = self.cells(after)
        if before is None:
            return {name: cell for name, cell in cells.items() if name not in self.keys}
        old = self.cells(before)
        return {name: cell for name, cell in cells.items() if cell != old[name]}


class Bound(Protocol):
    """A unit of work: an open connection, the field keys, and whether it has changed what the house keeps."""

    connection: Connection
    ring: Ring
    touched: bool


class Repository(Generic[V]):
    """The rows of one table as values of one frozen dataclass."""

    def __init__(self, work: Bound, noun: Noun[V]) -> None:
        self._work, self._connection, self._ring = work, work.connection, work.ring
        self.table, self._noun = noun.table, noun

    def find(
        self,
        *where: ColumnElement[bool],
        order: Sequence[Any] = (),
        limit: int | None = None,
        lock: bool = False,
    ) -> list[V]:
        """All values that satisfy the conditions, in the order asked for."""
        query = select(*self._noun.columns).where(*where).order_by(*order)
        if limit is not None:
            query = query.limit(limit)
        if lock:
            query = query.with_for_update()
        return [self._value(row) for row in self._connection.execute(query)]

    def first(self, *where: ColumnElement[bool], order: Sequence[Any] = (), lock: bool = False) -> V | None:
        """The first such value or None."""
        found = self.find(*where, order=order, limit=1, lock=lock)
        return found[0] if found else None

    def having(self, *, order: Sequence[str] = (), lock: bool = False, **same: Any) -> list[V]:
        """All values with these columns; a tuple means any of its members. `find` for what commands ask again and again."""
        many = frozenset(name for name, cell in same.items() if isinstance(cell, tuple))
        shape = ("having", tuple(same), many, tuple(order), lock)
        query = self._noun.prepared(shape, lambda: self._having(tuple(same), many, order, lock))
        return [self._value(row) for row in self._connection.execute(query, same)]

    def beside(
        self, statement: Any, given: Cells, *, outer: bool = False
    ) -> list[tuple[V | None, Sequence[Any]]]:
        """Values and what else each row brings, of a statement whose first columns are the table's.

        `outer`: the value may be missing in a row.
        """
        found: list[tuple[V | None, Sequence[Any]]] = []
        for row in self._connection.execute(statement, given):
            cells = row[: len(self._noun.names)]
            missing = outer and cells[0] is None
            found.append((None if missing else self._value(cells), row[len(self._noun.names) :]))
        return found

    def get(self, key: str, *, lock: bool = False) -> V:
        """The value under this primary key; raises NotFound."""
        found = self.having(lock=lock, **{self._noun.keys[0]: key})
        if not found:
            raise NotFound(what=self.table.name, key=key)
        return found[0]

    def add(self, *values: V) -> None:
        """Insert new values in one statement."""
        if values:
            self._touch()
            statement = self._noun.prepared("insert", lambda: insert(self.table))
            rows = [self._seal(self._noun.cells(value)) for value in values]
            self._connection.execute(statement, rows if len(rows) > 1 else rows[0])

    def save(self, value: V, before: V | None = None) -> V:
        """Write only over the revision that was read; of two writers in a race one is Stale.

        With the value as it was read only what is different is written.
        """
        revision = value.revision  # type: ignore[attr-defined]
        after = replace(value, revision=revision + 1)  # type: ignore[type-var]
        if not self._update(after, before, revision):
            raise Stale(what=self.table.name, revision=revision)
        return after

    def put(self, value: V, before: V | None = None) -> None:
        """Write a value that has no revision of its own: rows of an owner that is locked and saved with it."""
        self._update(value, before, None)

    def put_all(self, pairs: Iterable[tuple[V, V]]) -> None:
        """`put` for many, as (before, after); those that differ in the same columns in one statement."""
        alike: dict[tuple[str, ...], list[Cells]] = {}
        for before, after in pairs:
            cells = self._noun.changed(before, after)
            if cells:
                alike.setdefault(tuple(cells), []).append(self._parameters(after, cells, None))
        for names, rows in alike.items():
            self._touch()
            statement = self._prepared_update(names, guarded=False)
            self._connection.execute(statement, rows if len(rows) > 1 else rows[0])

    def remove(self, *where: ColumnElement[bool]) -> None:
        """Delete rows: for rows that only serve the moment (drafts, due moments, tokens)."""
        self._touch()
        self._connection.execute(delete(self.table).where(*where))

    def drop(self, **same: Any) -> None:
        """Delete the rows with these columns; a tuple means any of its members."""
        self._touch()
        many = frozenset(name for name, cell in same.items() if isinstance(cell, tuple))
        statement = self._noun.prepared(
            ("drop", tuple(same), many), lambda: delete(self.table).where(*self._same(same, many))
        )
        self._connection.execute(statement, same)

    def blind(self, value: str, kind: str = "id_no") -> bytes:
        """The blind index under which an equal value was stored."""
        return self._ring.blind(value, kind)

    def _touch(self) -> None:
        if self._noun.house:
            self._work.touched = True

    def _having(self, names: Sequence[str], many: frozenset[str], order: Sequence[str], lock: bool) -> Any:
        query = select(*self._noun.columns).where(*self._same(names, many))
        query = query.order_by(*(self.table.c[name] for name in order))
        return query.with_for_update() if lock else query

    def _same(self, names: Iterable[str], many: frozenset[str]) -> list[ColumnElement[bool]]:
        return [
            self.table.c[name].in_(bindparam(name, expanding=True))
            if name in many
            else self.table.c[name] == bindparam(name)
            for name in names
        ]

    def _update(self, value: V, before: V | None, revision: int | None) -> bool:
        """Whether the row was there, in this revision if one is named; nothing is asked where nothing differs."""
        cells = self._noun.changed(before, value)
        if not cells:
            return True
        self._touch()
        statement = self._prepared_update(tuple(cells), guarded=revision is not None)
        found = self._connection.execute(statement, self._parameters(value, cells, revision))
        return revision is None or found.first() is not None

    def _prepared_update(self, names: tuple[str, ...], *, guarded: bool) -> Any:
        """Keys and the revision that was read are parameters `is_…`, new cells `to_…`."""

        def build() -> Any:
            table = self.table.c
            same = [table[name] == bindparam(f"is_{name}") for name in self._noun.keys]
            if guarded:
                same.append(table.revision == bindparam("is_revision"))
            change = update(self.table).where(*same).values({name: bindparam(f"to_{name}") for name in names})
            return change.returning(table[self._noun.keys[0]]) if guarded else change

        return self._noun.prepared(("update", names, guarded), build)

    def _parameters(self, value: V, cells: Cells, revision: int | None) -> Cells:
        given = {f"to_{name}": cell for name, cell in self._seal(cells).items()}
        given.update((f"is_{name}", getattr(value, name)) for name in self._noun.keys)
        if revision is not None:
            given["is_revision"] = revision
        return given

    def _seal(self, cells: Cells) -> Cells:
        for name, place in self._noun.sealed.items():
            if cells.get(name) is not None:
                cells[name] = self._ring.seal(cells[name], place)
        for name, place in self._noun.files.items():
            if name in cells:
                cells[name] = self._ring.seal_bytes(cells[name], place)
        return cells

    def _value(self, row: Sequence[Any]) -> V:
        cells = dict(zip(self._noun.names, row, strict=True))
        for name, place in self._noun.sealed.items():
            if cells[name] is not None:
                cells[name] = self._ring.open(bytes(cells[name]), place)
        for name, place in self._noun.files.items():
            cells[name] = self._ring.open_bytes(bytes(cells[name]), place)
        return self._noun.from_row(cells)
