"""`python -m bench [NAME …]`: run all measurements, or some; a run of all writes the table into bench/README.md."""

import os
import platform
import sys
from collections.abc import Callable
from time import perf_counter

from bench import gates, growth, lists, starts, steps, sweeps, usecases
from bench.databases import Databases, databases
from bench.table import Row, table, write

BENCHES: dict[str, Callable[[Databases], list[Row]]] = {
    "step": steps.run,
    "growth": growth.run,
    "usecases": usecases.run,
    "inbox": lists.run,
    "sweep": sweeps.run,
    "gate": gates.run,
    "start": starts.run,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"没有名为 {unknown[0]} 的测试 / no such measurement; {' '.join(BENCHES)}", file=sys.stderr)
        return 2
    begun, rows = perf_counter(), []
    with databases() as found:
        for name in names or BENCHES:
            started = perf_counter()
            rows += BENCHES[name](found)
            print(f"{name}: {perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    print(table(rows), end="")
    if not names:
        write(rows, _conditions(perf_counter() - begun))
    return 0


def _conditions(seconds: float) -> str:
    load, priority = os.getloadavg()[0], os.nice(0)
    return (
        f"Python {platform.python_version()} · {os.cpu_count()} 核 cores · 负载 load {load:.1f} · nice {priority} · "
        f"全部用时 the whole run {seconds:.0f} s"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
