"""The desk of the demo's past: whoever acts, on which working day, by the real use cases; stories are told on it in order of time."""

import heapq
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

from assistance import calendars
from assistance.people import Actor
from casework import attachments, handover, inbox, intake, people
from casework.casefile import find_case
from casework.office import Office
from casework.passing import pass_time
from casework.rehearsal import IMAGE
from engine.tasks import OPEN
from engine.time import iso, legal_day, read_moment
from gateways.clock import Movable
from ops.demo.homes import Applicant
from store.work import Work

Story: TypeAlias = Generator[datetime, None, None]
"""Yields the moment of its next deed and does it when it is resumed."""
LONGEST = 290
"""Working days of past that the stories may reach back: a good year."""


@dataclass(kw_only=True)
class Desk:
    """The office in the past, and the working days counted back from today."""

    office: Office
    clock: Movable
    days: Sequence[date]
    actors: dict[str, Actor] = field(default_factory=dict)

    def at(self, back: int, clock: str) -> datetime:
        """`clock` o'clock on the working day `back` working days before today; never today itself, which is the reader's."""
        assert 0 < back <= len(self.days), back
        return read_moment(f"{self.days[-back].isoformat()}T{clock}")

    def after(self, day: date) -> int:
        """How many working days before today the first one is that is no earlier than a day."""
        return len(self.days) - next(place for place, one in enumerate(self.days) if one >= day)

    def actor(self, login: str) -> Actor:
        if login not in self.actors:
            self.actors[login] = people.actor(self.office, login)
        return self.actors[login]

    def file(self, login: str, name: str) -> str:
        """A file handed in by somebody; its id."""
        return str(attachments.add(self.office, self.actor(login), name=name, content=IMAGE)["id"])

    def application(self, login: str, whom: Applicant, aid: str, reason: str) -> dict[str, Any]:
        """F01 as it is filled in at the window."""
        return {
            "aid": aid,
            "apply_on": self.today.isoformat(),
            "head_name": whom.name,
            "head_id": whom.id_no,
            "phone": whom.phone,
            "registered_village": whom.village,
            "living_place": f"示例村{whom.serial}号",
            "reason": f"示例：{reason}",
            "promise": True,
            "signature": self.file(login, "申请人签字.png"),
            "way": "window",
        }

    def apply(
        self, login: str, whom: Applicant, aid: str, reason: str, *, as_draft: bool = False, **more: Any
    ) -> str:
        """Hand in an application or keep its draft; its number or id."""
        forms = {"F01": self.application(login, whom, aid, reason), **more}
        case = intake.open_case(
            self.office,
            self.actor(login),
            aid=aid,
            area=whom.village[:9],
            forms=forms,
            as_draft=as_draft,
        )
        return str(case["no"])

    def task(self, no: str, step: str) -> str:
        """The id of the newest open task of a step."""
        with self.office.store.read() as work:
            table = work.tasks.table.c
            case = find_case(work, no)
            found = work.tasks.first(
                table.case_id == case.id,
                table.step == step,
                table.state.in_(OPEN),
                order=[table.created_at.desc(), table.id],
            )
        assert found is not None, (no, step)
        return found.id

    def claim(self, no: str, login: str, step: str) -> None:
        """Take a step that is not done yet."""
        inbox.claim_task(self.office, self.actor(login), self.task(no, step))

    def do(
        self, no: str, login: str, step: str, outcome: str, *, reason: str | None = None, **forms: Any
    ) -> None:
        """Claim and complete a step."""
        task_id, by = self.task(no, step), self.actor(login)
        inbox.claim_task(self.office, by, task_id)
        inbox.complete_task(self.office, by, task_id, outcome=outcome, forms=forms, reason=reason)

    def hand(self, no: str, login: str, act: str, **body: Any) -> None:
        """One act on the newest handover of a case."""
        row = self.newest(no, lambda work: work.handovers, "created_at")
        handover.act(self.office, self.actor(login), row.id, act, body)

    def newest(self, no: str, rows: Callable[[Work], Any], *order: str) -> Any:
        """The last row of some kind that a case has."""
        with self.office.store.read() as work:
            return rows(work).having(order=order, case_id=find_case(work, no).id)[-1]

    @property
    def today(self) -> date:
        return legal_day(self.clock.at)

    def now(self) -> str:
        """The moment of the deed as forms write it."""
        return iso(self.clock.at)


def working_days(until: datetime) -> list[date]:
    """The last working days before a moment's day, oldest first, by the shipped calendar."""
    calendar, day = calendars.shipped(), legal_day(until)
    found: list[date] = []
    while len(found) < LONGEST:
        day -= timedelta(days=1)
        if calendar.is_workday(day):
            found.append(day)
    return found[::-1]


def past_of(office: Office) -> Desk:
    """The desk on the oldest working day, before anything has happened."""
    days = working_days(office.now())
    clock = Movable(read_moment(f"{days[0].isoformat()}T08:30"))
    return Desk(office=replace(office, clock=clock), clock=clock, days=days)


def tell(desk: Desk, stories: Sequence[Callable[[Desk], Story]], until: datetime) -> None:
    """Let all stories happen side by side, deed by deed in order of time, and time pass up to a moment."""
    running = [story(desk) for story in stories]
    queue: list[tuple[datetime, int]] = []
    for number, story in enumerate(running):
        _queue(queue, number, story)
    while queue:
        moment, number = heapq.heappop(queue)
        pass_time(desk.office, desk.clock, moment)
        _queue(queue, number, running[number])
    pass_time(desk.office, desk.clock, until.astimezone(UTC))


def _queue(queue: list[tuple[datetime, int]], number: int, story: Story) -> None:
    moment = next(story, None)
    if moment is not None:
        heapq.heappush(queue, (moment, number))
