"""The case file 卷宗: one case with all that a command may change, loaded once, changed in memory, written once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from assistance import cases
from assistance.cases import Case
from assistance.handover import Handover, Leg
from assistance.supervision import Slip
from casework import scope
from casework.drawers import Cabinet, Drawer, V
from casework.office import Chain, Command, not_before
from engine.errors import NotFound
from engine.ids import is_id
from engine.limits import Limit
from engine.tasks import Task
from engine.time import legal_day
from engine.values import changed
from store.repository import Repository
from store.tables.attachment import Document
from store.tables.case import CaseMoment, Facts, FormEntry, Member
from store.tables.flow import DueMoment, Exclusion, Instance
from store.tables.grant import Certificate, GrantAmount, GrantMember, GrantRow
from store.tables.notice import Notice, Objection
from store.tables.register import RegisterEntry
from store.work import Work


class CaseFile:
    """One case in memory; a command works on an `Open` one, which is locked and written back."""

    def __init__(self, work: Work, case: Case, *, new: bool = False) -> None:
        self.work, self.case, self._new = work, case, new
        tasks, limits, self._facts_rows = ([], [], []) if new else work.inside(case.id)
        self.moments: Drawer[CaseMoment] = Drawer(work.moments, self._of_case(work.moments))
        self.limits: Drawer[Limit] = Drawer(work.limits, lambda: work.limits.read(limits))
        self.tasks: Drawer[Task] = Drawer(work.tasks, lambda: work.tasks.read(tasks))
        self.instances: Cabinet[Instance] = Cabinet(work.instances, self._stored_instances)
        self.handovers: Cabinet[Handover] = Cabinet(
            work.handovers, self._of_case(work.handovers, "created_at", "no")
        )
        self.legs: Drawer[Leg] = Drawer(work.legs)
        self._with_legs: set[str] = set()
        self.slips: Drawer[Slip] = Drawer(work.slips)
        self.forms: Cabinet[FormEntry] = Cabinet(work.forms, self._of_case(work.forms, "revision"))
        self.notices: Cabinet[Notice] = Cabinet(work.notices, self._of_case(work.notices, "seq"))
        self.objections: Cabinet[Objection] = Cabinet(
            work.objections, self._of_case(work.objections, "received_at", "id")
        )

        self.awards: Cabinet[GrantRow] = Cabinet(work.awards, self._of_case(work.awards))
        self.award_members: Drawer[GrantMember] = Drawer(work.award_members)
        self.award_amounts: Drawer[GrantAmount] = Drawer(work.award_amounts)
        self.certificates: Cabinet[Certificate] = Cabinet(
            work.certificates, self._of_case(work.certificates, "number")
        )
        self.register: Cabinet[RegisterEntry] = Cabinet(work.entries, self._of_case(work.entries, "seq"))

    def _of_case(self, repository: Repository[V], *order: str) -> Callable[[], list[V]]:
        """Reads the case's rows of a noun; a new case has none."""
        if self._new:
            return list
        return lambda: repository.having(order=order, case_id=self.case.id)

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The case's facts 事实 as they are stored; changed in place, written with the file."""
        return dict(self._stored_facts or {})

    @cached_property
    def _stored_facts(self) -> dict[str, Any] | None:
        return next((row[-1] for row in self._facts_rows), None)

    def _stored_instances(self) -> list[Instance]:
        return self.work.instances.read(row[:-1] for row in self._facts_rows if row[0] is not None)

    @property
    def revision(self) -> int:
        """The revision a reader sees: of the case as it will be once this file is written."""
        return self.case.revision

    def entries(self) -> dict[str, FormEntry]:
        """The newest entry of each form of the case."""
        return {entry.form: entry for entry in self.forms.everything()}

    def legs_of(self, handover_id: str) -> list[Leg]:
        """The sendings of a handover, the first one first; read once, for each is one statement more."""
        if handover_id not in self._with_legs:
            self.legs.lay(self.work.legs.having(handover_id=handover_id))
            self._with_legs.add(handover_id)
        return sorted((leg for leg in self.legs if leg.handover_id == handover_id), key=lambda leg: leg.n)

    def moment(self, name: str, handover_id: str | None = None) -> CaseMoment | None:
        """The latest such moment of the case, or of one handover."""
        found = [
            m
            for m in self.moments
            if m.name == name and (handover_id is None or m.handover_id == handover_id)
        ]
        return max(found, key=lambda moment: moment.seq, default=None)


