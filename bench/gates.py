"""The gate 流程检查: every shipped process folder, each file in a child process with bounds, as before a publication."""

from functools import partial

from bench.databases import Databases
from bench.table import Row, milliseconds
from bench.timing import by_turns
from casework import checking
from casework.operations import OPERATIONS


def run(_: Databases) -> list[Row]:
    folders = checking.shipped_processes()
    checks = [
        partial(checking.check_folder, folder, key, profile="publish", operations=OPERATIONS)
        for key, folder in folders.items()
    ]
    times = by_turns(3, *checks, warm=1)
    each = " / ".join(f"{key} {milliseconds(seconds)}" for key, seconds in zip(folders, times, strict=True))
    return [Row(what="发布检查 gate, shipped processes", ours=each)]
