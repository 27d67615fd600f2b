"""Limit tables 期限表: the rows of `limits.csv` (contract section 8), read strictly and asked whether they apply."""

import csv
import io
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from engine.expressions import Expression, ExpressionRefused, Value, evaluate, parse
from engine.limits.clock import GREATEST, KINDS, UNITS

ANY = "*"
SCOPES = ("step", "total", "second", "shown")
LABELS: Mapping[str, str] = {
    "LAW": "法律法规",
    "RULE": "部门规定",
    "carried": "沿用",
    "local": "县规定",
    "unverified": "未核实",
}
COLUMNS = (
    "id",
    "regime",
    "aid",
    "step",
    "n",
    "unit",
    "kind",
    "clock_starts_at",
    "clock_ends_at",
    "scope",
    "applies_when",
    "extended_n",
    "extended_unit",
    "label",
    "source",
    "valid_from",
    "valid_to",
)
_ROW_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,9}", re.ASCII)
_KEY = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
T = TypeVar("T")


class TermFault(ValueError):
    """A fault in a limit table; `row` counts lines from 1, the header being line 1."""

    def __init__(self, row: int, column: str, message: str) -> None:
        super().__init__(f"第{row}行 {column}：{message}")
        self.row, self.column, self.message = row, column, message


@dataclass(frozen=True, kw_only=True)
class Term:
    """One row of a limit table 期限行: how long, from which moments to which, and for whom."""

    id: str
    regimes: tuple[str, ...]
    aids: tuple[str, ...]
    step: str
    n: int
    unit: str
    kind: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    scope: str
    applies_when: Expression | None
    extended_n: int | None
    extended_unit: str | None
    label: str
    source: str
    valid_from: date | None
    valid_to: date | None

    @property
    def names_extension(self) -> bool:
        """The row only says how far another one reaches once extended (B07 for B06); it never starts by itself."""
        return self.step.endswith("_extended")

    def fits(self, aid: str, regime: str | None, on: date | None) -> bool | None:
        """Whether the row is for this aid, regime and acceptance date; None while one of them is not yet known."""
        if ANY not in self.aids and aid not in self.aids:
            return False
        answers = [self._in_regime(regime), self._in_force(on)]
        return False if False in answers else None if None in answers else True

    def applies(
        self, aid: str, regime: str | None, on: date | None, facts: Mapping[str, Value]
    ) -> bool | None:
        """`fits`, and `applies_when` holds over the facts (with `aid` and `regime`); None while that is not known."""
        fits = self.fits(aid, regime, on)
        if fits is False or self.applies_when is None:
            return fits
        try:
            holds = evaluate(self.applies_when, {"aid": aid, "regime": regime, **facts})
        except ExpressionRefused:
            return None
        return fits if holds is True else False

    def _in_regime(self, regime: str | None) -> bool | None:
        if ANY in self.regimes:
            return True
        return None if regime is None else regime in self.regimes

    def _in_force(self, on: date | None) -> bool | None:
        if self.valid_from is None and self.valid_to is None:
            return True
        if on is None:
            return None
        return (self.valid_from or on) <= on <= (self.valid_to or on)


def read_csv(text: str, *, moments: Collection[str] | None = None) -> tuple[Term, ...]:
    """The rows of a limit table in its order; `moments` closes the vocabulary. Raises the first TermFault."""
    terms, faults = _read(text, moments)
    if faults:
        raise faults[0]
    return terms


def check_csv(text: str, *, moments: Collection[str] | None = None) -> tuple[TermFault, ...]:
    """Every fault of a limit table together, in its order."""
    return tuple(_read(text, moments)[1])


