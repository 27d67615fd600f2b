"""One table of frozen values: get, add, save over the revision that was read, find.

Field names are column names. Columns marked sealed are encrypted on the way in and opened on the way out. Statements of a fixed
shape are compiled once, kept with their noun, and take the short way (`store.line`).
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    false,
    insert,
    select,
    update,
)

from engine.errors import NotFound, Stale
from engine.values import changed, made
from store.line import Line, Question, Statement
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
        self.from_row = from_row or (lambda cells: made(kind, cells))
        flat = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        self.names = flat if to_row is None else tuple(column.name for column in table.columns)
        self.columns = tuple(table.c[name] for name in self.names)
        self.sealed = {c.name: f"{table.name}.{c.name}" for c in self.columns if c.info.get("sealed")}
        self.files = {c.name: f"{table.name}.{c.name}" for c in self.columns if c.info.get("sealed_bytes")}
        self.keys = tuple(column.name for column in table.primary_key.columns)
        self._statements: dict[Hashable, Statement] = {}

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, work: "Bound", owner: type) -> "Repository[V]":
        repository = Repository(work, self)
        work.__dict__[self._name] = repository  # next time the attribute is found before this descriptor
        return repository

    def statement(self, shape: Hashable, build: Callable[[], Any]) -> Statement:
        """The statement of this shape; built when first asked for."""
        found = self._statements.get(shape)
        if found is None:
            found = self._statements[shape] = Statement(build())
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

    line: Line
    ring: Ring
    touched: bool

    @property
    def connection(self) -> Connection: ...


class Repository(Generic[V]):
    """The rows of one table as values of one frozen dataclass."""

    def __init__(self, work: Bound, noun: Noun[V]) -> None:
        self._work, self._line, self._ring = work, work.line, work.ring
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
        return [self._value(row) for row in self._work.connection.execute(query).all()]

    def first(self, *where: ColumnElement[bool], order: Sequence[Any] = (), lock: bool = False) -> V | None:
        """The first such value or None."""
        found = self.find(*where, order=order, limit=1, lock=lock)
        return found[0] if found else None

    def having(self, *, order: Sequence[str] = (), lock: bool = False, **same: Any) -> list[V]:
        """All values with these columns; a tuple means any of its members. `find` for what commands ask again and again."""
        asked = self.asking(order=order, lock=lock, **same)
        return [self._value(row) for row in self._line.ask(*asked)]

    def asking(self, *, order: Sequence[str] = (), lock: bool = False, **same: Any) -> Question:
        """The question of `having`, to be asked together with others; `read` reads the answer."""
        many = {name: len(cell) for name, cell in same.items() if isinstance(cell, tuple)}
        shape = ("having", tuple(same), *many.items(), tuple(order), lock)
        query = self._noun.statement(shape, lambda: self._having(tuple(same), many, order, lock))
        return query, _spread(same)

    def read(self, rows: Iterable[Sequence[Any]]) -> list[V]:
        """The values of rows that answer `asking`."""
        return [self._value(row) for row in rows]

    def beside(self, row: Sequence[Any]) -> tuple[V, Sequence[Any]]:
        """A value and what else a row brings, whose first columns are the table's."""
        width = len(self._noun.names)
        return self._value(row[:width]), row[width:]

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
            statement = self._noun.statement("insert", self._insert)
            self._line.tell(statement, *(self._seal(self._noun.cells(value)) for value in values))

    def save(self, value: V, before: V | None = None) -> V:
        """Write only over the revision that was read; of two writers in a race one is Stale.

        With the value as it was read only what is different is written.
        """
        revision = value.revision  # type: ignore[attr-defined]
        after = changed(value, revision=revision + 1)
        self._update(after, before, revision)
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
            statement = self._change(names, guarded=False)
            self._line.tell(statement, *rows)

    def remove(self, *where: ColumnElement[bool]) -> None:
        """Delete rows: for rows that only serve the moment (drafts, due moments, tokens)."""
        self._touch()
        self._work.connection.execute(delete(self.table).where(*where))

    def drop(self, **same: Any) -> None:
        """Delete the rows with these columns; a tuple means any of its members."""
        self._touch()
        many = {name: len(cell) for name, cell in same.items() if isinstance(cell, tuple)}
        shape = ("drop", tuple(same), *many.items())
        statement = self._noun.statement(
            shape, lambda: delete(self.table).where(*self._same(tuple(same), many))
        )
        self._line.tell(statement, _spread(same))

    def blind(self, value: str, kind: str = "id_no") -> bytes:
        """The blind index under which an equal value was stored."""
        return self._ring.blind(value, kind)

    def _touch(self) -> None:
        if self._noun.house:
            self._work.touched = True

    def _insert(self) -> Any:
        return insert(self.table).values({name: bindparam(name) for name in self._noun.names})

    def _having(self, names: Sequence[str], many: Mapping[str, int], order: Sequence[str], lock: bool) -> Any:
        query = select(*self._noun.columns).where(*self._same(names, many))
        query = query.order_by(*(self.table.c[name] for name in order))
        return query.with_for_update() if lock else query

    def _same(self, names: Sequence[str], many: Mapping[str, int]) -> list[ColumnElement[bool]]:
        return [self._is(name, many.get(name)) for name in names]

    def _is(self, name: str, many: int | None) -> ColumnElement[bool]:
        """The column has the value given under its name, or one of so many."""
        column = self.table.c[name]
        if many is None:
            return column == bindparam(name)
        return column.in_([bindparam(f"{name}_{n}") for n in range(many)]) if many else false()

    def _update(self, value: V, before: V | None, revision: int | None) -> None:
        """Nothing is written where nothing differs; a revision that is not there (any more) is Stale."""
        cells = self._noun.changed(before, value)
        if not cells:
            return
        self._touch()
        statement = self._change(tuple(cells), guarded=revision is not None)
        missing = None if revision is None else Stale(what=self.table.name, revision=revision)
        self._line.tell(statement, self._parameters(value, cells, revision), missing=missing)

    def _change(self, names: tuple[str, ...], *, guarded: bool) -> Statement:
        """Keys and the revision that was read are parameters `is_…`, new cells `to_…`."""

        def build() -> Any:
            table = self.table.c
            same = [table[name] == bindparam(f"is_{name}") for name in self._noun.keys]
            if guarded:
                same.append(table.revision == bindparam("is_revision"))
            return update(self.table).where(*same).values({name: bindparam(f"to_{name}") for name in names})

        return self._noun.statement(("update", names, guarded), build)

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


def _spread(same: Cells) -> Cells:
    """Parameters by name; the members of a tuple each have one of their own."""
    found: Cells = {}
    for name, cell in same.items():
        found.update(
            {f"{name}_{n}": one for n, one in enumerate(cell)} if isinstance(cell, tuple) else {name: cell}
        )
    return found
