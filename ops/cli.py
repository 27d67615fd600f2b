"""The command line `yimen` 命令行: an explicit list of commands, and no traceback for a reader."""

import argparse
import sys
from collections.abc import Sequence

from ops.commands import check, limit, limits, serve, worker

COMMANDS = (serve, worker, check, limit, limits)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused or findings, 2 wrong usage or not built yet."""
    try:
        args = _parser().parse_args(arguments)
        code: int = args.run(args)
    except SystemExit as ended:  # argparse ends with 2 for wrong usage, 0 for --help
        return ended.code if isinstance(ended.code, int) else 2
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return 1
    except BrokenPipeError:
        _quiet()
        return 1
    except Exception as fault:
        print(f"程序出错，请把这一行发给系统管理员：{type(fault).__name__}: {fault}", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yimen", description="一门：基层社会救助办件系统")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(subparsers)
    return parser


def _quiet() -> None:
    """The reader has gone; Python's own flush at exit would complain once more."""
    sys.stdout = open("/dev/null", "w", encoding="utf-8")  # noqa: SIM115  # stays open until the process ends


if __name__ == "__main__":
    sys.exit(main())
