"""Expectations 期望 of a step against what is so: every difference told in words, none taken for granted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistance import handover as handovers
from assistance.cases import STATES, Case
from casework import taskview
from casework.casefile import CaseFile, find_case
from casework.rehearsal.scenario import ACTS, Step
from casework.shapes import COLOURS
from engine import money
from engine.errors import FormRefused, Refused
from engine.limits.clock import colour
from engine.tasks import OPEN
from engine.time import iso
from store.work import Work

Failure = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What is so after a step, in the words of a scenario."""

    case: Case
    open: tuple[Row, ...]
    limits: tuple[Row, ...]
    handover: Row | None
    documents: tuple[str, ...]
    moments: Mapping[str, date]
    messages: int
    entries: tuple[tuple[str, Row], ...]


def look(office: Any, work: Work, no: str) -> Seen:
    """Read everything a step may expect something of."""
    file = CaseFile(work, find_case(work, no))
    document, message = work.documents.table.c, work.messages.table.c
    rows = taskview.handovers(work, file)
    return Seen(
        case=file.case,
        open=tuple(_task(task, office.now()) for task in file.tasks if task.state in OPEN),
        limits=tuple(taskview.limit_shapes(office, work, file)),
        handover=_handover(rows[-1]) if rows else None,
        documents=tuple(sorted(row.type for row in work.documents.find(document.case_id == file.case.id))),
        moments={moment.name: moment.on for moment in sorted(file.moments, key=lambda one: one.seq)},
        messages=len(work.messages.find(message.case_id == file.case.id)),
        entries=tuple(
            (entry.register, {**entry.row, "draft": entry.draft}) for entry in file.register.everything()
        ),
    )


def _task(task: Any, now: Any) -> Row:
    return {
        "step": task.step,
        "role": task.role,
        "due": task.effective_due,
        "colour": colour(now, task.amber_at, task.late_at),
        "state": task.state,
        "holder": task.holder,
        "unit": task.unit,
        "row": task.effective_row,
    }


def _handover(row: Any) -> Row:
    return {
        "state": row.state,
        "unit": row.unit,
        "kind": row.kind,
        "returns": row.returns,
        "proposed_unit": row.proposed_unit,
        "result": row.result,
        "amount": None if row.amount is None else money.text(row.amount),
    }


def refusal(step: Step, got: Refused | None, changed: Iterable[str]) -> list[Failure]:
    """Differences between the refusal a step expects and what came: none, another, or one that left something behind."""
    wanted = step.expect.get("refused")
    code = None if got is None else code_of(got)
    if wanted != code:
        return [failure(step, "refused", wanted, code, _refusal_words(wanted, code, got))]
    if got is None:
        return []
    found = [
        failure(step, "refused", "没有变化", table, f"拒绝之后“{table}”表有变化，应当什么都没有改变")
        for table in changed
    ]
    for key in ("fields", "gates"):
        if key in step.expect:
            given = _fields(got) if key == "fields" else _gates(got)
            found += _same(step, key, sorted(step.expect[key]), sorted(given), "拒绝所指")
    return found


def code_of(got: Refused) -> str:
    """The code of the answer: the one code if all faults carry the same (contract section 2)."""
    codes = {fault.code for fault in got.faults} if isinstance(got, FormRefused) else set()
    return codes.pop() if len(codes) == 1 else got.code


def _refusal_words(wanted: str | None, code: str | None, got: Refused | None) -> str:
    if code is None:
        return f"应被拒绝（{wanted}），实际办成了"
    told = f"{code}{_detail(got)}"
    return f"被拒绝：{told}" if wanted is None else f"应被拒绝（{wanted}），实际拒绝为 {told}"


def _detail(got: Refused | None) -> str:
    if isinstance(got, FormRefused):
        return "，" + "、".join(f"{fault.path} {fault.code}" for fault in got.faults)
    message = got.facts.get("message") if got else None
    return f"，{message}" if message else ""


def _fields(got: Refused) -> list[str]:
    return [fault.path for fault in got.faults] if isinstance(got, FormRefused) else []


def _gates(got: Refused) -> list[str]:
    return [str(gate["key"]) for gate in got.facts.get("gates", ())]


def differences(step: Step, seen: Seen) -> list[Failure]:
    """Every expectation of the step that does not hold."""
    found: list[Failure] = []
    for key, wanted in step.expect.items():
        if key in CHECKS:
            found += CHECKS[key](step, wanted, seen)
    return found


def _open(step: Step, wanted: list[Row], seen: Seen) -> list[Failure]:
    """The complete list: each row expected is one open task, and no open task is left over."""
    rest, found = list(seen.open), []
    for row in wanted:
        fit = next((task for task in rest if _fits(row, task)), None)
        if fit is not None:
            rest.remove(fit)
            continue
        near = next((task for task in rest if task["step"] == row.get("step")), None)
        if near is not None:
            rest.remove(near)
        found.append(failure(step, "open", row, near, f"待办应有{_row(row)}，实际{_got(row, near)}"))
    return found + [
        failure(step, "open", None, task, f"多出待办{_row({'step': task['step'], 'role': task['role']})}")
        for task in rest
    ]


