"""Timers obey the command's clock alone, fire in order of due time, and reckon in calendar months of Shanghai."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.runtime import (
    Advance,
    Context,
    Definition,
    DefinitionRefused,
    StepFailed,
    complete,
    look,
    retime,
    send,
    start,
    waiting_messages,
    wake,
)
from engine.runtime.timers import cycle_of, due_of, is_duration
from engine.time import read_moment
from tests.engine.runtime.drawings import boundary, diagram, ends, flow, message, path, tasks, timer

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


def at(moment: datetime = NOON, **more: object) -> Context:
    return Context(now=moment, seed="t", **more)  # type: ignore[arg-type]


def nodes(advance: Advance) -> list[str]:
    return sorted(task.node.id for task in advance.open_tasks)


def passed(advance: Advance) -> list[str]:
    return [each.node.id for each in advance.passed]


def waiting(text: str, kind: str = "timeDuration") -> Definition:
    event = f'<intermediateCatchEvent id="wait">{timer(text, kind)}</intermediateCatchEvent>'
    return diagram('<startEvent id="st"/>' + event + ends("e") + path("st", "wait", "e"))


def guarded(*events: str) -> Definition:
    """A task with boundary events b0, b1, …, each leading to a task s0, s1, … of its own."""
    body = '<startEvent id="st"/>' + tasks("a") + ends("e") + path("st", "a", "e") + "".join(events)
    for number in range(len(events)):
        body += tasks(f"s{number}") + ends(f"e{number}") + path(f"b{number}", f"s{number}", f"e{number}")
    return diagram(body)


REMIND = guarded(boundary("b0", "a", timer('"R3/P1D"', "timeCycle"), interrupting=False))
DAY = timedelta(days=1)


def test_a_timer_is_due_at_the_instant_itself_and_not_before() -> None:
    definition = waiting('"P5D"')
    begun = start(definition, at())
    assert begun.timers[0].due_at == NOON + 5 * DAY
    before = wake(definition, begun.state, at(NOON + 5 * DAY - timedelta(seconds=1)))
    assert before.state == begun.state
    assert before.fired == ()
    assert wake(definition, begun.state, at(NOON + 5 * DAY)).ended


def test_the_clock_may_jump_nine_years_forth_and_back() -> None:
    definition = waiting('"P5D"')
    for year in (2035, 2017, 2026, 2044):
        moment = NOON.replace(year=year)
        begun = start(definition, at(moment))
        assert begun.timers[0].due_at == moment + 5 * DAY
        assert not wake(definition, begun.state, at(moment - 3650 * DAY)).ended
        assert wake(definition, begun.state, at(moment + 3650 * DAY)).ended


def test_the_machines_clock_is_not_in_the_state(monkeypatch: pytest.MonkeyPatch) -> None:
    states = []
    for moment in (0.0, 4e9):
        monkeypatch.setattr(time, "time", lambda moment=moment: moment)
        begun = start(REMIND, at())
        states.append((begun.state, wake(REMIND, begun.state, at(NOON + DAY)).state))
    assert states[0] == states[1]


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ('"P1M"', "timeDuration", "2026-02-28T09:00"),
        ('"P1Y1M"', "timeDuration", "2027-02-28T09:00"),
        ('"P2W"', "timeDuration", "2026-02-14T09:00"),
        ('"PT36H"', "timeDuration", "2026-02-01T21:00"),
        ('"2026-03-05"', "timeDate", "2026-03-05T00:00"),
        ('"2026-03-05T10:15"', "timeDate", "2026-03-05T10:15"),
        ('"2026-03-05T10:15:00+00:00"', "timeDate", "2026-03-05T18:15"),
        ("limit_end('B03')", "timeDate", "2026-04-01T00:00"),
        ("limit_end('L12')", "timeDuration", "2026-04-02T17:30"),
    ],
)
def test_due_times_are_calendar_time_in_shanghai(text: str, kind: str, due: str) -> None:
    limits = {"B03": date(2026, 4, 1), "L12": datetime(2026, 4, 2, 9, 30, tzinfo=UTC)}
    now = read_moment("2026-01-31T09:00")
    begun = start(waiting(text, kind), at(now, functions={"limit_end": limits.__getitem__}))
    assert begun.timers[0].due_at == read_moment(due)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("P5D", "timeDuration"),
        ('"5 days"', "timeDuration"),
        ('"-P5D"', "timeDuration"),
        ('"P"', "timeDuration"),
        ('"PT"', "timeDuration"),
        ('"P99999999Y"', "timeDuration"),
        ('"P5D"', "timeDate"),
        ('"2026-02-30"', "timeDate"),
        ("3 * 5", "timeDuration"),
        ("due_day", "timeDate"),
        ("workdays(5)", "timeDuration"),
    ],
)
def test_a_timer_that_is_no_time_is_refused_when_parsed(text: str, kind: str) -> None:
    with pytest.raises(DefinitionRefused) as refused:
        waiting(text, kind)
    assert refused.value.element_id == "wait"


@pytest.mark.parametrize(
    "text", ['"R/PT0S"', '"R/PT59S"', '"R3"', '"PT1H"', '"0 0 * * *"', '"R3/P"', '"R9999/P1D"']
)
def test_a_cycle_that_would_never_rest_or_never_fire_is_refused(text: str) -> None:
    with pytest.raises(DefinitionRefused):
        guarded(boundary("b0", "a", timer(text, "timeCycle"), interrupting=False))


def test_a_cycle_that_interrupts_is_refused() -> None:
    with pytest.raises(DefinitionRefused, match="循环定时只能用在不中断的边界事件上"):
        guarded(boundary("b0", "a", timer('"R3/P1D"', "timeCycle")))


def test_a_limit_that_is_not_there_is_an_incident() -> None:
    with pytest.raises(StepFailed, match="没有给出时间") as failed:
        start(waiting("limit_end('B03')", "timeDate"), at(functions={"limit_end": lambda _: None}))
    assert failed.value.element_id == "wait"


def test_a_cycle_fires_as_often_as_it_says_and_its_paths_run_side_by_side() -> None:
    here = start(REMIND, at())
    for day in (1, 2, 3):
        assert [each.due_at for each in here.timers] == [NOON + day * DAY]
        fired = here.timers[0].id
        here = wake(REMIND, here.state, at(NOON + day * DAY))
        assert here.fired == (fired,)
        assert passed(here) == ["b0"]
    assert here.timers == ()
    assert nodes(here) == ["a", "s0", "s0", "s0"]


def test_a_late_cycle_fires_once_and_counts_the_missed_turns_as_past() -> None:
    here = wake(REMIND, start(REMIND, at()).state, at(NOON + 2.5 * DAY))
    assert nodes(here) == ["a", "s0"]
    assert [each.due_at for each in here.timers] == [NOON + 3 * DAY]
    endless = guarded(boundary("b0", "a", timer('"R/P1M"', "timeCycle"), interrupting=False))
    late = wake(endless, start(endless, at()).state, at(NOON.replace(year=2035, day=3)))
    assert nodes(late) == ["a", "s0"]
    assert late.timers[0].due_at == NOON.replace(year=2035, month=4)


def test_a_monthly_cycle_does_not_creep_away_from_the_end_of_the_month() -> None:
    monthly = guarded(boundary("b0", "a", timer('"R/2026-01-31T09:00/P1M"', "timeCycle"), interrupting=False))
    here = start(monthly, at(read_moment("2026-01-30T09:00")))
    seen = []
    for _ in range(4):
        due = here.timers[0].due_at
        seen.append(due)
        here = wake(monthly, here.state, at(due))
    days = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")
    assert seen == [read_moment(f"{day}T09:00") for day in days]


def test_the_side_path_of_a_cycle_goes_on_when_the_activity_is_over() -> None:
    here = wake(REMIND, start(REMIND, at()).state, at(NOON + DAY))
    task = next(task for task in here.open_tasks if task.node.id == "a")
    here = complete(REMIND, here.state, task.id, at(NOON + DAY))
    assert nodes(here) == ["s0"]
    assert here.timers == ()
    assert not here.ended
    assert complete(REMIND, here.state, here.open_tasks[0].id, at()).ended


def test_of_two_timers_due_at_once_the_earlier_interrupts_and_the_later_is_gone() -> None:
    definition = guarded(boundary("b0", "a", timer('"P2D"')), boundary("b1", "a", timer('"P1D"')))
    here = wake(definition, start(definition, at()).state, at(NOON + 9 * DAY))
    assert nodes(here) == ["s1"]
    assert len(here.fired) == 1


def test_a_reminder_that_fires_first_lets_no_two_later_timers_interrupt() -> None:
    definition = guarded(
        boundary("b0", "a", timer('"P1D"'), interrupting=False),
        boundary("b1", "a", timer('"P3D"')),
        boundary("b2", "a", timer('"P2D"')),
    )
    here = wake(definition, start(definition, at()).state, at(NOON + 9 * DAY))
    assert passed(here) == ["b0", "b2"]
    assert nodes(here) == ["s0", "s2"]


def test_reminders_before_an_interrupting_timer_fire_first_also_when_woken_late() -> None:
    definition = guarded(
        boundary("b0", "a", timer('"P5D"')), boundary("b1", "a", timer('"P3D"'), interrupting=False)
    )
    here = wake(definition, start(definition, at()).state, at(NOON + 9 * DAY))
    assert passed(here) == ["b1", "b0"]
    assert nodes(here) == ["s0", "s1"]


def test_a_message_that_does_not_interrupt_may_come_again_and_again() -> None:
    definition = guarded(boundary("b0", "a", message(), interrupting=False))
    here = start(definition, at())
    for count in (1, 2, 3):
        here = send(definition, here.state, "m", at())
        assert nodes(here) == ["a", *["s0"] * count]
    task = next(task for task in here.open_tasks if task.node.id == "a")
    assert nodes(complete(definition, here.state, task.id, at())) == ["s0"] * 3


@pytest.mark.parametrize("interrupting", [(False, True), (True, False)])
def test_a_message_that_interrupts_and_reminds_at_once_leaves_nobody_waiting(
    interrupting: tuple[bool, bool],
) -> None:
    definition = guarded(
        *(boundary(f"b{n}", "a", message(), interrupting=stops) for n, stops in enumerate(interrupting))
    )
    here = send(definition, start(definition, at()).state, "m", at())
    assert nodes(here) == ["s0", "s1"]
    assert waiting_messages(definition, here.state) == frozenset()
    for task in here.open_tasks:
        here = complete(definition, here.state, task.id, at())
    assert here.ended


def test_a_cycle_that_turns_for_a_year_leaves_no_trace_of_its_turns() -> None:
    definition = diagram(
        '<startEvent id="st"/>'
        + tasks("a")
        + ends("e", "told")
        + boundary("b", "a", timer('"R/P1D"', "timeCycle"), interrupting=False)
        + path("st", "a", "e")
        + path("b", "told")
    )
    here, sizes = start(definition, at()), []
    for day in range(1, 366):
        here = wake(definition, here.state, at(NOON + day * DAY))
        sizes.append(len(here.state))
    assert max(sizes) - min(sizes) < 20


def test_a_limit_that_moved_moves_the_timer_and_a_fixed_one_stays() -> None:
    definition = guarded(
        boundary("b0", "a", timer("limit_end('B03')", "timeDate"), interrupting=False),
        boundary("b1", "a", timer('"P5D"'), interrupting=False),
    )
    begun = start(definition, at(functions={"limit_end": lambda _: NOON + 10 * DAY}))
    later = retime(
        definition, begun.state, at(NOON + 2 * DAY, functions={"limit_end": lambda _: NOON + 25 * DAY})
    )
    assert {each.node_id: each.due_at for each in later.timers} == {
        "b0": NOON + 25 * DAY,
        "b1": NOON + 5 * DAY,
    }
    assert later.fired == ()
    assert look(definition, later.state).timers == later.timers
    same = retime(definition, later.state, at(functions={"limit_end": lambda _: NOON + 25 * DAY}))
    assert same.state == later.state


def test_an_endless_timer_loop_is_an_incident_not_a_hang() -> None:
    definition = diagram(
        '<startEvent id="st"/><exclusiveGateway id="m"/><exclusiveGateway id="x" default="on"/>'
        + ends("e")
        + f'<intermediateCatchEvent id="wait">{timer(chr(34) + "PT0S" + chr(34))}</intermediateCatchEvent>'
        + path("st", "m", "wait", "x")
        + flow("x", "m", "1 == 1")
        + flow("x", "e", "", "on")
    )
    with pytest.raises(StepFailed, match="自动步骤超过 500 步"):
        start(definition, at())


def test_what_counts_as_a_time() -> None:
    assert is_duration("P1DT2H")
    assert not is_duration("P1D2H")
    assert due_of("P0D", NOON) == NOON
    assert due_of(5, NOON) is None
    assert due_of("soon", NOON) is None
    assert cycle_of("R2/2026-03-05T00:00+08:00/P1D") == (2, read_moment("2026-03-05T00:00"), "P1D")
    assert cycle_of("R/later/P1D") is None
