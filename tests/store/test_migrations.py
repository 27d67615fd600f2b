"""What the revisions make is what the tables say, on both databases."""

import subprocess
import sys
from importlib.metadata import version

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from store import migrate
from store.database import connect
from store.tables.base import metadata


def test_revisions_and_tables_do_not_differ(empty_url: str) -> None:
    engine = connect(empty_url)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_revisions_make_the_same_schema_as_the_tables_down_to_each_index(
    empty_url: str, database_url: str
) -> None:
    made, migrated = connect(empty_url), connect(database_url)
    metadata.create_all(made)
    assert _schema(made) == _schema(migrated)
    made.dispose()
    migrated.dispose()


def test_upgrading_twice_changes_nothing(empty_url: str) -> None:
    engine = connect(empty_url)
    migrate.upgrade(engine)
    before = _schema(engine)
    migrate.upgrade(engine)
    assert _schema(engine) == before
    with engine.connect() as connection:
        assert migrate.current(connection) == migrate.newest()
    engine.dispose()


def test_two_processes_that_start_together_migrate_once(empty_url: str) -> None:
    start = "import sys; from store import database, migrate; migrate.upgrade(database.connect(sys.argv[1]))"
    both = [subprocess.Popen([sys.executable, "-c", start, empty_url]) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    engine = connect(empty_url)
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from alembic_version")) == 1
    engine.dispose()


def test_the_queue_is_of_the_release_whose_schema_the_first_revision_makes() -> None:
    # A newer Procrastinate needs a revision that runs the package's migration files since then; until then this says so.
    assert version("procrastinate") == "3.10.0"


def _ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    return not (kind == "table" and str(name).startswith(("procrastinate_", "alembic_")))


def _schema(engine: Engine) -> dict[str, object]:
    look, found = inspect(engine), {}
    for table in sorted(look.get_table_names()):
        if _ours(None, table, "table", True, None):
            found[table] = [
                [
                    (column["name"], str(column["type"]), column["nullable"])
                    for column in look.get_columns(table)
                ],
                look.get_pk_constraint(table),
                sorted(map(str, look.get_foreign_keys(table))),
                sorted(map(str, look.get_unique_constraints(table))),
                sorted(map(str, look.get_indexes(table))),
            ]
    assert found
    return found
