"""Scenarios 场景: files of a process folder (contract section 8) as values, checked before anything is played."""

import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from assistance.registers import REGISTERS
from engine.time import read_moment

ACTS: Mapping[str, str] = {
    "apply": "申请",
    "claim": "认领",
    "release": "退回待认领",
    "complete": "办理",
    "withdraw": "撤回申请",
    "extend": "申请延期",
    "approve": "批准延期",
    "refuse": "不同意延期",
    "send": "发出转办",
    "sign": "签收",
    "return": "退回",
    "recall": "撤回发出",
    "result": "出结果",
    "feed-back": "反馈",
    "tell": "告知",
    "object": "提出异议",
    "remove-notice": "撤下公示",
    "urge": "督办",
    "reply": "回复督办",
    "tick": "时间推移",
    "move": "迁移",
    "death": "死亡",
    "correct": "更正",
    "refer": "转介",
    "standard": "登记标准",
}
SCENARIO_KEYS = frozenset({"title", "aid", "area", "calendar", "emergency_kind", "step"})
STEP_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "at": (str, date),
    "act": str,
    "as": str,
    "task": str,
    "outcome": str,
    "form": dict,
    "unit": str,
    "reason": str,
    "row": str,
    "text": str,
    "n": int,
    "claim": bool,
    "signed_on": date,
    "signature": str,
    "to_area": str,
    "moved_on": date,
    "member": str,
    "died_on": date,
    "new_head": str,
    "expect": dict,
}
EXPECT_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "state": str,
    "result": str,
    "unit_result": str,
    "flags": list,
    "open": list,
    "limits": list,
    "refused": str,
    "gates": list,
    "fields": list,
    "handover": dict,
    "registers": list,
    "documents": list,
    "moments": dict,
    "messages": int,
    "amount": str,
}
REGISTER_KEYS: Mapping[str, type | tuple[type, ...]] = {"register": str, "rows": int, "where": dict}
"""One expectation of a register: how many rows of the case it has, perhaps of those with these values."""
PLAIN = (
    "task",
    "outcome",
    "unit",
    "reason",
    "row",
    "text",
    "n",
    "claim",
    "signed_on",
    "to_area",
    "moved_on",
    "member",
    "died_on",
    "new_head",
)
ROWS = frozenset({"open", "limits", "registers"})
"""Expectations that are lists of tables; the other lists hold words."""
TOWNSHIP = "130399100"


class ScenarioFault(ValueError):
    """A scenario file cannot be played; the message is a Chinese sentence."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step 步骤: who does what when, and what must then be so; `claim` False completes without claiming first."""

    number: int
    at: datetime
    act: str
    login: str
    task: str | None = None
    outcome: str | None = None
    forms: Mapping[str, Any] = field(default_factory=dict)
    unit: str | None = None
    reason: str | None = None
    row: str | None = None
    text: str | None = None
    n: int | None = None
    claim: bool = True
    signed_on: date | None = None
    signature: str = "签字"
    to_area: str | None = None
    moved_on: date | None = None
    member: str | None = None
    died_on: date | None = None
    new_head: str | None = None
    expect: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One scenario file 场景: `calendar` is the text of a file of days laid over the shipped calendar."""

    file: str
    title: str
    aid: str
    area: str
    emergency_kind: str | None
    calendar: str | None
    steps: tuple[Step, ...]


def read_all(texts: Mapping[str, str]) -> tuple[Scenario, ...]:
    """The scenarios of a process folder, by name. Raises ScenarioFault."""
    return tuple(
        read(path, text, texts)
        for path, text in sorted(texts.items())
        if path.startswith("scenarios/") and path.endswith(".toml")
    )


def read(file: str, text: str, beside: Mapping[str, str]) -> Scenario:
    """One scenario; `beside` are the texts of its folder. Raises ScenarioFault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ScenarioFault(f"{file}：不是有效的 TOML：{fault}") from fault
    _known(file, raw, SCENARIO_KEYS)
    for key in ("title", "aid"):
        if not isinstance(raw.get(key), str):
            raise ScenarioFault(f"{file}：缺少 {key}")
    for key in ("area", "calendar", "emergency_kind"):
        if not isinstance(raw.get(key, ""), str):
            raise ScenarioFault(f"{file}：{key} 写法不对")
    steps = raw.get("step")
    if not isinstance(steps, list) or not steps:
        raise ScenarioFault(f"{file}：没有步骤（[[step]]）")
    return Scenario(
        file=file,
        title=raw["title"],
        aid=raw["aid"],
        area=raw.get("area", TOWNSHIP),
        emergency_kind=raw.get("emergency_kind"),
        calendar=_calendar(file, raw.get("calendar"), beside),
        steps=tuple(_step(f"{file}：第{n}步", n, row) for n, row in enumerate(steps, 1)),
    )


def _calendar(file: str, name: str | None, beside: Mapping[str, str]) -> str | None:
    if name in (None, "shipped"):
        return None
    if name not in beside:
        raise ScenarioFault(f"{file}：没有日历文件 {name}")
    return beside[name]


def _step(where: str, number: int, raw: Any) -> Step:
    if not isinstance(raw, dict):
        raise ScenarioFault(f"{where}写法不对")
    _known(where, raw, STEP_KEYS)
    _typed(where, raw, STEP_KEYS)
    act = raw.get("act")
    if not isinstance(act, str) or act not in ACTS:
        raise ScenarioFault(f"{where}：不认识的动作 {act}")
    if act != "tick" and "as" not in raw:
        raise ScenarioFault(f"{where}：缺少 as（谁来办）")
    plain = {key: raw[key] for key in PLAIN if key in raw}
    return Step(
        number=number,
        at=_moment(where, raw.get("at")),
        act=act,
        login=raw.get("as", ""),
        forms=raw.get("form", {}),
        signature=raw.get("signature", "签字"),
        expect=_expect(where, raw.get("expect", {})),
        **plain,
    )


def _moment(where: str, value: Any) -> datetime:
    text = value.isoformat() if isinstance(value, date) else value
    try:
        return read_moment(text)
    except (TypeError, ValueError):
        raise ScenarioFault(f"{where}：at 应为时刻，如 2026-03-02T09:00") from None


def _expect(where: str, raw: Mapping[str, Any]) -> Mapping[str, Any]:
    _known(f"{where} expect", raw, EXPECT_KEYS)
    _typed(f"{where} expect", raw, EXPECT_KEYS)
    for key, value in raw.items():
        inside = dict if key in ROWS else str
        if isinstance(value, list) and not all(isinstance(one, inside) for one in value):
            raise ScenarioFault(f"{where} expect：{key} 写法不对")
    for row in raw.get("registers", ()):
        _known(f"{where} registers", row, REGISTER_KEYS)
        _typed(f"{where} registers", row, REGISTER_KEYS)
        if row.get("register") not in REGISTERS:
            raise ScenarioFault(f"{where}：不认识的登记簿 {row.get('register')}")
    return raw


def _typed(where: str, raw: Mapping[str, Any], kinds: Mapping[str, type | tuple[type, ...]]) -> None:
    for key, value in raw.items():
        if not isinstance(value, kinds[key]):
            raise ScenarioFault(f"{where}：{key} 写法不对")


def _known(where: str, raw: Mapping[str, Any], keys: Container[str]) -> None:
    for key in raw:
        if key not in keys:
            raise ScenarioFault(f"{where}：不认识的键 {key}")
