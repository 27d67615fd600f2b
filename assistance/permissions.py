"""The permission table 权限表 of domain.md section 3: act → roles. Scope (own village, township, county, unit) comes with the grant.

A specialist's grant is a village; cases lie in townships, so whatever a specialist may see of a case is asked with its village.
"""

from collections.abc import Mapping
from types import MappingProxyType

from assistance.people import ROLES

CASE_READERS = frozenset(
    {
        "specialist",
        "window",
        "investigator",
        "head",
        "county_review",
        "county_confirm",
        "supervisor",
        "leader",
        "auditor",
    }
)
WATCHERS = frozenset({"supervisor", "leader"})
"""They see times; names stay masked until a purpose is given."""

ANYONE = frozenset(ROLES)

PERMISSIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "case.open": frozenset({"window", "specialist"}),
        "case.submit": frozenset({"window", "specialist"}),
        "case.read": CASE_READERS,
        "case.list": CASE_READERS,
        "case.access": CASE_READERS,
        "case.withdraw": frozenset({"window", "specialist"}),
        "case.correct": frozenset({"window"}),
        "case.death": frozenset({"window"}),
        "case.move": frozenset({"window"}),
        "case.extend": frozenset({"window", "investigator", "department", "county_review", "county_confirm"}),
        "extension.decide": frozenset({"head"}),
        "extension.decide_transfer": frozenset({"supervisor"}),
        "task.assign": frozenset({"head", "county_review"}),
        "task.watch": WATCHERS,
        "handover.start": frozenset({"window"}),
        "handover.read": frozenset(
            {"window", "department", "referral", "county_review", "supervisor", "head", "leader"}
        ),
        "handover.consent": frozenset({"window"}),
        "handover.send": frozenset({"window"}),
        "handover.recall": frozenset({"window"}),
        "handover.tell": frozenset({"window"}),
        "handover.file": frozenset({"window"}),
        "handover.sign": frozenset({"department"}),
        "handover.return": frozenset({"department"}),
        "handover.result": frozenset({"department"}),
        "handover.feed-back": frozenset({"department", "referral"}),
        "handover.take": frozenset({"referral"}),
        "handover.decline": frozenset({"referral"}),
        "handover.name-unit": frozenset({"county_review"}),
        "notice.read": CASE_READERS,
        "notice.object": frozenset({"window", "investigator"}),
        "notice.remove": frozenset({"investigator", "county_review"}),
        "objection.close": frozenset({"investigator"}),
        "objection.read": frozenset({"investigator"}),
        "grant.read": CASE_READERS,
        "register.read": CASE_READERS,
        "register.correct": frozenset({"window", "specialist", "county_review"}),
        "slip.issue": frozenset({"supervisor"}),
        "slip.drop": frozenset({"supervisor"}),
        "slip.read": frozenset(
            {"supervisor", "leader", "window", "investigator", "head", "county_review", "department"}
        ),
        "slip.reply": frozenset(),
        "slip.check": frozenset({"supervisor"}),
        "slip.close": frozenset({"supervisor"}),
        "supervision.overdue": WATCHERS,
        "supervision.messages": WATCHERS,
        "supervision.escalations": WATCHERS,
        "supervision.faults": WATCHERS,
        "supervision.ladder": WATCHERS,
        "supervision.provisional": WATCHERS | {"personnel", "city_inspect"},
        "supervision.board": frozenset({"supervisor", "head", "leader", "county_review", "city_inspect"}),
        "standard.read": frozenset({"county_review"}),
        "standard.write": frozenset({"county_review"}),
        "amount.preview": frozenset({"investigator", "county_review", "county_confirm", "department"}),
        "ladder.read": WATCHERS | {"process_editor", "process_publisher"},
        "ladder.edit": frozenset({"process_editor"}),
        "ladder.send_back": frozenset({"process_editor", "process_publisher"}),
        "ladder.publish": frozenset({"process_publisher"}),
        "supervision.report": WATCHERS | {"auditor", "city_inspect"},
        "calendar.read": ANYONE,
        "calendar.write": frozenset({"system_admin"}),
        "process.read": frozenset(
            {"process_editor", "process_publisher", "auditor", "supervisor", "window", "head"}
        ),
        "process.files": frozenset({"process_editor", "process_publisher", "auditor"}),
        "incident.read": frozenset({"head", "county_review", "system_admin"}),
        "incident.retry": frozenset({"head", "county_review", "system_admin"}),
        "incident.mend": frozenset({"head", "county_review"}),
        "attachment.add": ANYONE
        - {"auditor", "leader", "process_editor", "process_publisher", "system_admin", "city_inspect"},
        "attachment.replace": frozenset({"specialist", "window", "investigator"}),
        "people.read": frozenset({"system_admin", "personnel"}),
        "units.read": ANYONE,
        "audit.read": frozenset({"auditor"}),
    }
)
