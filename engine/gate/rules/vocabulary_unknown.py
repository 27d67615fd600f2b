"""Moments and documents come from closed lists."""

from collections.abc import Iterator

from engine.gate.drawing import NODES, Drawing, listed, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings

_DECISIONS = frozenset({"granted", "refused", "cut", "stopped"})


@rule(
    name="vocabulary-unknown",
    profile="publish",
    what="时点（moment）、文书（documents）、决定（decides）取自固定的名称",
    why="写错的时点不会起止任何期限，写错的文书不会生成",
    mend="请改正名称；时点例如 acceptance，决定是 granted、refused、cut、stopped。",
)
def RULE(drawing: Drawing, known: Surroundings) -> Iterator[Fault]:
    for node in drawing.of_kind(*NODES):
        for words in _faults(node, known):
            yield Fault(at=node, message=f"{named(node)}{words}。")


def _faults(node: Element, known: Surroundings) -> Iterator[str]:
    own = properties(node)
    lists = (
        ("时点", "moment", known.moments),
        ("文书", "documents", known.documents),
        ("决定", "decides", _DECISIONS),
    )
    for word, name, allowed in lists:
        for value in listed(own.get(name)):
            if allowed is not None and value not in allowed:
                yield f"的{word}“{value[:40]}”不存在"
