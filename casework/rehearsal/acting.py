"""Acts 动作 of a scenario: each is the real command, given by the person the step names."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from assistance.fields import FILES
from assistance.people import Actor
from casework import attachments, departures, extensions, handover, inbox, intake, notices, slips, standards
from casework.casefile import find_case
from casework.office import Office, plain
from casework.rehearsal.scenario import Scenario, Step
from engine.errors import NotInForce
from engine.forms import FieldSpec
from engine.tasks import OPEN, Task
from engine.time import legal_day, read_moment
from gateways.clock import Movable
from store.tables.notice import Notice

IMAGE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
"""A PNG of one pixel: the content of every attachment a scenario names."""


class CannotAct(Exception):
    """The step cannot be given at all; the message is a Chinese sentence."""


@dataclass(kw_only=True)
class Play:
    """One scenario being played: its office, the case it opened, and the attachments named so far."""

    office: Office
    clock: Movable
    scenario: Scenario
    no: str | None = None
    files: dict[str, str] = field(default_factory=dict)

    def case_no(self) -> str:
        """The number of the case. Raises CannotAct while there is none."""
        if self.no is None:
            raise CannotAct("还没有提出申请（apply）")
        return self.no


Act = Callable[[Play, Actor, Step, Mapping[str, Any]], None]


def prepare(play: Play, by: Actor, step: Step) -> dict[str, Any]:
    """The step's forms as they are handed in: examples read, attachments made under the names the scenario gives them."""
    forms = {}
    for form, given in step.forms.items():
        content = _example(form, given) if isinstance(given, str) else plain(given)
        forms[form] = _with_files(play, by, _fields(play, form), content)
    if "F24" in forms and isinstance(forms["F24"], dict):
        forms["F24"] = {"grant": _grant(play), **forms["F24"]}
    if step.act == "withdraw" and step.signature:
        file_of(play, by, step.signature)
    return forms


def claim_first(play: Play, by: Actor, step: Step) -> None:
    """Completing a task claims it, unless the step says otherwise or whoever acts holds it already."""
    if step.act == "complete" and step.claim:
        task = _task(play, step)
        if task.holder != by.login:
            inbox.claim_task(play.office, by, task.id)


