"""The desk of the demo's past: whoever acts, on which working day, by the real use cases; stories are told on it in order of time."""

import heapq
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

from stdnum.cn import ric

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

Story: TypeAlias = Generator[datetime, None, None]
"""Yields the moment of its next deed and does it when it is resumed."""
LONGEST = 40
"""Working days of past that the stories may reach back."""


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Whom a demo case is about: 示例 by name, with a village code and a birth day that make the identity number."""

    name: str
    village: str
    born: date
    serial: int

    @property
    def id_no(self) -> str:
        """A valid number (GB 11643) in the county of the demo, which does not exist."""
        body = f"130399{self.born:%Y%m%d}{self.serial:03d}"
        return body + str(ric.calc_check_digit(f"{body}0"))

    @property
    def phone(self) -> str:
        return f"139{self.serial:03d}{self.born:%m%d}0"


@dataclass(kw_only=True)
class Desk:
    """The office in the past, and the working days counted back from today."""

    office: Office
    clock: Movable
    days: Sequence[date]
    actors: dict[str, Actor] = field(default_factory=dict)

    def at(self, back: int, clock: str) -> datetime:
        """`clock` o'clock on the working day `back` working days before today."""
        return read_moment(f"{self.days[-back].isoformat()}T{clock}")

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
            "apply_on": legal_day(self.clock.at).isoformat(),
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
        """The id of the open task of a step."""
        with self.office.store.read() as work:
            table = work.tasks.table.c
            case = find_case(work, no)
            found = work.tasks.find(
                table.case_id == case.id, table.step == step, table.state.in_(OPEN), limit=1
            )
        return found[0].id

    def do(self, no: str, login: str, step: str, outcome: str, **forms: Any) -> None:
        """Claim and complete a step."""
        task_id, by = self.task(no, step), self.actor(login)
        inbox.claim_task(self.office, by, task_id)
        inbox.complete_task(self.office, by, task_id, outcome=outcome, forms=forms)

    def hand(self, no: str, login: str, act: str, **body: Any) -> None:
        """One act on the newest handover of a case."""
        with self.office.store.read() as work:
            table = work.handovers.table.c
            row = work.handovers.first(table.case_no == no, order=[table.created_at.desc()])
        assert row is not None
        handover.act(self.office, self.actor(login), row.id, act, body)

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
