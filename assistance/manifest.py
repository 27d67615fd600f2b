"""The manifest 清单 of a process folder: which facts, outcomes, moments, documents and separations its steps have."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistance.gates import GATES
from assistance.registers import REGISTERS, is_source


class ManifestFault(ValueError):
    """The manifest cannot be used; the message names the table and key."""


@dataclass(frozen=True, kw_only=True)
class FactSource:
    """A typed fact and where it comes from: `F13.result`, `outcome:STEP`, `case:NAME`, `handover:NAME`.

    `title` is what people read (`name` in the file); without one its key.
    """

    name: str
    type: str
    source: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One way a step can end 办理结果: the forms it demands, those it takes beside, and whether a reason is needed."""

    step: str
    key: str
    name: str
    forms: tuple[str, ...]
    optional: tuple[str, ...]
    reason: bool

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every form that may be handed in with it."""
        return (*self.forms, *self.optional)


@dataclass(frozen=True, kw_only=True)
class MomentRule:
    """A moment recorded when a step ends with this outcome (any outcome when None)."""

    name: str
    step: str
    outcome: str | None


@dataclass(frozen=True, kw_only=True)
class DocumentRule:
    """A document made when a moment is recorded, or when a step ends with this outcome (any outcome when None)."""

    type: str
    template: str
    at: str | None
    step: str | None
    outcome: str | None


@dataclass(frozen=True, kw_only=True)
class EntryRule:
    """A row of a register entered when a moment is recorded, or when a step ends with this outcome (any outcome when None).

    `each` names the rows of a form (`F07.rows`) of which every one gets an entry; `when` is a condition on facts; `row` says
    where the columns come from that the register does not know by itself.
    """

    register: str
    at: str | None
    step: str | None
    outcome: str | None
    each: str | None
    when: str | None
    row: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Papers:
    """What the applicant is asked for: forms and materials, for some aids and perhaps a condition."""

    aids: tuple[str, ...]
    when: str | None
    forms: tuple[str, ...]
    materials: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """One manifest.toml, read and checked for shape."""

    key: str
    name: str
    kind: str
    aids: tuple[str, ...]
    regimes: tuple[str, ...]
    start_step: str | None
    facts: tuple[FactSource, ...]
    outcomes: tuple[Outcome, ...]
    moments: tuple[MomentRule, ...]
    documents: tuple[DocumentRule, ...]
    entries: tuple[EntryRule, ...]
    separations: tuple[tuple[str, ...], ...]
    gates: Mapping[str, tuple[str, ...]]
    papers: tuple[Papers, ...]

    def outcomes_of(self, step: str) -> tuple[Outcome, ...]:
        """The outcomes of a step, in the order of the file."""
        return tuple(outcome for outcome in self.outcomes if outcome.step == step)

    def moments_of(self, step: str, outcome: str | None) -> tuple[str, ...]:
        """Names of the moments a step's end records."""
        return tuple(
            rule.name for rule in self.moments if rule.step == step and rule.outcome in (None, outcome)
        )

    def documents_at(self, moment: str) -> tuple[str, ...]:
        """Types of the documents made when a moment is recorded."""
        return tuple(rule.type for rule in self.documents if rule.at == moment)

    def documents_of(self, step: str, outcome: str | None) -> tuple[str, ...]:
        """Types of the documents a step's end makes."""
        return tuple(
            rule.type for rule in self.documents if rule.step == step and rule.outcome in (None, outcome)
        )

    def entries_at(self, moment: str) -> tuple[EntryRule, ...]:
        """The register rows entered when a moment is recorded."""
        return tuple(rule for rule in self.entries if rule.at == moment)

    def entries_of(self, step: str, outcome: str | None) -> tuple[EntryRule, ...]:
        """The register rows that a step's end enters."""
        return tuple(rule for rule in self.entries if rule.step == step and rule.outcome in (None, outcome))

    def apart(self, step: str) -> frozenset[str]:
        """The steps whose doer may not do this one (separation of persons)."""
        return frozenset(
            other for group in self.separations if step in group for other in group if other != step
        )


