"""The full demo: cases at every step, made by real commands in office hours, the same each time."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from assistance import calendars
from assistance.cases import STATES, Case
from assistance.identifiers import identity_number
from casework import amounts, audit, inbox, people, processes, retrying, standards
from casework.casefile import CaseFile, find_case
from casework.founding import NotEmpty
from casework.office import Office
from engine.runtime import parse
from engine.time import legal_day, local, read_moment
from gateways.clock import fixed
from ops import demo
from ops.demo.desk import LONGEST, working_days
from ops.demo.homes import EAST, NORTH, SOUTH, WEST, Applicant
from store.sealing import Ring
from store.work import Store

TUESDAY = "2026-11-24T10:00:00+08:00"


@dataclass(frozen=True)
class County:
    """A demo that was built, and what stands in it."""

    office: Office
    cases: list[Case]

    def file(self, name: str) -> CaseFile:
        """The case of 示例NAME."""
        case = next(one for one in self.cases if one.head_name == f"示例{name}")
        with self.office.store.read() as work:
            file = CaseFile(work, find_case(work, case.no or case.id))
            _ = list(file.limits), list(file.tasks)  # read while the transaction is open
            return file

    def handover(self, name: str) -> str:
        case = next(one for one in self.cases if one.head_name == f"示例{name}")
        with self.office.store.read() as work:
            return work.handovers.find(work.handovers.table.c.case_id == case.id)[-1].state


def build(folder: Path, when: str) -> County:
    store = Store(f"sqlite:///{folder}/demo.db", Ring({1: bytes(range(32))}))
    store.create()
    office = Office(store=store, env="test", clock=fixed(read_moment(when)))
    demo.build(office, full=True)
    with store.read() as work:
        return County(office, work.cases.find(order=[work.cases.table.c.created_at]))


def copied(county: County, folder: Path) -> County:
    """The same county once more, to change something in."""
    url = county.office.store.url
    shutil.copy(url.removeprefix("sqlite:///"), folder / "demo.db")
    store = Store(f"sqlite:///{folder}/demo.db", Ring({1: bytes(range(32))}))
    return County(replace(county.office, store=store), county.cases)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    made = build(tmp_path_factory.mktemp("demo"), TUESDAY)
    yield made
    made.office.store.close()


def task(county: County, name: str) -> dict[str, Any]:
    [row] = [vars(one) for one in county.file(name).tasks if one.slip_id is None]
    return row


STANDS = [
    ("于戊", "closed", ""),
    ("傅己", "closed", ""),
    ("卞辛", "closed", ""),
    ("皮庚", "closed", ""),
    ("殷七", "opinion", "sign_opinion"),
    ("滕六", "investigating", "end_investigation"),
    ("史未", "closed", ""),
    ("鲍午", "closed", ""),
    ("卫甲", "closed", ""),
    ("廉戌", "closed", ""),
    ("酆巳", "granted", "close_case"),
    ("汤五", "investigating", "end_investigation"),
    ("姜午", "handed_over", "transfer_tell"),
    ("柳辰", "granted", "certificate"),
    ("凤癸", "county_review", "confirm"),
    ("华寅", "closed", ""),
    ("俞丑", "county_review", "county_review"),
    ("袁卯", "granted", "certificate ledger publish_list roster"),
    ("任寅", "granted", "serve"),
    ("马辛", "opinion", "opinion"),
    ("方子", "county_review", "confirm"),
    ("苗壬", "county_review", "confirm county_visit"),
    ("周六", "handed_over", "transfer_handle"),
    ("魏辰", "handed_over", "transfer_handle"),
    ("陶巳", "handed_over", "transfer_handle"),
    ("戚未", "handed_over", "transfer_handle"),
    ("昌庚", "county_review", "county_review"),
    ("乐丁", "opinion", "opinion"),
    ("金卯", "handed_over", "transfer_handle"),
    ("韦己", "sent_up", "county_receive"),
    ("雷二", "ended_death", ""),
    ("范乙", "noticed", "notice_1_close send_up"),
    ("薛一", "withdrawn", ""),
    ("鲁戊", "noticed", "notice_1_close send_up"),
    ("安乙", "investigating", "end_investigation refer_tell"),
    ("郎丁", "opinion", "sign_opinion"),
    ("顾戊", "investigating", "end_investigation refer_feedback"),
    ("邬甲", "investigating", "end_investigation refer_feedback"),
    ("贺妻", "investigating", "visit"),
    ("费酉", "refused", "close_case"),
    ("何己", "papers_missing", "receive_papers"),
    ("严丑", "handed_over", "transfer_file"),
    ("褚十", "handed_over", "transfer_tell"),
    ("水五", "opinion", "review_meeting"),
    ("彭丙", "objected", "reinvestigate"),
    ("唐申", "refused", "serve"),
    ("常丙", "investigating", "end_investigation refer_file"),
    ("奚甲", "noticed", "notice_1_close send_up"),
    ("吴七", "handed_over", "transfer_handle"),
    ("曹子", "handed_over", "transfer_feedback"),
    ("葛十", "noticed", "notice_1_close send_up"),
    ("窦六", "opinion", "opinion"),
    ("岑亥", "withdrawn", ""),
    ("冯九", "handed_over", "name_unit"),
    ("蒋乙", "acceptance_refused", ""),
    ("倪四", "investigating", "visit"),
    ("柏四", "investigating", "check_report"),
    ("苏八", "opinion", "opinion"),
    ("潘九", "opinion", "notice_1_post"),
    ("章七", "opinion", "sign_opinion"),
    ("邹二", "accepted", "start_investigation"),
    ("王三", "papers_missing", "receive_papers"),
    ("郝十", "investigating", "end_investigation refer_answer"),
    ("喻三", "investigating", "check_rebut"),
    ("沈丙", "withdrawn", ""),
    ("吕庚", "submitted", "check_papers"),
    ("毕九", "investigating", "refer_send visit"),
    ("陈二", "submitted", "check_papers"),
    ("罗八", "investigating", "check_report refer_consent visit"),
    ("孙五", "handed_over", "transfer_sign"),
    ("郑八", "handed_over", "transfer_send"),
    ("杨戊", "accepted", "dispatch"),
    ("谢一", "accepted", "start_investigation"),
    ("孔癸", "accepted", "transfer_send"),
    ("赵四", "accepted", "dispatch"),
    ("许戊", "draft", ""),
    ("张壬", "accepted", "relatives"),
    ("施辛", "submitted", "accept"),
    ("林一", "submitted", "check_papers"),
    ("韩丁", "draft", ""),
]
"""Every case: 示例NAME, its state, and the steps that wait for somebody."""


@pytest.mark.parametrize(("name", "state", "steps"), STANDS)
def test_every_story_ends_where_it_says(county: County, name: str, state: str, steps: str) -> None:
    file = county.file(name)
    assert file.case.state == state
    assert sorted({one.step for one in file.tasks if one.slip_id is None}) == steps.split()


def test_no_case_is_there_that_has_no_story(county: County) -> None:
    assert sorted(case.head_name or "" for case in county.cases) == sorted(
        f"示例{name}" for name, _, _ in STANDS
    )


def test_every_state_of_a_case_occurs(county: County) -> None:
    assert {case.state for case in county.cases} == set(STATES)


def test_every_step_of_the_shipped_processes_was_done_or_waits(county: County) -> None:
    drawn = {
        node.step
        for key in processes.shipped()
        for node in parse((files("processes") / key / "process.bpmn").read_bytes()).nodes.values()
        if node.step
    }
    with county.office.store.read() as work:
        met = {task.step for task in work.tasks.find()}
    assert drawn - met == {"apply"}  # the application is the case itself, never a task


def test_both_townships_and_every_village_have_cases(county: County) -> None:
    assert {case.village for case in county.cases if case.village} >= {EAST, WEST, SOUTH, NORTH}


def test_last_year_was_decided_under_its_own_rules(county: County) -> None:
    old = [case for case in county.cases if case.accepted_on and case.accepted_on.year == 2025]
    assert {(case.regime, case.state) for case in old} == {("R2021", "closed")}
    assert {case.regime for case in county.cases if case not in old and case.accepted_on} == {"R2026"}


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        ("refer", {"drafted", "consented", "sent", "taken", "serving", "fed_back", "told", "closed"}),
        (
            "transfer",
            {"drafted", "sent", "signed", "returned", "naming", "resulted", "fed_back", "told", "closed"},
        ),
    ],
)
def test_handovers_stand_at_every_stage(county: County, kind: str, states: set[str]) -> None:
    with county.office.store.read() as work:
        assert {row.state for row in work.handovers.having(kind=kind)} >= states


def test_slips_stand_at_every_stage_and_rungs_were_climbed(county: County) -> None:
    with county.office.store.read() as work:
        assert {slip.state for slip in work.slips.find()} == {
            "proposed",
            "issued",
            "replied",
            "redo",
            "passed",
            "closed",
        }
        kinds = {message.kind for message in work.messages.find()}
    assert {"late", "leader"} <= kinds


def test_every_register_of_the_flow_has_rows(county: County) -> None:
    with county.office.store.read() as work:
        filled = {entry.register for entry in work.entries.find()}
    assert filled >= {
        "intake",
        "notices",
        "handovers",
        "urgings",
        "relatives",
        "ledger",
        "roster",
        "certificates",
    }


def test_nothing_failed_on_the_way_but_what_is_told(county: County) -> None:
    with county.office.store.read() as work:
        [incident] = work.incidents.find()
        assert not [moment for moment in work.due_moments.find() if moment.attempts]
    assert incident.case_id == next(case.id for case in county.cases if case.head_name == "示例杨戊")


@pytest.mark.parametrize(
    ("name", "state"), [("孙五", "sent"), ("郑八", "returned"), ("冯九", "naming"), ("褚十", "fed_back")]
)
def test_handovers_stand_where_their_story_ends(county: County, name: str, state: str) -> None:
    assert county.handover(name) == state


def test_the_signature_is_due_today_and_so_amber(county: County) -> None:
    row = task(county, "孙五")
    assert row["effective_due"] == "2026-11-24"
    assert row["amber_at"] <= county.office.now() < row["late_at"]


def test_the_department_is_late_and_was_urged(county: County) -> None:
    assert task(county, "周六")["late_at"] <= county.office.now()
    steps = {one.step for one in county.file("周六").tasks if one.slip_id}
    assert steps == {"urge_reply"}


def test_the_extension_moved_the_deadline(county: County) -> None:
    limit = next(one for one in county.file("吴七").limits if one.row == "L06")
    assert limit.extension is not None


def test_the_incident_is_mended_by_a_fact(county: County, tmp_path: Path) -> None:
    made = copied(county, tmp_path)
    office = made.office
    with office.store.read() as work:
        [incident] = work.incidents.find()
    assert "到户籍地的路程（公里）" in incident.message
    facts = {"distance": 35}
    retrying.retry(office, people.actor(office, "fzr"), incident.id, facts=facts, reason="示例：已核实路程")
    assert task(made, "杨戊")["step"] == "escort"
    made.office.store.close()


def test_everything_was_done_in_office_hours_by_several_people(county: County) -> None:
    calendar = calendars.shipped()
    with county.office.store.read() as work:
        table = work.events.table.c
        events = work.events.find(table.by != "system", table.case_no.is_not(None))
    assert all(calendar.is_workday(legal_day(event.at)) for event in events)
    assert all("08:30" <= f"{local(event.at):%H:%M}" <= "17:30" for event in events)
    assert all(event.at < county.office.now() for event in events)
    assert len({event.by for event in events}) >= 10


def test_the_record_proves_itself_and_replays(county: County) -> None:
    assert audit.verify(county.office)["ok"]
    assert audit.replay(county.office) == {"ok": True, "cases": len(STANDS), "first_difference": None}


def test_the_same_moment_gives_the_same_cases(county: County, tmp_path: Path) -> None:
    again = build(tmp_path, TUESDAY)
    assert [_seen(case) for case in again.cases] == [_seen(case) for case in county.cases]
    again.office.store.close()


def _seen(case: Case) -> tuple[Any, ...]:
    return (case.no, case.aid, case.state, case.head_name, case.head_id, case.effective_due, case.event_at)


def test_it_can_be_built_at_night_on_a_rest_day_of_a_year_without_calendar(tmp_path: Path) -> None:
    made = build(tmp_path, "2030-06-08T00:10:00+08:00")
    assert [case.head_name for case in made.cases if case.state == "draft"]
    assert len(made.cases) == len(STANDS)
    made.office.store.close()


def test_a_window_sees_its_own_township_only(county: County) -> None:
    rows = inbox.list_tasks(county.office, people.actor(county.office, "ckx"), queue="all")["items"]
    assert rows
    assert all(row["case_no"].startswith("130399101") for row in rows)


def test_a_database_that_is_not_empty_is_left_alone(county: County) -> None:
    with pytest.raises(NotEmpty):
        demo.build(county.office, full=False)


def test_identity_numbers_are_valid_and_of_the_demo_county() -> None:
    whom = Applicant(name="示例一", village="130399100201", born=date(1958, 4, 12), serial=2)
    assert identity_number(whom.id_no, date(2026, 3, 2)) == whom.id_no
    assert whom.id_no.startswith("13039919580412002")


def test_the_past_counts_back_over_holidays_and_takes_makeup_days() -> None:
    days = working_days(read_moment("2026-02-24T09:00"))
    assert len(days) == LONGEST
    assert [day.isoformat() for day in days[-2:]] == ["2026-02-13", "2026-02-14"]


def test_the_county_has_standards_but_none_for_medical_aid_and_no_tiers(county: County) -> None:
    office = county.office
    rows = standards.list_standards(office, people.actor(office, "sh"))["items"]
    assert {row["aid"] for row in rows} == {"110", "120", "131", "132", "220"}
    assert not [row for row in rows if row["item"].startswith("tier")]
    assert all(row["source"].startswith("示例") for row in rows)
    assert {row["entered_by"]["login"] for row in rows} == {"sh"}


@pytest.mark.parametrize(("on", "amount"), [("2015-12-31", "480.00"), ("2022-04-20", "1020.00")])
def test_the_example_of_the_law_can_be_worked_out_in_it(county: County, on: str, amount: str) -> None:
    given = {
        "aid": "120",
        "area": "130399100",
        "on": date.fromisoformat(on),
        "members": 3,
        "income": Decimal(900),
        "extras": [{"member": "1", "category": "disabled"}],
    }
    by = people.actor(county.office, "jb1")
    assert amounts.preview(county.office, by, given)["amount"] == Decimal(amount)


def test_an_empty_county_has_no_standards(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/empty.db", Ring({1: bytes(range(32))}))
    store.create()
    office = Office(store=store, env="test", clock=fixed(read_moment(TUESDAY)))
    demo.build(office, full=False)
    assert standards.list_standards(office, people.actor(office, "sh"))["items"] == []
    store.close()
