"""A child process 沙箱 for input from outside: own memory and time, nothing of our environment, killed when it is over."""

import importlib
import os
import resource
import subprocess
import sys
from typing import Literal, TypeAlias

Reason: TypeAlias = Literal["time", "memory", "crash"]
_MEMORY, _FAILED = 70, 71
FILE_MB = 64


class SandboxStopped(Exception):
    """The child did not answer: out of time, out of memory, or it crashed; `detail` is for the log."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail = reason, detail


def run(
    function: str, payload: bytes, *, seconds: int = 10, memory_mb: int = 512, folder: str | None = None
) -> bytes:
    """Call `package.module:name` with the payload in a child and give back its answer. Raises SandboxStopped.

    The child is `python -I`: no environment, no current folder on its path, no user's packages. It writes no file; with a
    `folder`, which becomes its place for temporary files, none above 64 MB.
    """
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-m", "gateways.sandbox"]
    child = subprocess.Popen(
        [*command, function, str(seconds), str(memory_mb), str(FILE_MB if folder else 0)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"TMPDIR": folder} if folder else {},
        cwd="/",
        start_new_session=True,
    )
    with child:
        try:
            answer, _ = child.communicate(payload, timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise SandboxStopped("time") from None
    if child.returncode == 0:
        return answer
    raise _stopped(child.returncode, answer)


def _stopped(code: int, answer: bytes) -> SandboxStopped:
    if code == -24:  # SIGXCPU
        return SandboxStopped("time")
    if code == _MEMORY:
        return SandboxStopped("memory")
    return SandboxStopped("crash", answer[-500:].decode("utf-8", "replace") or f"exit {code}")


def _limit(seconds: int, memory_mb: int, file_mb: int) -> None:
    memory, file = memory_mb * 1024 * 1024, file_mb * 1024 * 1024
    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, file),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(kind, (value, value))
    # At the hard limit comes SIGKILL, which tells nothing; a second before it SIGXCPU says that it was the time.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _main(function: str, seconds: str, memory_mb: str, file_mb: str) -> int:
    """In the child: limits first, then the imports, so that whatever is imported is bounded as well."""
    out = os.dup(1)
    os.dup2(2, 1)  # nothing that prints may mix into the answer
    _limit(int(seconds), int(memory_mb), int(file_mb))
    try:
        module, _, name = function.partition(":")
        answer = getattr(importlib.import_module(module), name)(sys.stdin.buffer.read())
        code = 0
    except MemoryError:
        answer, code = b"", _MEMORY
    except BaseException as fault:
        answer, code = f"{type(fault).__name__}: {fault}".encode("utf-8", "replace"), _FAILED
    with os.fdopen(out, "wb") as stream:
        stream.write(answer)
    return code


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
