"""待办: who finds which task, who takes it, and what happens to a task that somebody holds."""

import pytest

from casework import inbox, people
from engine.errors import Refused, Taken
from tests.casework.desk import COUNTRY, HEAD_ID, Desk


def ids(desk: Desk, login: str, queue: str, **filters: str) -> list[str]:
    """Steps in one of somebody's queues."""
    items = inbox.list_tasks(desk.office, desk.who(login), queue=queue, filters=filters)["items"]
    return [row["step"] for row in items]


def test_a_task_waits_in_its_group_until_somebody_claims_it(desk: Desk) -> None:
    no = desk.open()
    assert ids(desk, "ck1", "group") == ids(desk, "ck2", "group") == ["check_papers"]
    desk.claim("ck1", no, "check_papers")
    assert (ids(desk, "ck1", "mine"), ids(desk, "ck1", "group")) == (["check_papers"], [])
    assert (ids(desk, "ck2", "mine"), ids(desk, "ck2", "all")) == ([], ["check_papers"])


def test_another_township_finds_nothing_of_it(desk: Desk) -> None:
    desk.open()
    assert [ids(desk, "ckx", queue) for queue in ("mine", "group", "all", "unit", "watched", "done")] == [
        []
    ] * 6
    counted = inbox.count_tasks(desk.office, desk.who("ckx"))
    assert {queue: number["total"] for queue, number in counted.items()} == {"mine": 0, "group": 0, "all": 0}


def test_counts_and_lists_tell_the_same(desk: Desk) -> None:
    first, _ = desk.open(), desk.open()
    desk.claim("ck1", first, "check_papers")
    for login in ("ck1", "ck2", "fzr", "db"):
        counted = inbox.count_tasks(desk.office, desk.who(login))
        for queue, numbers in counted.items():
            listed = inbox.list_tasks(desk.office, desk.who(login), queue=queue)["items"]
            assert numbers["total"] == len(listed), (login, queue)
            for colour in ("green", "amber", "red", "none"):
                assert numbers[colour] == sum(row["colour"] == colour for row in listed)


def test_the_late_stand_first_and_colours_follow_the_clock(desk: Desk) -> None:
    early = desk.open()
    desk.at("2026-03-04T10:00")
    late = desk.open()
    rows = inbox.list_tasks(desk.office, desk.who("ck1"), queue="group")["items"]
    assert [(row["case_no"], row["colour"]) for row in rows] == [(early, "amber"), (late, "green")]
    desk.at("2026-03-05T00:00")
    rows = inbox.list_tasks(desk.office, desk.who("ck1"), queue="group", filters={"colour": "red"})["items"]
    assert [row["case_no"] for row in rows] == [early]
    assert rows[0]["remaining"] == {"n": -1, "unit": "wd", "text": "超期1个工作日"}


