"""Who may do what, where: every use case × every person of the county, against the contract's own words.

Each row says which roles may; whoever the thing lies outside of gets 404 (existence is private), whoever it lies inside of but
whose role may not gets 403. Commands run in a store that forgets them, so that one county serves the whole walk.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from assistance.people import UNIT_ROLES, Actor, Grant
from assistance.registers import REGISTERS
from casework import (
    amounts,
    attachments,
    audit,
    calendars,
    cases,
    documents,
    extensions,
    grants,
    handover,
    inbox,
    incidents,
    intake,
    ladders,
    people,
    processes,
    registers,
    reports,
    retrying,
    slips,
    standards,
    supervision,
)
from casework.office import Office
from engine.errors import Refused
from ops import county
from store.tables.grant import GrantRow
from tests.casework.desk import LETTER, PNG, RETURN, TOWN, Desk, Forgetful
from tests.casework.test_calendars import FRIDAY_OFF
from tests.casework.test_incidents import fail, stuck

PEOPLE = {login: grant for login, _, grant in county.people()}
READERS = {
    "specialist",
    "window",
    "investigator",
    "head",
    "county_review",
    "county_confirm",
    "supervisor",
    "leader",
}
SEES_SLIPS = {"supervisor", "leader", "window", "investigator", "head", "county_review"}
BRINGS = set(grant.role for grant in PEOPLE.values()) - {
    "auditor",
    "leader",
    "process_editor",
    "process_publisher",
    "system_admin",
    "city_inspect",
}
EVERYBODY = {grant.role for grant in PEOPLE.values()}
VILLAGE = "130399100201"
CAP = {
    "area": "130399",
    "aid": "220",
    "item": "cap",
    "amount": "5000",
    "valid_from": "2026-01-01",
    "source": "示例",
}
FAMILY = {"aid": "120", "area": TOWN, "on": date(2026, 3, 2), "members": 1, "income": []}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One use case: who may (`other` = may, but is answered with this code now), and where the thing lies."""

    name: str
    call: Callable[[Office, Actor], Any]
    roles: set[str]
    area: str | None = None
    unit: str | None = None
    other: dict[str, str] | None = None

    def expected(self, grant: Grant) -> str:
        """`ok`, or the code of the refusal."""
        if not self._within(grant):
            return "E_NOT_FOUND"
        if self.other and grant.role in self.other:
            return self.other[grant.role]
        return "ok" if grant.role in self.roles else "E_FORBIDDEN"

    def _within(self, grant: Grant) -> bool:
        if self.area is None:
            return True
        if grant.role in UNIT_ROLES:
            return grant.unit == self.unit
        return grant.area is not None and self.area.startswith(grant.area)


@pytest.fixture
def walk(desk: Desk) -> Iterator[tuple[Office, list[Row]]]:
    """A county with a case in every state the walk needs, and the table of the walk."""
    held, sent = desk.open(), desk.sent()
    task_id = desk.claim("ck1", held, "check_papers")
    draft = desk.open(draft=True)
    ready = desk.task(desk.open(), "check_papers")
    signed, _ = desk.signed()
    extension = extensions.ask(
        desk.office, desk.who("bm-jy"), signed, row="L06", reason="示例：需要更多时间核实", n=3
    )["id"]
    slip = slips.issue(
        desk.office, desk.who("db"), sent[0], task_id=desk.task(sent[0], "transfer_sign"), text="示例：请签收"
    )["id"]
    _, stuck_task = stuck(desk)
    incident = fail(desk, stuck_task)
    replied = _replied(desk)
    receipt = cases.case_documents(desk.office, desk.who("ck1"), held)["items"][0]["id"]
    letter = next(
        one["id"]
        for one in cases.case_documents(desk.office, desk.who("ck1"), sent[0])["items"]
        if one["type"] == "transfer_letter"
    )
    scan = _scan(desk)
    with desk.office.store.read() as work:
        entry = work.entries.having(order=["entered_at"], register="intake")[0].id
    standard = standards.add(desk.office, desk.who("sh"), {**CAP, "aid": "120", "item": "standard"})["id"]
    dry = replace(desk.office, store=Forgetful(desk.office.store.url, desk.office.store.ring))
    rows = [
        *_reads(held, receipt, letter, scan),
        *_case_commands(held, draft, desk.file(), _signature(desk)),
        *_task_commands(task_id, ready),
        *_handover_commands(sent[1]),
        *_supervision(sent[0], signed, slip, replied, extension, _proposed(desk)),
        *_grants(_given(desk), entry),
        *_lists(incident, standard),
    ]
    yield dry, rows
    dry.store.close()