def _apply(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    scenario = play.scenario
    case = intake.open_case(
        play.office,
        by,
        aid=scenario.aid,
        area=scenario.area,
        forms=forms,
        emergency_kind=scenario.emergency_kind,
    )
    play.no = case["no"]


def _claim(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    inbox.claim_task(play.office, by, _task(play, step).id)


def _release(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    inbox.release_task(play.office, by, _task(play, step).id, reason=step.reason or "")


def _complete(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    task = _task(play, step)
    inbox.complete_task(play.office, by, task.id, outcome=step.outcome or "", forms=forms, reason=step.reason)


def _withdraw(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    intake.withdraw_case(
        play.office,
        by,
        play.case_no(),
        reason=step.reason or "",
        signed_on=step.signed_on or legal_day(step.at),
        signature=file_of(play, by, step.signature) if step.signature else "",
    )


def _death(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    departures.record_death(
        play.office,
        by,
        play.case_no(),
        member=step.member or "",
        died_on=step.died_on or legal_day(step.at),
        new_head=step.new_head,
    )


def _move(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    departures.move_case(
        play.office,
        by,
        play.case_no(),
        to_area=step.to_area or "",
        moved_on=step.moved_on or legal_day(step.at),
        reason=step.reason or "",
    )


def _extend(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    extensions.ask(play.office, by, play.case_no(), row=step.row or "", reason=step.reason or "", n=step.n)


def _approve(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    extensions.approve(play.office, by, play.case_no(), _extension(play, step))


def _refuse(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    extensions.refuse(play.office, by, play.case_no(), _extension(play, step))


def _refer(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    handover.start_handover(play.office, by, play.case_no(), kind="refer", unit=step.unit)


def _handover(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    with play.office.store.read() as work:
        table = work.handovers.table.c
        row = work.handovers.first(table.case_no == play.case_no(), order=[table.created_at.desc()])
    if row is None:
        raise CannotAct("本件没有转办")
    body: dict[str, Any] = {}
    for form, content in forms.items():
        if not isinstance(content, dict):
            raise CannotAct(f"表 {form} 写法不对")
        body.update(content)
    if step.unit is not None:
        body["unit"] = step.unit
    if step.reason is not None:
        body["reason"] = step.reason
    handover.act(play.office, by, row.id, step.act, body)


def _object(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    notices.object_to(
        play.office,
        by,
        _notice(play).id,
        received_on=legal_day(step.at),
        way="letter",
        content=step.text or "",
        name=None,
    )


def _remove_notice(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    form = forms.get("F11", {})
    if not isinstance(form, dict):
        raise CannotAct("表 F11 写法不对")
    at, photos = form.get("removed_at"), form.get("photos")
    removed_at = read_moment(at) if at else play.office.now()
    notices.remove(play.office, by, _notice(play).id, removed_at=removed_at, photos=photos or ())


def _notice(play: Play) -> Notice:
    """The newest notice of the case."""
    with play.office.store.read() as work:
        table = work.notices.table.c
        row = work.notices.first(table.case_no == play.case_no(), order=[table.seq.desc()])
    if row is None:
        raise CannotAct("本件没有公示")
    return row


def _urge(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    task = _task(play, step)
    if step.row is not None and task.effective_row != step.row:
        raise CannotAct(f"环节 {task.step} 的期限是 {task.effective_row}，不是 {step.row}")
    slips.issue(play.office, by, play.case_no(), task_id=task.id, text=step.text or "")


def _reply(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    with play.office.store.read() as work:
        table = work.slips.table.c
        slip = work.slips.first(table.case_no == play.case_no(), order=[table.proposed_at.desc()])
    if slip is None:
        raise CannotAct("本件没有督办单")
    form = forms.get("reply")
    text = form.get("text", "") if isinstance(form, dict) else step.text or ""
    slips.reply(play.office, by, slip.id, text=text)


def _tick(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    """Only time has passed."""


def _correct(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    if len(forms) != 1:
        raise CannotAct("更正须写明一份表（form.F..）")
    form, data = next(iter(forms.items()))
    intake.correct_case(play.office, by, play.case_no(), form=form, data=data, reason=step.reason or "")


def _standard(play: Play, by: Actor, step: Step, forms: Mapping[str, Any]) -> None:
    standards.add(play.office, by, forms.get(standards.FORM, {}))


COMMANDS: Mapping[str, Act] = {
    "apply": _apply,
    "claim": _claim,
    "release": _release,
    "complete": _complete,
    "withdraw": _withdraw,
    "death": _death,
    "move": _move,
    "extend": _extend,
    "approve": _approve,
    "refuse": _refuse,
    "send": _handover,
    "sign": _handover,
    "return": _handover,
    "recall": _handover,
    "result": _handover,
    "feed-back": _handover,
    "tell": _handover,
    "object": _object,
    "remove-notice": _remove_notice,
    "urge": _urge,
    "reply": _reply,
    "tick": _tick,
    "correct": _correct,
    "refer": _refer,
    "standard": _standard,
}
"""The command of every act of the vocabulary."""


def _task(play: Play, step: Step) -> Task:
    """The open task of the step's `task`, the newest if there are several."""
    with play.office.store.read() as work:
        case, table = find_case(work, play.case_no()), work.tasks.table.c
        found = work.tasks.find(
            table.case_id == case.id,
            table.step == step.task,
            table.state.in_(OPEN),
            order=[table.created_at.desc(), table.id],
        )
    if not found:
        raise CannotAct(f"没有待办环节 {step.task}")
    return found[0]


def _grant(play: Play) -> str | None:
    """The grant that a certificate goes with: the newest of the case."""
    with play.office.store.read() as work:
        case, table = find_case(work, play.case_no()), work.awards.table.c
        row = work.awards.first(table.case_id == case.id, order=[table.decided_on.desc(), table.id])
    return row.id if row else None


def _extension(play: Play, step: Step) -> str:
    with play.office.store.read() as work:
        case, table = find_case(work, play.case_no()), work.extensions.table.c
        where = [table.case_id == case.id]
        if step.row is not None:
            where.append(table.row == step.row)
        asked = work.extensions.first(*where, order=[table.asked_at.desc()])
    if asked is None:
        raise CannotAct("没有延期申请")
    return asked.id


def file_of(play: Play, by: Actor, name: str) -> str:
    """The attachment a scenario calls by this name; handed in when it is first named."""
    if name not in play.files:
        added = attachments.add(play.office, by, name=f"{name}.png", content=IMAGE)
        play.files[name] = added["id"]
    return play.files[name]


def _fields(play: Play, form: str) -> tuple[FieldSpec, ...]:
    with play.office.store.read() as work:
        try:
            return play.office.versions.schema(work, form).fields
        except NotInForce:
            return ()


def _with_files(play: Play, by: Actor, specs: tuple[FieldSpec, ...], content: Any) -> Any:
    """The same content with attachment ids in place of names."""
    if isinstance(content, list):
        return [_with_files(play, by, specs, row) for row in content]
    if not isinstance(content, dict):
        return content
    after = dict(content)
    if "rows" in after and not any(spec.key == "rows" for spec in specs):
        after["rows"] = _with_files(play, by, specs, after["rows"])
    for spec in specs:
        value = after.get(spec.key)
        if spec.type in FILES:
            after.update({spec.key: _named(play, by, value)} if value else {})
        elif spec.fields and value is not None:
            after[spec.key] = _with_files(play, by, spec.fields, value)
    return after


def _named(play: Play, by: Actor, value: Any) -> Any:
    if isinstance(value, str):
        return file_of(play, by, value)
    if isinstance(value, list):
        return [_named(play, by, one) for one in value]
    return value


def _example(form: str, path: str) -> Any:
    """An example beside the form's own file: `examples/F01.ok-1.json`."""
    for family in files("forms").iterdir():
        if family.is_dir() and (family / f"{form}.json").is_file():
            place = family / path
            if ".." not in path and place.is_file():
                found = json.loads(place.read_text("utf-8"))
                return found["data"] if ".bad-" in path else found
    raise CannotAct(f"没有表单示例 {path}")
