"""BPMN without any process."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="process-none",
    what="文件里恰有一个可执行的流程",
    why="没有流程就没有可办的环节；有几个时不知道从哪个开始",
    mend='请画一个流程（process）并写 isExecutable="true"；多个流程请分成多个文件，用调用活动连接。',
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    if not drawing.processes:
        yield Fault(at=drawing.root, message="文件里没有流程（process）。")
    runnable = [process for process in drawing.processes if process.get("isExecutable") in {"true", "1"}]
    for process in runnable[1:]:
        yield Fault(at=process, message=f"文件里有 {len(runnable)} 个可执行的流程，不知道执行哪一个。")
