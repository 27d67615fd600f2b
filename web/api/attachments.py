"""Attachments 材料: files are handed in first, forms then name their ids."""

from typing import Any

from casework import attachments
from engine.errors import NotFound
from web.api.keys import may, need
from web.api.routes import Body, Call, File, Table

routes = Table(tag="attachments", about="材料 attachments")


@routes.add(
    "POST",
    "/attachments",
    "attachment",
    body=Body(keys=(may("kind", longest=40),), multipart=True),
    act="attachment.add",
    status=201,
    refuses=("E_FILE",),
)
def add(call: Call) -> Any:
    """Hand in a pdf, jpg or png; what no form names within 24 hours is dropped."""
    given = call.body
    return attachments.add(
        call.office,
        call.by,
        name=given["name"],
        media=given["media"],
        content=given["content"],
        kind=given.get("kind"),
    )


@routes.get("/attachments/{id}", "file")
def read(call: Call) -> File:
    """The newest version, as bytes."""
    return _file(attachments.read(call.office, call.by, call.path["id"]))


@routes.get("/attachments/{id}/versions/{n}", "file")
def read_version(call: Call) -> File:
    """One version, as bytes."""
    if not call.path["n"].isdecimal():
        raise NotFound(version=call.path["n"])
    return _file(attachments.read(call.office, call.by, call.path["id"], version=int(call.path["n"][:9])))


@routes.add(
    "POST",
    "/attachments/{id}/replace",
    "attachment",
    body=Body(keys=(need("reason"),), multipart=True),
    act="attachment.add",
    refuses=("E_FILE", "E_DECIDED"),
)
def replace(call: Call) -> Any:
    """A new version with a reason; the old one stays."""
    given = call.body
    return attachments.replace(
        call.office,
        call.by,
        call.path["id"],
        name=given["name"],
        content=given["content"],
        reason=given["reason"],
    )


def _file(found: Any) -> File:
    return File(content=found["content"], media=found["media"], name=found["name"])
