"""The scenarios of a folder that is checked for publishing, played in a child process 预演: each that fails is a finding."""

import json
import tempfile
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import Any

from assistance.manifest import ManifestFault
from casework import processes
from casework.check_in_child import plain_finding
from casework.rehearsal import ScenarioFault, key_of, rehearse
from engine.errors import Refused
from engine.gate.values import Finding
from engine.limits import TermFault
from engine.runtime import DefinitionRefused
from gateways.sandbox import SandboxStopped, run
from ops import county

FUNCTION = "ops.rehearsed:answer"
SECONDS, MEMORY_MB = 300, 1024
"""For all scenarios of a folder together: they play whole cases, so the bounds of a file's check are not theirs."""
RULE, MEND = "scenario-failed", "请改正流程或情景；用 yimen rehearse 逐处查看。"


def failed(folder: Traversable, name: str) -> list[Finding]:
    """A finding for each scenario that does not go as it says."""
    texts = processes.texts_of(folder)
    try:
        with tempfile.TemporaryDirectory(prefix="yimen-check-") as scratch:
            payload = json.dumps(texts).encode()
            told = json.loads(run(FUNCTION, payload, seconds=SECONDS, memory_mb=MEMORY_MB, folder=scratch))
    except SandboxStopped as stopped:
        return [_finding(f"{name}/scenarios", f"预演没有做完（{_STOPPED[stopped.reason]}）。")]
    if "fault" in told:
        return [_finding(f"{name}/scenarios", f"预演不能进行：{told['fault']}")]
    return [_finding(f"{name}/{one['file']}", _words(one)) for one in told["scenarios"] if not one["ok"]]


def answer(payload: bytes) -> bytes:
    """In the child: the rehearsal of contract section 4, or `{fault}` where a scenario cannot even be read."""
    texts = json.loads(payload)
    try:
        told = rehearse(county.DEMO, key_of(texts), texts)
    except (ScenarioFault, DefinitionRefused, TermFault, ManifestFault, Refused) as fault:
        told = {"fault": str(fault)}
    return json.dumps(told, default=str).encode()


_STOPPED = {
    "time": f"超过 {SECONDS} 秒",
    "memory": f"超过 {MEMORY_MB} MB 内存",
    "crash": "预演程序没有正常结束",
}


def _words(scenario: dict[str, Any]) -> str:
    first, *others = scenario["failures"]
    more = f"（另有 {len(others)} 处）" if others else ""
    return f"情景“{scenario['title']}”没有通过：{first['message']}{more}"


def _finding(file: str, message: str) -> Finding:
    return replace(plain_finding(file, RULE, message, MEND), profile="publish")
