"""Commands given again 重做: by name and recorded input, for the retry of incidents and for replay."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from assistance.people import Actor
from casework import (
    attachments,
    departures,
    drafting,
    extensions,
    handover,
    inbox,
    incidents,
    intake,
    ladders,
    notices,
    people,
    recomputing,
    registers,
    slips,
    sweep,
)
from casework.office import Office
from engine.time import read_moment

Given = Mapping[str, Any]


AGAIN: Mapping[str, Callable[[Office, Actor, Given], Any]] = {
    "case.open": lambda office, by, given: intake.open_case(office, by, **given),
    "case.redraft": lambda office, by, given: drafting.save_case_draft(
        office, by, given["case"], forms=given["forms"]
    ),
    "case.submit": lambda office, by, given: intake.submit_case(
        office, by, given["case"], forms=given["forms"]
    ),
    "case.withdraw": lambda office, by, given: intake.withdraw_case(
        office,
        by,
        given["case"],
        reason=given["reason"],
        signed_on=date.fromisoformat(given["signed_on"]),
        signature=given["signature"],
    ),
    "case.correct": lambda office, by, given: intake.correct_case(
        office, by, given["case"], form=given["form"], data=given["data"], reason=given["reason"]
    ),
    "case.death": lambda office, by, given: departures.record_death(
        office,
        by,
        given["case"],
        member=given["member"],
        died_on=date.fromisoformat(given["died_on"]),
        new_head=given["new_head"],
    ),
    "case.move": lambda office, by, given: departures.move_case(
        office,
        by,
        given["case"],
        to_area=given["to_area"],
        moved_on=date.fromisoformat(given["moved_on"]),
        reason=given["reason"],
    ),
    "task.claim": lambda office, by, given: inbox.claim_task(office, by, given["task"]),
    "task.release": lambda office, by, given: inbox.release_task(
        office, by, given["task"], reason=given["reason"]
    ),
    "task.assign": lambda office, by, given: inbox.assign_task(
        office, by, given["task"], to=given["to"], reason=given["reason"]
    ),
    "task.complete": lambda office, by, given: inbox.complete_task(
        office,
        by,
        given["task"],
        outcome=given["outcome"],
        forms=given["forms"],
        reason=given["reason"],
        comment=given["comment"],
    ),
    "handover.start": lambda office, by, given: handover.start_handover(
        office, by, given["case"], kind=given["kind"], unit=given["unit"], form=given["form"]
    ),
    "handover.act": lambda office, by, given: handover.act(
        office, by, given["handover"], given["act"], given["body"]
    ),
    "notice.object": lambda office, by, given: notices.object_to(
        office,
        by,
        given["notice"],
        received_on=date.fromisoformat(given["received_on"]),
        way=given["way"],
        content=given["content"],
        name=given["name"],
    ),
    "notice.remove": lambda office, by, given: notices.remove(
        office,
        by,
        given["notice"],
        removed_at=read_moment(given["removed_at"]),
        photos=given["photos"],
    ),
    "objection.close": lambda office, by, given: notices.close_objection(
        office,
        by,
        given["objection"],
        outcome=given["outcome"],
        reason=given["reason"],
        forms=given["forms"],
    ),
    "register.correct": lambda office, by, given: registers.correct_entry(
        office,
        by,
        given["register"],
        corrects=given["corrects"],
        row=given["row"],
        reason=given["reason"],
    ),
    "slip.issue": lambda office, by, given: slips.issue(
        office, by, given["case"], task_id=given["task"], text=given["text"]
    ),
    "slip.send": lambda office, by, given: slips.issue_proposed(
        office, by, given["slip"], text=given["text"]
    ),
    "slip.drop": lambda office, by, given: slips.drop(office, by, given["slip"], reason=given["reason"]),
    "slip.act": lambda office, by, given: slips.act(
        office, by, given["slip"], given["step"], given["outcome"], given["forms"], given["reason"]
    ),
    "extension.ask": lambda office, by, given: extensions.ask(
        office, by, given["case"], row=given["row"], reason=given["reason"], n=given["n"]
    ),
    "extension.approve": lambda office, by, given: extensions.approve(
        office, by, given["case"], given["extension"]
    ),
    "extension.refuse": lambda office, by, given: extensions.refuse(
        office, by, given["case"], given["extension"]
    ),
    "incident.file": lambda office, by, given: incidents.file_again(office, by, given),
    "incident.retry": lambda office, by, given: incidents.mended(
        office, by, given["incident"], facts=given["facts"], reason=given["reason"]
    ),
    "incident.cancel": lambda office, by, given: incidents.cancel(
        office, by, given["incident"], reason=given["reason"]
    ),
    "attachment.replace": lambda office, by, given: attachments.replace_again(office, by, given),
    "limits.recompute": lambda office, by, given: recomputing.recompute_again(office, by, given),
    "limits.climb": lambda office, by, given: ladders.climb_again(office, by, given),
    "timer.fire": lambda office, by, given: sweep.fire(office, given["due_moment"]),
    "limit.rung": lambda office, by, given: sweep.fire(office, given["due_moment"]),
}
"""Every command that changes a case; a test demands that none is missing."""


def retry(
    office: Office, by: Actor, incident_id: str, *, facts: Mapping[str, Any] | None = None, reason: str
) -> dict[str, Any]:
    """Mend an incident and give its command again, as the person who gave it; a second failure is a new incident."""
    incidents.still_acts(office, by, incident_id)
    incident, shape = incidents.mended(office, by, incident_id, facts=facts, reason=reason)
    AGAIN[incident.command](office, people.actor(office, incident.by), incident.given)
    return shape
