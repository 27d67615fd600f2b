"""Runs a limit command as the command line does, without the rest of it."""

import argparse

import pytest

from ops.commands import limit, limits


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, stdout, stderr."""
    parser = argparse.ArgumentParser("yimen")
    subparsers = parser.add_subparsers(required=True)
    limit.add_parser(subparsers)
    limits.add_parser(subparsers)
    try:
        args = parser.parse_args(words)
        code = args.run(args)
    except SystemExit as done:
        code = int(done.code or 0)
    out, err = capsys.readouterr()
    return code, out, err
