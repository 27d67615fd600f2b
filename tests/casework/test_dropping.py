"""Files that nothing uses within a day are dropped; what a form, a withdrawal, a draft or an incident names stays."""

import pytest

from casework import attachments, inbox, intake
from casework.incidents import IncidentFiled
from engine.errors import Busy, NotFound
from tests.casework.desk import TOWN, Desk
from tests.casework.township import break_the

NEXT_DAY = "2026-03-03T09:00"


def there(desk: Desk, file_id: str) -> bool:
    try:
        attachments.read(desk.office, desk.who("ck1"), file_id)
    except NotFound:
        return False
    return True


def test_an_unused_file_is_dropped_after_a_day_with_all_its_versions(desk: Desk) -> None:
    desk.at("2026-03-02T09:00")
    unused, replaced = desk.file(), desk.file()
    desk.at("2026-03-02T10:00")
    png = attachments.read(desk.office, desk.who("ck1"), replaced)["content"]
    attachments.replace(desk.office, desk.who("ck1"), replaced, name="b.png", content=png, reason="更清楚")
    desk.at("2026-03-03T08:59")
    assert attachments.drop_unused(desk.office) == 0
    desk.at(NEXT_DAY)
    assert attachments.drop_unused(desk.office) == 1
    assert (there(desk, unused), there(desk, replaced)) == (False, True)
    desk.at("2026-03-03T10:00")
    assert attachments.drop_unused(desk.office) == 1
    assert not there(desk, replaced)
    with desk.refused("E_FILE", path="F01.signature"):
        desk.open(signature=unused)


def test_what_something_uses_stays(desk: Desk) -> None:
    desk.at("2026-03-02T09:00")
    signature = desk.file()
    no = desk.open(signature=signature)
    letter = desk.file()
    by, on = desk.who("ck1"), desk.office.now().date()
    intake.withdraw_case(desk.office, by, no, reason="示例：不再需要", signed_on=on, signature=letter)
    kept = desk.file()
    desk.open(draft=True, signature=kept)
    other = desk.open()
    task_id = desk.claim("ck1", other, "check_papers")
    typed = desk.file()
    inbox.save_draft(desk.office, by, task_id, {"F06d": {"files": [typed]}})
    desk.at("2026-03-09T09:00")
    assert attachments.drop_unused(desk.office) == 0
    assert all(there(desk, one) for one in (signature, letter, kept, typed))
    desk.proved()


def test_a_command_that_waits_for_its_retry_keeps_its_files(quick: Desk) -> None:
    draft = quick.open(draft=True)
    break_the(quick.office, "one-window", flow="flow_apply")
    signature = quick.file()
    with pytest.raises(IncidentFiled):
        intake.submit_case(
            quick.office, quick.who("ck1"), draft, forms={"F01": quick.f01(signature=signature)}
        )
    quick.at("2026-03-09T09:00")
    attachments.drop_unused(quick.office)
    assert there(quick, signature)


def test_many_are_dropped_in_batches(quick: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "BATCH", 2)
    files = [quick.file() for _ in range(5)]
    quick.at(NEXT_DAY)
    assert attachments.drop_unused(quick.office) == 5
    assert not any(there(quick, one) for one in files)


def test_a_form_never_names_a_file_that_was_dropped_meanwhile(desk: Desk) -> None:
    no = desk.open()
    with pytest.raises(Busy), desk.office.store.begin() as work:
        work.claim_attachments(["gone"], work.cases.having(no=no)[0].id)
    assert no.startswith(TOWN)
