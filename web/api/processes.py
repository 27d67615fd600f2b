"""Processes 流程 and their versions 版本."""

from typing import Any

from casework import processes
from engine.errors import NotFound
from web.api.routes import Call, File, Table

routes = Table(tag="processes", about="流程 processes")


@routes.get("/processes", "version", act="process.read", paged=True, whole=True)
def list_processes(call: Call) -> Any:
    """All processes with the version in force."""
    return processes.list_processes(call.office, call.by)


@routes.get("/processes/{key}", "version", act="process.read")
def show(call: Call) -> Any:
    """One process."""
    return processes.show_process(call.office, call.by, call.path["key"])


@routes.get("/processes/{key}/versions", "version", act="process.read", paged=True, whole=True)
def versions(call: Call) -> Any:
    """Its versions."""
    return processes.versions(call.office, call.by, call.path["key"])


@routes.get("/processes/{key}/versions/{n}", "version", act="process.read")
def version(call: Call) -> Any:
    """One version with its closure."""
    return processes.version(call.office, call.by, call.path["key"], _number(call))


@routes.get("/processes/{key}/versions/{n}/files/{path}", "file", act="process.files")
def file(call: Call) -> File:
    """A file of a version, as it was published."""
    text = processes.version_file(call.office, call.by, call.path["key"], _number(call), call.path["path"])
    return File(content=text.encode(), media="text/plain")


def _number(call: Call) -> int:
    text = call.path["n"]
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise NotFound(version=text)
    return int(text)
