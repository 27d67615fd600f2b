"""Checking process files 流程检查: each file in a child process with bounds, and what its surroundings are."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from assistance.forms import shipped as shipped_forms
from assistance.limit_tables import shipped as shipped_terms
from assistance.manifest import Manifest, ManifestFault
from assistance.manifest import read as read_manifest
from assistance.moments import MOMENTS
from assistance.people import ROLES
from casework.check_in_child import FUNCTION, findings, plain_finding, question
from documents.types import TYPES as DOCUMENT_TYPES
from engine.gate.reading import MOST_BYTES, open_sheet
from engine.gate.values import Finding, Profile, Surroundings
from engine.limits import Term, TermFault, read_csv
from gateways.sandbox import SandboxStopped, run

SECONDS, MEMORY_MB = 10, 512
KINDS = {".bpmn": "bpmn", ".dmn": "dmn", ".json": "form", ".csv": "limits"}
# Findings that no rule of the gate makes: what is wrong with a whole file, or with the check itself.
OTHER_RULES: Mapping[str, tuple[Profile, str]] = {
    "too-expensive": ("engine", f"检查在 {SECONDS} 秒、{MEMORY_MB} MB 内完成"),
    "not-checked": ("engine", "检查程序正常结束"),
    "form-broken": ("engine", "表单文件合乎格式"),
    "limits-broken": ("engine", "期限表合乎格式"),
    "manifest-broken": ("engine", "清单（manifest.toml）合乎格式"),
    "dmn-not-offered": ("engine", "不用决策表（DMN），尚未提供"),
    "scenario-failed": ("publish", "流程附的每个情景（scenarios/*.toml）都预演通过"),
}
_STOPPED = {
    "time": ("too-expensive", f"检查超过 {SECONDS} 秒，已停止。"),
    "memory": ("too-expensive", f"检查超过 {MEMORY_MB} MB 内存，已停止。"),
    "crash": ("not-checked", "检查程序没有正常结束，这个文件不能使用。"),
}


def kind_of(name: str) -> str:
    """What a file is by its name; bpmn when the name does not say."""
    return KINDS.get(name[name.rfind(".") :].lower() if "." in name else "", "bpmn")


def check_file(
    data: bytes,
    file: str,
    *,
    kind: str = "bpmn",
    profile: Profile = "engine",
    known: Surroundings | None = None,
) -> list[Finding]:
    """All findings on one file, within 10 seconds and 512 MB; whatever the file does is a finding."""
    try:
        asked = question(data[: MOST_BYTES + 1], file, kind, profile, known or Surroundings())
        return findings(run(FUNCTION, asked, seconds=SECONDS, memory_mb=MEMORY_MB))
    except SandboxStopped as stopped:
        rule, message = _STOPPED[stopped.reason]
        return [
            plain_finding(file, rule, message, "请把流程分成几个小的流程；仍不行时请把文件发给系统管理员。")
        ]


def check_folder(
    folder: Traversable, name: str, *, profile: Profile = "publish", operations: Iterable[str] = ()
) -> list[Finding]:
    """A process folder: its manifest, limit table, diagrams and decisions, against all that is shipped beside it."""
    found: list[Finding] = []
    manifest = _manifest(folder, name, found)
    terms = _terms(folder)
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.is_file() and file.name.endswith((".bpmn", ".dmn", "limits.csv")):
            known = surroundings(manifest, terms=terms, operations=operations, scenarios=_scenarios(folder))
            found += check_file(
                read_bounded(file),
                f"{name}/{file.name}",
                kind=kind_of(file.name),
                profile=profile,
                known=known,
            )
    if not any(file.name.endswith(".bpmn") for file in folder.iterdir()):
        found.append(
            plain_finding(name, "process-none", "文件夹里没有流程图（*.bpmn）。", "请放入 process.bpmn。")
        )
    return found


def surroundings(
    manifest: Manifest | None,
    *,
    terms: Iterable[Term] = (),
    operations: Iterable[str] = (),
    scenarios: int | None = None,
) -> Surroundings:
    """What a process may refer to: all that is shipped, and what its own folder adds."""
    rows = [*shipped_terms(), *terms]
    return Surroundings(
        roles=dict(ROLES),
        forms=frozenset(shipped_forms()),
        limits=frozenset(row.id for row in rows) | frozenset(row.step for row in rows),
        processes=frozenset(shipped_processes()) | ({manifest.key} if manifest else frozenset()),
        operations=frozenset(operations),
        moments=frozenset(MOMENTS),
        documents=frozenset(DOCUMENT_TYPES),
        facts={fact.name: fact.type for fact in manifest.facts} if manifest else None,
        outcomes=_outcomes(manifest),
        calls=_calls(),
        scenarios=scenarios,
    )


def shipped_processes() -> dict[str, Traversable]:
    """The folders of `processes/` by key."""
    return {
        folder.name: folder
        for folder in sorted(files("processes").iterdir(), key=lambda entry: entry.name)
        if folder.is_dir() and (folder / "process.bpmn").is_file()
    }


@cache
def _calls() -> Mapping[str, frozenset[str]]:
    """Which processes each shipped process calls by name; a key known only from a fact is in no list."""
    found: dict[str, frozenset[str]] = {}
    for key, folder in shipped_processes().items():
        drawing = open_sheet(read_bounded(folder / "process.bpmn")).drawing
        calls = drawing.of_kind("callActivity") if drawing else ()
        found[key] = frozenset(called for call in calls if (called := call.get("calledElement")))
    return found


def read_bounded(file: Traversable) -> bytes:
    """The bytes of a file, of a large one only so many that it is seen to be too large. Raises OSError."""
    with file.open("rb") as stream:
        return bytes(stream.read(MOST_BYTES + 1))


def report(found: Iterable[Finding], profile: str) -> dict[str, Any]:
    """The list answer of the contract, section 4."""
    rows = [vars(finding) for finding in found]
    errors = sum(row["severity"] == "error" for row in rows)
    return {
        "ok": not errors,
        "profile": profile,
        "errors": errors,
        "warnings": len(rows) - errors,
        "findings": rows,
    }


def _manifest(folder: Traversable, name: str, found: list[Finding]) -> Manifest | None:
    file = folder / "manifest.toml"
    if not file.is_file():
        return None
    try:
        return read_manifest(read_bounded(file).decode("utf-8"))
    except (ManifestFault, UnicodeDecodeError, TypeError, AttributeError, RecursionError) as fault:
        words = str(fault) if isinstance(fault, ManifestFault) else "清单的写法不对"
        found.append(plain_finding(f"{name}/manifest.toml", "manifest-broken", f"{words}。", "请改正清单。"))
        return None


def _terms(folder: Traversable) -> tuple[Term, ...]:
    """The rows of the folder's own limit table; a broken one is told by its own check."""
    file = folder / "limits.csv"
    try:
        return read_csv(read_bounded(file).decode("utf-8-sig"), moments=MOMENTS) if file.is_file() else ()
    except (TermFault, UnicodeDecodeError):
        return ()


def _outcomes(manifest: Manifest | None) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for outcome in manifest.outcomes if manifest else ():
        found.setdefault(outcome.step, {})[outcome.key] = outcome.allowed
    return found


def _scenarios(folder: Traversable) -> int:
    scenarios = folder / "scenarios"
    return sum(file.name.endswith(".toml") for file in scenarios.iterdir()) if scenarios.is_dir() else 0