def _proposed(desk: Desk) -> str:
    """A slip that waits for the supervisor's word, as a sweep after three late days would leave it."""
    no, _ = desk.sent()
    task_id = desk.task(no, "transfer_sign")
    made = slips.issue(desk.office, desk.who("db"), no, task_id=task_id, text="示例：请签收")["id"]
    with desk.office.store.begin() as work:
        slip = work.slips.get(made)
        work.slips.put(replace(slip, state="proposed", issued_at=None, issued_by=None, text=""))
    return str(made)


def _replied(desk: Desk) -> str:
    no, _ = desk.sent()
    task_id = desk.task(no, "transfer_sign")
    slip = slips.issue(desk.office, desk.who("db"), no, task_id=task_id, text="示例：请签收")["id"]
    slips.reply(desk.office, desk.who("bm-jy"), slip, text="示例：今日")
    return str(slip)


def _scan(desk: Desk) -> str:
    signature = desk.file()
    desk.open(signature=signature)
    return signature


def _signature(desk: Desk) -> str:
    return desk.file("zg")


def _reads(no: str, receipt: str, letter: str, scan: str) -> list[Row]:
    purpose = {"auditor": "E_PURPOSE"}
    watchers = {**purpose, "supervisor": "E_PURPOSE", "leader": "E_PURPOSE"}
    of_case = {
        "case": cases.show_case,
        "history": cases.case_history,
        "limits": cases.case_limits,
        "moments": cases.case_moments,
        "documents": cases.case_documents,
        "attachments": cases.case_attachments,
        "forms": cases.case_forms,
        "access": cases.case_access,
        "messages": cases.case_messages,
        "diagram": cases.case_diagram,
        "page": cases.case_page,
    }
    rows = [
        Row(name=f"read {name}", call=_reading(read, no), roles=READERS, area=VILLAGE, other=purpose)
        for name, read in of_case.items()
    ]
    return [
        *rows,
        Row(
            name="read document",
            call=lambda office, by: documents.show(office, by, receipt),
            roles=READERS,
            area=VILLAGE,
            other=watchers,
        ),
        Row(
            name="read letter",
            call=lambda office, by: documents.show(office, by, letter),
            roles=READERS | {"department"},
            area=VILLAGE,
            unit="jy",
            other=watchers,
        ),
        Row(
            name="read file",
            call=lambda office, by: attachments.read(office, by, scan),
            roles=READERS,
            area=VILLAGE,
            other=watchers,
        ),
        Row(
            name="replace file",
            call=lambda office, by: attachments.replace(
                office, by, scan, name="a.png", content=PNG, reason="换"
            ),
            roles={"window", "specialist", "investigator"},
            area=VILLAGE,
            # These bring no files at all, and hear so before any file is looked for.
            other={"auditor": "E_FORBIDDEN"},
        ),
    ]


def _reading(read: Callable[..., Any], no: str) -> Callable[[Office, Actor], Any]:
    return lambda office, by: read(office, by, no)