def _read(text: str, moments: Collection[str] | None) -> tuple[tuple[Term, ...], list[TermFault]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    terms: list[Term] = []
    faults: list[TermFault] = []
    try:
        faults += _header_faults(list(reader.fieldnames or ()))
        for row in () if faults else reader:
            cells = _Cells(reader.line_num, row, moments)
            term = cells.term()
            faults += cells.faults
            if not cells.faults and any(_same_row(term, other) for other in terms):
                faults.append(TermFault(reader.line_num, "id", f"“{term.id}”的有效期与前面同名的行重叠"))
            terms.append(term)
    except csv.Error as reason:
        faults.append(TermFault(reader.line_num, "id", f"不是规范的 CSV（{reason}）"))
    return tuple(terms), faults


def _header_faults(header: list[str]) -> list[TermFault]:
    missing = [TermFault(1, column, "缺少这一列") for column in COLUMNS if column not in header]
    return missing + [TermFault(1, column, "没有这一列") for column in header if column not in COLUMNS]


def _same_row(one: Term, two: Term) -> bool:
    """The same id twice is right only for periods that do not meet: the row as it was, and as it is."""
    if one.id != two.id:
        return False
    begins = max(one.valid_from or date.min, two.valid_from or date.min)
    return begins <= min(one.valid_to or date.max, two.valid_to or date.max)


class _Cells:
    """The cells of one line, with the faults met while reading them; a faulty cell reads as its default."""

    def __init__(
        self, line: int, row: Mapping[str | None, str | list[str] | None], moments: Collection[str] | None
    ) -> None:
        self.line, self.moments = line, moments
        self.faults: list[TermFault] = []
        self.cells = {column: str(row.get(column) or "").strip() for column in COLUMNS}
        if None in row:
            self.fault(COLUMNS[-1], "这一行的列数多于表头")

    def fault(self, column: str, message: str) -> None:
        self.faults.append(TermFault(self.line, column, message))

    def term(self) -> Term:
        term = Term(
            id=self.matching("id", _ROW_ID, "应为字母和数字组成的行号，如 B06"),
            regimes=self.list("regime"),
            aids=self.list("aid"),
            step=self.matching("step", _KEY, "应为环节键，如 county_confirm"),
            n=self.number("n") or 1,
            unit=self.one_of("unit", UNITS),
            kind=self.one_of("kind", KINDS),
            starts=self.moment_list("clock_starts_at"),
            ends=self.moment_list("clock_ends_at"),
            scope=self.one_of("scope", SCOPES),
            applies_when=self.expression("applies_when"),
            extended_n=self.optional("extended_n", self.number),
            extended_unit=self.optional("extended_unit", lambda column: self.one_of(column, UNITS)),
            label=self.one_of("label", tuple(LABELS)),
            source=self.cells["source"],
            valid_from=self.optional("valid_from", self.date),
            valid_to=self.optional("valid_to", self.date),
        )
        if not self.faults:
            self.check_whole(term)
        return term

    def check_whole(self, term: Term) -> None:
        """What only several cells together can get wrong."""
        if term.label in ("LAW", "RULE") and not term.source:
            self.fault("source", "法律法规和部门规定的行必须写明依据")
        if (term.extended_n is None) != (term.extended_unit is None):
            self.fault("extended_unit", "延长的天数和单位要么都填，要么都不填")
        elif term.extended_unit not in (None, term.unit):
            self.fault("extended_unit", "延长的单位须与期限的单位相同")
        elif term.extended_n and term.kind == "min":
            self.fault("extended_n", "最短期限不能延长")
        if term.valid_from and term.valid_to and term.valid_to < term.valid_from:
            self.fault("valid_to", "早于 valid_from")

    def optional(self, column: str, read: Callable[[str], T]) -> T | None:
        return read(column) if self.cells[column] else None

    def matching(self, column: str, pattern: re.Pattern[str], message: str) -> str:
        if not pattern.fullmatch(self.cells[column]):
            self.fault(column, message)
        return self.cells[column]

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        if self.cells[column] not in allowed:
            self.fault(column, f"“{self.cells[column]}”不在 {'、'.join(allowed)} 之中")
            return allowed[0]
        return self.cells[column]

    def number(self, column: str) -> int | None:
        text = self.cells[column]
        if _NUMBER.fullmatch(text) and 1 <= int(text) <= GREATEST:
            return int(text)
        self.fault(column, f"应为 1 到 {GREATEST} 的整数")
        return None

    def list(self, column: str) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in self.cells[column].split("|"))
        if not all(parts):
            self.fault(column, "不能为空；全部适用写 *")
        elif ANY in parts and len(parts) > 1:
            self.fault(column, "* 不能与其他值并列")
        return parts

    def moment_list(self, column: str) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in self.cells[column].split("|"))
        for part in parts:
            if not _KEY.fullmatch(part):
                self.fault(column, "应为时点名，几个中取其先的用 | 分开")
            elif self.moments is not None and part not in self.moments:
                self.fault(column, f"没有名为“{part}”的时点")
        return parts

    def expression(self, column: str) -> Expression | None:
        try:
            return parse(self.cells[column]) if self.cells[column] else None
        except ExpressionRefused as refusal:
            self.fault(column, str(refusal))
            return None

    def date(self, column: str) -> date | None:
        try:
            if _DATE.fullmatch(self.cells[column]):
                return date.fromisoformat(self.cells[column])
        except ValueError:
            pass
        self.fault(column, "应为 2026-02-13 这样的日期")
        return None
