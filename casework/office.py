"""The office: what every use case is handed, and the one way a command is carried out.

A command is one transaction. It draws its ids and serials from here, and leaves exactly one event in the chain of its case, so
that replay can carry it out again with the same draws and compare.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from assistance.people import Actor
from casework.almanac import Calendars
from casework.versions import Versions
from engine.errors import ClockBehind, KeyReused, Refused, Stale
from engine.runtime import Advance, StepFailed
from engine.time import iso
from gateways import clock as clocks
from gateways import ids
from store.tables.audit import Answer, Event
from store.work import Store, Work

KEPT = timedelta(hours=24)
"""How long an answer is kept under its idempotency key, on the machine's clock."""
HOUSE = "house"
"""The chain of commands that belong to no case: calendar, people, versions."""
FILERS: list[Callable[["Office", "Command", StepFailed], Refused]] = []
"""Who answers for a command that the flow could not carry out: the incidents desk puts itself here."""


class Replayed(Exception):
    """The same command was answered before under this idempotency key; here is that answer again."""

    def __init__(self, answer: Any, status: int) -> None:
        super().__init__("replayed")
        self.answer, self.status = answer, status


@dataclass(kw_only=True)
class Office:
    """Store, clock and versions of one running Yimen; `draws` is set only while a command is replayed."""

    store: Store
    env: str
    public_url: str = "http://127.0.0.1:8000"
    clock: clocks.Clock = clocks.machine
    machine: clocks.Clock = clocks.machine
    versions: Versions = field(default_factory=Versions)
    calendars: Calendars = field(default_factory=Calendars)
    draws: list[Any] | None = None
    ladder: int | None = None
    """The version of the ladder, set while a command is replayed under the one of its day."""
    trace: Callable[[str, Advance], None] | None = None
    """Told of every advance of a process, by key: a rehearsal counts the elements it has reached."""

    def now(self) -> datetime:
        """The product's "now" 当前时刻."""
        return self.clock()

    @contextmanager
    def command(
        self,
        name: str,
        by: Actor,
        given: Mapping[str, Any],
        *,
        for_whom: str | None = None,
        filed: bool = True,
    ) -> Iterator["Command"]:
        """Carry out one command in one transaction and record it; a refusal or fault leaves nothing behind.

        What the flow cannot carry out is filed as an incident and refused; not when `filed` is False, nor in replay.
        """
        command = None
        try:
            with self.store.begin() as work:
                if by.once is not None:
                    _answered_before(work, by, self.machine())
                command = Command(
                    office=self,
                    work=work,
                    by=by,
                    now=self.now(),
                    name=name,
                    given=dict(given),
                    for_whom=for_whom,
                    drawn=[],
                )
                yield command
                command.finish(self.machine())
        except StepFailed as fault:
            if command is None or not filed or self.draws is not None or not FILERS:
                raise
            raise FILERS[0](self, command, fault) from fault