def _case_commands(no: str, draft: str, signature: str, own: str) -> list[Row]:
    def open_case(office: Office, by: Actor) -> Any:
        forms = {"F01": {"registered_village": VILLAGE}}
        return intake.open_case(office, by, aid="310", area=TOWN, forms=forms, as_draft=True)

    def withdraw(office: Office, by: Actor) -> Any:
        signed = {"reason": "不要了", "signed_on": date(2026, 3, 2), "signature": signature}
        return intake.withdraw_case(office, by, no, **signed)

    return [
        Row(
            name="submit",
            call=lambda office, by: intake.submit_case(office, by, draft),
            roles={"window", "specialist"},
            area=VILLAGE,
        ),
        Row(name="withdraw", call=withdraw, roles={"window", "specialist"}, area=VILLAGE),
        Row(
            name="correct",
            call=lambda office, by: intake.correct_case(office, by, no, form="F02", data={}, reason="改"),
            roles=set(),
            area=VILLAGE,
            other={"window": "E_NOT_FOUND"},
        ),
        Row(
            name="start handover",
            call=lambda office, by: handover.start_handover(office, by, no, kind="transfer", unit="jy"),
            roles=set(),
            area=VILLAGE,
            other={"window": "E_STATE"},
        ),
    ]


def _task_commands(held: str, ready: str) -> list[Row]:
    """A task lies in its township, not in a village: a specialist does not reach it."""
    may_see = ("window", "supervisor", "leader", "head", "county_review")
    not_holder = dict.fromkeys(may_see, "E_NOT_HOLDER")
    return [
        Row(
            name="show task",
            call=lambda office, by: inbox.show_task(office, by, ready),
            roles=set(may_see),
            area=TOWN,
        ),
        Row(
            name="claim",
            call=lambda office, by: inbox.claim_task(office, by, ready),
            roles={"window"},
            area=TOWN,
        ),
        Row(
            name="release",
            call=lambda office, by: inbox.release_task(office, by, ready, reason="x"),
            roles=set(),
            area=TOWN,
            other=not_holder,
        ),
        Row(
            name="draft",
            call=lambda office, by: inbox.save_draft(office, by, ready, {}),
            roles=set(),
            area=TOWN,
            other=not_holder,
        ),
        Row(
            name="complete",
            call=lambda office, by: inbox.complete_task(office, by, ready, outcome="complete", forms={}),
            roles=set(),
            area=TOWN,
            other=not_holder,
        ),
        Row(
            name="assign",
            call=lambda office, by: inbox.assign_task(office, by, held, to="ck2", reason="x"),
            roles={"head"},
            area=TOWN,
        ),
        Row(
            name="whom to assign",
            call=lambda office, by: people.people_in_group(office, by, held),
            roles={"head", "county_review"},
            area=TOWN,
        ),
    ]


def _handover_commands(handover_id: str) -> list[Row]:
    def act(name: str, **body: Any) -> Callable[[Office, Actor], Any]:
        return lambda office, by: handover.act(office, by, handover_id, name, body)

    readers = {"window", "department", "county_review", "supervisor", "head", "leader"}
    return [
        Row(
            name="show handover",
            call=lambda office, by: handover.show_handover(office, by, handover_id),
            roles=readers,
            area=TOWN,
            unit="jy",
        ),
        Row(name="sign", call=act("sign"), roles={"department"}, area=TOWN, unit="jy"),
        Row(name="return", call=act("return", **RETURN), roles={"department"}, area=TOWN, unit="jy"),
        Row(name="recall", call=act("recall", reason="写错"), roles={"window"}, area=TOWN, unit="jy"),
        *(
            Row(name=name, call=act(name), roles=set(), area=TOWN, unit="jy", other={role: "E_STATE"})
            for name, role in (
                ("send", "window"),
                ("tell", "window"),
                ("file", "window"),
                ("result", "department"),
                ("feed-back", "department"),
                ("name-unit", "county_review"),
                ("consent", "window"),
            )
        ),
    ]


