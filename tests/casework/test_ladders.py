"""The table of the ladder: one edits, another puts in force, open limits climb by it at once, and replay climbs as it was."""

from typing import Any

from casework import audit, ladders, supervision, sweep
from engine.time import local
from tests.casework.desk import Desk

WHOLE = [
    {"step": "*", "rung": "message", "after": 1, "to": ["handler", "head"]},
    {"step": "*", "rung": "slip", "after": 3, "to": ["supervisor"]},
    {"step": "*", "rung": "leader", "after": 5, "to": ["leader"]},
]
SOONER = [
    *WHOLE,
    {"step": "transfer_sign", "rung": "slip", "after": 2, "to": ["supervisor"]},
    {"step": "transfer_sign", "rung": "message", "after": 2, "to": ["handler", "county_review"]},
]


def put_in_force(desk: Desk, rows: list[dict[str, Any]]) -> None:
    ladders.draft(desk.office, desk.who("lc"), rows)
    ladders.submit(desk.office, desk.who("lc"))
    ladders.publish(desk.office, desk.who("fb"))


def rows_of(shape: dict[str, Any]) -> list[tuple[str, str, int, list[str]]]:
    return [(row["step"], row["rung"], row["after"], row["to"]) for row in shape["rows"]]


def next_rungs(desk: Desk) -> dict[str, str]:
    """The day of the next rung by row."""
    with desk.office.store.read() as work:
        row_of = {one.id: one.row for one in work.limits.having(state="open")}
        return {
            row_of[one.subject]: local(one.due_at).date().isoformat()
            for one in work.due_moments.having(kind="rung")
        }


def test_a_county_begins_with_the_three_rungs_of_its_own_rule(desk: Desk) -> None:
    shown = ladders.show_ladder(desk.office, desk.who("db"))
    assert rows_of(shown) == [(row["step"], row["rung"], row["after"], row["to"]) for row in WHOLE]
    assert {(row["label"], row["label_name"]) for row in shown["rows"]} == {("local", "县规定")}
    assert (shown["in_force"], shown["number"], shown["allowed"]) == (True, 1, [])


def test_one_edits_another_puts_in_force_and_open_limits_climb_by_it_at_once(desk: Desk) -> None:
    desk.sent()
    assert next_rungs(desk) == {"L05": "2026-03-05"}
    ladders.draft(desk.office, desk.who("lc"), SOONER)
    assert next_rungs(desk) == {"L05": "2026-03-05"}
    with desk.refused("E_STATE"):
        ladders.publish(desk.office, desk.who("fb"))
    assert ladders.submit(desk.office, desk.who("lc"))["state"] == "submitted"
    done = ladders.publish(desk.office, desk.who("fb"))
    assert (done["state"], done["in_force"], done["number"], done["publisher"]) == (
        "published",
        True,
        2,
        "fb",
    )
    assert next_rungs(desk) == {"L05": "2026-03-06"}
    assert [one["in_force"] for one in ladders.list_ladders(desk.office, desk.who("db"))["items"]] == [
        True,
        False,
    ]
    desk.at("2026-03-06T08:00")
    sweep.sweep_all(desk.office)
    told = {one["to"] for one in supervision.messages(desk.office, desk.who("db"))["items"]}
    assert told == {"department@jy", "county_review@130399"}
    desk.proved()


def test_replay_climbs_by_the_rows_of_its_day(desk: Desk) -> None:
    desk.sent()
    desk.at("2026-03-05T08:00")
    sweep.sweep_all(desk.office)
    desk.at("2026-03-05T10:00")
    put_in_force(desk, [{"step": "*", "rung": "leader", "after": 2, "to": ["leader"]}])
    assert next_rungs(desk) == {"L05": "2026-03-06"}
    desk.at("2026-03-06T08:00")
    sweep.sweep_all(desk.office)
    put_in_force(desk, WHOLE)
    desk.sent(aid="310")
    desk.at("2026-03-20T08:00")
    sweep.sweep_all(desk.office)
    assert audit.replay(desk.office)["first_difference"] is None
    desk.proved()