@dataclass(kw_only=True)
class Command:
    """One command being carried out."""

    office: Office
    work: Work
    by: Actor
    now: datetime
    name: str
    given: dict[str, Any]
    for_whom: str | None
    drawn: list[Any]
    history: list[dict[str, Any]] = field(default_factory=list)
    used: dict[str, Any] = field(default_factory=dict)
    chain: "Chain | None" = None
    moments: list[str] = field(default_factory=list)
    answer: Any = None
    status: int = 200
    nothing_done: bool = False
    """The command found everything as it would have left it: it is answered, but there is no event to record."""

    def draw(self, make: Callable[[], Any]) -> Any:
        """A value of chance or of a counter: recorded, and given again in replay."""
        value = self.office.draws.pop(0) if self.office.draws is not None else make()
        self.drawn.append(value)
        return value

    def new_id(self) -> str:
        return str(self.draw(ids.new_id))

    def serial(self, name: str) -> int:
        return int(self.draw(lambda: self.work.serial(name)))

    def note(self, act: str, **facts: Any) -> None:
        """One line of the case's history 留痕 for people."""
        self.history.append(
            {"act": act, **{name: value for name, value in facts.items() if value is not None}}
        )

    def beside(self, name: str, given: Mapping[str, Any]) -> "Command":
        """Another command of the same person in the same transaction, for another case; the caller finishes it."""
        return Command(
            office=self.office,
            work=self.work,
            by=replace(self.by, once=None, if_match=None),
            now=self.now,
            name=name,
            given=dict(given),
            for_whom=None,
            drawn=[],
        )

    def note_moment(self, name: str) -> None:
        """A moment recorded by this command; shown with the first line of its history."""
        self.moments.append(name)

    def finish(self, at: datetime) -> None:
        """Write the event that proves the command, then the answer under its key."""
        if not self.nothing_done:
            chain = self.chain or _house(self.work, self.by)
            with self.work.line.together():  # the case's row, sealed with the event, and the event itself
                self.work.events.add(self._event(chain))
        if self.by.once is not None:
            key = self.by.once
            self.work.answers.add(
                Answer(
                    login=self.by.login,
                    route=key.route,
                    key=key.key,
                    body=key.body,
                    at=at,
                    status=self.status,
                    answer=plain(self.answer),
                )
            )

    def _event(self, chain: "Chain") -> Event:
        given, history = plain(self.given), plain({"lines": self.history, "moments": self.moments})
        digest = self.work.ring.digest({"given": given, "history": history})
        event = Event(
            id=f"{chain.name}-{chain.seq}",
            chain=chain.name,
            seq=chain.seq,
            county=chain.county,
            case_no=chain.case_no,
            at=self.now,
            command=self.name,
            by=self.by.login,
            role=chain.role,
            for_whom=self.for_whom,
            history=history,
            drawn=plain(self.drawn),
            versions=plain(self.used),
            given=given,
            digest=digest,
            previous=chain.previous,
            hash="",
        )
        return replace(event, hash=chain.seal(event))


@dataclass(kw_only=True)
class Chain:
    """The end of an event chain: where the next event goes, and what it is tied to."""

    name: str
    seq: int
    previous: str | None
    county: str | None = None
    case_no: str | None = None
    role: str | None = None
    sealed: Callable[[str], None] = lambda _: None

    def seal(self, event: Event) -> str:
        """The event's hash; whoever keeps the head of the chain is told."""
        value = event_hash(event)
        self.sealed(value)
        return value


def event_hash(event: Event) -> str:
    """SHA-256 over the event before, and over all of this one but its ciphertext (of which the keyed digest counts)."""
    body = {
        "id": event.id,
        "chain": event.chain,
        "seq": event.seq,
        "county": event.county,
        "case_no": event.case_no,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "command": event.command,
        "by": event.by,
        "role": event.role,
        "for_whom": event.for_whom,
        "drawn": event.drawn,
        "versions": event.versions,
        "digest": event.digest,
        "previous": event.previous,
    }
    return hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def plain(value: Any) -> Any:
    """The JSON value that is stored: dates and moments as ISO text, Decimals as text, tuples as lists."""
    return orjson.loads(orjson.dumps(value, default=_plain, option=orjson.OPT_PASSTHROUGH_DATETIME))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _house(work: Work, by: Actor) -> Chain:
    """The end of the house's own chain; its counter row is the lock, so that two commands never take the same place."""
    seq = work.serial(f"chain-{HOUSE}")
    table = work.events.table.c
    last = work.events.first(table.chain == HOUSE, table.seq == seq - 1)
    role = by.grants[0].role if by.grants else None
    return Chain(name=HOUSE, seq=seq, previous=last.hash if last else None, role=role)


def _answered_before(work: Work, by: Actor, at: datetime) -> None:
    """The stored answer comes as Replayed; a second request under the same key waits until the first is through."""
    key = by.once
    assert key is not None
    work.alone(f"once-{by.login}-{key.route}-{key.key}")
    table = work.answers.table.c
    same = (table.login == by.login, table.route == key.route, table.key == key.key)
    found = work.answers.first(*same)
    if found is None:
        return
    if found.at + KEPT <= at:
        work.answers.remove(*same)
        return
    if found.body != key.body:
        raise KeyReused(key=key.key)
    raise Replayed(found.answer, found.status)


def matches(by: Actor, revision: int) -> None:
    """`If-Match`: the command was meant for this revision and no other."""
    if by.if_match is not None and by.if_match != revision:
        raise Stale(revision=revision)


def not_before(last: datetime, now: datetime) -> None:
    """A clock set back must not let a case go on before its own last event."""
    if now < last:
        raise ClockBehind(last=iso(last))
