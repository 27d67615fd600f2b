"""The short way to the database 直达: statements of a fixed shape, compiled once and run on the driver's own cursor.

SQLAlchemy still writes the SQL, converts the values and names the errors; what is saved is its work at each run, which for the
dozen statements of a command is longer than the database's own (`bench`, step). On PostgreSQL statements of one group travel
in one journey (pipeline). `before_cursor_execute` and `echo` do not see these statements.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

Given = Mapping[str, Any]
Rows = list[Sequence[Any]]


class Prepared:
    """A statement as one kind of database wants it, with the conversions of its parameters and columns."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.text: str = compiled.string
        self._order: list[str] | None = compiled.positiontup
        self._fixed = {
            name: bind.value for bind, name in compiled.bind_names.items() if bind.value is not None
        }
        self._inward = [
            (name, process)
            for bind, name in compiled.bind_names.items()
            if (process := bind.type.dialect_impl(dialect).bind_processor(dialect))
        ]
        self._outward = [
            (place, process)
            for place, column in enumerate(getattr(statement, "selected_columns", ()))
            if (process := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]

    def parameters(self, given: Given) -> Any:
        """The values as the driver takes them: by place on SQLite, by name on PostgreSQL."""
        cells = {**self._fixed, **given}
        for name, process in self._inward:
            cells[name] = process(cells[name])
        return cells if self._order is None else [cells[name] for name in self._order]

    def row(self, row: Sequence[Any]) -> Sequence[Any]:
        """A row of the driver with the values of the columns' types."""
        cells = list(row)
        for place, process in self._outward:
            cells[place] = process(cells[place])
        return cells


class Statement:
    """A statement of SQLAlchemy's, compiled for each kind of database when first wanted."""

    def __init__(self, core: Any) -> None:
        self._core = core
        self._prepared: dict[str, Prepared] = {}

    def on(self, dialect: Dialect) -> Prepared:
        found = self._prepared.get(dialect.name)
        if found is None:
            found = self._prepared[dialect.name] = Prepared(self._core, dialect)
        return found


Question = tuple[Statement, Given]


class Line:
    """The driver's connection of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._dialect = connection, connection.dialect
        self._raw: Any = connection.connection.dbapi_connection
        self._told: list[tuple[Prepared, Sequence[Given], Exception | None]] = []
        self._held = False

    def ask(self, statement: Statement, given: Given) -> Rows:
        """The rows of one question."""
        return self.ask_all((statement, given))[0]

    def ask_all(self, *questions: Question) -> list[Rows]:
        """The rows of several questions; each sees what the one before it left, a lock included."""
        asked = [(statement.on(self._dialect), given) for statement, given in questions]
        with self._journey(len(asked) + len(self._told)):
            told = self._send()
            cursors = [self._run(prepared, prepared.parameters(given)) for prepared, given in asked]
            _check(told)
            return [
                [prepared.row(row) for row in cursor.fetchall()]
                for (prepared, _), cursor in zip(asked, cursors, strict=True)
            ]

    def tell(self, statement: Statement, *rows: Given, missing: Exception | None = None) -> None:
        """Change rows; raises `missing` if there were none to change."""
        self._told.append((statement.on(self._dialect), rows, missing))
        if not self._held:
            self.flush()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is told in this block waits, and travels with whatever is asked or told next, or before the commit."""
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def flush(self) -> None:
        """Let everything that was told be done."""
        if self._told:
            with self._journey(len(self._told)):
                told = self._send()
            _check(told)

    def _send(self) -> list[tuple[Any, Exception | None]]:
        waiting, self._told = self._told, []
        sent = []
        for prepared, rows, missing in waiting:
            parameters = [prepared.parameters(row) for row in rows]
            cursor = self._run(prepared, parameters[0]) if len(rows) == 1 else self._raw.cursor()
            if len(rows) > 1:
                cursor.executemany(prepared.text, parameters)
            sent.append((cursor, missing))
        return sent

    def _run(self, prepared: Prepared, parameters: Any) -> Any:
        cursor = self._raw.cursor()
        cursor.execute(prepared.text, parameters)
        return cursor

    @contextmanager
    def _journey(self, length: int) -> Iterator[None]:
        """Several statements in one journey, where there is one to make; the driver's errors as SQLAlchemy's."""
        base: Any = self._dialect.loaded_dbapi.Error
        try:
            if length > 1 and self._dialect.name == "postgresql":
                with self._raw.pipeline():
                    yield
            else:
                yield
        except base as fault:
            if self._dialect.is_disconnect(fault, self._raw, None):
                self._connection.invalidate(fault)
            raise DBAPIError.instance(None, None, fault, base, dialect=self._dialect) from fault


def _check(sent: list[tuple[Any, Exception | None]]) -> None:
    for cursor, missing in sent:
        if missing is not None and cursor.rowcount == 0:
            raise missing