def _limits(step: Step, wanted: list[Row], seen: Seen) -> list[Failure]:
    """Each row expected against the limit of that row that started last."""
    found = []
    for row in wanted:
        rows = [limit for limit in seen.limits if limit["row"] == row.get("row")]
        last = rows[-1] if rows else None
        if last is None or not _fits(row, last):
            found.append(failure(step, "limits", row, last, f"期限应为{_row(row)}，实际{_got(row, last)}"))
    return found


def _handover_of(step: Step, wanted: Row, seen: Seen) -> list[Failure]:
    if seen.handover is not None and _fits(wanted, seen.handover):
        return []
    message = f"转办应为{_row(wanted)}，实际{_got(wanted, seen.handover)}"
    return [failure(step, "handover", wanted, seen.handover, message)]


def _state(step: Step, wanted: str, seen: Seen) -> list[Failure]:
    return _same(step, "state", wanted, seen.case.state, "办件状态", STATES)


def _documents(step: Step, wanted: list[str], seen: Seen) -> list[Failure]:
    return _same(step, "documents", sorted(wanted), list(seen.documents), "文书")


def _moments(step: Step, wanted: Mapping[str, Any], seen: Seen) -> list[Failure]:
    found = []
    for name, on in wanted.items():
        found += _same(step, "moments", str(on), str(seen.moments.get(name, "没有")), f"时点 {name}")
    return found


def _messages(step: Step, wanted: int, seen: Seen) -> list[Failure]:
    return _same(step, "messages", wanted, seen.messages, "消息条数")


def _amount(step: Step, wanted: str, seen: Seen) -> list[Failure]:
    """The amount that was decided; a transferred case's is the one its unit gave."""
    own = None if seen.case.amount is None else money.text(seen.case.amount)
    return _same(step, "amount", wanted, own or (seen.handover and seen.handover["amount"]), "金额")


def _registers(step: Step, wanted: list[Row], seen: Seen) -> list[Failure]:
    """How many rows of the case stand in a register, of those that are as `where` says."""
    found = []
    for row in wanted:
        name, where = row.get("register"), row.get("where", {})
        rows = [entry for register, entry in seen.entries if register == name]
        fit = [entry for entry in rows if _fits(where, entry)]
        if len(fit) == row.get("rows", 1):
            continue
        which = f"其中{_row(where)}的" if where else ""
        near = f"，登记的是{_row({key: rows[-1].get(key) for key in where})}" if where and rows else ""
        message = f"登记簿 {name} {which}应有{row.get('rows', 1)}行，实际{len(fit)}行{near}"
        found.append(failure(step, "registers", row, rows, message))
    return found


CHECKS: Mapping[str, Callable[[Step, Any, Seen], list[Failure]]] = {
    "state": _state,
    "result": lambda step, wanted, seen: _same(step, "result", wanted, seen.case.result, "办件结果"),
    "unit_result": lambda step, wanted, seen: _same(
        step, "unit_result", wanted, seen.case.unit_result, "承办结果"
    ),
    "flags": lambda step, wanted, seen: _same(step, "flags", sorted(wanted), sorted(seen.case.flags), "标记"),
    "open": _open,
    "limits": _limits,
    "handover": _handover_of,
    "registers": _registers,
    "documents": _documents,
    "moments": _moments,
    "messages": _messages,
    "amount": _amount,
}


def failure(step: Step, what: str, expected: Any, got: Any, message: str) -> Failure:
    """One failure as the contract shows it (section 4)."""
    who = f"{step.login} " if step.login else ""
    at = iso(step.at)[:16].replace("T", " ")
    head = f"第{step.number}步（{at} {who}{ACTS[step.act]}{' ' + step.task if step.task else ''}）"
    return {
        "step": step.number,
        "at": iso(step.at),
        "what": what,
        "expected": _plain(expected),
        "got": _plain(got),
        "message": f"{head}：{message}",
    }


def _same(
    step: Step, what: str, wanted: Any, got: Any, label: str, names: Mapping[str, str] | None = None
) -> list[Failure]:
    if wanted == got:
        return []
    said = [
        f"“{(names or {}).get(value, value)}”" if value is not None else "无"
        for value in (_text(wanted), _text(got))
    ]
    return [failure(step, what, wanted, got, f"{label}应为{said[0]}，实际为{said[1]}")]


def _text(value: Any) -> Any:
    return "、".join(str(one) for one in value) or "无" if isinstance(value, list) else value


def _fits(wanted: Row, got: Row) -> bool:
    return all(key in got and _plain(value) == _plain(got[key]) for key, value in wanted.items())


def _row(row: Row) -> str:
    return "“" + "，".join(_word(key, value) for key, value in row.items()) + "”"


def _got(wanted: Row, got: Row | None) -> str:
    return "没有" if got is None else f"为{_row({key: got.get(key, '没有这一项') for key in wanted})}"


def _word(key: str, value: Any) -> str:
    if key == "due":
        return f"{value} 到期" if value else "无期限"
    if key == "colour":
        return COLOURS.get(value, str(value))
    return handovers.STATES.get(str(value), "无" if value is None else str(value))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
