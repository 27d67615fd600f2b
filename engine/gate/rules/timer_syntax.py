"""Timer texts, read as strictly as the engine reads them."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, children, kind, named, text_of
from engine.gate.rule import Fault, rule
from engine.gate.texts import TIMES, hidden, timers
from engine.gate.timing import fault
from engine.gate.values import Surroundings


@rule(
    name="timer-syntax",
    what='定时恰写一个时间："2026-02-13T09:00:00+08:00"、"P5D"、"R3/P1D"（加引号），或 limit_end(\'B03\')',
    why="写错的时间到走到那里才出错，或者被当成别的时间",
    mend="请加引号，例如 \"P5D\"；法定期限写 limit_end('期限编号')。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for event, definition in timers(drawing):
        times = children(definition, *TIMES)
        if len(times) != 1:
            yield Fault(at=event, message=f"{named(event)}写了 {len(times)} 个时间，应恰有一个。")
            continue
        words = "时间里夹有注释或其他元素" if hidden(times[0]) else fault(kind(times[0]), text_of(times[0]))
        if words:
            yield Fault(at=event, message=f"{named(event)}：{words}。")
