"""Facts 事实: what conditions, limits and timers may see of a case; no personal data among them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from assistance.manifest import FactSource, Manifest
from casework.casefile import CaseFile, Open
from casework.versions import Version, Versions
from engine.expressions import Value
from engine.runtime import StepFailed
from engine.time import legal_day, read_moment, start_of
from store.tables.flow import Instance
from store.work import Work

TIMES: tuple[tuple[str, str, str], ...] = (
    ("application", "F01", "apply_on"),
    ("papers_notified", "F06a", "sent_at"),
    ("papers_received", "F06d", "received_at"),
    ("acceptance", "F06b", "accepted_at"),
    ("investigation_started", "start", "started_at"),
    ("check_reported", "F10", "report_on"),
    ("review_meeting_held", "F09", "held_at"),
    ("notice_1_posted", "F11", "posted_at"),
    ("notice_2_posted", "F11", "posted_at"),
    ("decided", "F13", "decided_on"),
    ("served", "serve", "served_on"),
    ("served", "F14", "served_on"),
    ("certificate_issued", "F24", "issued_on"),
    ("told", "F17", "told_at"),
)
"""Moments whose time stands in a form (moment, form, field); all others have the time of the command (contract 3.3)."""
KINDS = {"bool": "是或否", "int": "整数", "money": "金额", "date": "日期", "choice": "文字"}
"""Types of facts in words."""
FLAGS = ("key", "contested", "complicated", "second_notice")
"""Flags of a case that conditions may ask for by name."""


def of_case(file: CaseFile) -> dict[str, Value]:
    """Facts of the case itself, under the names the manifests use."""
    case = file.case
    return {
        **{name: read(value) for name, value in file.facts.items()},
        "aid": case.aid,
        "regime": case.regime,
        **{flag: flag in case.flags for flag in FLAGS},
    }


def visible(file: Open, manifest: Manifest, instance: Instance) -> dict[str, Value]:
    """The facts an instance's manifest declares, with those of its handover; what is not known yet is None."""
    everything = of_case(file)
    shown: dict[str, Value] = {}
    for fact in manifest.facts:
        place, _, name = fact.source.partition(":")
        if place == "handover" and instance.handover_id:
            shown[fact.name] = getattr(file.handovers.load(instance.handover_id), name)
        elif place == "case" and name == "aid_process":
            shown[fact.name] = everything.get(fact.name) or aid_process(file, file.command.office.versions)
        else:
            shown[fact.name] = everything.get(fact.name)
    return shown


def aid_process(file: CaseFile, versions: Versions) -> str | None:
    """The key of the process in force for this case's aid under its regime; None where none is."""
    return process_for(file.work, versions, file.case.aid, file.case.regime)


def process_for(work: Work, versions: Versions, aid: str, regime: str | None) -> str | None:
    """The key of the process in force for an aid under a regime; None where none is."""
    for key in work.keys_in_force("aid"):
        manifest = versions.in_force(work, key).manifest
        if aid in manifest.aids and (not manifest.regimes or regime in manifest.regimes):
            return key
    return None


def mendable(file: CaseFile, versions: Versions) -> dict[str, FactSource]:
    """The facts a person may put right after an incident, by name: not what the case or its handover itself says."""
    own = {"aid", "regime", *FLAGS}
    return {
        fact.name: fact
        for fact in declared(file, versions)
        if fact.name in file.facts or (fact.name not in own and not fact.source.startswith("handover:"))
    }


def declared(file: CaseFile, versions: Versions) -> list[FactSource]:
    """Every fact that the processes of a case declare, and those it may begin next: an incident may lie in any of them."""
    work = file.work
    begun = [versions.get(work, str(key), int(number)) for key, number in file.case.versions]
    pinned = [
        versions.get(work, key, number)
        for version in begun
        for (kind, key), number in version.pins.items()
        if kind == "process"
    ]
    keys = {version.key for version in (*begun, *pinned)} | {aid_process(file, versions)}
    for kind in ("main", "handover", "supervise"):
        keys.update(work.keys_in_force(kind))
    newest = [versions.in_force(work, key) for key in sorted(key for key in keys if key)]
    return facts_of((*begun, *pinned, *newest))


def facts_of(found: Iterable[Version]) -> list[FactSource]:
    """The facts that some versions declare, each once; of several the first counts."""
    facts: dict[str, FactSource] = {}
    for version in found:
        for fact in version.manifest.facts:
            facts.setdefault(fact.name, fact)
    return list(facts.values())


def in_words(message: str, known: Iterable[FactSource]) -> str:
    """A message of the engine with the names of facts as people read them."""
    for fact in known:
        message = re.sub(rf"\b{re.escape(fact.name)}\b", fact.title, message, flags=re.ASCII)
    return message


def learn(file: Open, manifest: Manifest, step: str, outcome: str, forms: Mapping[str, Any]) -> None:
    """Take over the facts that a step's outcome and forms bring."""
    for fact in manifest.facts:
        found, value = _brought(fact, step, outcome, forms)
        if found:
            try:
                file.facts[fact.name] = store(typed(fact.type, value))
            except ValueError as fault:
                message = f"数据项“{fact.title}”应为{KINDS[fact.type]}，表单给出的不是"
                raise StepFailed(None, message) from fault


def _brought(fact: FactSource, step: str, outcome: str, forms: Mapping[str, Any]) -> tuple[bool, Any]:
    if fact.source == f"outcome:{step}":
        return True, outcome
    form, _, key = fact.source.partition(".")
    if key and form in forms and isinstance(forms[form], Mapping):
        return True, forms[form].get(key)
    return False, None


def typed(kind: str, value: Any) -> Value:
    """A form's JSON value as the fact's declared type. Raises ValueError for a value that is not of it."""
    if value is None:
        return None
    if kind in ("money", "date") and isinstance(value, str):
        try:
            return Decimal(value) if kind == "money" else date.fromisoformat(value)
        except ArithmeticError as fault:
            raise ValueError(value) from fault
    if {"bool": bool, "int": int, "choice": str}.get(kind) is not type(value):
        raise ValueError(value)
    return cast(Value, value)


def time_of(file: Open, moment: str) -> tuple[datetime | None, date | None]:
    """The time a form of this command gives to a moment, as instant and legal day; (None, None) = the command's."""
    text = next((found for found in (_told(file, *row) for row in TIMES if row[0] == moment) if found), None)
    if text is None:
        return None, None
    if "T" in text:
        at = read_moment(text)
        return at, legal_day(at)
    day = date.fromisoformat(text)
    return (file.now if day == legal_day(file.now) else start_of(day)), day


def _told(file: Open, moment: str, form: str, key: str) -> str | None:
    """What a form handed in with this command says in a field."""
    return next((entry.content.get(key) for entry in file.forms if entry.form == form), None)


def store(value: Any) -> Any:
    """A fact as it is stored: dates and money as tagged text."""
    if isinstance(value, Decimal):
        return {"money": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def read(value: Any) -> Value:
    """A stored fact again."""
    if isinstance(value, dict):
        return Decimal(value["money"]) if "money" in value else date.fromisoformat(value["date"])
    result: Value = value
    return result
