"""`yimen demo`: the demo county in an empty database 示例区."""

import argparse
import sys
from typing import TYPE_CHECKING

from ops import demo, settings
from ops.commands.opening import opened
from store.emptying import empty

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen demo` (contract section 6)."""
    parser = subparsers.add_parser("demo", help="生成示例区 | build the demo county")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--empty", action="store_true", help="只有行政区划、单位、人员、日历、流程")
    what.add_argument("--full", action="store_true", help="另有各环节的示例办件")
    parser.add_argument("--reset", action="store_true", help="先清空数据库（全部数据删除）")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build it; refused in production and where the database is not empty."""
    if settings.read().env == "production":
        print("正式环境（YIMEN_ENV=production）不生成示例数据", file=sys.stderr)
        return 1
    with opened() as office:
        if args.reset:
            empty(office.store)
        try:
            demo.build(office, full=args.full)
        except demo.NotEmpty:
            print("数据库不是空的；确要清空重建，请加 --reset", file=sys.stderr)
            return 1
    print("示例区已生成" + ("（含示例办件）" if args.full else ""))
    return 0
