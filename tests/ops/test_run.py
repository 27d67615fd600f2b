"""What `./dev run` fills before it serves, whatever happened to the start before."""

from hashlib import sha256
from pathlib import Path

from casework.office import Office
from ops.running import fill


def cases(office: Office) -> int:
    with office.store.read() as work:
        return len(work.cases.find())


def broken_off(folder: Path, url: str) -> None:
    folder.mkdir()
    (folder / "building").write_text(sha256(url.encode()).hexdigest(), "utf-8")


def test_a_demo_broken_off_while_it_was_built_is_built_anew(sqlite_office: Office, tmp_path: Path) -> None:
    broken_off(tmp_path / "var", sqlite_office.store.url)
    fill(sqlite_office, tmp_path / "var")
    assert cases(sqlite_office) > 10
    assert (tmp_path / "var/building").read_text("utf-8") == ""


def test_a_county_that_stands_is_left_as_it_is(sqlite_office: Office, tmp_path: Path) -> None:
    fill(sqlite_office, tmp_path / "var")
    assert cases(sqlite_office) == 0


def test_a_mark_of_another_database_empties_nothing(sqlite_office: Office, tmp_path: Path) -> None:
    broken_off(tmp_path / "var", "sqlite:////elsewhere/yimen.db")
    fill(sqlite_office, tmp_path / "var")
    assert cases(sqlite_office) == 0
