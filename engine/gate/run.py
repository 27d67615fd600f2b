"""Collects the findings of all rules over one file."""

from collections.abc import Iterable

from engine.gate.drawing import kind
from engine.gate.reading import Sheet, open_sheet
from engine.gate.rule import Fault, Rule
from engine.gate.rules import ALL
from engine.gate.values import Element, Finding, Profile, Surroundings

# A file of nothing but faults tells no more with ten thousand of them than with these.
MOST_OF_A_RULE = 50


def check(
    data: bytes,
    file: str,
    profile: Profile,
    surroundings: Surroundings | None = None,
    *,
    rules: Iterable[Rule] = ALL,
) -> list[Finding]:
    """发布检查: all findings on a BPMN file; profile publish holds the rules of engine as well.

    Pure, but not bounded in time or memory: for files from outside use `casework/checking.py`.
    """
    sheet, known = open_sheet(data), surroundings or Surroundings()
    chosen = [rule for rule in rules if profile == "publish" or rule.profile == "engine"]
    found = [finding for rule in chosen if not rule.runs for finding in _of(rule, sheet, known, file)]
    if sheet.drawing is not None and not any(finding.severity == "error" for finding in found):
        found += [finding for rule in chosen if rule.runs for finding in _of(rule, sheet, known, file)]
    return found


def _of(rule: Rule, sheet: Sheet, known: Surroundings, file: str) -> list[Finding]:
    faults = [fault for fault, _ in zip(rule.look(sheet, known), range(MOST_OF_A_RULE), strict=False)]
    return [_finding(rule, fault, file) for fault in faults]


def _finding(rule: Rule, fault: Fault, file: str) -> Finding:
    return Finding(
        file=file,
        element_id=_attribute(fault.at, "id"),
        element_kind=None if fault.at is None else kind(fault.at),
        element_name=_attribute(fault.at, "name"),
        rule=rule.name,
        severity=fault.severity,
        message=" ".join(fault.message.split()),
        mend=fault.mend or rule.mend,
        profile=rule.profile,
    )


def _attribute(element: Element | None, name: str) -> str | None:
    """An id or name as the finding shows it; a file may hold one of a megabyte."""
    return None if element is None else (element.get(name) or "")[:200] or None
