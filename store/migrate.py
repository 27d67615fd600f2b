"""Bring a database up to the present revision 数据库升级; `python -m store.migrate "what changes"` drafts the next revision."""

import sys
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from store.database import connect

LOCK = 0x59696D656E
"""PostgreSQL's advisory lock under which one process at a time migrates."""


def upgrade(engine: Engine) -> None:
    """Run the revisions a database does not have yet, all in one transaction; with none nothing is written."""
    with engine.connect().execution_options(reading=True) as connection, connection.begin():
        if current(connection) == newest():
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        _run(connection)


def current(connection: Connection) -> str | None:
    """The revision a database stands at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision this program works on."""
    with as_file(files("store.migrations")) as folder:
        return ScriptDirectory.from_config(_config(folder)).get_current_head()


def _run(connection: Connection) -> None:
    with as_file(files("store.migrations")) as folder:
        config = _config(folder)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
    return config


def _draft(message: str) -> None:
    """Write the difference between the revisions and the tables as a new revision, to be read and corrected by hand."""
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/draft.db")
        upgrade(engine)
        with as_file(files("store.migrations")) as scripts, engine.begin() as connection:
            config = _config(scripts)
            config.attributes["connection"] = connection
            number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()


if __name__ == "__main__":
    _draft(sys.argv[1])
