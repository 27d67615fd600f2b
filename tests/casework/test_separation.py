"""回避: who did one step does not do the other, by whatever door."""

from datetime import date

import pytest

from casework import inbox, people, slips
from engine.errors import NotFound
from store.tables.flow import Exclusion
from store.tables.people import GrantRow
from tests.casework.deciding import Deciding, with_standards
from tests.casework.desk import Desk


@pytest.fixture
def replied(desk: Desk) -> tuple[str, str, str]:
    """A slip answered by ck1, who supervises as well: the case, the slip, the open task of checking."""
    since = date(2000, 1, 1)
    with desk.office.store.begin() as work:
        work.grants.add(
            GrantRow(
                id="two",
                login="ck1",
                role="supervisor",
                area="130399",
                unit=None,
                valid_from=since,
                valid_to=None,
            )
        )
    no = desk.open()
    task_id = desk.claim("ck1", no, "check_papers")
    slip = slips.issue(desk.office, desk.who("db"), no, task_id=task_id, text="示例：请办理")
    slips.reply(desk.office, desk.who("ck1"), slip["id"], text="示例：今天办")
    return no, slip["id"], desk.task(no, "urge_check")


def test_who_answered_a_slip_does_not_find_the_task_of_checking_it(
    desk: Desk, replied: tuple[str, str, str]
) -> None:
    no, slip_id, task_id = replied
    by = desk.who("ck1")
    assert "supervisor@130399" in by.groups
    for act in (
        lambda: inbox.show_task(desk.office, by, task_id),
        lambda: inbox.claim_task(desk.office, by, task_id),
        lambda: inbox.save_draft(desk.office, by, task_id, {}),
        lambda: inbox.complete_task(desk.office, by, task_id, outcome="passed", forms={}),
        lambda: slips.check(desk.office, by, slip_id, outcome="passed"),
    ):
        with desk.refused("E_NOT_FOUND"):
            act()
    for queue in ("group", "all", "mine", "watched"):
        found = inbox.list_tasks(desk.office, by, queue=queue)["items"]
        assert task_id not in {row["id"] for row in found}, queue
        counted = inbox.count_tasks(desk.office, by, queue=queue)[queue]
        assert counted["total"] == len(found)
    assert slips.check(desk.office, desk.who("db"), slip_id, outcome="passed")["state"] == "passed"
    assert no


def test_nobody_is_assigned_what_they_must_be_kept_apart_from(
    desk: Desk, replied: tuple[str, str, str]
) -> None:
    no, _, _ = replied
    task_id = desk.task(no, "check_papers")
    with desk.office.store.begin() as work:
        work.exclusions.add(
            Exclusion(task_id=task_id, login="ck2", why="separation"),
            Exclusion(task_id=task_id, login="ck9", why="relative"),
        )
    for to, code in (("ck2", "E_SAME_PERSON"), ("ck9", "E_AVOID")):
        with desk.refused(code):
            inbox.assign_task(desk.office, desk.who("fzr"), task_id, to=to, reason="太忙")
    offered = people.people_in_group(desk.office, desk.who("fzr"), task_id)
    assert [one["login"] for one in offered] == ["ck1"]


def test_a_step_held_before_the_other_was_done_is_refused_when_it_is_done(
    desk: Desk, replied: tuple[str, str, str]
) -> None:
    """The exclusion written when a task is made cannot know who will do the other step in the meantime."""
    _, slip_id, task_id = replied
    with desk.office.store.begin() as work:
        work.exclusions.remove(work.exclusions.table.c.task_id == task_id)
    inbox.claim_task(desk.office, desk.who("ck1"), task_id)
    with desk.refused("E_SAME_PERSON"):
        inbox.complete_task(desk.office, desk.who("ck1"), task_id, outcome="passed", forms={})
    with desk.refused("E_SAME_PERSON"):
        slips.check(desk.office, desk.who("ck1"), slip_id, outcome="passed")


def test_whoever_went_along_on_the_visit_does_not_confirm(desk: Desk) -> None:
    """The record names all who investigated; that another handed it in leaves nobody out."""
    one = Deciding.begun(with_standards(desk))
    one.start()
    one.request()
    one.report()
    one.visit(visitors=("jb1", "qr"))
    one.end()
    one.draft()
    one.sign()
    desk.at("2022-04-06T09:00+08:00")
    one.post()
    desk.at("2022-04-15T09:00+08:00")
    one.send_up()
    one.do("sh", "county_receive", "received")
    one.do("sh", "county_review", "agree")
    task_id = desk.task(one.no, "confirm")
    with pytest.raises(NotFound):
        inbox.claim_task(desk.office, desk.who("qr"), task_id)
    one.do("qr2", "confirm", "grant", {"F13": one.f13()})
    desk.proved()
