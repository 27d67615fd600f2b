"""Before and after the application 草稿与更正: a draft kept again, and what a form says now for whoever corrects it."""

from collections.abc import Mapping
from typing import Any

from assistance.cases import still_open
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import scope
from casework.casefile import CaseFile, Open, find_case
from casework.intake import finish, keep_draft, village_of
from casework.office import Office, matches
from engine.errors import NotFound, NotHolder, WrongState
from engine.permissions import Place, demand

Shape = dict[str, Any]


def save_case_draft(office: Office, by: Actor, no: str, *, forms: Mapping[str, Any]) -> Shape:
    """存草稿 once more: what was typed takes the place of what was kept, unchecked; only whoever began it goes on."""
    with office.command("case.redraft", by, {"case": no, "forms": dict(forms)}) as command:
        case = find_case(command.work, no, lock=True)
        demand(by.grants, "case.submit", scope.place_of_case(case), PERMISSIONS)
        if case.state != "draft":
            raise WrongState(state=case.state)
        demand(by.grants, "case.submit", Place(area=village_of(forms, case.area) or case.area), PERMISSIONS)
        matches(by, case.revision)
        table = command.work.drafts.table.c
        kept = command.work.drafts.first(table.subject == case.id)
        if kept is not None and kept.login != by.login:
            raise NotHolder(holder=kept.login)
        command.work.drafts.remove(table.subject == case.id)
        file = Open(command, case)
        keep_draft(command, file, forms)
        finish(command, file)
    return dict(command.answer)


def form_to_correct(office: Office, by: Actor, no: str, form: str) -> Shape:
    """更正 begins with what the form says now, in full and for the window alone; the read is logged."""
    with office.store.read() as work:
        case = find_case(work, no)
        demand(by.grants, "case.correct", scope.place_of_case(case), PERMISSIONS)
        still_open(case)
        if case.state == "draft":
            raise WrongState(state=case.state)
        file = CaseFile(work, case)
        entry = file.entries().get(form)
        if entry is None or entry.handover_id is not None:
            raise NotFound(what="form", form=form)
        schema = office.versions.schema(work, form, entry.version)
        shape = {
            "form": form,
            "title": schema.title,
            "schema": schema.raw,
            "data": entry.content,
            "revision": case.revision,
            "around": {key: one.content for key, one in file.entries().items() if one.handover_id is None},
            "files": {row["id"]: row["name"] for row in work.attachment_rows(case.id)},
            "aid": case.aid,
            "emergency_kind": file.facts.get("emergency_kind"),
        }
    scope.log_read(office, by, f"case:correct:{form}", case)
    return shape