def read(text: str) -> Manifest:
    """Read a manifest.toml. Raises ManifestFault."""
    try:
        raw = tomllib.loads(text)
        return _manifest(raw)
    except tomllib.TOMLDecodeError as fault:
        raise ManifestFault(f"清单不是有效的 TOML：{fault}") from fault
    except KeyError as fault:
        raise ManifestFault(f"清单缺少 {fault.args[0]}") from fault


def _manifest(raw: Mapping[str, Any]) -> Manifest:
    return Manifest(
        key=raw["key"],
        name=raw["name"],
        kind=raw["kind"],
        aids=tuple(raw.get("aids", ())),
        regimes=tuple(raw.get("regimes", ())),
        start_step=raw.get("start_step"),
        facts=tuple(
            FactSource(name=name, type=fact["type"], source=fact["from"], title=fact.get("name", name))
            for name, fact in raw.get("facts", {}).items()
        ),
        outcomes=tuple(_outcome(row) for row in raw.get("outcome", ())),
        moments=tuple(
            MomentRule(name=row["name"], step=row["step"], outcome=row.get("outcome"))
            for row in raw.get("moment", ())
        ),
        documents=tuple(_document(row) for row in raw.get("document", ())),
        entries=tuple(_entry(row) for row in raw.get("entry", ())),
        separations=tuple(tuple(pair) for pair in raw.get("separations", ())),
        gates={step: _gates(step, names) for step, names in raw.get("gates", {}).items()},
        papers=tuple(_papers(row) for row in raw.get("papers", ())),
    )


def _gates(step: str, names: list[str]) -> tuple[str, ...]:
    """The gates of a step; one that nobody knows would hold nothing."""
    strange = [name for name in names if name not in GATES]
    if strange:
        raise ManifestFault(f"清单 gates.{step} 有不认识的关口：{'、'.join(strange)}")
    return tuple(names)


def _outcome(row: Mapping[str, Any]) -> Outcome:
    return Outcome(
        step=row["step"],
        key=row["outcome"],
        name=row["name"],
        forms=tuple(row.get("forms", ())),
        optional=tuple(row.get("optional", ())),
        reason=bool(row.get("reason", False)),
    )


def _document(row: Mapping[str, Any]) -> DocumentRule:
    rule = DocumentRule(
        type=row["type"],
        template=row["template"],
        at=row.get("at"),
        step=row.get("step"),
        outcome=row.get("outcome"),
    )
    if (rule.at is None) == (rule.step is None):
        raise ManifestFault(f"文书 {rule.type} 应写 at（时点）或 step（环节）之一")
    return rule


def _entry(row: Mapping[str, Any]) -> EntryRule:
    """An entry into a register that is known, with columns it has and sources that can be filled."""
    rule = EntryRule(
        register=row["register"],
        at=row.get("at"),
        step=row.get("step"),
        outcome=row.get("outcome"),
        each=row.get("each"),
        when=row.get("when"),
        row=row.get("row", {}),
    )
    if (rule.at is None) == (rule.step is None):
        raise ManifestFault(f"登记 {rule.register} 应写 at（时点）或 step（环节）之一")
    register = REGISTERS.get(rule.register)
    if register is None:
        raise ManifestFault(f"清单 entry 有不认识的登记簿：{rule.register}")
    for column, source in rule.row.items():
        if register.column(column) is None:
            raise ManifestFault(f"登记 {rule.register} 没有这一栏：{column}")
        if not is_source(source):
            raise ManifestFault(f"登记 {rule.register}.{column} 的来源写法不对：{source}")
    return rule


def _papers(row: Mapping[str, Any]) -> Papers:
    return Papers(
        aids=tuple(row["aids"]),
        when=row.get("when"),
        forms=tuple(row.get("forms", ())),
        materials=tuple(row.get("materials", ())),
    )
