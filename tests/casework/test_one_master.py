"""转办 and 转介 have one master: at every state the diagram can reach, its open tasks and messages are the acts the rules allow."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from assistance import handover as rules
from assistance.handover import Handover
from assistance.manifest import read
from casework import handover
from casework.handover import EXPECTED, PROCESS, STEPS
from engine import runtime
from engine.errors import Refused
from engine.runtime import Context
from tests.casework.desk import LETTER, Desk

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
FOLDERS = {kind: files("processes") / key for kind, key in PROCESS.items()}
DEFINITIONS = {
    kind: runtime.parse((folder / "process.bpmn").read_bytes()) for kind, folder in FOLDERS.items()
}
MANIFESTS = {kind: read((folder / "manifest.toml").read_text("utf-8")) for kind, folder in FOLDERS.items()}
ACT_OF = {(step, outcome): act for ways in STEPS.values() for act, (step, outcome, _) in ways.items()}
UNITS = ("jy", "rs", "zj")

DRAFT = Handover(
    id="h",
    revision=1,
    no="ZB-1",
    kind="transfer",
    case_id="c",
    case_no="n",
    aid="310",
    head_name="示例甲",
    area="130399100",
    instance_id="i",
    state="drafted",
    unit="jy",
    matter=None,
    reason=None,
    attachments=(),
    proposed_unit=None,
    named=0,
    returns=0,
    result=None,
    amount=None,
    ground=None,
    text=None,
    told_at=None,
    told_how=None,
    told_by=None,
    created_at=NOW,
)
RULES: dict[str, Callable[[Handover], Handover]] = {
    "send": lambda row: rules.send(row, "jy", "示例", "示例", ()),
    "recall": rules.recall,
    "sign": rules.sign,
    "return": lambda row: rules.give_back(row, "rs", late=False),
    "name-unit": lambda row: rules.name_unit(row, "zj"),
    "result": lambda row: rules.result(row, "given", "示例", None, None),
    "feed-back": lambda row: rules.feed_back(row, "示例", None, None),
    "tell": lambda row: rules.tell(row, NOW, "phone", "ck1"),
    "file": rules.file,
    "consent": lambda row: rules.consent(row, "zjjg", ("name",), "e"),
    "take": rules.take,
    "decline": lambda row: rules.decline(row, "示例"),
}
ONLY = {
    "transfer": {"sign", "return", "name-unit", "result"},
    "refer": {"consent", "take", "decline"},
}
"""Acts of one kind alone: the rules of the other kind's are never asked."""
STATES = {
    "transfer": set(rules.STATES) - {"cancelled", "consented", "taken", "declined", "serving"},
    "refer": {"drafted", "consented", "sent", "taken", "declined", "fed_back", "told", "closed"},
}
"""What the steps alone lead to; somebody who claims the feedback of a referral makes it `serving`."""


@dataclass(frozen=True)
class Place:
    """Where both are: the engine's tokens, and the row the rules have made."""

    tokens: bytes
    row: Handover


def context(row: Handover, outcome: str | None = None) -> Context:
    facts = {"aid": row.aid, "unit": row.unit, "returns": row.returns}
    return Context(now=NOW, facts=facts, outcome=outcome, seed="示例")


def drawn(place: Place) -> dict[str, tuple[str, str]]:
    """The acts the diagram waits for: by open task and outcome, or by message."""
    kind = place.row.kind
    standing = runtime.look(DEFINITIONS[kind], place.tokens)
    acts = {
        ACT_OF[str(task.node.step), way.key]: (task.id, way.key)
        for task in standing.open_tasks
        for way in MANIFESTS[kind].outcomes_of(str(task.node.step))
    }
    messages = runtime.waiting_messages(DEFINITIONS[kind], place.tokens)
    return {**acts, **{message: ("", "") for message in messages}}


def ruled(row: Handover) -> dict[str, Handover]:
    """The acts the rules allow, with what each makes of the row."""
    found = {}
    others = set().union(*(acts for kind, acts in ONLY.items() if kind != row.kind))
    for act in RULES.keys() - others:
        try:
            found[act] = RULES[act](row)
        except Refused:
            continue
    return found


