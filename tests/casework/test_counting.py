"""D1–D13 through the commands: the day that counts, the limits it gives, and the regime it fixes."""

import pytest

from tests.casework.desk import Desk


def accepted(desk: Desk, day: str, aid: str = "310", apply_on: str | None = None) -> str:
    """A case accepted at ten on this day; its number."""
    desk.at(f"{apply_on or day}T09:00")
    no = desk.open(aid=aid)
    desk.at(f"{day}T10:00")
    desk.accept(no)
    return no


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-02-13", "2026-02-14"),  # Friday; the Saturday is worked for the holiday
        ("2026-02-14", "2026-02-24"),  # D3: accepted on that Saturday, the days off do not count
        ("2026-02-15", "2026-02-24"),  # accepted in the holiday itself
        ("2026-03-07", "2026-03-09"),  # a plain Saturday counts as the day of the event
        ("2026-12-31", "2027-01-01"),  # into a year that is not in the table: Monday to Friday
    ],
)
def test_the_event_has_its_own_date_and_working_days_follow_it(quick: Desk, day: str, due: str) -> None:
    no = accepted(quick, day)
    limit = quick.limits(no)["L02"]
    assert (limit["due"], limit["provisional"]) == (due, day.startswith("2026-12"))


def test_accepting_late_at_night_counts_on_that_day(quick: Desk) -> None:
    quick.at("2026-03-02T09:00")
    no = quick.open()
    quick.at("2026-03-02T23:59:30")
    quick.accept(no)
    assert quick.limits(no)["L02"]["due"] == "2026-03-03"


def test_the_acceptance_on_the_form_counts_and_not_the_day_it_was_typed(desk: Desk) -> None:
    desk.at("2026-03-02T09:00")
    no = desk.open()
    desk.at("2026-03-06T09:00")
    desk.accept(no, at="2026-03-04T16:00:00+08:00")
    case, limits = desk.case(no), desk.limits(no)
    acceptance = next(one for one in case["moments"] if one["name"] == "acceptance")
    assert str(acceptance["on"]) == "2026-03-04"
    assert (limits["L01"]["state"], limits["L01"]["in_time"]) == ("met", True)
    assert (limits["L02"]["due"], limits["L02"]["colour"]) == ("2026-03-05", "red")


def test_acceptance_lies_between_the_application_and_now(quick: Desk) -> None:
    no = quick.open()
    quick.do("ck1", no, "check_papers", "complete")
    task_id = quick.claim("ck1", no, "accept")
    from casework import inbox

    for at in ("2026-03-01T23:59:59+08:00", "2026-03-02T09:00:01+08:00"):
        with quick.refused("E_DATE", path="F06b.accepted_at"):
            inbox.complete_task(
                quick.office,
                quick.who("ck1"),
                task_id,
                outcome="accepted",
                forms={"F06b": {"accepted_at": at}},
            )


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        ("2021-06-30", "R2012"),
        ("2021-07-01", "R2021"),
        ("2026-06-30", "R2021"),
        ("2026-07-01", "R2026"),
    ],
)
def test_the_day_of_acceptance_fixes_the_regime(quick: Desk, day: str, regime: str) -> None:
    assert quick.case(accepted(quick, day))["regime"] == regime


def test_done_on_the_last_day_is_in_time_and_the_day_after_is_late(desk: Desk) -> None:
    states = []
    for hour in ("2026-03-04T23:59:59", "2026-03-05T00:00:00"):
        desk.at("2026-03-02T09:00")
        no = desk.open()
        desk.at(hour)
        desk.do("ck1", no, "check_papers", "complete")
        desk.do("ck1", no, "accept", "accepted", {"F06b": {"accepted_at": f"{hour}+08:00"}})
        states.append(desk.limits(no)["L01"]["state"])
    assert states == ["met", "met_late"]


def test_amber_comes_the_working_day_before_and_short_limits_on_the_last_day(quick: Desk) -> None:
    quick.at("2026-03-02T09:00")
    no, _ = quick.signed()

    def colour(moment: str) -> str:
        quick.at(moment)
        return str(quick.limits(no)["L06"]["colour"])

    assert [colour(f"2026-03-{day}T00:00") for day in ("12", "13", "16", "17")] == [
        "green",
        "amber",
        "amber",
        "red",
    ]
    quick.at("2026-03-02T09:00")
    other = quick.open()
    quick.at("2026-03-03T23:00")
    assert quick.case(other)["colour"] == "green"
    quick.at("2026-03-04T00:00")
    assert quick.case(other)["colour"] == "amber"


def test_the_longest_regular_chain_is_two_two_ten_two_and_one_working_days(desk: Desk) -> None:
    desk.at("2026-03-02T09:00")
    no, handover_id = desk.drafted()
    for row, act, login, body, due in (
        ("L04", "send", "ck1", {"matter": "示例", "reason": "示例"}, "2026-03-04"),
        ("L05", "sign", "bm-jy", {}, "2026-03-06"),
        ("L06", "result", "bm-jy", {"result": "not_given", "text": "示例", "ground": "示例"}, "2026-03-20"),
        ("L07", "feed-back", "bm-jy", {"text": "示例"}, "2026-03-24"),
        (
            "L08",
            "tell",
            "ck1",
            {"told_at": "2026-03-25T17:00:00+08:00", "how": "visit", "by": "ck1"},
            "2026-03-25",
        ),
    ):
        assert desk.limits(no)[row]["due"] == due
        desk.at(f"{due}T17:00")
        desk.act(login, handover_id, act, **body)
    assert {one["state"] for one in desk.limits(no).values()} == {"met"}
