"""The processes that are called exist, and no call leads back."""

from collections.abc import Iterator, Mapping

from engine.gate.drawing import Drawing, named, properties
from engine.gate.graph import reached
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="call-unknown",
    profile="publish",
    what="调用的流程存在，也不会绕回来调用自己",
    why="调用不存在的流程会停在那里；互相调用的流程没有尽头",
    mend="请改正流程编号，或先建立被调用的流程。",
)
def RULE(drawing: Drawing, known: Surroundings) -> Iterator[Fault]:
    own = {process.get("id", "") for process in drawing.processes}
    for element in drawing.of_kind("callActivity"):
        called = element.get("calledElement", "").strip()
        if "called" in properties(element) or not called or called in own:
            continue
        if known.processes is not None and called not in known.processes:
            yield Fault(at=element, message=f"{named(element)}调用的流程“{called[:40]}”不存在。")
        elif own & reached([called], _calls(known.calls)):
            yield Fault(at=element, message=f"{named(element)}调用的流程“{called[:40]}”又会调用本流程。")


class _calls:
    """Which processes a process calls."""

    def __init__(self, calls: Mapping[str, frozenset[str]]) -> None:
        self._calls = calls

    def __call__(self, process: str) -> frozenset[str]:
        return self._calls.get(process, frozenset())
