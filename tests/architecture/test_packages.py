"""Plain top-level packages: nobody else's distribution may own one of our names, and everything has its place."""

import importlib
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = tuple(
    tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"][
        "packages"
    ]
)


def test_no_installed_distribution_owns_a_name_of_ours() -> None:
    owners = packages_distributions()
    taken = {
        name: owners[name] for name in (*OURS, "tests", "bench") if set(owners.get(name, ())) - {"yimen"}
    }
    assert taken == {}


def test_our_packages_are_imported_from_here() -> None:
    for name in OURS:
        found = importlib.import_module(name)
        assert [Path(place).resolve() for place in found.__path__] == [ROOT / name]


def test_every_package_is_checked_for_types_and_layers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    assert set(settings["importlinter"]["root_packages"]) == set(OURS)
    assert set(OURS) - set(settings["mypy"]["packages"]) == {"processes", "forms"}


def test_no_file_is_longer_than_a_screenful_of_screens() -> None:
    """300 lines, 500 with a reason at the top (`docs` and data aside)."""
    too_long = {}
    for name in OURS:
        for path in (ROOT / name).rglob("*.py"):
            lines = len(path.read_text("utf-8").splitlines())
            if lines > 500 and "migrations" not in path.parts:
                too_long[str(path.relative_to(ROOT))] = lines
    assert too_long == {}


def test_nothing_is_left_to_be_done_later() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "X" * 3)
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for name in OURS
        for path in sorted((ROOT / name).rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if any(f"# {word}" in line for word in words)
    ]
    assert found == []
