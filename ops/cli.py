"""The command line `yimen` 命令行: an explicit list of commands, and no traceback for a reader."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from engine.errors import FormRefused, Refused
from ops import settings

COMMANDS = (
    "serve",
    "worker",
    "check",
    "rehearse",
    "limit",
    "limits",
    "calendar",
    "processes",
    "demo",
    "person",
    "audit",
    "doctor",
)
"""Each is a module of `ops.commands`; only the one that was asked for is loaded, so that a reckoning answers at once."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused or findings, 2 wrong usage or not built yet."""
    words = sys.argv[1:] if arguments is None else list(arguments)

    def act() -> int:
        args = _parser(words).parse_args(words)
        code: int = args.run(args)
        return code

    return plainly(act)


def plainly(act: Callable[[], int]) -> int:
    """Do what a person asked for; whatever goes wrong is one line in words and an exit code."""
    try:
        return act()
    except SystemExit as ended:  # argparse ends with 2 for wrong usage, 0 for --help
        return ended.code if isinstance(ended.code, int) else 2
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return 1
    except BrokenPipeError:
        _quiet()
        return 1
    except settings.Unfit as reason:
        print(reason, file=sys.stderr)
        return 2
    except Refused as refusal:
        _say(refusal)
        return 1
    except Exception as fault:
        print(f"程序出错，请把这一行发给系统管理员：{type(fault).__name__}: {fault}", file=sys.stderr)
        return 1


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yimen", description="一门：基层社会救助办件系统")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    asked = words[0] if words else ""
    for name in (asked,) if asked in COMMANDS else COMMANDS:
        import_module(f"ops.commands.{name}").add_parser(subparsers)
    return parser


def _say(refusal: Refused) -> None:
    """A refusal in the words people read in the browser."""
    from web.i18n import faults  # with them comes the web; most commands refuse nothing
    from web.i18n.refusals import refusal_words

    if isinstance(refusal, FormRefused):
        for fault in refusal.faults:
            print(f"{fault.path}：{faults.sentence(fault, 'zh')}", file=sys.stderr)
    else:
        print(refusal_words(refusal.code, refusal.facts, "zh"), file=sys.stderr)


def _quiet() -> None:
    """The reader has gone; Python's own flush at exit would complain once more."""
    sys.stdout = open("/dev/null", "w", encoding="utf-8")  # noqa: SIM115  # stays open until the process ends


if __name__ == "__main__":
    sys.exit(main())
