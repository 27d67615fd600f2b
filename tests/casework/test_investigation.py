"""调查 with the real process: the check and its consent, visits, and what makes a case contested."""

from datetime import date

from casework import inbox
from tests.casework.allowance import Allowance
from tests.casework.desk import Desk


def test_a_request_is_numbered_and_the_report_is_begun_with_it(desk: Desk) -> None:
    one = Allowance.accepted(desk)
    one.start()
    one.request()
    task_id = desk.claim("hd", one.no, "check_report")
    data = inbox.show_task(desk.office, desk.who("hd"), task_id)["data"]["F10"]
    assert data == {"request_no": "HD-130399100-2022-000001", "report_on": "2022-03-28"}
    one.report()
    desk.proved()


def test_nobody_reports_on_a_household_whose_consent_has_run_out(desk: Desk) -> None:
    desk.at("2022-03-28T09:00+08:00")
    consent = {**desk.household()["F05"], "valid_to": "2022-03-29"}
    one = Allowance.accepted(desk, F05=consent)
    one.start()
    one.request()
    desk.at("2022-03-30T09:00+08:00")
    refusal = one.refused("E_GATE", "hd", "check_report", "reported", {"F10": one.f10()})
    assert [gate["key"] for gate in refusal.facts["gates"]] == ["authorisation"]
    assert "2022-03-29" in refusal.facts["gates"][0]["detail"]


def test_the_moments_have_the_times_of_their_forms(quick: Desk) -> None:
    one = Allowance.accepted(quick)
    quick.at("2022-03-29T10:00+08:00")
    started = {"start": {"started_at": "2022-03-28T16:00+08:00"}}
    one.do("jb1", "start_investigation", "started", started)
    one.request()
    quick.at("2022-03-31T10:00+08:00")
    one.do("hd", "check_report", "reported", {"F10": {**one.f10(), "report_on": "2022-03-30"}})
    on = {moment["name"]: moment["on"] for moment in quick.case(one.no)["moments"]}
    assert on["investigation_started"] == date(2022, 3, 28)
    assert (on["check_requested"], on["check_reported"]) == (date(2022, 3, 29), date(2022, 3, 30))
    assert one.state == "investigating"


def test_a_visit_that_does_not_fit_what_was_declared_makes_the_case_contested(desk: Desk) -> None:
    one = Allowance.accepted(desk).investigated(consistent=False)
    assert desk.case(one.no)["flags"] == ["contested"]
    assert one.steps() == ["review_meeting"]
    one.meet()
    assert one.steps() == ["opinion"]
    desk.proved()


def test_a_visit_that_fits_needs_no_meeting(quick: Desk) -> None:
    one = Allowance.accepted(quick).investigated()
    assert quick.case(one.no)["flags"] == []
    assert one.steps() == ["opinion"]
    assert one.state == "opinion"


def test_no_relative_goes_along_on_a_visit(quick: Desk) -> None:
    one = Allowance.accepted(quick, relative="jb1")
    one.start("jb2")
    visit = {"F08": one.f08(visitors=("jb1", "jb2"))}
    one.refused("E_AVOID", "jb2", "visit", "visited", visit)
    one.do("jb2", "visit", "visited", {"F08": one.f08(visitors=("jb3", "jb2"))})