def _supervision(late: str, signed: str, slip: str, replied: str, extension: str, proposed: str) -> list[Row]:
    def ask(office: Office, by: Actor) -> Any:
        return extensions.ask(office, by, signed, row="L06", reason="示例：需要更多时间核实", n=3)

    return [
        Row(
            name="issue slip",
            call=lambda office, by: slips.issue(office, by, late, task_id="x", text="快"),
            roles=set(),
            area=VILLAGE,
            other={"supervisor": "E_NOT_FOUND"},
        ),
        Row(
            name="show slip",
            call=lambda office, by: slips.show(office, by, slip),
            roles=SEES_SLIPS | {"department"},
            area=TOWN,
            unit="jy",
        ),
        Row(
            name="show a slip not sent",
            call=lambda office, by: slips.show(office, by, proposed),
            roles={"supervisor", "leader"},
            area=TOWN,
        ),
        Row(
            name="send what was proposed",
            call=lambda office, by: slips.issue_proposed(office, by, proposed, text="示例"),
            roles={"supervisor"},
            area=TOWN,
        ),
        Row(
            name="drop what was proposed",
            call=lambda office, by: slips.drop(office, by, proposed, reason="示例"),
            roles={"supervisor"},
            area=TOWN,
        ),
        Row(
            name="reply",
            call=lambda office, by: slips.reply(office, by, slip, text="示例"),
            roles={"department"},
            area=TOWN,
            unit="jy",
        ),
        Row(
            name="check",
            call=lambda office, by: slips.check(office, by, replied, outcome="passed"),
            roles={"supervisor"},
            area=TOWN,
            unit="jy",
        ),
        Row(
            name="close",
            call=lambda office, by: slips.close(office, by, replied),
            roles=set(),
            area=TOWN,
            unit="jy",
            other={"supervisor": "E_STATE"},
        ),
        Row(
            name="ask extension",
            call=ask,
            roles=set(),
            area=TOWN,
            unit="jy",
            other={
                "department": "E_ONCE",
                **dict.fromkeys(
                    ("window", "investigator", "county_review", "county_confirm"), "E_NOT_HOLDER"
                ),
            },
        ),
        *(
            Row(
                name=decide.__name__,
                call=_deciding(decide, signed, extension),
                roles={"supervisor"},
                area=VILLAGE,
                unit="jy",
            )
            for decide in (extensions.approve, extensions.refuse)
        ),
    ]


def _deciding(decide: Callable[..., Any], no: str, extension: str) -> Callable[[Office, Actor], Any]:
    return lambda office, by: decide(office, by, no, extension)


def _sending_back(office: Office, by: Actor) -> Any:
    return ladders.send_back(office, by, reason="示例")


def _given(desk: Desk) -> str:
    """A grant of a household in the village."""
    grant = GrantRow(
        id="given",
        revision=1,
        case_id=None,
        aid="120",
        area=TOWN,
        village=VILLAGE,
        household_no="1303991002010001",
        head_name="示例甲",
        head_id=None,
        head_id_index=None,
        members=1,
        covered=1,
        categories=[],
        state="active",
        amount=10000,
        from_month="2026-02",
        to_month=None,
        decided_on=date(2026, 1, 15),
        decision_no="示例〔2026〕1号",
        review_group=None,
        created_at=desk.office.now(),
    )
    with desk.office.store.begin() as work:
        work.awards.add(grant)
    return grant.id


