"""Conditions read facts the manifest declares, and nothing else."""

from collections.abc import Iterator

from engine.expressions import ExpressionRefused, parse
from engine.gate.drawing import Drawing, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.texts import conditions, inputs
from engine.gate.values import Element, Surroundings

# Known in every case: the outcome of the task just completed, the number of a multi-instance branch.
ALWAYS = frozenset({"outcome", "index"})


@rule(
    name="fact-unknown",
    profile="publish",
    what="条件里的名称是清单（manifest.toml）里的事实，或 outcome、index",
    why="没有这个事实时，办件走到那里就停住",
    mend="请改正名称，或在 manifest.toml 里声明 [facts.名称]。",
)
def RULE(drawing: Drawing, known: Surroundings) -> Iterator[Fault]:
    if known.facts is None:
        return
    for at, names in _read(drawing):
        for name in sorted(names - ALWAYS - set(known.facts)):
            yield Fault(at=at, message=f"{named(at)}用到的事实“{name[:40]}”没有声明。")


def _read(drawing: Drawing) -> Iterator[tuple[Element, frozenset[str]]]:
    texts = [(at, text) for at, _, text in conditions(drawing)] + [
        (at, text) for at, _, text in inputs(drawing)
    ]
    for at, text in texts:
        try:
            yield at, parse(text).names
        except ExpressionRefused:
            continue  # condition-syntax and service-operation say so
    for call in drawing.of_kind("callActivity"):
        fact = properties(call).get("called", "")
        if fact.startswith("fact:"):
            yield call, frozenset({fact.removeprefix("fact:")})
