"""Processes 流程: shipped folders become versions; lists, one version, its files, export."""

import hashlib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import orjson

from assistance import forms as shipped_forms
from assistance import manifest as manifests
from assistance.people import SYSTEM, Actor
from assistance.permissions import PERMISSIONS
from casework.office import Command, Office
from casework.versions import MANIFEST
from documents import diagram
from engine import runtime
from engine.errors import NotFound
from engine.permissions import Place, demand
from engine.time import legal_day
from store.tables.flow import FormVersion, ProcessVersion
from store.work import Work

Shape = dict[str, Any]
Folders = Mapping[str, Mapping[str, str]]
"""Process folders as key → path → text."""
TEXTS = (".bpmn", ".toml", ".csv", ".md")
STATES = {"draft": "草稿", "submitted": "待发布", "published": "已发布", "withdrawn": "已撤下"}
EPOCH = date(2000, 1, 1)
"""Shipped versions of the demo are in force from the day its areas and people are."""


def shipped() -> dict[str, dict[str, str]]:
    """Every process folder that ships, as key → path → text; called processes before those that call them."""
    found = {
        folder.name: texts_of(folder)
        for folder in files("processes").iterdir()
        if folder.is_dir() and (folder / MANIFEST).is_file()
    }
    return _in_order(found)


def texts_of(folder: Traversable) -> dict[str, str]:
    """The texts of one process folder by path. Raises OSError, UnicodeDecodeError."""
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    texts = {file.name: file.read_text("utf-8") for file in entries if file.name.endswith(TEXTS)}
    scenarios = folder / "scenarios"
    if scenarios.is_dir():
        texts.update(
            (f"scenarios/{file.name}", file.read_text("utf-8"))
            for file in sorted(scenarios.iterdir(), key=lambda entry: entry.name)
            if file.name.endswith(".toml")
        )
    return texts


def _in_order(folders: Folders) -> dict[str, dict[str, str]]:
    """Called processes before those that call them."""
    pairs = sorted(folders.items(), key=lambda pair: (_calls(pair[1]) != (), pair[0]))
    return {key: dict(texts) for key, texts in pairs}


def sync(office: Office, folders: Folders | None = None) -> list[Shape]:
    """Files → versions, in demo and test: what changed is published as the next version in force."""
    chosen = shipped() if folders is None else _in_order(folders)
    with office.command("processes.sync", SYSTEM, {}) as command:
        done = [
            _publish_form(command, form, dict(schema)) for form, schema in shipped_forms.shipped().items()
        ]
        done += [_publish(command, key, texts) for key, texts in chosen.items()]
        changed = [one for one in done if one is not None]
        command.note(
            "processes.sync", text=", ".join(f"{one['process']} {one['number']}" for one in changed) or None
        )
        command.answer = changed
    return changed


def list_processes(office: Office, by: Actor) -> Shape:
    """All versions in force."""
    demand(by.grants, "process.read", Place(), PERMISSIONS)
    with office.store.read() as work:
        table = work.processes.table.c
        rows = work.processes.find(table.in_force, order=[table.key])
        return {"items": [shape(work, row) for row in rows], "next": None}


def show_process(office: Office, by: Actor, key: str) -> Shape:
    """The version in force of one process."""
    demand(by.grants, "process.read", Place(), PERMISSIONS)
    with office.store.read() as work:
        return shape(work, _row(work, key, None))


def versions(office: Office, by: Actor, key: str) -> Shape:
    """All versions of one process, newest first."""
    demand(by.grants, "process.read", Place(), PERMISSIONS)
    with office.store.read() as work:
        table = work.processes.table.c
        rows = work.processes.find(table.key == key, order=[table.number.desc()])
        if not rows:
            raise NotFound(what="process", key=key)
        return {"items": [shape(work, row) for row in rows], "next": None}


def version(office: Office, by: Actor, key: str, number: int) -> Shape:
    """One version."""
    demand(by.grants, "process.read", Place(), PERMISSIONS)
    with office.store.read() as work:
        return shape(work, _row(work, key, number))


def version_file(office: Office, by: Actor, key: str, number: int, path: str) -> str:
    """One file of one version."""
    demand(by.grants, "process.files", Place(), PERMISSIONS)
    with office.store.read() as work:
        texts = _row(work, key, number).files
    if path not in texts:
        raise NotFound(what="file", path=path)
    return texts[path]