def moved(place: Place, act: str) -> Place:
    """Both after an act: first the rules, whose facts the diagram then sees."""
    row, (task, outcome) = ruled(place.row)[act], drawn(place)[act]
    definition = DEFINITIONS[row.kind]
    if not task:
        return Place(runtime.send(definition, place.tokens, act, context(row)).state, row)
    return Place(runtime.complete(definition, place.tokens, task, context(row, outcome)).state, row)


def begin(kind: str) -> Place:
    row = replace(DRAFT, kind=kind)
    return Place(runtime.start(DEFINITIONS[kind], context(row)).state, row)


def same(place: Place) -> None:
    """Diagram and rules agree; only the named unit's return is drawn and refused by the rules alone (E_NO_RETURN)."""
    by_diagram, by_rules = set(drawn(place)), set(ruled(place.row))
    assert by_diagram - by_rules <= ({"return"} if place.row.named else set()), place.row
    assert by_rules <= by_diagram, place.row
    expected = EXPECTED[place.row.kind]
    assert {act for act in by_rules if place.row.state not in expected[act]} == set()


def reachable(kind: str) -> Iterator[Place]:
    """Every state of both together, once."""
    todo, known = [begin(kind)], set()
    while todo:
        place = todo.pop()
        steps = tuple(sorted(drawn(place)))
        key = (steps, replace(place.row, text=None, told_at=None))
        if repr(key) in known:
            continue
        known.add(repr(key))
        yield place
        todo += [moved(place, act) for act in ruled(place.row)]


@pytest.mark.parametrize("kind", PROCESS)
def test_every_state_the_diagram_can_reach_allows_what_the_rules_allow(kind: str) -> None:
    places = list(reachable(kind))
    for place in places:
        same(place)
    assert {place.row.state for place in places} == STATES[kind]
    assert {place.row.returns for place in places} == ({0, 1, 2, 3} if kind == "transfer" else {0})


@pytest.mark.parametrize("kind", PROCESS)
def test_where_the_rules_allow_nothing_more_the_diagram_has_ended(kind: str) -> None:
    for place in reachable(kind):
        if not ruled(place.row):
            assert place.row.state == "closed"
            assert runtime.look(DEFINITIONS[kind], place.tokens).ended


@pytest.mark.parametrize("seed", range(6))
def test_random_walks_through_the_commands_keep_row_and_tasks_together(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    no, handover_id = desk.drafted()
    for _ in range(14):
        shown = handover.show_handover(desk.office, desk.who("sh"), handover_id)
        tasks = [row for row in desk.rows(no) if row["handover_id"] == handover_id]
        offered = {act for login in _all_sides(shown) for act in _allowed(desk, login, handover_id)}
        waited_for = {
            ACT_OF[row["step"], way.key]
            for row in tasks
            for way in MANIFESTS["transfer"].outcomes_of(row["step"])
        } | ({"recall"} if shown["state"] == "sent" else set())
        if not shown["returnable"]:
            waited_for.discard("return")
        assert offered == waited_for, shown["state"]
        if not offered:
            break
        _act(desk, handover_id, chance.choice(sorted(offered)), str(shown["unit"]), chance)
    desk.proved()


def _all_sides(shown: dict[str, object]) -> tuple[str, ...]:
    return ("ck1", f"bm-{shown['unit']}", "sh")


def _allowed(desk: Desk, login: str, handover_id: str) -> list[str]:
    try:
        return list(handover.show_handover(desk.office, desk.who(login), handover_id)["allowed"])
    except Refused:
        return []


def _act(desk: Desk, handover_id: str, act: str, unit: str, chance: random.Random) -> None:
    bodies = {
        "send": {**LETTER, "unit": chance.choice(UNITS)},
        "recall": {"reason": "示例"},
        "return": {"return_reason": "示例", "proposed_unit": chance.choice(UNITS)},
        "name-unit": {"unit": chance.choice(UNITS), "reason": "示例"},
        "result": {"result": "given", "text": "示例"},
        "feed-back": {"text": "示例"},
        "tell": {"told_at": desk.office.now().isoformat(), "how": "sms", "by": "ck1"},
    }
    login = {
        "sign": f"bm-{unit}",
        "return": f"bm-{unit}",
        "result": f"bm-{unit}",
        "feed-back": f"bm-{unit}",
    }.get(act, "sh" if act == "name-unit" else "ck1")
    desk.act(login, handover_id, act, **bodies.get(act, {}))
