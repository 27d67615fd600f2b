"""A process that does not say it may run."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="not-executable",
    what='流程写明 isExecutable="true"',
    why="标准规定没有写明的流程不执行，不能替画图的人决定",
    mend='请在流程属性里勾选“可执行”（isExecutable="true"）。',
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    some = any(process.get("isExecutable") in {"true", "1"} for process in drawing.processes)
    for process in drawing.processes:
        said = process.get("isExecutable")
        if said in {"true", "1"}:
            continue
        words = "没有写明可执行" if said is None else f"的 isExecutable 是“{said[:20]}”"
        # Beside an executable one, a process drawn for the other party is mere drawing.
        mere = some and said in {"false", "0"}
        yield Fault(
            at=process,
            message=f"{named(process)}{words}，不会执行。",
            severity="warning" if mere else "error",
        )
