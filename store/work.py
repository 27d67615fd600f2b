"""One unit of work: one connection, one transaction, all repositories; nothing else commits."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from assistance.cases import Case
from assistance.handover import Handover, Leg
from assistance.ladder import Ladder
from assistance.people import Area, Person, Unit
from assistance.supervision import Slip
from engine.errors import Busy
from engine.limits import Limit, from_row, to_row
from engine.tasks import Task
from store import migrate, opening, tables
from store.conditions import below_any
from store.database import busy, connect
from store.line import Line, Rows
from store.repository import Noun
from store.sealing import Ring
from store.shelf import MARK, Mark, Shelf

T = TypeVar("T")


class Work:
    """The repositories of one transaction; each is made when it is first asked for."""

    areas = Noun(tables.people.area, Area, house=True)
    units = Noun(tables.people.unit, Unit, house=True)
    people = Noun(tables.people.person, Person, house=True)
    grants = Noun(tables.people.role_grant, tables.people.GrantRow, house=True)
    relatives = Noun(tables.people.relative, tables.people.Relative, house=True)
    tokens = Noun(tables.people.token, tables.people.Token)
    cases = Noun(tables.case.case, Case)
    moments = Noun(tables.case.case_moment, tables.case.CaseMoment)
    facts = Noun(tables.case.fact, tables.case.Facts)
    forms = Noun(tables.case.form_entry, tables.case.FormEntry)
    members = Noun(tables.case.member, tables.case.Member)
    processes = Noun(tables.flow.process_version, tables.flow.ProcessVersion, house=True)
    schemas = Noun(tables.flow.form_version, tables.flow.FormVersion, house=True)
    instances = Noun(tables.flow.instance, tables.flow.Instance)
    tasks = Noun(tables.flow.task, Task)
    exclusions = Noun(tables.flow.task_exclusion, tables.flow.Exclusion)
    drafts = Noun(tables.flow.draft, tables.flow.Draft)
    due_moments = Noun(tables.flow.due_moment, tables.flow.DueMoment)
    incidents = Noun(tables.flow.incident, tables.flow.Incident)
    handovers = Noun(tables.handover.handover, Handover)
    legs = Noun(tables.handover.leg, Leg)
    slips = Noun(tables.handover.slip, Slip)
    extensions = Noun(tables.handover.extension, tables.handover.Extension)
    notices = Noun(tables.notice.notice, tables.notice.Notice)
    objections = Noun(tables.notice.objection, tables.notice.Objection)
    standards = Noun(tables.grant.standard, tables.grant.StandardRow, house=True)
    awards = Noun(tables.grant.grant, tables.grant.GrantRow)
    award_members = Noun(tables.grant.grant_member, tables.grant.GrantMember)
    award_amounts = Noun(tables.grant.grant_amount, tables.grant.GrantAmount)
    certificates = Noun(tables.grant.certificate, tables.grant.Certificate)
    entries = Noun(tables.register.register_entry, tables.register.RegisterEntry)
    ladders = Noun(
        tables.ladder.ladder,
        Ladder,
        tables.ladder.ladder_to_row,
        tables.ladder.ladder_from_row,
        house=True,
    )
    rungs = Noun(tables.ladder.rung, tables.ladder.Rung)
    routing = Noun(tables.handover.routing, tables.handover.Routing, house=True)
    limits = Noun(tables.limit.limit, Limit, to_row, from_row)
    calendar_days = Noun(tables.calendar.calendar_day, tables.calendar.CalendarDay, house=True)
    calendar_loads = Noun(tables.calendar.calendar_load, tables.calendar.CalendarLoad, house=True)
    events = Noun(tables.audit.event, tables.audit.Event)
    accesses = Noun(tables.audit.access_log, tables.audit.Access)
    answers = Noun(tables.audit.idempotency_key, tables.audit.Answer)
    messages = Noun(tables.audit.message, tables.audit.Message)
    anchors = Noun(tables.audit.anchor, tables.audit.Anchor)
    locks = Noun(tables.audit.lock, tables.audit.Lock)
    attachments = Noun(tables.attachment.attachment, tables.attachment.Attachment)
    documents = Noun(tables.attachment.document, tables.attachment.Document)

    def __init__(self, connection: Connection, ring: Ring, shelf: "Shelf") -> None:
        self.ring, self._connection, self._shelf = ring, connection, shelf
        self.line = Line(connection)
        self._inside: dict[str, list[Rows]] = {}
        self._open_to_all: set[str] = set()
        self.touched = False

    @property
    def connection(self) -> Connection:
        """For statements of SQLAlchemy's own; they see what was told before."""
        self.line.flush()
        return self._connection

    def kept(self, name: Hashable, load: Callable[[], T]) -> T:
        """What `load` reads of the house (areas, units, people, calendar, versions): once a process, and again after a change.

        In a transaction that has itself changed the house nothing is taken from the shelf or laid on it.
        """
        if self.touched:
            return load()
        page = self._shelf.page(self.mark)
        if name not in page:
            page[name] = load()
        found: T = page[name]
        return found

    @cached_property
    def mark(self) -> Mark:
        """The state the house is in; asked once a transaction, where no locked case has brought it along."""
        return Mark.read(self.line.ask(MARK, {})[0])

    def open_case(self, **key: str) -> Case | None:
        """The case by `id`, `no` or `task`, locked for a command; what lies in it comes along, in the same journey."""
        locked, *inside = self.line.ask_all(*opening.questions(key))
        for row in locked:
            case, (calendar, house, *apart) = self.cases.beside(row)
            self.mark = Mark.read((calendar, house))
            self._inside[case.id] = inside
            if apart == [0]:
                self._open_to_all.add(key["task"])
            return case
        return None

    def inside(self, case_id: str) -> list[Rows]:
        """What lies in a case, as rows: open tasks, limits, facts with instances. Brought along once by `open_case`."""
        asked = [(statement, {"id": case_id}) for statement in opening.INSIDE["id"]]
        return self._inside.pop(case_id, None) or self.line.ask_all(*asked)

    def kept_apart(self, task_id: str, login: str) -> bool:
        """Whether a person may not see a task 回避."""
        if task_id in self._open_to_all:
            return False
        return bool(self.exclusions.having(task_id=task_id, login=login))

    def serial(self, name: str) -> int:
        """The next number of a register; gaps cannot arise, since the counter lies in the same transaction."""
        return int(self.line.ask(opening.NEXT[self._connection.dialect.name], {"name": name})[0][0])

    def number_in_force(self, key: str) -> int | None:
        """The number of the version of a process that is in force."""
        table = tables.flow.process_version
        return self.kept(
            ("in force", key),
            lambda: self.connection.scalar(
                select(table.c.number).where(table.c.key == key, table.c.in_force)
            ),
        )

    def take_out_of_force(self, key: str) -> None:
        """The version in force of a process makes room for the next."""
        self.touched = True
        table = tables.flow.process_version
        self.connection.execute(
            update(table).where(table.c.key == key, table.c.in_force).values(in_force=False)
        )

    def take_form_out_of_force(self, form: str) -> None:
        """The version in force of a form makes room for the next."""
        self.touched = True
        table = tables.flow.form_version
        self.connection.execute(
            update(table).where(table.c.form == form, table.c.in_force).values(in_force=False)
        )

    def running_cases(self, key: str, number: int) -> int:
        """How many cases run on a version of a process."""
        table = tables.flow.instance.c
        query = select(func.count(table.case_id.distinct())).where(
            table.process == key, table.version == number, table.state == "running"
        )
        return int(self.connection.scalar(query) or 0)

    def ladder(self, number: int | None = None) -> Ladder:
        """A version of the ladder: the one in force unless a number is named."""
        same = {"in_force": True} if number is None else {"number": number}
        return self.kept(("ladder", number), lambda: self.ladders.having(**same)[0])

    def take_ladder_out_of_force(self) -> None:
        """The version of the ladder in force makes room for the next."""
        self.touched = True
        table = tables.ladder.ladder
        self.connection.execute(update(table).where(table.c.in_force).values(in_force=False))

    def keys_in_force(self, kind: str) -> list[str]:
        """Keys of the processes of a kind that are in force, in order."""
        table = tables.flow.process_version

        def load() -> list[str]:
            query = select(table.c.key).where(table.c.kind == kind, table.c.in_force).order_by(table.c.key)
            return list(self.connection.scalars(query))

        return self.kept(("keys", kind), load)

    def calendar_version(self) -> int:
        """The newest version of the calendar."""
        if not self.touched:
            return self.mark.calendar
        return int(self.connection.scalar(select(func.max(tables.calendar.calendar_load.c.version))) or 0)

    def provisional_count(self) -> int:
        """How many open limits lie in a year nobody has declared complete."""
        table = tables.limit.limit
        query = select(func.count()).select_from(table).where(table.c.state == "open", table.c.provisional)
        return int(self.connection.scalar(query) or 0)

    def count_slips(self, areas: list[str], state: str) -> int:
        """How many slips in areas are in a state."""
        table = tables.handover.slip
        query = select(func.count()).where(table.c.state == state, below_any(table.c.area, areas))
        return int(self.connection.scalar(query) or 0)

    def case_numbers(self, ids: Iterable[str]) -> dict[str, str | None]:
        """Case numbers by id."""
        table = tables.case.case
        query = select(table.c.id, table.c.no).where(table.c.id.in_(set(ids)))
        return {row.id: row.no for row in self.connection.execute(query)}

    def names_of_people(self) -> dict[str, str]:
        """Names by login."""
        table = tables.people.person
        query = select(table.c.login, table.c.name)
        return self.kept("people", lambda: {row.login: row.name for row in self.connection.execute(query)})

    def attachment_names(self, ids: Iterable[str]) -> dict[str, str]:
        """Names of attachments by id, newest version; the content stays where it is."""
        table = tables.attachment.attachment
        query = select(table.c.id, table.c.name).where(table.c.id.in_(set(ids))).order_by(table.c.version)
        return {row.id: row.name for row in self.connection.execute(query)}

    def attachment_rows(self, case_id: str) -> list[dict[str, Any]]:
        """The attachments of a case without their content, newest version of each."""
        table = tables.attachment.attachment
        columns = [column for column in table.c if column.name not in ("content", "case_id")]
        query = (
            select(*columns)
            .where(table.c.case_id == case_id)
            .order_by(table.c.at, table.c.id, table.c.version)
        )
        newest = {row["id"]: dict(row) for row in self.connection.execute(query).mappings()}
        return list(newest.values())

    def attachment_free(self, id: str, case_id: str | None) -> bool:
        """Whether an attachment exists and belongs to no other case."""
        table = tables.attachment.attachment
        mine = table.c.case_id.is_(None) | (table.c.case_id == case_id)
        return self.connection.scalar(select(table.c.id).where(table.c.id == id, mine).limit(1)) is not None

    def claim_attachments(self, ids: Iterable[str], case_id: str) -> None:
        """Tie attachments that a form uses to its case; Busy when one was dropped since the form was checked."""
        table, wanted = tables.attachment.attachment, set(ids)
        self.connection.execute(
            update(table).where(table.c.id.in_(wanted), table.c.case_id.is_(None)).values(case_id=case_id)
        )
        there = self.connection.scalars(select(table.c.id).where(table.c.id.in_(wanted)).distinct())
        if wanted - set(there):
            raise Busy

    def unused_attachments(self, before: datetime) -> list[str]:
        """Attachments of no case whose newest version was there before a moment, the oldest first."""
        table = tables.attachment.attachment
        newest = func.max(table.c.at)
        query = select(table.c.id).where(table.c.case_id.is_(None)).group_by(table.c.id)
        return list(self.connection.scalars(query.having(newest <= before).order_by(newest, table.c.id)))

    def drop_attachments(self, ids: Iterable[str]) -> None:
        """Delete attachments with all versions, unless a case has got hold of them."""
        table = tables.attachment.attachment
        self.connection.execute(delete(table).where(table.c.id.in_(set(ids)), table.c.case_id.is_(None)))

    def routed_unit(self, aid: str, on: date) -> str | None:
        """The unit competent for an aid on a day."""
        table = tables.handover.routing.c
        valid = (table.valid_from <= on) & (table.valid_to.is_(None) | (table.valid_to >= on))
        query = select(table.unit).where(table.aid == aid, valid)
        return self.kept(("routed", aid, on), lambda: self.connection.scalar(query))

    def people_in_group(self, group: str, on: date) -> int:
        """How many people could claim a task of this group today."""

        def load() -> int:
            role, place = group.split("@", 1)
            table = tables.people.role_grant.c
            valid = (table.valid_from <= on) & (table.valid_to.is_(None) | (table.valid_to >= on))
            there = (table.area == place) | (table.unit == place)
            query = select(func.count(table.login.distinct())).where(table.role == role, there, valid)
            return int(self.connection.scalar(query) or 0)

        return self.kept(("group", group, on), load)

    def cases_of_identity(self, index: bytes) -> list[str]:
        """Ids of the cases in which a person is the head or a member, by blind index."""
        table = tables.case.member.c
        return list(self.connection.scalars(select(table.case_id).where(table.id_index == index).distinct()))

    def lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take or renew a lease row; False while another holder's lease lasts."""
        row = tables.audit.lease
        new = self._upsert(row).values(name=name, holder=holder, until=until)
        taken = new.on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": holder, "until": until},
            where=(row.c.holder == holder) | (row.c.until <= now),
        )
        return self.connection.scalar(taken.returning(row.c.name)) is not None

    def alone(self, name: str) -> None:
        """One transaction at a time beyond this line, by name: for the end of a chain that no row stands for yet."""
        if self.connection.dialect.name == "postgresql":  # on SQLite a writer is alone anyway
            self.connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))

    def _upsert(self, table: Table) -> Any:
        """`INSERT … ON CONFLICT` of this database: between asking and inserting another process may have been first."""
        return (postgresql if self.connection.dialect.name == "postgresql" else sqlite).insert(table)


class Store:
    """The database and the field keys; hands out units of work."""

    def __init__(self, url: str, ring: Ring) -> None:
        self.url, self.ring, self.engine = url, ring, connect(url)
        self._shelf = Shelf()

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """A writing transaction: all of it is stored, or nothing."""
        with busy(), self.engine.begin() as connection:
            work = Work(connection, self.ring, self._shelf)
            yield work
            work.line.flush()
        if work.touched:
            self._shelf.changed()

    @contextmanager
    def read(self) -> Iterator[Work]:
        """A reading transaction; on SQLite it never waits for a writer."""
        with self.engine.connect().execution_options(reading=True) as connection, connection.begin():
            work = Work(connection, self.ring, self._shelf)
            yield work
            work.line.flush()

    def create(self) -> None:
        """Bring the tables of an empty or older database up to the present revision."""
        migrate.upgrade(self.engine)

    def close(self) -> None:
        self.engine.dispose()