class Open(CaseFile):
    """The case file of a command: locked, and written with the command's event."""

    def __init__(self, command: Command, case: Case, *, new: bool = False) -> None:
        if not new:
            # another command may have held the case until just now; never back: a calendar's correction has its own time
            command.now = max(command.now, command.office.now())
        not_before(case.event_at, command.now)
        super().__init__(command.work, case, new=new)
        self.command, self.now = command, command.now
        self._known = case
        self.exclusions: list[Exclusion] = []
        self.documents: list[Document] = []
        self.members: list[Member] | None = None
        self.attachments: list[str] = []
        self.due: list[DueMoment] = []
        self.undue: list[str] = []
        self._chain = Chain(
            name=case.id,
            seq=case.event_seq + 1,
            previous=case.event_hash,
            county=case.county,
            case_no=case.no,
            role=scope.role_here(command.by, case),
            sealed=self._seal,
        )
        command.chain = self._chain
        # Deadlines and working days are counted by it, in rows and in words: replay has to count by the same.
        command.used["calendar"] = command.office.calendars.version(command.work)

    @property
    def revision(self) -> int:
        return self.case.revision if self._new else self.case.revision + 1

    def record(
        self,
        name: str,
        *,
        at: datetime | None = None,
        on: date | None = None,
        handover_id: str | None = None,
        slip_id: str | None = None,
    ) -> CaseMoment:
        """Record a moment 时点: by this command, at its own time unless a form says otherwise."""
        moment = CaseMoment(
            id=self.command.new_id(),
            case_id=self.case.id,
            name=name,
            at=at or self.now,
            on=on or legal_day(at or self.now),
            by=self.command.by.login,
            seq=self.place(len(self.command.moments)),
            handover_id=handover_id,
            slip_id=slip_id,
        )
        referral = handover_id is not None and self.handovers.load(handover_id).kind == "refer"
        if not referral:  # help beside the law's procedure moves nothing in it
            self.case = cases.after_moment(self.case, name, moment.at)
        self.command.note_moment(name)
        return self.moments.keep(moment)

    def place(self, n: int) -> int:
        """The place of the n-th row of a kind that this command makes, in the order of the case's events."""
        return self._chain.seq * 1000 + n

    def numbered(self, no: str) -> None:
        """Give the case its number; its events carry it from this command on."""
        self.case = replace(self.case, no=no)
        self._chain.case_no = no

    def runs_on(self, key: str, number: int) -> None:
        """Remember a version an instance of this case runs on: its limit table is the case's from now on."""
        self.command.used[f"process:{key}"] = number
        if [key, number] not in self.case.versions:
            self.case = replace(self.case, versions=[*self.case.versions, [key, number]])

    def add_due(self, moment: DueMoment) -> None:
        """Let something happen at a moment; it is stored with the rest of the file."""
        self.due.append(moment)

    def cancel_due(self, name: str) -> None:
        """Take a due moment back, whether it is stored or not yet."""
        if any(moment.id == name for moment in self.due):
            self.due = [moment for moment in self.due if moment.id != name]
        else:
            self.undue.append(name)

    def write(self) -> None:
        """Write everything but the case row, which waits for the hash of the command's event."""
        with self.work.line.together():
            if self._new:
                self.work.cases.add(self.case)
                self._known = self.case
            for drawer in (self.instances, self.handovers, self.legs, self.slips, self.moments, self.limits):
                drawer.write()
            self.tasks.write()
            self.forms.write()
            self.notices.write()
            self.objections.write()
            for granted in (
                self.awards,
                self.award_members,
                self.award_amounts,
                self.certificates,
                self.register,
            ):
                granted.write()
            self.work.exclusions.add(*self.exclusions)
            self.work.documents.add(*self.documents)
            self._write_members()
            self._write_facts()
            self._write_due()
        self.exclusions, self.documents = [], []
        if self.attachments:
            self.work.claim_attachments(self.attachments, self.case.id)
            self.attachments = []

    def _write_members(self) -> None:
        """The members as the forms name them now."""
        if self.members is not None:
            self.work.members.drop(case_id=self.case.id)
            self.work.members.add(*self.members)
            self.members = None

    def _write_facts(self) -> None:
        """The row is made with the case; facts that nobody has looked at have not changed."""
        row = self.work.facts
        if self._new and self._stored_facts is None:
            row.add(Facts(case_id=self.case.id, facts=self.facts))
        elif "facts" in self.__dict__ and self.facts != self._stored_facts:
            row.put(Facts(case_id=self.case.id, facts=self.facts))
        else:
            return
        self._stored_facts = dict(self.facts)

    def _write_due(self) -> None:
        if self.undue:
            self.work.due_moments.drop(id=tuple(self.undue))
        self.work.due_moments.add(*self.due)
        self.due, self.undue = [], []

    def _seal(self, value: str) -> None:
        """The event exists: the case remembers the head of its chain, and is written over the revision that was read."""
        after = changed(self.case, event_seq=self._chain.seq, event_hash=value, event_at=self.now)
        if self._new:
            self.work.cases.put(after, self._known)
        else:
            self.work.cases.save(after, self._known)


def find_case(work: Work, key: str, *, lock: bool = False) -> Case:
    """A case by its number (or, for a draft without one, by its id); raises NotFound."""
    case = None
    if is_id(key):
        case = _by(work, lock, no=key) or _by(work, lock, id=key)
    if case is None or key != (case.no or case.id):
        raise NotFound(what="case")
    return case


def open_by_id(command: Command, case_id: str) -> Open:
    """Lock a case for this command, by id."""
    case = _by(command.work, True, id=case_id)
    if case is None:
        raise NotFound(what="case", key=case_id)
    return Open(command, case)


def open_by_task(command: Command, task_id: str) -> Open:
    """Lock the case of a task for this command."""
    case = _by(command.work, True, task=task_id)
    if case is None:
        raise NotFound(what="task", key=task_id)
    return Open(command, case)


def _by(work: Work, lock: bool, **key: Any) -> Case | None:
    return work.open_case(**key) if lock else next(iter(work.cases.having(**key)), None)