def test_pages_follow_each_other_without_a_gap_or_a_repeat(desk: Desk) -> None:
    numbers = [desk.open() for _ in range(5)]
    for sort in ("due", "created", "case"):
        seen, cursor = [], None
        while True:
            page = inbox.list_tasks(
                desk.office, desk.who("ck1"), queue="group", filters={"sort": sort}, cursor=cursor, limit=2
            )
            seen += [row["case_no"] for row in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert sorted(seen) == numbers


@pytest.mark.parametrize(
    ("queue", "filters", "cursor"),
    [
        ("else", {}, None),
        ("mine", {"sort": "name"}, None),
        ("mine", {"sort": "done"}, None),
        ("mine", {"colour": "blue"}, None),
        ("mine", {"unknown": "x"}, None),
        ("mine", {"due_before": "soon"}, None),
        ("mine", {}, "x"),
        ("mine", {"sort": "case"}, "WyJ0IiwiMjAyNi0wMy0wMlQwMTowMDowMCswMDowMCIsIngiXQ"),
        ("mine", {}, "WyJzIiwieCIsIngiXQ"),
    ],
)
def test_what_no_list_knows_is_a_bad_request(
    quick: Desk, queue: str, filters: dict[str, str], cursor: str | None
) -> None:
    with pytest.raises(Refused) as caught:
        inbox.list_tasks(quick.office, quick.who("ck1"), queue=queue, filters=filters, cursor=cursor)
    assert caught.value.code == "E_BAD_REQUEST"


def test_a_search_finds_number_name_and_whole_identity_number(desk: Desk) -> None:
    no = desk.open()
    for text in (no, "示例", HEAD_ID):
        assert ids(desk, "ck1", "all", q=text) == ["check_papers"], text
    for text in (no[:-1], "例甲", HEAD_ID[:-1], "%"):
        assert ids(desk, "ck1", "all", q=text) == [], text


def test_who_only_watches_does_not_search_by_name(desk: Desk) -> None:
    desk.open()
    assert ids(desk, "db", "all", q="示例") == []
    assert [
        row["head_name"] for row in inbox.list_tasks(desk.office, desk.who("db"), queue="all")["items"]
    ] == ["示某"]


def test_claiming_twice_changes_nothing_at_all(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.claim("ck1", no, "check_papers")
    before = desk.everything()
    assert inbox.claim_task(desk.office, desk.who("ck1"), task_id)["holder"] == "ck1"
    assert desk.everything() == before


def test_a_task_somebody_holds_is_taken(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.claim("ck1", no, "check_papers")
    with desk.refused("E_TAKEN") as caught:
        inbox.claim_task(desk.office, desk.who("ck2"), task_id)
    assert isinstance(caught.value, Taken)
    assert caught.value.facts["holder"] == "ck1"


def test_only_the_holder_completes_drafts_and_releases(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.task(no, "check_papers")
    by = desk.who("ck2")
    for _ in range(2):
        with desk.refused("E_NOT_HOLDER"):
            inbox.complete_task(desk.office, by, task_id, outcome="nonsense", forms={"F09": {}})
        with desk.refused("E_NOT_HOLDER"):
            inbox.save_draft(desk.office, by, task_id, {})
        with desk.refused("E_NOT_HOLDER"):
            inbox.release_task(desk.office, by, task_id, reason="不办了")
        inbox.claim_task(desk.office, desk.who("ck1"), task_id)


def test_a_released_task_is_there_for_all_again_and_its_time_runs_on(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.claim("ck1", no, "check_papers")
    due = desk.rows(no)[0]["effective_due"]
    with desk.refused("E_REQUIRED", path="reason"):
        inbox.release_task(desk.office, desk.who("ck1"), task_id, reason="  ")
    answer = inbox.release_task(desk.office, desk.who("ck1"), task_id, reason="下乡")
    assert (answer["state"], answer["holder"], answer["effective_due"]) == ("ready", None, due)
    assert inbox.claim_task(desk.office, desk.who("ck2"), task_id)["holder"] == "ck2"


def test_what_one_typed_is_kept_and_nobody_else_reads_it(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.claim("ck1", no, "check_papers")
    typed = {"F06a": {"items": "还没写完"}}
    inbox.save_draft(desk.office, desk.who("ck1"), task_id, typed)
    shown = inbox.show_task(desk.office, desk.who("ck1"), task_id)
    assert (shown["draft"], shown["draft_by"]) == (typed, "ck1")
    inbox.release_task(desk.office, desk.who("ck1"), task_id, reason="下乡")
    inbox.claim_task(desk.office, desk.who("ck2"), task_id)
    assert inbox.show_task(desk.office, desk.who("ck2"), task_id)["draft"] is None
    inbox.complete_task(desk.office, desk.who("ck2"), task_id, outcome="complete", forms={})
    with desk.office.store.read() as work:
        assert work.drafts.find() == []


def test_a_refused_completion_keeps_the_draft(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.claim("ck1", no, "check_papers")
    inbox.save_draft(desk.office, desk.who("ck1"), task_id, {"F06a": {"ground": "示例"}})
    with desk.refused("E_REQUIRED", path="F06a"):
        inbox.complete_task(desk.office, desk.who("ck1"), task_id, outcome="incomplete", forms={})
    with desk.refused("E_CHOICE", path="outcome"):
        inbox.complete_task(desk.office, desk.who("ck1"), task_id, outcome="accepted", forms={})


def test_a_done_task_cannot_be_done_again(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.claim("ck1", no, "check_papers")
    inbox.complete_task(desk.office, desk.who("ck1"), task_id, outcome="complete", forms={})
    for act in (
        lambda: inbox.complete_task(desk.office, desk.who("ck1"), task_id, outcome="complete", forms={}),
        lambda: inbox.claim_task(desk.office, desk.who("ck2"), task_id),
        lambda: inbox.release_task(desk.office, desk.who("ck1"), task_id, reason="x"),
        lambda: inbox.assign_task(desk.office, desk.who("fzr"), task_id, to="ck2", reason="x"),
    ):
        with desk.refused("E_STATE"):
            act()
    assert ids(desk, "ck1", "done") == ["check_papers"]


def test_completing_answers_with_what_one_may_do_next(desk: Desk) -> None:
    no = desk.open()
    answer = desk.do("ck1", no, "check_papers", "complete")
    assert answer["task"]["state"] == "done"
    assert answer["case"]["no"] == no
    assert [row["step"] for row in answer["next"]] == ["accept"]


def test_identity_numbers_stand_in_full_in_the_holders_open_task_only(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.task(no, "check_papers")

    def shown(login: str) -> str:
        return str(inbox.show_task(desk.office, desk.who(login), task_id)["data"])

    assert HEAD_ID not in shown("ck1")
    assert "130399********0025" in shown("ck1")
    held = inbox.claim_task(desk.office, desk.who("ck1"), task_id)
    assert HEAD_ID in str(held["data"])
    assert HEAD_ID in shown("ck1")
    for login in ("ck2", "fzr", "db"):
        assert HEAD_ID not in shown(login), login
    answer = inbox.complete_task(desk.office, desk.who("ck1"), task_id, outcome="complete", forms={})
    assert HEAD_ID not in str(answer)
    assert HEAD_ID not in shown("ck1")


def test_the_head_assigns_to_members_of_the_group_only(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.task(no, "check_papers")
    head = desk.who("fzr")
    for to in ("jb1", "ckx", "fzr", "nobody"):
        with desk.refused("E_FORBIDDEN"):
            inbox.assign_task(desk.office, head, task_id, to=to, reason="太忙")
    for to in ("ck2", "ck1"):
        assert inbox.assign_task(desk.office, head, task_id, to=to, reason="太忙")["holder"] == to
    with desk.refused("E_REQUIRED", path="reason"):
        inbox.assign_task(desk.office, head, task_id, to="ck2", reason="")
    with desk.refused("E_FORBIDDEN"):
        inbox.assign_task(desk.office, desk.who("ck2"), task_id, to="ck2", reason="给我")


def test_each_level_divides_its_own_work(desk: Desk) -> None:
    no, _ = desk.sent()
    of_unit, of_township = desk.task(no, "transfer_sign"), desk.task(desk.open(), "check_papers")
    for login, task_id, to in (
        ("fzr", of_unit, "bm-jy"),
        ("sh", of_unit, "bm-jy"),
        ("sh", of_township, "ck2"),
    ):
        with desk.refused("E_FORBIDDEN"):
            inbox.assign_task(desk.office, desk.who(login), task_id, to=to, reason="快")


def test_who_signs_in_no_more_gets_nothing_assigned(desk: Desk) -> None:
    task_id = desk.task(desk.open(), "check_papers")
    with desk.office.command("person.disable", desk.who("xt"), {}) as command:
        people.disable(command, "ck2")
    offered = people.people_in_group(desk.office, desk.who("fzr"), task_id)
    assert [one["login"] for one in offered] == ["ck1"]
    with desk.refused("E_FORBIDDEN"):
        inbox.assign_task(desk.office, desk.who("fzr"), task_id, to="ck2", reason="快")


def test_who_has_left_the_post_no_longer_works_on_what_was_held(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.claim("ck1", no, "check_papers")
    with desk.office.store.begin() as work:
        grants = work.grants.table.c
        work.grants.remove(grants.login == "ck1")
        work.grants.add(*_moved(desk, "ck1"))
    with desk.refused("E_NOT_FOUND"):
        inbox.show_task(desk.office, desk.who("ck1"), task_id)
    with desk.refused("E_NOT_FOUND"):
        inbox.complete_task(desk.office, desk.who("ck1"), task_id, outcome="complete", forms={})


def _moved(desk: Desk, login: str) -> list[object]:
    from store.tables.people import GrantRow

    since = desk.office.now().date()
    return [
        GrantRow(
            id="moved", login=login, role="window", area=COUNTRY, unit=None, valid_from=since, valid_to=None
        )
    ]


def test_a_task_nobody_knows_is_not_found(quick: Desk) -> None:
    for act in (inbox.show_task, inbox.claim_task):
        with quick.refused("E_NOT_FOUND"):
            act(quick.office, quick.who("ck1"), "nothing")
