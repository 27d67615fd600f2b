"""The values of the gate: findings, what the rules know of the surroundings, and the rules themselves."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from lxml import etree

if TYPE_CHECKING:
    from engine.gate.drawing import Drawing
    from engine.gate.reading import Sheet

Element: TypeAlias = etree._Element
Severity: TypeAlias = Literal["error", "warning"]
Profile: TypeAlias = Literal["engine", "publish"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding 检查结果; `message` and `mend` are Chinese, `profile` is the rule's."""

    file: str
    element_id: str | None
    element_kind: str | None
    element_name: str | None
    rule: str
    severity: Severity
    message: str
    mend: str
    profile: Profile


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What publish rules may refer to; `None` means "not known here", and nothing is compared with it."""

    roles: Mapping[str, str] | None = None  # role key → Chinese name
    forms: frozenset[str] | None = None
    limits: frozenset[str] | None = None  # ids of rows and their steps
    processes: frozenset[str] | None = None
    operations: frozenset[str] | None = None
    moments: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    facts: Mapping[str, str] | None = None  # name → type, from the manifest
    outcomes: Mapping[str, Mapping[str, tuple[str, ...]]] = field(
        default_factory=dict
    )  # step → outcome → forms
    calls: Mapping[str, frozenset[str]] = field(default_factory=dict)  # process key → keys it calls
    scenarios: int | None = None


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What a rule sees; `at` is the element, `mend` stands in for the rule's own advice."""

    at: Element | None
    message: str
    mend: str | None = None
    severity: Severity = "error"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule 检查规则: what it demands, why, how to mend, in Chinese; `look` finds the faults.

    `runs` marks the last stage: it starts the process, so it comes only when nothing else was wrong.
    """

    name: str
    profile: Profile
    what: str
    why: str
    mend: str
    look: "Callable[[Sheet, Surroundings], Iterable[Fault]]"
    runs: bool = False


def rule(
    *, name: str, what: str, why: str, mend: str, profile: Profile = "engine"
) -> "Callable[[Callable[[Drawing, Surroundings], Iterable[Fault]]], Rule]":
    """Make a rule of a function over the drawing; a file that is no drawing at all has no faults of this kind."""

    def made(judge: "Callable[[Drawing, Surroundings], Iterable[Fault]]") -> Rule:
        def look(sheet: "Sheet", known: Surroundings) -> Iterable[Fault]:
            return () if sheet.drawing is None else judge(sheet.drawing, known)

        return Rule(name=name, profile=profile, what=what, why=why, mend=mend, look=look)

    return made
