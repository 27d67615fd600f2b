"""The sandbox: an answer comes back, and whatever else the child does ends soon and is told."""

import zlib
from pathlib import Path
from time import perf_counter

import pytest

from gateways.sandbox import SandboxStopped, run

EVAL = "builtins:eval"


def test_the_answer_of_the_function_comes_back() -> None:
    assert run("zlib:compress", b"x" * 100_000) == zlib.compress(b"x" * 100_000)


def test_starting_costs_less_than_a_second() -> None:
    begun = perf_counter()
    run(EVAL, b"b''")
    assert perf_counter() - begun < 1


@pytest.mark.parametrize("work", [b"any(0 for _ in iter(int, 1))", b"__import__('time').sleep(60)"])
def test_a_child_that_never_ends_is_stopped(work: bytes) -> None:
    begun = perf_counter()
    with pytest.raises(SandboxStopped) as stopped:
        run(EVAL, work, seconds=1)
    assert stopped.value.reason == "time"
    assert perf_counter() - begun < 4


@pytest.mark.parametrize("work", [b"bytearray(10**9)", b"'x' * 10**10", b"[0] * 10**9"])
def test_a_child_that_wants_too_much_memory_is_stopped(work: bytes) -> None:
    with pytest.raises(SandboxStopped) as stopped:
        run(EVAL, work, memory_mb=256)
    assert stopped.value.reason == "memory"


@pytest.mark.parametrize(
    "work", [b"__import__('os').abort()", b"1/0", b"__import__('sys').exit(3)", b"'no bytes'"]
)
def test_a_child_that_crashes_is_told(work: bytes) -> None:
    with pytest.raises(SandboxStopped) as stopped:
        run(EVAL, work)
    assert stopped.value.reason == "crash"


def test_the_child_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIMEN_SECRET_KEY", "geheim")
    assert run(EVAL, b"repr(dict(__import__('os').environ)).encode()").find(b"geheim") == -1


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "written"
    with pytest.raises(SandboxStopped):
        run(EVAL, f"open({str(target)!r}, 'w').write('x' * 100000)".encode())
    assert not target.exists() or target.stat().st_size == 0


def test_with_a_folder_it_has_a_place_for_temporary_files(tmp_path: Path) -> None:
    work = b"__import__('tempfile').mkdtemp().encode()"
    assert run(EVAL, work, folder=str(tmp_path)).decode().startswith(str(tmp_path))


def test_what_the_child_prints_does_not_mix_into_the_answer() -> None:
    assert run(EVAL, b"(print('noise'), b'answer')[1]") == b"answer"
