"""Attachments 材料: take a file in, give it out, replace it by a new version; the content is checked, encrypted, never changed."""

import hashlib
import io
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import puremagic
import pypdf

from assistance.cases import still_open
from assistance.people import SYSTEM, Actor
from assistance.permissions import PERMISSIONS
from casework import scope
from casework.casefile import Open
from casework.office import Command, Office
from engine.errors import Fault, FormRefused, NotFound
from engine.permissions import Place, demand
from store.tables.attachment import Attachment
from store.work import Work

KEPT, BATCH = timedelta(hours=24), 100
"""How long a file waits to be used, on the product's clock, and how many are dropped in one transaction."""
MOST_BYTES = 20 * 1024 * 1024
MEDIA = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
Shape = dict[str, Any]


def add(
    office: Office, by: Actor, *, name: str, content: bytes, kind: str | None = None, media: str | None = None
) -> Shape:
    """A new file (pdf, jpg, png, at most 20 MB, by content and not by name); a form ties it to its case."""
    demand(by.grants, "attachment.add", Place(), PERMISSIONS)
    found, pages = _checked(content)
    digest = hashlib.sha256(content).hexdigest()
    with office.command("attachment.add", by, {"name": name, "kind": kind, "sha256": digest}) as command:
        value = Attachment(
            id=command.new_id(),
            version=1,
            case_id=None,
            name=_named(name),
            kind=kind,
            media=found,
            size=len(content),
            pages=pages,
            sha256=digest,
            by=by.login,
            at=command.now,
            reason=None,
            content=content,
        )
        command.work.attachments.add(value)
        command.answer, command.status = shape(value), 201
    return dict(command.answer)


def read(office: Office, by: Actor, id: str, version: int | None = None) -> Shape:
    """The bytes of a file, for whoever may see its case (or brought it); the read is logged."""
    with office.store.read() as work:
        value = _visible(work, by, id, version)
        case = work.cases.get(value.case_id) if value.case_id else None
    scope.log_read(office, by, f"attachment:{value.id}", case)
    return {**shape(value), "media": value.media, "content": value.content}


def replace(office: Office, by: Actor, id: str, *, name: str, content: bytes, reason: str) -> Shape:
    """A new version of a file, with a reason; the old one stays readable."""
    demand(by.grants, "attachment.add", Place(), PERMISSIONS)
    if not reason.strip():
        raise FormRefused([Fault(path="reason", code="E_REQUIRED", facts={"label": "理由"})])
    media, pages = _checked(content)
    digest = hashlib.sha256(content).hexdigest()
    given = {"attachment": id, "name": name, "sha256": digest, "reason": reason}
    with office.command("attachment.replace", by, given) as command:
        before = _stored(command.work, id, None)
        if before.case_id is None and before.by != by.login:
            raise NotFound(what="attachment", id=id)
        command.given["case"] = before.case_id
        file = _replacing(command, before.case_id, name, reason) if before.case_id else None
        value = Attachment(
            id=id,
            version=before.version + 1,
            case_id=before.case_id,
            name=_named(name),
            kind=before.kind,
            media=media,
            size=len(content),
            pages=pages,
            sha256=digest,
            by=by.login,
            at=command.now,
            reason=reason,
            content=content,
        )
        command.work.attachments.add(value)
        if file is not None:
            file.write()
        command.answer = shape(value)
    return dict(command.answer)


def replace_again(office: Office, by: Actor, given: Mapping[str, Any]) -> None:
    """The same replacement in the history of its case; the file itself is there already: only in replay."""
    with office.command("attachment.replace", by, given) as command:
        _replacing(command, given["case"], given["name"], given["reason"]).write()


def _replacing(command: Command, case_id: str, name: str, reason: str) -> Open:
    """A file of a running case is replaced by those who work on it, and the case's history says so."""
    case = command.work.cases.get(case_id, lock=True)
    demand(command.by.grants, "attachment.replace", scope.place_of_case(case), PERMISSIONS)
    still_open(case)
    file = Open(command, case)
    command.note("attachment.replace", text=name, reason=reason)
    return file


def drop_unused(office: Office) -> int:
    """Delete the files that nothing has used for a day; those of a kept draft, or of an incident to be tried again, stay."""
    dropped = 0
    while True:
        with office.store.read() as work:
            found = _unused(work, office.now())
        if not found:
            return dropped
        with office.command("attachment.drop", SYSTEM, {"attachments": found}) as command:
            command.work.drop_attachments(found)
        dropped += len(found)


def _unused(work: Work, now: datetime) -> list[str]:
    """The ids of one batch, the oldest first."""
    old = work.unused_attachments(now - KEPT)
    if not old:
        return []
    typed = [draft.content for draft in work.drafts.find()]
    tried = [incident.given for incident in work.incidents.having(state="open")]
    named = {text for content in (*typed, *tried) for text in _texts(content)}
    return [id for id in old if id not in named][:BATCH]


def _texts(value: Any) -> Iterator[str]:
    """Every text inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(inner)


def shape(value: Attachment) -> Shape:
    """One attachment without its content."""
    return {
        "id": value.id,
        "name": value.name,
        "kind": value.kind,
        "size": value.size,
        "pages": value.pages,
        "sha256": value.sha256,
        "version": value.version,
        "at": value.at,
        "by": value.by,
    }


def _stored(work: Work, id: str, version: int | None) -> Attachment:
    """This version of a file, or its newest."""
    table = work.attachments.table.c
    where = [table.id == id] if version is None else [table.id == id, table.version == version]
    value = work.attachments.first(*where, order=[table.version.desc()])
    if value is None:
        raise NotFound(what="attachment", id=id)
    return value


def _visible(work: Work, by: Actor, id: str, version: int | None) -> Attachment:
    value = _stored(work, id, version)
    if value.case_id is None:
        if value.by != by.login:
            raise NotFound(what="attachment", id=id)
        return value
    case = work.cases.get(value.case_id)
    units = {grant.unit for grant in by.grants if grant.unit}
    sent = work.handovers.table.c
    received = [
        one
        for one in work.handovers.find(sent.case_id == case.id)
        if one.unit in units and one.state != "drafted"
    ]
    if not any(id in one.attachments for one in received):
        scope.may_read_file(by, case)
    return value


def _checked(content: bytes) -> tuple[str, int]:
    """Media type by content, and pages; refuses empty, too large and other files."""
    if not content or len(content) > MOST_BYTES:
        raise FormRefused([Fault(path="file", code="E_FILE", facts={"label": "文件", "most": "20 MB"})])
    media = _media(content)
    if media not in MEDIA:
        raise FormRefused([Fault(path="file", code="E_FILE", facts={"label": "文件"})])
    if media != "application/pdf":
        return media, 1
    try:
        return media, len(pypdf.PdfReader(io.BytesIO(content)).pages)
    except (
        Exception
    ) as fault:  # the reader of a hostile file may fail in any way; the file is then no PDF to us
        raise FormRefused([Fault(path="file", code="E_FILE", facts={"label": "文件"})]) from fault


def _named(name: str) -> str:
    """A file's name as people read it: no line ends, no NUL, no marks that turn the direction of writing."""
    return "".join(letter for letter in name if letter.isprintable())[:200]


def _media(content: bytes) -> str:
    try:
        return str(puremagic.from_string(content, mime=True))
    except (puremagic.PureError, ValueError):
        return ""
