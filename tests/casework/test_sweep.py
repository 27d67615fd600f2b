"""What is due happens once, in order, and a broken case stops no other."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from assistance.supervision import Slip
from casework import audit, incidents, people, retrying, slips, sweep
from casework.office import Office
from casework.sweep import Fired, due
from engine.time import read_moment
from store.tables.audit import Message
from store.tables.flow import DueMoment
from tests.casework.desk import Desk


@pytest.fixture
def urged(office: Office, desk: Desk) -> str:
    """A case whose open step was urged at 09:00 on Monday 2026-03-02: a timer waits for the reply (L12)."""
    no = desk.open()
    by, task = desk.who("db"), desk.task(no, "check_papers")
    slips.issue(office, by, no, task_id=task, text="示例：请尽快办理")
    return no


def rows(office: Office) -> list[DueMoment]:
    """What a sweep looks after: timers and rungs, without documents that wait to be drawn."""
    with office.store.read() as work:
        table = work.due_moments.table.c
        return work.due_moments.find(table.kind != sweep.JOB, order=[table.due_at, table.id])


def told(office: Office, kind: str) -> list[Message]:
    with office.store.read() as work:
        return work.messages.find(work.messages.table.c.kind == kind)


def break_instance(office: Office) -> bytes:
    """Make the instance that waits for a timer unreadable; what it was before."""
    with office.store.begin() as work:
        timer = next(row for row in work.due_moments.find() if row.kind == "timer")
        instance = work.instances.get(timer.subject)
        work.instances.put(replace(instance, tokens=b"broken"))
        return instance.tokens


def test_nothing_is_due_before_its_moment(office: Office, urged: str) -> None:
    assert rows(office)
    assert sweep.sweep(office) == Fired(fired=0, failed=0)


def test_a_late_limit_is_told_once_to_whoever_works_under_it_and_to_the_head(
    office: Office, desk: Desk
) -> None:
    desk.open()
    late = rows(office)[0]
    office.clock.at = late.due_at - timedelta(seconds=1)
    assert sweep.sweep(office).fired == 0
    office.clock.at = late.due_at
    assert sweep.sweep(office) == Fired(fired=1, failed=0)
    assert sweep.sweep(office) == Fired(fired=0, failed=0)
    found = told(office, "late")
    assert [(message.to, message.key) for message in found] == [
        ("window@130399100", f"late:{late.subject}"),
        ("head@130399100", f"late:{late.subject}:1"),
    ]
    assert {message.due_moment for message in found} == {late.id}
    assert all(str(message.case_no) in message.subject for message in found)


def test_a_timer_fires_once_at_its_moment(office: Office, urged: str) -> None:
    timer = next(row for row in rows(office) if row.kind == "timer")
    office.clock.at = timer.due_at
    done = sweep.sweep_all(office)
    assert done.failed == 0
    assert timer.id not in {row.id for row in rows(office)}
    assert [message.to for message in told(office, "slip_late")] == ["db"]
    assert sweep.sweep(office) == Fired(fired=0, failed=0)


def test_two_sweeps_at_once_fire_everything_once(office: Office, urged: str) -> None:
    office.clock.to("2026-06-01T09:00")
    count = len(rows(office))
    found: list[Fired] = []
    threads = [threading.Thread(target=lambda: found.append(sweep.sweep(office))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.failed for one in found) == 0
    assert sum(one.fired for one in found) + sweep.sweep_all(office).fired >= count
    assert len(told(office, "slip_late")) == 1
    assert rows(office) == []


def test_a_broken_case_rests_and_the_others_go_on(office: Office, urged: str) -> None:
    break_instance(office)
    office.clock.to("2026-06-01T09:00")
    count = len(rows(office))
    assert sweep.sweep(office) == Fired(fired=count - 1, failed=1)
    sweep.sweep_all(office)
    (left,) = rows(office)
    assert left.attempts == 1
    assert left.retry_at is not None
    assert left.retry_at > office.machine()
    assert sweep.sweep(office) == Fired(fired=0, failed=0)


def test_a_broken_case_is_tried_again_after_its_rest(office: Office, urged: str) -> None:
    tokens = break_instance(office)
    office.clock.to("2026-06-01T09:00")
    sweep.sweep_all(office)
    (left,) = rows(office)
    with office.store.begin() as work:
        work.instances.put(replace(work.instances.get(left.subject), tokens=tokens))
    assert sweep.sweep(office).fired == 0
    later = replace(office, machine=lambda: left.retry_at)
    assert sweep.sweep_all(later) == Fired(fired=1, failed=0)
    assert [message.to for message in told(office, "slip_late")] == ["db"]


def lose_slip(office: Office) -> Slip:
    """Take away what the timer's operation reads, so that its step fails; it can be given back."""
    with office.store.begin() as work:
        (slip,) = work.slips.find()
        work.slips.remove(work.slips.table.c.id == slip.id)
        return slip


