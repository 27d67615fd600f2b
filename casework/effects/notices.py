"""What the steps of a public notice 公示 and of an inquiry into objections 异议复查 mean beside moving on."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from assistance.gates import Entry
from assistance.notices import public_name
from casework import flow, gates, limits
from casework.casefile import Open
from casework.effects import investigation
from casework.effects.computed import fill
from casework.effects.kinds import Effect, Forms
from engine.errors import Fault, FormRefused, NoticeShort, WrongState
from engine.money import fen, text
from engine.tasks import Task
from engine.time import legal_day, read_moment
from store.tables.flow import Instance
from store.tables.notice import Notice, Objection

MAY_SEND_UP, REPLACED = "may_send_up", "notice_replaced"
"""The messages to whoever called the notice, and to the notice that gives way to a new one."""
ENDS = {"notice_1_ended": 1, "notice_2_ended": 2}
FIRST = 1
SUBSTANCE = ("suggested", "covered", "method", "extras")
"""What an opinion says about a household, beside its reason."""


def _post(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """张贴: what the notice says is fixed now, and so is the first moment after its last day."""
    form, opinion = clean["F11"], gates.opinion(file)
    if opinion is None:
        raise WrongState(step="opinion")
    at = read_moment(form["posted_at"])
    _not_before_the_opinion(file, legal_day(at))
    hangs = limits.minimum(file, f"notice_{FIRST}_posted", at)
    assert hangs.free_from is not None
    replace_notices(file, FIRST)
    notice = Notice(
        id=file.command.new_id(),
        revision=1,
        case_id=file.case.id,
        case_no=file.case.no or "",
        instance_id=task.instance_id,
        aid=file.case.aid,
        area=file.case.area,
        village=file.case.village,
        round=FIRST,
        state="posted",
        name=public_name(file.case.head_name, file.case.head_id, legal_day(at)),
        members=file.case.members or 1,
        amount=_amount(opinion),
        place=form["place"],
        hot_line=form["hot_line"],
        posted_at=at,
        last_day=_last_day(hangs.due),
        free_from=hangs.free_from,
        removed_at=None,
        photos=list(form.get("photos") or ()),
        opinion=opinion.revision,
        seq=len(file.notices.everything()) + 1,
    )
    _shown(file, file.notices.keep(notice))
    for other in {old.instance_id for old in file.notices.everything()} - {task.instance_id}:
        flow.tell(file, other, REPLACED)
    _may_be_sent_up(file, task)


def _signed(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """签字: an opinion that an upheld objection has turned against the household is not posted any more, only sent up."""
    opinion = gates.opinion(file)
    if opinion and opinion.content.get("suggested") == "disagree":
        _may_be_sent_up(file, task)


def _may_be_sent_up(file: Open, task: Task) -> None:
    """Whoever called the notice may go on; its gate still holds the step until the notice is over."""
    flow.tell(file, file.instances.load(task.instance_id).parent_id, MAY_SEND_UP)


def _shown(file: Open, notice: Notice) -> None:
    fill(
        file,
        "F11",
        name=notice.name,
        members=notice.members,
        amount=None if notice.amount is None else text(notice.amount),
        last_day=notice.last_day.isoformat(),
    )


def _last_day(due: date | datetime) -> date:
    return legal_day(due) if isinstance(due, datetime) else due


def _amount(opinion: Entry) -> int | None:
    amount = opinion.content.get("amount")
    return None if amount is None else fen(Decimal(amount))


def _not_before_the_opinion(file: Open, on: date) -> None:
    """A notice cannot have hung before there was anything to make known, nor before the inquiry that calls for it anew."""
    known = [file.moment("opinion_signed"), file.moment("reinvestigated")]
    if any(moment and on < moment.on for moment in known):
        fault = Fault(path="F11.posted_at", code="E_DATE", facts={"label": "张贴时间"})
        raise FormRefused([fault])


def replace_notices(file: Open, round_: int) -> None:
    """A notice that still hangs gives way to the next one."""
    for old in file.notices.everything():
        if old.round == round_:
            _withdraw(file, old)


def end_all(file: Open) -> None:
    """A case that ends leaves no notice hanging: nobody is named in public for what is over (domain.md 15)."""
    for notice in file.notices.everything():
        _withdraw(file, notice)


def _withdraw(file: Open, notice: Notice) -> None:
    if notice.state == "posted":
        file.notices.load(notice.id)
        file.notices.keep(replace(notice, state="removed", removed_at=file.now))


def _take_down(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """撤下 is put on record once the notice has hung its full days; the gate has opened by itself."""
    form, notice = clean["F11"], of_instance(file, task.instance_id)
    at = read_moment(form["removed_at"])
    demand_over(notice, at)
    photos = [*notice.photos, *(form.get("photos") or ())]
    after = file.notices.keep(replace(notice, state="removed", removed_at=at, photos=photos))
    _shown(file, after)


def demand_over(notice: Notice, at: datetime) -> None:
    """Refuse to call a notice over before it may be. Raises NoticeShort, WrongState."""
    if notice.state == "removed":
        raise WrongState(state=notice.state)
    if at < notice.free_from:
        raise NoticeShort(free_from=legal_day(notice.free_from).isoformat())


def of_instance(file: Open, instance_id: str) -> Notice:
    """The newest notice that an instance has posted. Raises WrongState."""
    found = [notice for notice in file.notices.everything() if notice.instance_id == instance_id]
    if not found:
        raise WrongState(step="notice")
    return file.notices.load(found[-1].id)


def _ended(file: Open, instance: Instance) -> tuple[datetime, date]:
    """期满: on its last day, whoever or whatever records it afterwards; the notice follows."""
    notice = of_instance(file, instance.id)
    if notice.state == "posted":
        file.notices.keep(replace(notice, state="ended"))
    return notice.free_from, notice.last_day


for _name in ENDS:
    flow.TIMES[_name] = _ended


def _upheld(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """异议成立: there is a new opinion, to be signed and posted anew."""
    _answer(file, task, clean, "upheld", reason)


def _dismissed(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """异议不成立: the signed opinion stands as it was, and is posted anew."""
    if any(one.state == "upheld" for one in raised(file, of_instance(file, task.instance_id))):
        raise WrongState(why="objection_upheld")
    _same_opinion(file, clean)
    _answer(file, task, clean, "dismissed", reason)


def _same_opinion(file: Open, clean: Forms) -> None:
    """An opinion handed in with a dismissal is not signed again, so it may say nothing new about the household."""
    signed = gates.opinion(file)
    if "F12" not in clean or signed is None:
        return
    new = clean["F12"]
    faults = [
        Fault(path=f"F12.{key}", code="E_CHOICE", facts={"label": key})
        for key in SUBSTANCE
        if (new.get(key) or None) != (signed.content.get(key) or None)
    ]
    if faults:
        raise FormRefused(faults)


def _answer(file: Open, task: Task, clean: Forms, outcome: str, reason: str | None) -> None:
    """All objections that wait are answered together; the notice they were raised to is taken down."""
    notice = of_instance(file, task.instance_id)
    if "F08" in clean:
        investigation.demand_free_visitors(file, clean["F08"])
    for one in raised(file, notice):
        if one.state == "open":
            close(file, one, outcome, reason)
    replace_notices(file, notice.round)


def raised(file: Open, notice: Notice) -> Iterable[Objection]:
    """The objections raised to a notice."""
    return [one for one in file.objections.everything() if one.notice_id == notice.id]


def close(file: Open, objection: Objection, outcome: str, reason: str | None) -> Objection:
    """Put the answer to an objection on record."""
    file.objections.load(objection.id)
    return file.objections.keep(
        replace(
            objection,
            state=outcome,
            closed_at=file.now,
            closed_by=file.command.by.login,
            reason=reason,
        )
    )


EFFECTS: Mapping[tuple[str, str], Effect] = {
    ("notice_1_post", "posted"): _post,
    ("notice_1_close", "ended"): _take_down,
    ("reinvestigate", "upheld"): _upheld,
    ("reinvestigate", "dismissed"): _dismissed,
    ("sign_opinion", "signed"): _signed,
}
