"""权限表: what domain.md section 3 forbids is forbidden."""

import pytest

from assistance.people import ROLES, UNIT_ROLES
from assistance.permissions import CASE_READERS, PERMISSIONS, WATCHERS

WRITES = {
    act for act in PERMISSIONS if not act.endswith((".read", ".list", ".access", ".watch", ".files"))
} - {
    "supervision.overdue",
    "supervision.messages",
    "supervision.board",
    "supervision.ladder",
    "supervision.escalations",
    "supervision.provisional",
    "supervision.faults",
    "supervision.report",
    "calendar.read",
}


def acts_of(role: str) -> set[str]:
    return {act for act, roles in PERMISSIONS.items() if role in roles}


def test_auditor_and_leader_write_nothing() -> None:
    for role in ("auditor", "leader"):
        assert acts_of(role) & WRITES == set(), role


def test_the_supervisor_urges_and_decides_on_time_and_does_nothing_on_the_case_itself() -> None:
    assert acts_of("supervisor") & WRITES == {
        "slip.issue",
        "slip.check",
        "slip.close",
        "slip.drop",
        "extension.decide_transfer",
        "attachment.add",
    }


@pytest.mark.parametrize(
    "role",
    ["department", "referral", "finance", "county_check", "city_civil", "city_inspect", "process_editor",
     "process_publisher", "system_admin", "personnel"],
)  # fmt: skip
def test_who_has_no_business_with_cases_reads_none(role: str) -> None:
    assert role not in CASE_READERS
    assert {act for act in acts_of(role) if act.startswith("case.")} <= {"case.extend"}


def test_the_referral_agency_acts_on_referrals_only() -> None:
    assert {act for act in acts_of("referral") if act.startswith("handover.")} == {
        "handover.read",
        "handover.take",
        "handover.decline",
        "handover.feed-back",
    }


def test_watchers_see_cases_and_hold_no_unit() -> None:
    assert WATCHERS < CASE_READERS
    assert set(ROLES) > UNIT_ROLES
    assert set() == UNIT_ROLES & CASE_READERS
