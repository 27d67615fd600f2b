"""The vocabulary of moments is the contract's, no more and no less."""

from assistance.moments import MOMENTS

CONTRACT = (
    "application papers_notified papers_received acceptance acceptance_refused dispatched claimed "
    "investigation_started investigation_ended check_requested check_reported review_meeting_held "
    "self_care_assessed opinion_signed notice_1_posted notice_1_ended notice_2_posted notice_2_ended "
    "objection_received reinvestigated sent_up county_received county_reviewed decided served paid emergency_over "
    "papers_backfilled published ledger_entered roster_changed certificate_issued sent consented signed returned "
    "recalled unit_named resulted fed_back told urged urging_replied report_received heard reviewed "
    "complaint_received complaint_accepted complaint_rejected complaint_closed review_filed suit_filed withdrawn "
    "died moved closed"
)


def test_the_vocabulary_is_closed() -> None:
    assert set(MOMENTS) == set(CONTRACT.split())


def test_every_moment_has_a_chinese_name_of_its_own() -> None:
    titles = [kind.title for kind in MOMENTS.values()]
    assert len(set(titles)) == len(titles)
    assert all(title and not title.isascii() for title in titles)


def test_only_a_recall_takes_something_back_and_only_withdrawal_and_death_stop() -> None:
    assert {key: kind.undoes for key, kind in MOMENTS.items() if kind.undoes} == {"recalled": "sent"}
    assert {key for key, kind in MOMENTS.items() if kind.stops} == {"withdrawn", "died"}
    assert "complaint" not in MOMENTS["withdrawn"].stops
