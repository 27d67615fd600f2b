"""Which limits follow from the moments of a case: opening, closing, waiting, recall, stopping, and asking twice."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from engine.limits import Changes, Moment, changes, waiting
from engine.time import iso
from tests.engine.limits.limit_samples import TERMS, after, frame, ids, moment, picture, step_by_step

ACCEPTED = [
    moment("application", "2022-03-25T09:00"),
    moment("acceptance", "2022-03-28T09:00"),
]


def states(moments: list[Moment], **case: object) -> list[tuple[str, str]]:
    limits = step_by_step(moments, frame(**case))  # type: ignore[arg-type]
    return [(limit.row, limit.state) for limit in limits]


def test_acceptance_closes_the_window_limit_and_opens_those_of_its_regime() -> None:
    assert states(ACCEPTED) == [("L01", "met"), ("B01", "open"), ("B06", "open"), ("L02", "open")]


def test_before_acceptance_only_rows_of_every_regime_run() -> None:
    before = changes(TERMS, ACCEPTED[:1], (), frame(regime=None, accepted_on=None), ids())
    assert [limit.row for limit in before.opened] == ["L01"]
    assert before.opened[0].regime is None


def test_a_row_that_waited_for_the_regime_starts_from_its_own_earlier_moment() -> None:
    moments = [moment("application", "2015-03-02T09:00"), moment("acceptance", "2015-03-10T09:00")]
    case = frame(regime=None, accepted_on=None)
    first = after((), changes(TERMS, moments[:1], (), case, ids()))
    accepted = frame(regime="R2012", accepted_on=date(2015, 3, 10))
    second = changes(TERMS, moments, first, accepted, ids())
    urban = next(limit for limit in second.opened if limit.row == "A09")
    assert (urban.started_on, urban.due) == (date(2015, 3, 2), date(2015, 4, 1))


def test_the_row_that_names_an_extension_never_runs_by_itself() -> None:
    assert "B07" not in {limit.row for limit in step_by_step(ACCEPTED, frame(facts={"complicated": True}))}


def test_the_first_of_several_ends_closes() -> None:
    told = [
        ACCEPTED[0],
        moment("papers_notified", "2022-03-28T09:00"),
        moment("acceptance", "2022-04-20T09:00"),
    ]
    window = step_by_step(told, frame())[0]
    assert window.closed_at is not None
    assert (window.state, iso(window.closed_at)) == ("met", "2022-03-28T09:00:00+08:00")


def test_asking_twice_changes_nothing() -> None:
    once = step_by_step(ACCEPTED, frame())
    assert changes(TERMS, ACCEPTED, once, frame(), ids()) == Changes(opened=(), changed=())


def test_a_row_runs_again_each_time_it_starts_again() -> None:
    received = [
        *ACCEPTED,
        moment("county_received", "2022-04-11T09:00"),
        moment("decided", "2022-04-12T09:00"),
    ]
    assert ("B04", "met") in states(received)
    urged = [
        moment("urged", "2022-04-20T09:00", slip_id="s1"),
        moment("urging_replied", "2022-04-21T09:00", slip_id="s1"),
        moment("urged", "2022-04-22T09:00", slip_id="s1"),
    ]
    assert [state for row, state in states([*ACCEPTED, *urged]) if row == "L12"] == ["met", "open"]


def test_a_maximum_keeps_its_first_start_and_a_new_posting_runs_its_own_full_days() -> None:
    twice = [
        *ACCEPTED,
        moment("county_received", "2022-04-11T09:00"),
        moment("county_received", "2022-04-18T09:00"),
    ]
    county = [limit for limit in step_by_step(twice, frame()) if limit.row == "B04"]
    assert [(limit.state, limit.started_on) for limit in county] == [("open", date(2022, 4, 11))]
    posted = [
        *ACCEPTED,
        moment("notice_1_posted", "2022-04-06T09:00"),
        moment("notice_1_posted", "2022-04-11T09:00"),
    ]
    notices = [limit for limit in step_by_step(posted, frame()) if limit.row == "B03"]
    assert [(limit.state, limit.due) for limit in notices] == [
        ("stopped", date(2022, 4, 13)),
        ("open", date(2022, 4, 18)),
    ]


def test_a_conditional_row_waits_for_its_fact_and_a_known_no_keeps_it_away() -> None:
    decided = [*ACCEPTED, moment("decided", "2022-04-12T09:00")]
    assert ("B05", "open") not in states(decided)
    assert ("B05", "open") not in states(decided, facts={"decision": "grant"})
    assert ("B05", "open") in states(decided, facts={"decision": "refuse"})


def test_running_limits_go_by_the_row_they_froze_not_by_a_later_table() -> None:
    running = step_by_step(ACCEPTED, frame())
    shorter = [replace(term, n=1, ends=("served",)) for term in TERMS]
    decided = [*ACCEPTED, moment("decided", "2022-04-12T09:00")]
    later = after(running, changes(shorter, decided, running, frame(), ids()))
    total = next(limit for limit in later if limit.row == "B06")
    assert (total.state, total.n) == ("met", 30)
    assert len([limit for limit in later if limit.row == "B06"]) == 1


def test_an_hour_limit_starts_at_the_minute_and_applies_to_its_kind_of_emergency() -> None:
    accepted = [moment("acceptance", "2026-03-02T10:15")]
    case = frame(aid="220", accepted_on=date(2026, 3, 2), facts={"emergency_kind": "urgent"})
    rows = {limit.row: limit for limit in changes(TERMS, accepted, (), case, ids()).opened}
    assert "E04" not in rows
    assert rows["E01"].started_at == accepted[0].at


def sent(at: str, name: str = "sent") -> Moment:
    return moment(name, at, handover_id="h1")


def handed(*moments: Moment) -> list[tuple[str, str, str, str | None]]:
    limits = step_by_step([*ACCEPTED, *moments], frame(handovers=("h1",)))
    return [
        (
            limit.row,
            limit.started_by.split("@")[0],
            limit.state,
            limit.closed_at and iso(limit.closed_at)[5:16],
        )
        for limit in limits
        if limit.row in ("L04", "L05", "L06", "L07")
    ]


def test_a_drafted_handover_is_to_be_sent_within_days_of_acceptance() -> None:
    assert handed() == [("L04", "acceptance", "open", None)]


def test_without_a_handover_no_sending_is_due() -> None:
    assert not any(row == "L04" for row, _ in states(ACCEPTED))


def test_sending_signing_and_result_pass_the_clock_on() -> None:
    assert handed(
        sent("2022-03-29T09:00"),
        sent("2022-03-30T09:00", "signed"),
        sent("2022-04-08T09:00", "resulted"),
    ) == [
        ("L04", "acceptance", "met", "03-29T09:00"),
        ("L05", "sent", "met", "03-30T09:00"),
        ("L06", "signed", "met", "04-08T09:00"),
        ("L07", "resulted", "open", None),
    ]


def test_a_return_starts_the_sending_again_from_the_return() -> None:
    assert handed(sent("2022-03-29T09:00"), sent("2022-03-30T09:00", "returned")) == [
        ("L04", "acceptance", "met", "03-29T09:00"),
        ("L05", "sent", "met", "03-30T09:00"),
        ("L04", "returned", "open", None),
    ]


def test_a_recall_lets_the_sending_run_on_from_its_original_start() -> None:
    moments = [*ACCEPTED, sent("2022-03-29T09:00"), sent("2022-03-29T15:00", "recalled")]
    limits = step_by_step(moments, frame(handovers=("h1",)))
    sending, signing = [limit for limit in limits if limit.row in ("L04", "L05")]
    assert (sending.state, sending.started_on, sending.due) == ("open", date(2022, 3, 28), date(2022, 3, 30))
    assert (signing.state, signing.in_time) == ("stopped", None)


def test_sending_in_time_recalling_and_sending_late_is_late() -> None:
    assert handed(
        sent("2022-03-29T09:00"),
        sent("2022-03-29T15:00", "recalled"),
        sent("2022-04-20T09:00"),
    ) == [
        ("L04", "acceptance", "met_late", "04-20T09:00"),
        ("L05", "sent", "stopped", "03-29T15:00"),
        ("L05", "sent", "open", None),
    ]


def test_a_recall_after_a_return_goes_back_to_the_time_since_the_return() -> None:
    assert handed(
        sent("2022-03-29T09:00"),
        sent("2022-03-30T09:00", "returned"),
        sent("2022-03-31T09:00"),
        sent("2022-03-31T10:00", "recalled"),
    ) == [
        ("L04", "acceptance", "met", "03-29T09:00"),
        ("L05", "sent", "met", "03-30T09:00"),
        ("L04", "returned", "open", None),
        ("L05", "sent", "stopped", "03-31T10:00"),
    ]


def test_a_referral_is_to_be_sent_within_days_of_the_consent() -> None:
    consented = [*ACCEPTED, moment("consented", "2022-06-06T09:00", handover_id="z1")]
    sending = [limit for limit in step_by_step(consented, frame()) if limit.row == "L04"]
    assert [(limit.started_on, limit.state) for limit in sending] == [(date(2022, 6, 6), "open")]


def test_consent_takes_the_place_of_acceptance_for_a_handover_already_waiting() -> None:
    assert handed(sent("2022-03-30T09:00", "consented")) == [
        ("L04", "acceptance", "stopped", "03-30T09:00"),
        ("L04", "consented", "open", None),
    ]


def test_two_handovers_do_not_close_each_others_limits() -> None:
    moments = [
        *ACCEPTED,
        moment("sent", "2022-03-29T09:00", handover_id="h1"),
        moment("sent", "2022-03-29T09:05", handover_id="h2"),
        moment("signed", "2022-03-30T09:00", handover_id="h2"),
    ]
    limits = step_by_step(moments, frame(handovers=("h1", "h2")))
    signing = {limit.subject.handover_id: limit.state for limit in limits if limit.row == "L05"}
    assert signing == {"h1": "open", "h2": "met"}


def test_withdrawal_stops_everything_open_but_a_complaint() -> None:
    moments = [
        *ACCEPTED,
        sent("2022-03-29T09:00"),
        moment("complaint_received", "2022-03-30T09:00", complaint_id="t1"),
        moment("withdrawn", "2022-06-30T09:00"),
    ]
    limits = step_by_step(moments, frame(handovers=("h1",)))
    assert {limit.row: limit.state for limit in limits} == {
        "L01": "met",
        "B01": "stopped",
        "B06": "stopped",
        "L02": "stopped",
        "L04": "met",
        "L05": "stopped",
        "L13": "open",
    }
    assert all(limit.in_time is None for limit in limits if limit.state == "stopped")


def test_a_limit_stopped_by_hand_stays_stopped() -> None:
    running = step_by_step(ACCEPTED, frame(handovers=("h1",)))
    cancelled = [replace(limit, state="stopped") if limit.row == "L04" else limit for limit in running]
    assert changes(TERMS, ACCEPTED, cancelled, frame(handovers=("h1",)), ids()) == Changes(
        opened=(), changed=()
    )


def test_waiting_lists_rows_of_the_regime_that_have_not_started() -> None:
    running = step_by_step(ACCEPTED, frame())
    rows = dict(waiting(TERMS, running, frame()))
    assert rows["B04"] == ("county_received",)
    assert "B05" in rows, "whether it will be needed is not known yet"
    assert not {"B06", "B07", "B10", "A09", "L12", "L13", "L05"} & rows.keys()
    assert "L05" in dict(waiting(TERMS, running, frame(handovers=("h1",))))
    assert "B05" not in dict(waiting(TERMS, running, frame(facts={"decision": "grant"})))


# What a handover can go through: each act with the acts that may follow it.
FOLLOWS = {
    "drafted": ["sent"],
    "sent": ["signed", "returned", "recalled", "withdrawn"],
    "recalled": ["sent", "withdrawn"],
    "returned": ["sent", "withdrawn"],
    "signed": ["resulted"],
    "resulted": ["decided"],
    "decided": [],
    "withdrawn": [],
}


@st.composite
def histories(draw: st.DrawFn) -> list[Moment]:
    acts, last = [], "drafted"
    while FOLLOWS[last] and len(acts) < 14:
        last = draw(st.sampled_from(FOLLOWS[last]))
        acts.append(last)
    own = {"decided", "withdrawn"}
    return [
        *ACCEPTED,
        *(
            moment(act, f"2022-04-{day:02}T09:00", **({} if act in own else {"handover_id": "h1"}))
            for day, act in enumerate(acts, start=1)
        ),
    ]


@given(histories())
def test_one_command_after_another_and_all_at_once_give_the_same_limits(moments: list[Moment]) -> None:
    case = frame(handovers=("h1",))
    assert picture(step_by_step(moments, case)) == picture(changes(TERMS, moments, (), case, ids()).opened)


@given(histories())
def test_no_sequence_of_acts_loses_the_limit_of_a_handover(moments: list[Moment]) -> None:
    limits = step_by_step(moments, frame(handovers=("h1",)))
    last = moments[-1].name
    open_rows = [limit.row for limit in limits if limit.state == "open" and limit.subject.handover_id]
    expected = {
        "acceptance": ["L04"],
        "sent": ["L05"],
        "recalled": ["L04"],
        "returned": ["L04"],
        "signed": ["L06"],
        "resulted": ["L07"],
        "decided": ["L07"],
        "withdrawn": [],
    }
    assert open_rows == expected[last]
    starts = {limit.started_on for limit in limits if limit.row == "L04"}
    returns = {each.on for each in moments if each.name == "returned"}
    assert starts == {date(2022, 3, 28)} | returns
