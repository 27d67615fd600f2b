"""What a rule 检查规则 is, and how one is made of a function over the drawing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.gate.drawing import Drawing
from engine.gate.reading import Sheet
from engine.gate.values import Element, Profile, Severity, Surroundings


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
    look: Callable[[Sheet, Surroundings], Iterable[Fault]]
    runs: bool = False


def rule(
    *, name: str, what: str, why: str, mend: str, profile: Profile = "engine"
) -> Callable[[Callable[[Drawing, Surroundings], Iterable[Fault]]], Rule]:
    """Make a rule of a function over the drawing; a file that is no drawing at all has no faults of this kind."""

    def made(judge: Callable[[Drawing, Surroundings], Iterable[Fault]]) -> Rule:
        def look(sheet: Sheet, known: Surroundings) -> Iterable[Fault]:
            return () if sheet.drawing is None else judge(sheet.drawing, known)

        return Rule(name=name, profile=profile, what=what, why=why, mend=mend, look=look)

    return made
