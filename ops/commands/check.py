"""`yimen check`: may these files be run, and published 发布检查."""

import argparse
import json
import sys
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from casework import checking
from casework.operations import OPERATIONS
from engine.gate.rules import ALL
from engine.gate.values import Finding, Profile
from ops import rehearsed

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

PROFILES: tuple[Profile, ...] = ("engine", "publish")


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen check` (contract section 6)."""
    parser = subparsers.add_parser("check", help="检查流程文件 | check process files")
    parser.add_argument(
        "paths", nargs="*", metavar="FILE|FOLDER|KEY", help="文件、文件夹，或 processes/ 里的流程编号"
    )
    parser.add_argument("--profile", choices=PROFILES, help="engine 能否照图执行；publish 能否发布")
    parser.add_argument(
        "--kind", choices=("bpmn", "dmn", "form", "limits"), help="文件的种类（缺省看文件名）"
    )
    parser.add_argument("--rules", action="store_true", help="列出全部规则")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 值")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the findings; 0 without errors, 1 with, 2 when a path cannot be opened."""
    if args.rules:
        return _rules(args.json)
    if not args.paths:
        print("请写要检查的文件、文件夹或流程编号", file=sys.stderr)
        return 2
    found: list[Finding] = []
    for path in args.paths:
        try:
            found += _check(path, args.kind, args.profile)
        except OSError as reason:
            print(f"打不开 {path}：{reason.strerror or reason}", file=sys.stderr)
            return 2
    return _print(found, args.profile or _usual(args.paths), args.json)


def _check(path: str, kind: str | None, profile: Profile | None) -> list[Finding]:
    place = Path(path)
    if place.is_dir():
        return _check_folder(place, path.rstrip("/"), profile or "publish")
    shipped = checking.shipped_processes()
    if path in shipped and not place.exists():
        return _check_folder(shipped[path], path, profile or "publish")
    data = checking.read_bounded(place)
    if profile != "publish":
        return checking.check_file(data, path, kind=kind or checking.kind_of(path))
    known = checking.surroundings(None, operations=OPERATIONS)
    return checking.check_file(
        data, path, kind=kind or checking.kind_of(path), profile="publish", known=known
    )


def _check_folder(folder: Traversable, name: str, profile: Profile) -> list[Finding]:
    """The files of a folder; for publishing also its scenarios, once there is nothing wrong with the files."""
    found = checking.check_folder(folder, name, profile=profile, operations=OPERATIONS)
    if profile == "publish" and not any(finding.severity == "error" for finding in found):
        found += rehearsed.failed(folder, name)
    return found


def _usual(paths: list[str]) -> Profile:
    """The profile of the whole answer when none was asked for: engine if there are only files."""
    return "engine" if all(Path(path).is_file() for path in paths) else "publish"


def _print(found: list[Finding], profile: Profile, as_json: bool) -> int:
    report = checking.report(found, profile)
    if as_json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        for each in found:
            where = f"{each.file}:{each.element_id or '-'}:{each.rule}"
            print(f"{where}: {each.severity}: {each.message}".replace("\n", " "))
        print(f"{report['errors']} errors, {report['warnings']} warnings")
    return 0 if report["ok"] else 1


def _rules(as_json: bool) -> int:
    rows = [
        {"rule": rule.name, "profile": rule.profile, "what": rule.what, "why": rule.why, "mend": rule.mend}
        for rule in ALL
    ] + [
        {"rule": name, "profile": profile, "what": what, "why": "", "mend": ""}
        for name, (profile, what) in checking.OTHER_RULES.items()
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            print(f"{row['rule']} ({row['profile']}): {row['what']}")
    return 0