def flow_diagram(office: Office, by: Actor, key: str) -> Shape:
    """The version in force, drawn and as a table."""
    demand(by.grants, "process.read", Place(), PERMISSIONS)
    with office.store.read() as work:
        found = office.versions.in_force(work, key)
    return {
        "process": key,
        "name": found.name,
        "number": found.number,
        "svg": diagram.svg(found.bpmn, title=found.name),
        "table": [vars(row) for row in diagram.table(found.bpmn)],
        "steps": [
            {"step": node.step, "name": node.name, "role": node.role, "limit": node.limit}
            for node in found.definition.nodes.values()
            if node.kind == "userTask"
        ],
    }


def listing(office: Office) -> list[Shape]:
    """All versions for the command line, by key and number."""
    with office.store.read() as work:
        table = work.processes.table.c
        return [shape(work, row) for row in work.processes.find(order=[table.key, table.number])]


def export(office: Office, key: str, number: int | None, out: Path) -> list[str]:
    """Write the files of a version below a folder; returns their paths."""
    with office.store.read() as work:
        row = _row(work, key, number)
    written = []
    for path, text in sorted(row.files.items()):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        written.append(str(target))
    return written


def shape(work: Work, row: ProcessVersion) -> Shape:
    """One version as the contract shows it."""
    return {
        "process": row.key,
        "process_name": row.name,
        "kind": row.kind,
        "number": row.number,
        "state": row.state,
        "state_name": STATES[row.state],
        "in_force": row.in_force,
        "origin": row.origin,
        "based_on": row.based_on,
        "sha256": row.sha256,
        "editor": row.editor,
        "submitted_at": None,
        "publisher": row.publisher,
        "published_at": row.published_at,
        "effective_from": row.effective_from,
        "withdrawn_at": None,
        "closure": row.closure,
        "diff_text": None,
        "running_cases": work.running_cases(row.key, row.number),
        "findings": [],
        "rehearsal": None,
    }


def _publish(command: Command, key: str, texts: Mapping[str, str]) -> Shape | None:
    work = command.work
    manifest = manifests.read(texts[MANIFEST])
    closure = _closure(work, manifest, texts)
    digest = _digest({"files": dict(texts), "closure": closure})
    table = work.processes.table.c
    newest = work.processes.first(table.key == key, order=[table.number.desc()])
    if newest is not None and newest.sha256 == digest:
        return None
    number = newest.number + 1 if newest else 1
    work.take_out_of_force(key)
    work.processes.add(
        ProcessVersion(
            id=f"{key}-{number}",
            key=key,
            number=number,
            name=manifest.name,
            kind=manifest.kind,
            state="published",
            in_force=True,
            origin="shipped",
            based_on=newest.number if newest else None,
            sha256=digest,
            editor=SYSTEM.login,
            publisher=SYSTEM.login,
            published_at=command.now,
            effective_from=legal_day(command.now) if newest else EPOCH,
            closure=closure,
            files=dict(texts),
        )
    )
    return {"process": key, "number": number, "sha256": digest}


def _publish_form(command: Command, form: str, schema: dict[str, Any]) -> Shape | None:
    work, digest = command.work, _digest(schema)
    table = work.schemas.table.c
    newest = work.schemas.first(table.form == form, order=[table.number.desc()])
    if newest is not None and newest.sha256 == digest:
        return None
    number = newest.number + 1 if newest else 1
    work.take_form_out_of_force(form)
    schema = {**schema, "version": number}
    work.schemas.add(
        FormVersion(
            id=f"{form}-{number}", form=form, number=number, in_force=True, sha256=digest, schema=schema
        )
    )
    return {"process": form, "number": number, "sha256": digest}


def _closure(work: Work, manifest: manifests.Manifest, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """What a version pins: the newest version of each process it calls by name, and of each form its steps use."""
    pins = []
    for key in _calls(texts):
        number = work.number_in_force(key)
        if number is not None:
            pins.append({"kind": "process", "key": key, "number": number})
    wanted = {form for way in manifest.outcomes for form in way.allowed} | {
        f for p in manifest.papers for f in p.forms
    }
    for form in sorted(wanted):
        row = work.schemas.first(work.schemas.table.c.form == form, work.schemas.table.c.in_force)
        if row is not None:
            pins.append({"kind": "form", "key": form, "number": row.number})
    return pins


def _calls(texts: Mapping[str, str]) -> tuple[str, ...]:
    definition = runtime.parse(texts["process.bpmn"].encode())
    return tuple(sorted({node.called for node in definition.nodes.values() if node.called}))


def _row(work: Work, key: str, number: int | None) -> ProcessVersion:
    table = work.processes.table.c
    wanted = table.in_force if number is None else table.number == number
    row = work.processes.first(table.key == key, wanted)
    if row is None:
        raise NotFound(what="process", key=key)
    return row


def _digest(value: Any) -> str:
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()
