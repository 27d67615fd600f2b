"""留痕: every change of an event is found and named, and every case can be built again from its events."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from casework import audit, calendars, people, processes
from engine.limits import Day
from store.tables.audit import counter, event
from store.tables.base import metadata
from store.tables.case import case
from store.tables.people import GrantRow
from store.work import Store
from tests.casework.desk import Desk
from tests.casework.test_calendars import FRIDAY_OFF

OTHER: dict[str, Any] = {
    "id": "another",
    "chain": "another",
    "seq": 77,
    "county": "130398",
    "case_no": "130399100-2026-000099",
    "command": "task.claim",
    "by": "ck2",
    "role": "head",
    "for_whom": "ck2",
    "drawn": ["another"],
    "versions": {"calendar": 9},
    "digest": "0" * 64,
    "previous": "0" * 64,
    "hash": "0" * 64,
}
"""A value for each column that a liar might write there."""


@contextmanager
def tampered(store: Store, change: Any) -> Iterator[None]:
    """One change behind the office's back, undone afterwards."""
    with store.engine.begin() as connection:
        before = [dict(row) for row in connection.execute(select(event)).mappings()]
        connection.execute(change)
    try:
        yield
    finally:
        with store.engine.begin() as connection:
            connection.execute(delete(event))
            connection.execute(insert(event), before)


def middle(store: Store) -> tuple[str, int]:
    """The third event of the case."""
    with store.read() as work:
        chain = work.cases.find()[0].id
    return chain, 3


def test_untouched_chains_are_whole(desk: Desk) -> None:
    desk.closed()
    found = audit.verify(desk.office)
    assert (found["ok"], found["first_bad"], found["chains"]) == (True, None, 2)
    assert found["events"] == len(desk.everything()["event"])


def test_a_change_of_any_column_of_any_event_is_found_and_named(desk: Desk) -> None:
    no = desk.open()
    desk.accept(no)
    chain, seq = middle(desk.office.store)
    sealed = desk.office.store.ring.seal({"x": 1}, "event.given")
    for column in event.columns:
        with desk.office.store.read() as work:
            at = work.events.first(event.c.chain == chain, event.c.seq == seq)
        assert at is not None
        values = {
            **OTHER,
            "at": at.at.replace(microsecond=at.at.microsecond ^ 1),
            "given": sealed,
            "history": desk.office.store.ring.seal({"lines": [], "moments": []}, "event.history"),
        }
        change = (
            update(event)
            .where(event.c.chain == chain, event.c.seq == seq)
            .values({column.name: values[column.name]})
        )
        with tampered(desk.office.store, change):
            found = audit.verify(desk.office)
            assert not found["ok"], column.name
            assert found["first_bad"]["why"], column.name
            if column.name not in ("chain", "seq"):
                named = OTHER["case_no"] if column.name == "case_no" else no
                assert (found["first_bad"]["case_no"], found["first_bad"]["seq"]) == (named, seq), column.name
    assert audit.verify(desk.office)["ok"]


def test_ciphertext_that_does_not_open_is_a_finding_and_no_crash(desk: Desk) -> None:
    no = desk.open()
    desk.accept(no)
    chain, seq = middle(desk.office.store)
    with desk.office.store.engine.connect() as connection:
        right = bytes(
            connection.scalar(select(event.c.given).where(event.c.chain == chain, event.c.seq == seq)) or b""
        )
    spoiled = right[:-1] + bytes([right[-1] ^ 1])
    for column in ("given", "history"):
        for blob in (spoiled, right[:9], b"", b"\x01\x09" + right[2:]):
            change = update(event).where(event.c.chain == chain, event.c.seq == seq).values({column: blob})
            with tampered(desk.office.store, change):
                found = audit.verify(desk.office)["first_bad"]
                assert (found["case_no"], found["seq"], found["why"]) == (no, seq, "内容被改动，无法读出")


def test_text_that_is_no_json_is_a_finding_too(desk: Desk) -> None:
    no = desk.open()
    change = text("update event set drawn = '{' where case_no = :no").bindparams(no=no)
    with tampered(desk.office.store, change):
        assert audit.verify(desk.office)["first_bad"]["case_no"] == no


def test_a_missing_event_is_found_wherever_it_was(desk: Desk) -> None:
    no = desk.open()
    desk.accept(no)
    chain, _ = middle(desk.office.store)
    with desk.office.store.read() as work:
        last = len(work.events.find(event.c.chain == chain))
    for seq, why in ((1, "缺少事件"), (3, "缺少事件"), (last, "最后的事件被删除")):
        with tampered(desk.office.store, delete(event).where(event.c.chain == chain, event.c.seq == seq)):
            found = audit.verify(desk.office)["first_bad"]
            assert (found["case_no"], found["why"]) == (no, why), seq
    with tampered(desk.office.store, delete(event).where(event.c.chain == chain)):
        assert audit.verify(desk.office)["first_bad"]["why"] == "最后的事件被删除"
    house = (
        select(event.c.seq)
        .where(event.c.chain == "house")
        .order_by(event.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    with tampered(desk.office.store, delete(event).where(event.c.chain == "house", event.c.seq == house)):
        assert not audit.verify(desk.office)["ok"]
    assert counter.name == "counter"


def test_a_head_that_the_case_does_not_remember_is_found(desk: Desk) -> None:
    no = desk.open()
    with desk.office.store.engine.begin() as connection:
        connection.execute(update(case).values(event_hash="0" * 64))
    assert audit.verify(desk.office)["first_bad"]["case_no"] == no


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("case", "state", "granted"),
        ("case", "head_name", "示例乙"),
        ("task", "done_by", "ck2"),
        ("limit", "due", "2026-12-31"),
        ("handover", "amount", 100001),
        ("case_moment", "on", None),
        ("form_entry", "by", "ck2"),
        ("document", "title", "示例"),
        ("fact", "facts", {"route": "own"}),
        ("instance", "tokens", b"x"),
    ],
)
def test_a_row_changed_behind_the_office_is_named_by_replay(
    quick: Desk, table: str, column: str, value: Any
) -> None:
    no, _ = quick.told()
    changed = metadata.tables[table]
    with quick.office.store.engine.begin() as connection:
        connection.execute(update(changed).values({column: date(2020, 1, 1) if value is None else value}))
    assert audit.verify(quick.office)["ok"]
    found = audit.replay(quick.office)
    assert not found["ok"]
    assert (found["first_difference"]["case_no"], found["first_difference"]["why"].split("：")[0]) == (
        no,
        f"{table}.{column}",
    )