def _grants(grant: str, entry: str) -> list[Row]:
    """Grants and registers: a specialist reads the roster of the village, and only the register's keeper corrects."""
    auditor = {"auditor": "E_PURPOSE"}

    def reading(name: str) -> Callable[[Office, Actor], Any]:
        return lambda office, by: registers.show_register(office, by, name)

    readers = {
        "ledger": READERS - {"specialist"},
        "roster": READERS,
        "relatives": READERS - {"specialist"},
        "intake": READERS - {"specialist"},
        "handovers": {"window", "head", "county_review", "supervisor", "leader"},
        "notices": READERS,
        "urgings": READERS - {"specialist", "county_confirm"},
        "certificates": READERS - {"specialist"},
    }
    assert set(readers) == set(REGISTERS)
    return [
        Row(name="grants", call=grants.list_grants, roles=READERS, other=auditor),
        Row(
            name="grant",
            call=lambda office, by: grants.show_grant(office, by, grant),
            roles=READERS,
            area=VILLAGE,
            other=auditor,
        ),
        *(
            Row(name=f"register {name}", call=reading(name), roles=roles, other=auditor)
            for name, roles in readers.items()
        ),
        Row(
            name="row of a register",
            call=lambda office, by: registers.show_entry(office, by, "intake", entry),
            roles=readers["intake"],
            area=VILLAGE,
            other=auditor,
        ),
        Row(
            name="correct a row",
            call=lambda office, by: registers.correct_entry(
                office, by, "intake", corrects=entry, row={"notified_on": "2026-03-01"}, reason="示例"
            ),
            roles={"window"},
            area=VILLAGE,
        ),
    ]


def _lists(incident: str, standard: str) -> list[Row]:
    flow_roles = {"process_editor", "process_publisher"}
    watchers, keepers = {"supervisor", "leader"}, {"head", "county_review", "system_admin"}
    auditor = {"auditor": "E_PURPOSE"}
    flows = {"process_editor", "process_publisher", "auditor", "supervisor", "window", "head"}
    boards = {"supervisor", "head", "leader", "county_review", "city_inspect"}
    sides = {"window", "department", "referral", "county_review", "supervisor", "head", "leader"}
    return [
        Row(name="cases", call=cases.list_cases, roles=READERS, other=auditor),
        Row(name="tasks", call=inbox.list_tasks, roles=EVERYBODY),
        Row(name="counts", call=inbox.count_tasks, roles=EVERYBODY),
        Row(name="handovers", call=handover.list_handovers, roles=sides),
        Row(name="overdue", call=supervision.overdue, roles=watchers),
        Row(name="messages", call=supervision.messages, roles=watchers),
        Row(
            name="messages to come",
            call=lambda office, by: supervision.messages(office, by, state="waiting"),
            roles=watchers,
        ),
        Row(name="escalations", call=supervision.escalations, roles=watchers),
        Row(name="report", call=reports.month, roles=watchers | {"city_inspect"}, other=auditor),
        Row(
            name="export",
            call=lambda office, by: reports.export(
                office, replace(by, purpose="示例：月度通报"), "board", "csv", {}
            ),
            roles=watchers | {"city_inspect", "auditor"},
        ),
        Row(name="what would go out", call=supervision.ladder_on, roles=watchers),
        Row(name="faults", call=supervision.faults, roles=watchers),
        Row(name="provisional", call=supervision.provisional, roles=watchers | {"personnel", "city_inspect"}),
        Row(name="ladders", call=ladders.list_ladders, roles=watchers | flow_roles),
        Row(name="ladder", call=ladders.show_ladder, roles=watchers | flow_roles),
        Row(name="steps of ladders", call=ladders.steps, roles=watchers | flow_roles),
        Row(
            name="write the ladder",
            call=lambda office, by: ladders.draft(office, by, []),
            roles={"process_editor"},
        ),
        *(
            Row(name=act.__name__, call=act, roles=set(), other=dict.fromkeys(roles, "E_NOT_FOUND"))
            for act, roles in (
                (ladders.check, ("process_editor",)),
                (ladders.submit, ("process_editor",)),
                (_sending_back, ("process_editor", "process_publisher")),
                (ladders.publish, ("process_publisher",)),
            )
        ),
        Row(name="board", call=supervision.board, roles=boards),
        Row(name="slips", call=slips.list_slips, roles=SEES_SLIPS | {"department"}),
        Row(name="calendar", call=lambda office, by: calendars.show(office, by, 2026), roles=EVERYBODY),
        Row(
            name="load days",
            call=lambda office, by: calendars.load(office, by, [FRIDAY_OFF]),
            roles={"system_admin"},
        ),
        Row(
            name="complete year",
            call=lambda office, by: calendars.complete_year(office, by, 2027),
            roles={"system_admin"},
        ),
        Row(name="standards", call=standards.list_standards, roles={"county_review"}),
        Row(name="form of standards", call=standards.schema, roles={"county_review"}),
        Row(name="grants to look at", call=standards.recompute, roles={"county_review"}),
        Row(
            name="add standard",
            call=lambda office, by: standards.add(office, by, CAP),
            roles={"county_review"},
        ),
        Row(
            name="end standard",
            call=lambda office, by: standards.end(office, by, standard, valid_to=date(2026, 12, 31)),
            roles={"county_review"},
            area="130399",
        ),
        Row(
            name="work an amount out",
            call=lambda office, by: amounts.preview(office, by, FAMILY),
            roles={"investigator", "county_review", "county_confirm", "department"},
        ),
        Row(name="processes", call=processes.list_processes, roles=flows),
        Row(
            name="process",
            call=lambda office, by: processes.show_process(office, by, "one-window"),
            roles=flows,
        ),
        Row(
            name="process file",
            call=lambda office, by: processes.version_file(office, by, "one-window", 1, "process.bpmn"),
            roles={"process_editor", "process_publisher", "auditor"},
        ),
        Row(name="incidents", call=incidents.list_incidents, roles=keepers),
        Row(
            name="retry incident",
            call=lambda office, by: incidents.mended(office, by, incident, reason="再试"),
            roles=keepers,
            area=TOWN,
        ),
        Row(
            name="give incident up",
            call=lambda office, by: incidents.cancel(office, by, incident, reason="放弃"),
            roles={"head", "county_review"},
            area=TOWN,
        ),
        Row(name="people", call=people.list_people, roles={"system_admin", "personnel"}),
        Row(name="events", call=audit.events, roles=set(), other=auditor),
        Row(name="access log", call=audit.access, roles=set(), other=auditor),
        Row(name="proof", call=audit.verify_for, roles=set(), other=auditor),
        Row(
            name="bring a file",
            call=lambda office, by: attachments.add(office, by, name="a.png", content=PNG),
            roles=BRINGS,
        ),
    ]


