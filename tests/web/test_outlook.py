"""What comes next is read from the table of the diagram: gateways are looked through, and no loop is endless."""

from documents.diagram import KINDS
from web.outlook import ahead

GATE = KINDS["exclusiveGateway"][0]
TABLE = [
    {"element": "a", "kind": "人工环节", "name": "材料检查", "next": (("", "材料？"),)},
    {
        "element": "g",
        "kind": GATE,
        "name": "材料？",
        "next": (("齐全", "受理"), ("不齐", "收补正材料"), ("", "材料？")),
    },
    {"element": "b", "kind": "人工环节", "name": "受理", "next": ()},
]


def test_a_gateway_gives_its_ways_with_their_conditions() -> None:
    ways = ahead(TABLE, "a")
    assert ways[:2] == [("齐全", "受理"), ("不齐", "收补正材料")]


def test_the_last_step_has_nothing_ahead_and_an_unknown_one_neither() -> None:
    assert ahead(TABLE, "b") == []
    assert ahead(TABLE, "nowhere") == []