def test_a_step_that_fails_files_one_incident_however_often_it_is_tried(office: Office, urged: str) -> None:
    lose_slip(office)
    office.clock.to("2026-06-01T09:00")
    assert sweep.sweep_all(office).failed == 1
    (left,) = rows(office)
    later = replace(office, machine=lambda: left.retry_at)
    assert sweep.sweep(later) == Fired(fired=0, failed=1)
    with office.store.read() as work:
        (incident,) = work.incidents.find()
    assert (incident.command, incident.by, incident.state) == ("timer.fire", "system", "open")
    assert rows(office)[0].attempts == 2


def test_an_incident_of_a_timer_is_over_once_the_timer_has_fired(office: Office, urged: str) -> None:
    slip = lose_slip(office)
    office.clock.to("2026-06-01T09:00")
    sweep.sweep_all(office)
    with office.store.begin() as work:
        work.slips.add(slip)
    (left,) = rows(office)
    assert sweep.sweep(replace(office, machine=lambda: left.retry_at)) == Fired(fired=1, failed=0)
    with office.store.read() as work:
        assert [row.state for row in work.incidents.find()] == ["mended"]


def test_the_head_gives_a_failed_timer_again(office: Office, urged: str) -> None:
    slip = lose_slip(office)
    office.clock.to("2026-06-01T09:00")
    sweep.sweep_all(office)
    with office.store.begin() as work:
        (incident,) = work.incidents.find()
        work.slips.add(slip)
    retrying.retry(office, people.actor(office, "fzr"), incident.id, reason="示例：督办单已补回")
    assert rows(office) == []
    assert [message.to for message in told(office, "slip_late")] == ["db"]


def test_a_timer_that_fails_when_given_again_is_a_new_incident(office: Office, urged: str) -> None:
    lose_slip(office)
    office.clock.to("2026-06-01T09:00")
    sweep.sweep(office)
    with office.store.read() as work:
        (incident,) = work.incidents.find()
    with pytest.raises(incidents.IncidentFiled):
        retrying.retry(office, people.actor(office, "fzr"), incident.id, reason="示例：再试一次")
    with office.store.read() as work:
        assert sorted(row.state for row in work.incidents.find()) == ["mended", "open"]


def test_a_clock_set_back_before_the_case_leaves_the_moment_alone(office: Office, urged: str) -> None:
    first = rows(office)[0]
    with office.store.begin() as work:
        case = work.cases.get(first.case_id)
        work.cases.put(replace(case, event_at=read_moment("2026-12-01T09:00")))
    office.clock.to("2026-06-01T09:00")
    assert sweep.sweep(office) == Fired(fired=0, failed=0)
    assert rows(office)[0].attempts == 0


def test_a_moment_of_another_subject_is_left_when_one_is_woken(office: Office, urged: str) -> None:
    office.clock.to("2026-06-01T09:00")
    first, *others = due(office)
    assert sweep.wake(office, first.subject) == Fired(fired=1, failed=0)
    assert {row.id for row in others} <= {row.id for row in rows(office)}


def test_at_most_so_many_are_fired_in_one_sweep(office: Office, urged: str) -> None:
    office.clock.to("2026-06-01T09:00")
    assert sweep.sweep(office, limit=1) == Fired(fired=1, failed=0)


def test_what_a_sweep_did_can_be_replayed(office: Office, urged: str) -> None:
    slip = lose_slip(office)
    office.clock.to("2026-03-06T09:00")  # before a rung would miss the slip too
    assert sweep.sweep_all(office).failed == 1
    with office.store.begin() as work:
        work.slips.add(slip)
    left = next(row for row in rows(office) if row.kind == "timer")
    office.clock.to("2026-06-01T09:00")
    sweep.sweep_all(replace(office, machine=lambda: left.retry_at))
    assert rows(office) == []
    assert audit.verify(office)["ok"]
    assert audit.replay(office)["first_difference"] is None
