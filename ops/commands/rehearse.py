"""`yimen rehearse`: play the scenarios of processes with the real commands 预演."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistance.manifest import ManifestFault
from casework import processes
from casework.rehearsal import ScenarioFault, key_of, rehearse
from casework.versions import BPMN
from engine.errors import NotFound
from engine.limits import TermFault
from engine.runtime import DefinitionRefused
from ops import county
from ops.commands.arguments import Unreadable, refuse

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen rehearse` (contract section 6)."""
    parser = subparsers.add_parser("rehearse", help="预演流程的场景 | play the scenarios of processes")
    parser.add_argument(
        "paths", nargs="+", metavar="KEY|FOLDER", help="processes/ 里的流程编号，或流程文件夹"
    )
    parser.add_argument("--scenario", metavar="NAME", help="只预演这一个场景（文件名或标题）")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 值")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Play and tell; 1 when any scenario fails or a folder cannot be played, 2 when there is no such folder."""
    try:
        played = [_played(path, args.scenario) for path in args.paths]
    except Unreadable as reason:
        return refuse(reason)
    if args.json:
        print(json.dumps(played[0] if len(played) == 1 else played, ensure_ascii=False))
    else:
        for report in played:
            _tell(report)
    return 0 if all(report["ok"] for report in played) else 1


def _played(path: str, scenario: str | None) -> dict[str, Any]:
    key, texts = _folder(path)
    try:
        return rehearse(county.DEMO, key, texts, name=scenario)
    except NotFound as reason:
        raise Unreadable(f"{path}：没有场景 {scenario}", 2) from reason
    except (ScenarioFault, DefinitionRefused, TermFault, ManifestFault) as reason:
        raise Unreadable(f"{path}：{reason}", 1) from reason


def _folder(path: str) -> tuple[str, Mapping[str, str]]:
    """Key and texts of a process folder. Raises Unreadable."""
    place = Path(path)
    if not place.is_dir():
        shipped = processes.shipped()
        if path in shipped:
            return path, shipped[path]
        raise Unreadable(f"没有流程或文件夹 {path}", 2)
    try:
        texts = processes.texts_of(place)
        if BPMN not in texts:
            raise Unreadable(f"{path}：没有流程图 {BPMN}", 1)
        return key_of(texts), texts
    except OSError as reason:
        raise Unreadable(f"打不开 {path}：{reason.strerror}", 2) from reason
    except KeyError as reason:
        raise Unreadable(f"{path}：没有清单 manifest.toml", 1) from reason
    except (UnicodeDecodeError, ManifestFault) as reason:
        raise Unreadable(f"{path}：{reason}", 1) from reason


def _tell(report: dict[str, Any]) -> None:
    for scenario in report["scenarios"]:
        print(f"{'ok' if scenario['ok'] else 'FAIL'} {scenario['title']}")
        for failure in scenario["failures"]:
            print(f"  {failure['message']}")
    if not report["scenarios"]:
        print(f"{report['process']}：没有场景（scenarios/*.toml）", file=sys.stderr)
    found = report["coverage"]
    missing = f"，未到：{'、'.join(found['missing'])}" if found["missing"] else ""
    print(f"{report['process']}：{found['elements']} 个元素到达 {found['visited']} 个{missing}")
