"""What the environment must hold; whatever does not fit is said before anything starts."""

import stat
from pathlib import Path

import pytest

from ops import settings
from ops.settings import Unfit

PRODUCTION = {
    "YIMEN_ENV": "production",
    "YIMEN_DATABASE_URL": "postgresql://yimen@db/yimen",
    "YIMEN_SECRET_KEY": "示例" * 16,
    "YIMEN_FIELD_KEYS": "1:" + "ab" * 32,
}


def test_nothing_need_be_set_for_a_demo(tmp_path: Path) -> None:
    found = settings.read({}, var=tmp_path / "var")
    assert (found.env, found.port, found.tick_seconds) == ("demo", 8000, 1)
    assert found.database_url == f"sqlite:///{tmp_path}/var/yimen.db"
    assert found.public_url == "http://127.0.0.1:8000"
    assert found.clock_file is None


def test_keys_of_a_demo_are_made_once_and_are_their_owners_alone(tmp_path: Path) -> None:
    first, second = settings.read({}, var=tmp_path), settings.read({}, var=tmp_path)
    assert first.secret_key == second.secret_key
    assert second.ring.open(first.ring.seal("示例", "a.b"), "a.b") == "示例"
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


def test_the_folder_of_keys_and_database_is_their_owners_alone(tmp_path: Path) -> None:
    settings.read({}, var=tmp_path / "var")
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_two_places_have_different_keys(tmp_path: Path) -> None:
    one, other = settings.read({}, var=tmp_path / "a"), settings.read({}, var=tmp_path / "b")
    assert one.secret_key != other.secret_key


def test_a_folder_whose_name_would_cut_the_address_short_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="y\\?x"):
        settings.read({}, var=tmp_path / "y?x/var")


def test_given_keys_leave_no_file(tmp_path: Path) -> None:
    given = {"YIMEN_SECRET_KEY": "s", "YIMEN_FIELD_KEYS": "1:" + "ab" * 32}
    assert settings.read(given | {"YIMEN_DATABASE_URL": "sqlite:///x.db"}, var=tmp_path).secret_key == "s"
    assert list(tmp_path.iterdir()) == []


def test_production_with_all_it_needs(tmp_path: Path) -> None:
    found = settings.read(PRODUCTION, var=tmp_path)
    assert (found.env, found.tick_seconds) == ("production", 30)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["YIMEN_SECRET_KEY", "YIMEN_FIELD_KEYS", "YIMEN_DATABASE_URL"])
def test_production_demands_its_keys_and_database(name: str, tmp_path: Path) -> None:
    with pytest.raises(Unfit, match=name):
        settings.read({key: value for key, value in PRODUCTION.items() if key != name}, var=tmp_path)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (PRODUCTION | {"YIMEN_CLOCK_FILE": "/tmp/clock"}, "YIMEN_CLOCK_FILE"),
        (PRODUCTION | {"YIMEN_SECRET_KEY": "short"}, "YIMEN_SECRET_KEY"),
        ({"YIMEN_ENV": "staging"}, "YIMEN_ENV"),
        ({"YIMEN_FIELD_KEYS": "1:abc"}, "YIMEN_FIELD_KEYS"),
        ({"YIMEN_DATABASE_URL": "mysql://x"}, "YIMEN_DATABASE_URL"),
        ({"YIMEN_DATABASE_URL": "sqlite:///:memory:"}, "YIMEN_DATABASE_URL"),
        ({"PORT": "80x"}, "PORT"),
        ({"PORT": "0"}, "PORT"),
        ({"PORT": "65536"}, "PORT"),
        ({"YIMEN_TICK_SECONDS": "often"}, "YIMEN_TICK_SECONDS"),
        ({"YIMEN_TICK_SECONDS": "0"}, "YIMEN_TICK_SECONDS"),
        ({"YIMEN_TICK_SECONDS": "nan"}, "YIMEN_TICK_SECONDS"),
    ],
)
def test_what_does_not_fit_is_named(given: dict[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(Unfit, match=said):
        settings.read(given, var=tmp_path)


def test_the_address_people_use_follows_the_port_unless_it_is_given(tmp_path: Path) -> None:
    assert settings.read({"PORT": "8001"}, var=tmp_path).public_url == "http://127.0.0.1:8001"
    given = {"YIMEN_PUBLIC_URL": "https://yimen.example/"}
    assert settings.read(given, var=tmp_path).public_url == "https://yimen.example"


def test_every_variable_is_explained() -> None:
    text = (settings.ROOT / "docs/operate/settings.md").read_text("utf-8")
    assert [name for name in settings.VARIABLES if f"`{name}`" not in text] == []
