"""The values of the gate: findings, and what the rules know of the surroundings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lxml import etree

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
