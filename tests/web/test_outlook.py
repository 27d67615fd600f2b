"""What comes next is read from the diagrams: gateways and ends of called processes are looked through, no loop is endless."""

from typing import Any

from documents.diagram import KINDS
from web.outlook import ahead

GATE, END = KINDS["exclusiveGateway"][0], KINDS["endEvent"][0]


def row(element: str, *ways: tuple[str, str, str], kind: str = "人工环节") -> dict[str, Any]:
    """One element; each way is condition, name and id of what follows."""
    return {
        "element": element,
        "kind": kind,
        "name": element,
        "next": tuple((condition, name) for condition, name, _ in ways),
        "after": tuple(id for _, _, id in ways),
    }


OWN: dict[str, Any] = {
    "instance_id": "1",
    "called_by": (None, None),
    "calls": {"token": "call"},
    "table": [
        row("a", ("", "材料？", "g")),
        row("g", ("齐全", "受理", "b"), ("不齐", "收补正材料", "c"), ("", "材料？", "g"), kind=GATE),
        row("b"),
        row("call", ("", "汇合", "join"), kind="调用流程"),
        row("join", ("", "上报", "d"), kind=GATE),
        row("last", ("", "已办结", "end")),
        row("end", kind=END),
    ],
}
CALLED: dict[str, Any] = {
    "instance_id": "2",
    "called_by": ("1", "token"),
    "calls": {},
    "table": [row("close", ("", "end_hanging", "end")), row("end", kind=END)],
}
ALL = {"1": OWN, "2": CALLED}


def test_a_gateway_gives_its_ways_with_their_conditions() -> None:
    assert ahead(ALL, OWN, "a")[:2] == [("齐全", "受理"), ("不齐", "收补正材料")]


def test_behind_the_end_of_a_called_process_comes_what_follows_the_call() -> None:
    assert ahead(ALL, CALLED, "close") == [("", "上报")]


def test_the_end_of_the_outermost_process_is_told_by_its_name() -> None:
    assert ahead(ALL, OWN, "last") == [("", "已办结")]


def test_the_last_step_has_nothing_ahead_and_an_unknown_one_neither() -> None:
    assert ahead(ALL, OWN, "b") == []
    assert ahead(ALL, OWN, "nowhere") == []


def test_what_ends_beside_open_steps_names_these_and_does_not_promise_the_end() -> None:
    visit = {"instance_id": "1", "step_name": "确认"}
    assert ahead(ALL, OWN, "last", [visit]) == [("同时在办", "确认")]
    elsewhere = {"instance_id": "9", "step_name": "回复督办"}
    assert ahead(ALL, OWN, "last", [elsewhere]) == [("", "已办结")]


def test_what_is_joined_waits_for_the_other_branches_and_for_what_they_have_called() -> None:
    join = row("join", ("", "上报", "d"), kind=KINDS["parallelGateway"][0])
    own = {**OWN, "table": [row("a", ("", "汇合", "join")), join, row("d")]}
    both = {"1": own, "2": CALLED}
    assert ahead(both, own, "a") == [("", "上报")]
    for where in ("1", "2"):
        assert ahead(both, own, "a", [{"instance_id": where, "step_name": "入户"}]) == [
            ("各步都办完", "上报")
        ]


def test_an_end_behind_a_join_is_the_end_of_all_branches() -> None:
    join = row("join", ("", "已确认", "end"), kind=KINDS["parallelGateway"][0])
    own = {**OWN, "table": [row("a", ("", "汇合", "join")), join, row("end", kind=END)]}
    beside = {"instance_id": "1", "step_name": "花名册"}
    assert ahead({"1": own}, own, "a", [beside]) == [("各步都办完", "已确认")]