def test_a_rung_that_is_past_under_the_new_rows_comes_at_once(desk: Desk) -> None:
    desk.sent()
    desk.at("2026-03-05T08:00")
    sweep.sweep_all(desk.office)
    put_in_force(desk, [{**row, "after": 1} for row in WHOLE])
    sweep.sweep_all(desk.office)
    reached = supervision.escalations(desk.office, desk.who("db"))["items"]
    assert sorted(one["rung"] for one in reached) == ["leader", "message", "slip"]


def test_a_draft_belongs_to_whoever_began_it(desk: Desk) -> None:
    ladders.draft(desk.office, desk.who("lc"), SOONER)
    with desk.refused("E_EDITING"):
        ladders.draft(desk.office, desk.who("lc2"), WHOLE)
    with desk.refused("E_EDITING"):
        ladders.submit(desk.office, desk.who("lc2"))
    again = ladders.draft(desk.office, desk.who("lc"), WHOLE)
    assert (again["number"], again["revision"], len(again["rows"])) == (2, 2, 3)
    with desk.refused("E_REVISION"):
        ladders.draft(desk.office, desk.who("lc", if_match=1), SOONER)


def test_what_was_submitted_goes_back_or_out_but_is_not_written_over(desk: Desk) -> None:
    with desk.refused("E_NOT_FOUND"):
        ladders.submit(desk.office, desk.who("lc"))
    ladders.draft(desk.office, desk.who("lc"), SOONER)
    ladders.submit(desk.office, desk.who("lc"))
    with desk.refused("E_STATE"):
        ladders.draft(desk.office, desk.who("lc"), WHOLE)
    assert ladders.send_back(desk.office, desk.who("fb"), reason="示例：间隔太短")["state"] == "draft"
    ladders.submit(desk.office, desk.who("lc"))
    ladders.publish(desk.office, desk.who("fb"))
    with desk.refused("E_NOT_FOUND"):
        ladders.publish(desk.office, desk.who("fb"))


def test_who_edits_does_not_publish(desk: Desk) -> None:
    """Even somebody who holds both posts."""
    from datetime import date

    from store.tables.people import GrantRow

    both = {"login": "lc", "role": "process_publisher", "area": "130399", "unit": None}
    with desk.office.store.begin() as work:
        work.grants.add(GrantRow(id="both", valid_from=date(2000, 1, 1), valid_to=None, **both))
    ladders.draft(desk.office, desk.who("lc"), SOONER)
    ladders.submit(desk.office, desk.who("lc"))
    assert "publish" not in ladders.list_ladders(desk.office, desk.who("lc"))["items"][0]["allowed"]
    with desk.refused("E_SAME_PERSON"):
        ladders.publish(desk.office, desk.who("lc"))


def test_faults_come_together_and_doubts_are_told(desk: Desk) -> None:
    wrong = [{"step": "nowhere", "rung": "message", "after": 0, "to": ["finance"]}]
    with desk.refused("E_CHOICE", path="rows[0].step") as caught:
        ladders.draft(desk.office, desk.who("lc"), wrong)
    assert [fault.path for fault in caught.value.faults] == ["rows[0].step", "rows[0].after", "rows[0].to"]
    ladders.draft(desk.office, desk.who("lc"), [{**row, "after": 1} for row in WHOLE])
    found = ladders.check(desk.office, desk.who("lc"))
    assert (found["ok"], found["errors"], found["warnings"]) == (True, 0, 2)
    with desk.refused("E_NOT_FOUND"):
        ladders.show_ladder(desk.office, desk.who("db"), "another")


def test_every_step_with_a_maximum_can_have_rows_of_its_own(desk: Desk) -> None:
    found = ladders.steps(desk.office, desk.who("lc"))
    assert found["transfer_sign"] == ["L05"]
    assert {"accept_or_notify", "urging_reply", "total"} <= set(found)
    assert "notice_1" not in found  # a minimum is never late
    assert "court_filing" not in found  # only shown to the applicant