BRINGS_NOTHING = {"leader", "process_editor", "process_publisher", "system_admin", "city_inspect", "auditor"}


def test_everybody_may_do_what_the_contract_says_and_nothing_else(walk: tuple[Office, list[Row]]) -> None:
    office, rows = walk
    wrong = []
    for row in rows:
        for login, grant in PEOPLE.items():
            expected = row.expected(grant)
            if row.name == "replace file" and grant.role in BRINGS_NOTHING:
                expected = "E_FORBIDDEN"
            found = _answer(row, office, people.actor(office, login))
            if found != expected:
                wrong.append((row.name, login, grant.role, "expected", expected, "found", found))
    assert wrong == []


def _answer(row: Row, office: Office, by: Actor) -> str:
    try:
        row.call(office, by)
    except Refused as refusal:
        return refusal.code
    return "ok"


def test_nobody_without_a_post_reaches_anything(walk: tuple[Office, list[Row]]) -> None:
    office, rows = walk
    stranger = Actor(login="stranger", name="示例", grants=())
    for row in rows:
        if row.name in ("tasks", "counts"):
            assert _answer(row, office, stranger) == "ok"
            continue
        assert _answer(row, office, stranger) == "E_NOT_FOUND", row.name


def test_the_walk_left_nothing_behind(desk: Desk, walk: tuple[Office, list[Row]]) -> None:
    office, rows = walk
    before = desk.everything()
    for row in rows:
        _answer(row, office, people.actor(office, "ck1"))
    assert desk.everything() == before
    assert retrying.AGAIN
    assert LETTER
