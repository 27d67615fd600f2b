"""The table of a run, on the screen and between the markers of bench/README.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- table -->", "<!-- end of table -->"
HEAD = "| 什么 what | 一门 Yimen | 比较对象 against | 比 ratio | 目标 goal | |\n|---|---|---|---|---|---|\n"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measured line; `met` is None where there is no goal."""

    what: str
    ours: str
    other: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None

    def line(self) -> str:
        mark = "" if not self.goal or self.met is None else "达到 met" if self.met else "**未达到 missed**"
        return f"| {self.what} | {self.ours} | {self.other} | {self.ratio} | {self.goal} | {mark} |\n"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


def ratio(value: float) -> str:
    return f"{value:.2f}×"


def table(rows: Iterable[Row]) -> str:
    return HEAD + "".join(row.line() for row in rows)


def write(rows: Iterable[Row], conditions: str) -> None:
    """Put the table of a whole run into the README."""
    text = README.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{conditions}\n\n{table(rows)}{END}{after}", "utf-8")