def test_a_row_added_or_taken_away_is_found_by_replay(quick: Desk) -> None:
    quick.told()
    documents = metadata.tables["document"]
    with quick.office.store.engine.begin() as connection:
        one = connection.scalars(select(documents.c.id)).first()
        connection.execute(delete(documents).where(documents.c.id == one))
    assert audit.replay(quick.office)["first_difference"]["why"].startswith("document：存有")


def test_replay_counts_by_the_calendar_and_runs_on_the_versions_of_the_day(desk: Desk) -> None:
    no, _ = desk.signed()
    calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF])
    other = desk.open()
    calendars.load(
        desk.office, desk.who("xt"), [Day(date=FRIDAY_OFF.date, is_workday=True, name="", source="示例")]
    )
    with desk.office.store.begin() as work:
        table = work.processes.table
        [row] = work.processes.find(table.c.key == "one-window")
        work.take_out_of_force("one-window")
        renamed = row.files["process.bpmn"].replace("check_papers", "check_all")
        drawn = renamed.replace('name="step" value="check_all"', 'name="step" value="check_papers"')
        files = {**row.files, "process.bpmn": drawn}
        work.processes.add(replace(row, id="one-window-2", number=2, files=files, sha256="2" * 64))
    newest = desk.open()
    assert {one["version"] for one in desk.case(newest)["instances"]} == {2}
    assert {one["version"] for one in desk.case(other)["instances"]} == {1}
    desk.accept(newest)
    desk.accept(other)
    assert no
    desk.proved()


def test_replay_of_chosen_cases_and_of_one_that_is_not_there(quick: Desk) -> None:
    no, other = quick.open(), quick.open()
    assert audit.replay(quick.office, [no, other])["cases"] == 2
    with quick.refused("E_NOT_FOUND"):
        audit.replay(quick.office, ["130399100-2026-000099"])


def test_the_auditor_reads_the_logs_of_the_own_area_with_a_purpose(desk: Desk) -> None:
    desk.open()
    by = desk.who("sjj")
    for read in (audit.events, audit.access, audit.verify_for):
        with desk.refused("E_PURPOSE"):
            read(desk.office, by)
        with desk.refused("E_FORBIDDEN"):
            read(desk.office, desk.who("db", purpose="示例：核实"))
    by = desk.who("sjj", purpose="示例：专项审计")
    found = audit.events(
        desk.office, by, filters={"command": "case.open", "from": "2026-03-02", "to": "2026-03-02"}
    )
    assert [(one["command"], one["by"]["login"], one["by"]["role"]) for one in found["items"]] == [
        ("case.open", "ck1", "window")
    ]
    assert "given" not in found["items"][0]
    read = audit.access(desk.office, by, filters={"by": "sjj"})["items"]
    assert [(one["what"], one["purpose"]) for one in read] == [("audit:events", "示例：专项审计")]
    for read_log, filters in ((audit.access, {"command": "x"}), (audit.events, {"given": "x"})):
        with desk.refused("E_BAD_REQUEST"):
            read_log(desk.office, by, filters=filters)


def test_an_auditor_of_another_township_sees_nothing_of_this_one(desk: Desk) -> None:
    no = desk.open()
    with desk.office.command("person.add", desk.who("xt"), {}) as command:
        people.add_person(command, login="sj9", name="示例审计乙", password="x", grants=[])
        command.work.grants.add(
            GrantRow(
                id="sj9",
                login="sj9",
                role="auditor",
                area="130399101",
                unit=None,
                valid_from=date(2000, 1, 1),
                valid_to=None,
            )
        )
    by = desk.who("sj9", purpose="示例：专项审计")
    for read in (audit.events, audit.access):
        assert no not in str(read(desk.office, by)["items"])


def test_heads_are_anchored_once_a_county_and_day(desk: Desk) -> None:
    desk.open()
    assert audit.anchor(desk.office) == 0
    desk.at("2026-03-03T00:00")
    assert (audit.anchor(desk.office), audit.anchor(desk.office)) == (1, 0)
    desk.open()
    desk.at("2026-03-04T00:00")
    assert audit.anchor(desk.office) == 1
    with desk.office.store.read() as work:
        anchors = work.anchors.find(order=[work.anchors.table.c.day])
    assert [(one.county, one.chains) for one in anchors] == [("130399", 1), ("130399", 2)]
    assert anchors[0].hash != anchors[1].hash
    assert audit.verify(desk.office)["ok"]


def test_an_anchor_that_no_longer_holds_is_named(desk: Desk) -> None:
    desk.open()
    desk.at("2026-03-03T00:00")
    audit.anchor(desk.office)
    with desk.office.store.begin() as work:
        work.anchors.put(replace(work.anchors.find()[0], hash="0" * 64))
    assert "2026-03-03" in audit.verify(desk.office)["first_bad"]["why"]


def test_syncing_unchanged_processes_makes_no_version(quick: Desk) -> None:
    assert processes.sync(quick.office) == []
