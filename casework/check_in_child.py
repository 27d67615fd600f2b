"""What the sandbox's child does for the publish gate; imports nothing of the store, for each check starts anew."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from engine.gate.run import check
from engine.gate.values import Finding, Surroundings

FUNCTION = "casework.check_in_child:answer"


def question(data: bytes, file: str, kind: str, profile: str, known: Surroundings) -> bytes:
    """The payload for `answer`."""
    told = {field.name: _plain(getattr(known, field.name)) for field in fields(Surroundings)}
    head = {"file": file, "kind": kind, "profile": profile, "known": told}
    return json.dumps({**head, "data": b64encode(data).decode()}).encode()


def answer(payload: bytes) -> bytes:
    """The findings, as JSON."""
    asked = json.loads(payload)
    data, file = b64decode(asked["data"]), asked["file"]
    if asked["kind"] == "bpmn":
        found = check(data, file, asked["profile"], _surroundings(asked["known"]))
    else:
        found = {"form": _form, "limits": _limits, "dmn": _dmn}[asked["kind"]](data, file)
    return json.dumps([asdict(finding) for finding in found]).encode()


def findings(answered: bytes) -> list[Finding]:
    """The findings again, from the JSON of `answer`."""
    return [Finding(**each) for each in json.loads(answered)]


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value


def _surroundings(told: Mapping[str, Any]) -> Surroundings:
    sets = ("forms", "limits", "processes", "operations", "moments", "documents")
    return Surroundings(
        **{name: None if told[name] is None else frozenset(told[name]) for name in sets},
        roles=told["roles"],
        facts=told["facts"],
        outcomes={
            step: {way: tuple(row) for way, row in ways.items()} for step, ways in told["outcomes"].items()
        },
        calls={key: frozenset(called) for key, called in told["calls"].items()},
        scenarios=told["scenarios"],
    )


def plain_finding(file: str, rule: str, message: str, mend: str) -> Finding:
    """An error about a whole file."""
    return Finding(
        file=file,
        element_id=None,
        element_kind=None,
        element_name=None,
        rule=rule,
        severity="error",
        message=" ".join(message.split())[:500],
        mend=mend,
        profile="engine",
    )


def _form(data: bytes, file: str) -> list[Finding]:
    from assistance.fields import TYPES  # only a form needs them, and each child starts anew
    from engine.forms import SchemaFault, check_types, load

    mend = "请按 docs/forms.md 的格式改正。"
    try:
        raw = json.loads(data)
        if not isinstance(raw, dict):
            return [plain_finding(file, "form-broken", "表单文件应是一个 JSON 对象。", mend)]
        check_types(load(raw), TYPES)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        return [plain_finding(file, "form-broken", f"表单文件不是有效的 JSON：{fault}", mend)]
    except SchemaFault as fault:
        return [plain_finding(file, "form-broken", f"表单的 {fault.path}：{fault.message}", mend)]
    return []


def _limits(data: bytes, file: str) -> list[Finding]:
    from assistance.moments import MOMENTS  # as above
    from engine.limits.terms import check_csv

    mend = "请按期限表的列改正这一行。"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [
            plain_finding(file, "limits-broken", "期限表不是 UTF-8 文本。", "请另存为 UTF-8 编码的 CSV。")
        ]
    faults = check_csv(text, moments=MOMENTS)
    return [plain_finding(file, "limits-broken", f"期限表{fault}。", mend) for fault in faults[:50]]


def _dmn(_: bytes, file: str) -> list[Finding]:
    return [
        plain_finding(
            file, "dmn-not-offered", "决策表（DMN）尚未提供。", "请改用排他网关写明条件，或改用服务任务。"
        )
    ]
