"""What the steps of a handover 转办、转介 mean beside moving on: the row and its legs follow the flow."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from assistance import handover as handovers
from assistance.handover import Handover, Leg
from casework.casefile import Open
from casework.effects.kinds import Effect, Forms
from engine.errors import Fault, FormRefused, NoConsent
from engine.limits import Limit
from engine.money import fen
from engine.tasks import Task
from engine.time import read_moment


def authority(file: Open, path: str, unit: str | None) -> None:
    """转办 goes to an authority: an agency that only takes referrals 转介 has nobody to sign it."""
    table = file.work.units.table.c
    if unit is not None and file.work.units.first(table.key == unit, table.kind == "referral"):
        raise FormRefused([Fault(path=path, code="E_CHOICE", facts={"label": "承办单位"})])


def agency(file: Open, path: str, unit: str | None) -> None:
    """转介 goes to an agency that takes referrals; an authority would be bound to answer."""
    table = file.work.units.table.c
    if unit is not None and not file.work.units.first(table.key == unit, table.kind == "referral"):
        raise FormRefused([Fault(path=path, code="E_CHOICE", facts={"label": "转介机构"})])


def _row(file: Open, task: Task) -> Handover:
    return file.handovers.load(task.handover_id or "")


def last_leg(file: Open, handover_id: str) -> Leg:
    return file.legs_of(handover_id)[-1]


def _new_leg(file: Open, row: Handover) -> None:
    n = len(file.legs_of(row.id)) + 1
    assert row.unit is not None
    file.legs.keep(Leg(id=file.command.new_id(), handover_id=row.id, n=n, unit=row.unit, sent_at=file.now))


def _send(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    form, row = clean["F15"], _row(file, task)
    if row.kind == "transfer":
        authority(file, "F15.unit", form["unit"])
    elif form.get("consent_id") != row.consent_id or form["unit"] != row.unit:
        raise NoConsent(handover=row.no)  # what was signed names one receiver
    after = handovers.send(
        _row(file, task), form["unit"], form["matter"], form["reason"], tuple(form.get("attachments") or ())
    )
    file.handovers.keep(after)
    _new_leg(file, after)


def _sign(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    row = file.handovers.keep(handovers.sign(_row(file, task)))
    file.legs.keep(replace(last_leg(file, row.id), signed_at=file.now))


def _return(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    form, row = clean["F16"], _row(file, task)
    late = signing_over(file.limits, row, file.now)
    after = file.handovers.keep(handovers.give_back(row, form["proposed_unit"], late))
    leg = last_leg(file, after.id)
    file.legs.keep(replace(leg, returned_at=file.now, return_reason=form["return_reason"]))


def signing_over(limits: Iterable[Limit], row: Handover, now: datetime) -> bool:
    """Whether the time for signing (L05) is over, so that nothing can be returned any more."""
    return any(
        limit.row == "L05"
        and limit.subject.handover_id == row.id
        and limit.state == "open"
        and limit.late_at is not None
        and now >= limit.late_at
        for limit in limits
    )


def _name_unit(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    authority(file, "name_unit.unit", clean["name_unit"]["unit"])
    after = file.handovers.keep(handovers.name_unit(_row(file, task), clean["name_unit"]["unit"]))
    _new_leg(file, after)


def _result(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    form = clean["F16"]
    row = handovers.result(
        _row(file, task), form["result"], form["text"], _fen(form.get("amount")), form.get("ground")
    )
    file.handovers.keep(row)
    file.legs.keep(replace(last_leg(file, row.id), resulted_at=file.now))
    file.case = replace(file.case, unit_result=row.result)


def _feed_back(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    form, before = clean["F16"], _row(file, task)
    row = handovers.feed_back(before, form["text"], _fen(form.get("amount")), form.get("ground"))
    file.handovers.keep(row)
    file.legs.keep(replace(last_leg(file, row.id), fed_back_at=file.now))


def _tell(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    form = clean["F17"]
    file.handovers.keep(
        handovers.tell(_row(file, task), read_moment(form["told_at"]), form["how"], form["by"])
    )


def _consent(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """The signed form itself is the consent: its entry's id stands in every letter that relies on it."""
    form, entry = clean["F05b"], file.entries()["F05b"]
    agency(file, "F05b.receiver", form["receiver"])
    file.handovers.keep(
        handovers.consent(_row(file, task), form["receiver"], tuple(form["data_passed"]), entry.id)
    )


def _take(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    row = file.handovers.keep(handovers.take(_row(file, task)))
    file.legs.keep(replace(last_leg(file, row.id), signed_at=file.now))


def _decline(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    file.handovers.keep(handovers.decline(_row(file, task), reason or ""))


def _file(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    file.handovers.keep(handovers.file(_row(file, task)))


def _fen(text: str | None) -> int | None:
    return None if text is None else fen(Decimal(text))


EFFECTS: Mapping[tuple[str, str], Effect] = {
    ("transfer_send", "sent"): _send,
    ("transfer_sign", "signed"): _sign,
    ("transfer_sign", "returned"): _return,
    ("name_unit", "named"): _name_unit,
    ("transfer_handle", "resulted"): _result,
    ("transfer_feedback", "fed_back"): _feed_back,
    ("transfer_tell", "told"): _tell,
    ("transfer_file", "filed"): _file,
    ("refer_consent", "consented"): _consent,
    ("refer_send", "sent"): _send,
    ("refer_answer", "taken"): _take,
    ("refer_answer", "declined"): _decline,
    ("refer_feedback", "fed_back"): _feed_back,
    ("refer_tell", "told"): _tell,
    ("refer_file", "filed"): _file,
}
