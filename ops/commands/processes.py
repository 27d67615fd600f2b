"""`yimen processes`: shipped folders become versions; list and export them 流程版本."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from casework import processes
from engine.errors import NotFound
from ops import settings
from ops.commands.arguments import count
from ops.commands.opening import opened

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen processes` (contract section 6)."""
    parser = subparsers.add_parser("processes", help="流程版本 | versions of processes")
    acts = parser.add_subparsers(metavar="sync|list|export", required=True)
    acts.add_parser("sync", help="把随附的流程文件夹发布为版本").set_defaults(run=_sync)
    acts.add_parser("list", help="列出全部版本").set_defaults(run=_list)
    export = acts.add_parser("export", help="把一个版本写成文件夹")
    export.add_argument("key", metavar="KEY", help="流程编号")
    export.add_argument("--version", type=count, metavar="N", help="版本号；缺省为现行版本")
    export.add_argument("--out", required=True, metavar="DIR", help="写到这个文件夹")
    export.set_defaults(run=_export)


def _sync(_: argparse.Namespace) -> int:
    if settings.read().env == "production":
        print("正式环境的流程由流程管理员提交、流程发布人发布；从文件更新尚未提供", file=sys.stderr)
        return 2
    with opened() as office:
        changed = processes.sync(office)
    for row in changed:
        print(f"{row['process']} {row['number']} {row['sha256']}")
    print(f"{len(changed)} 个新版本")
    return 0


def _list(_: argparse.Namespace) -> int:
    with opened() as office:
        rows = processes.listing(office)
    for row in rows:
        force = "true" if row["in_force"] else "false"
        print(f"{row['process']} {row['number']} {row['state']} {force} {row['sha256']}")
    return 0


def _export(args: argparse.Namespace) -> int:
    with opened() as office:
        try:
            written = processes.export(office, args.key, args.version, Path(args.out))
        except NotFound:
            version = "" if args.version is None else f" 第{args.version}版"
            print(f"没有流程 {args.key}{version}", file=sys.stderr)
            return 1
        except OSError as reason:
            print(f"写不到 {args.out}：{reason.strerror}", file=sys.stderr)
            return 2
    for path in written:
        print(path)
    return 0
