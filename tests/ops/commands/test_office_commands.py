"""The commands that open the office: what they print, and how they end."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casework import people, processes
from engine.errors import NotSignedIn
from ops import cli
from ops.commands.opening import opened
from tests.ops.commands.office_run import Yimen, prepared, set_environment


@pytest.fixture
def yimen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Yimen:
    return prepared(monkeypatch, capsys, tmp_path)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that `yimen demo --empty` makes, once for all tests."""
    folder = tmp_path_factory.mktemp("county")
    with pytest.MonkeyPatch.context() as patch:
        set_environment(patch, folder)
        assert cli.main(["demo", "--empty"]) == 0
    return folder / "yimen.db"


@pytest.fixture
def county(yimen: Yimen, template: Path, tmp_path: Path) -> Yimen:
    shutil.copyfile(template, tmp_path / "yimen.db")
    return yimen


def test_the_demo_wants_an_empty_database(county: Yimen) -> None:
    code, out, err = county("demo", "--empty")
    assert (code, out) == (1, "")
    assert "--reset" in err


def test_a_reset_empties_the_database_first(county: Yimen) -> None:
    county("person", "add", "--login", "new", "--name", "示例新", "--role", "window:130399100")
    assert county("demo", "--empty", "--reset")[0] == 0
    assert "new " not in county("person", "list")[1]


def test_the_demo_wants_to_know_which(yimen: Yimen) -> None:
    assert yimen("demo")[0] == 2


def test_the_full_demo_has_cases_that_prove_themselves(yimen: Yimen) -> None:
    assert yimen("demo", "--full")[0] == 0
    code, out, _ = yimen("audit", "verify", "--json")
    answer = json.loads(out)
    assert (code, answer["ok"], answer["first_bad"]) == (0, True, None)
    code, out, _ = yimen("audit", "replay", "130399100-2026-000001", "--json")
    assert (code, json.loads(out)) == (0, {"ok": True, "cases": 1, "first_difference": None})
    assert yimen("audit", "replay", "130399100-2026-999999")[0] == 1


def test_production_gets_no_demo(yimen: Yimen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIMEN_ENV", "production")
    monkeypatch.delenv("YIMEN_CLOCK_FILE")
    assert yimen("demo", "--empty") == (1, "", "正式环境（YIMEN_ENV=production）不生成示例数据\n")


def test_a_setting_that_does_not_fit_is_wrong_usage(yimen: Yimen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIMEN_ENV", "elsewhere")
    code, out, err = yimen("processes", "list")
    assert (code, out) == (2, "")
    assert "YIMEN_ENV" in err
    assert "Traceback" not in err


def test_versions_are_listed_and_a_second_sync_changes_nothing(county: Yimen) -> None:
    rows = [line.split() for line in county("processes", "list")[1].splitlines()]
    assert [row[:4] for row in rows] == [
        [key, "1", "published", "true"] for key in sorted(processes.shipped())
    ]
    assert all(len(row[4]) == 64 for row in rows)
    assert county("processes", "sync")[1] == "0 个新版本\n"


def test_an_exported_version_is_the_folder_it_came_from(county: Yimen, tmp_path: Path) -> None:
    assert county("processes", "export", "supervise", "--out", str(tmp_path / "out"))[0] == 0
    assert processes.texts_of(tmp_path / "out") == processes.shipped()["supervise"]
    assert county("processes", "export", "nothing", "--out", str(tmp_path))[0] == 1
    assert county("processes", "export", "supervise", "--version", "9", "--out", str(tmp_path))[0] == 1


def test_a_calendar_is_tried_loaded_once_and_taken_back(county: Yimen, tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text("date,is_workday,name,source\n2026-11-25,false,示例假,示例文件\n", "utf-8")
    tried = json.loads(county("calendar", "load", str(file), "--dry-run", "--json")[1])
    assert (tried["applied"], tried["added"]) == (False, 1)
    loaded = json.loads(county("calendar", "load", str(file), "--json")[1])
    assert (loaded["applied"], loaded["version"]) == (True, 2)
    again = json.loads(county("calendar", "load", str(file), "--json")[1])
    assert (again["applied"], again["version"], again["same"]) == (False, 2, 1)
    assert county("limit", "--from", "2026-11-24", "--n", "1", "--unit", "wd")[1].startswith("2026-11-26")
    assert county("calendar", "undo", loaded["load"])[0] == 0
    assert county("limit", "--from", "2026-11-24", "--n", "1", "--unit", "wd")[1].startswith("2026-11-25")
    assert county("calendar", "undo", loaded["load"])[0] == 1
    assert county("calendar", "undo", "calendar-99")[0] == 1


def test_a_declared_year_is_provisional_no_more(county: Yimen) -> None:
    words = ("limit", "--from", "2027-06-01", "--n", "3", "--unit", "wd", "--json")
    assert json.loads(county(*words)[1])["provisional"] is True
    assert county("calendar", "complete", "2027")[0] == 0
    assert json.loads(county(*words)[1])["provisional"] is False
    assert county("calendar", "complete", "1999")[0] == 1
    assert "已完整" in county("calendar", "list", "2027")[1]


@pytest.mark.parametrize(
    ("content", "code"), [("date,is_workday\nsoon,maybe\n", 1), (None, 2), (b"\xff\xfe", 1)]
)
def test_a_calendar_file_that_cannot_be_used_is_told(
    county: Yimen, tmp_path: Path, content: str | bytes | None, code: int
) -> None:
    file = tmp_path / "days.csv"
    if content is not None:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    ended, out, err = county("calendar", "load", str(file))
    assert (ended, out) == (code, "")
    assert err.count("\n") == 1


def test_without_a_database_limits_use_the_shipped_calendar_and_make_none(
    yimen: Yimen, tmp_path: Path
) -> None:
    assert yimen("limit", "--from", "2026-02-13", "--n", "3", "--unit", "wd")[1].startswith("2026-02-25")
    assert not (tmp_path / "yimen.db").exists()


def test_a_person_is_added_listed_and_disabled(county: Yimen) -> None:
    posts = ("--role", "window:130399100", "--role", "department:jy")
    add = ("person", "add", "--login", "new", "--name", "示例新", "--from", "2026-01-01", *posts)
    assert county(*add)[0] == 0
    assert "new 示例新 active 部门联系人:jy，窗口:130399100" in county("person", "list")[1]
    with opened() as office:
        assert people.sign_in(office, "new", "demo-yimen-2026")["person"]["login"] == "new"
    assert county(*add)[0] == 1
    assert county("person", "disable", "new")[0] == 0
    with opened() as office, pytest.raises(NotSignedIn):
        people.sign_in(office, "new", "demo-yimen-2026")
    assert county("person", "disable", "nobody")[0] == 1


def test_a_password_comes_from_standard_input(county: Yimen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("示例口令-足够长的一个口令\n"))
    assert county("person", "password", "ck1", "--password-stdin")[0] == 0
    with opened() as office:
        assert people.sign_in(office, "ck1", "示例口令-足够长的一个口令")["token"]
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert county("person", "password", "ck1", "--password-stdin")[0] == 1
    assert county("person", "password", "nobody")[0] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--role", "window:999"), 1),
        (("--role", "department:none"), 1),
        (("--role", "king:130399"), 1),
        (("--role", "window:130399100", "--id-no", "130399195804120026"), 1),
        (("--role", "window:130399100", "--login", "窗口"), 1),
        (("--role", "window:130399100", "--name", "123"), 1),
        (("--role", "window:130399100", "--relative", "示例:1:child"), 1),
        (("--role", "window:130399100", "--relative", "示例甲:130399195804120025:friend"), 1),
        ((), 2),
    ],
)
def test_a_person_that_does_not_fit_is_not_added(county: Yimen, words: tuple[str, ...], code: int) -> None:
    before = county("person", "list")[1]
    ended, out, err = county("person", "add", "--login", "new", "--name", "示例新", *words)
    assert (ended, out) == (code, "")
    assert "Traceback" not in err
    assert county("person", "list")[1] == before


def test_a_rehearsal_tells_each_scenario_and_the_coverage(yimen: Yimen) -> None:
    code, out, _ = yimen("rehearse", "supervise", "--scenario", "withdrawn")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "ok 被督办的件撤回：督办单随之不再要回复"
    assert lines[1].startswith("supervise：9 个元素到达")


def test_a_rehearsal_that_fails_says_where(yimen: Yimen, tmp_path: Path) -> None:
    for path, text in processes.shipped()["supervise"].items():
        target = tmp_path / "mine" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace('due = "2026-03-12"', 'due = "2026-03-13"'), "utf-8")
    code, out, _ = yimen("rehearse", str(tmp_path / "mine"), "--scenario", "withdrawn")
    assert code == 1
    assert out.startswith("FAIL 被督办的件撤回")
    assert "2026-03-13 到期" in out
    code, out, _ = yimen("rehearse", str(tmp_path / "mine"), "--scenario", "withdrawn", "--json")
    report = json.loads(out)
    assert (code, report["ok"], report["process"]) == (1, False, "supervise")


def test_a_rehearsal_of_nothing_is_wrong_usage_or_a_failure(yimen: Yimen, tmp_path: Path) -> None:
    assert yimen("rehearse", "nothing")[0] == 2
    assert yimen("rehearse", "supervise", "--scenario", "nothing")[0] == 2
    assert yimen("rehearse", str(tmp_path))[0] == 1
    (tmp_path / "manifest.toml").write_text("key = ", "utf-8")
    assert yimen("rehearse", str(tmp_path))[0] == 1
    (tmp_path / "manifest.toml").write_text('key = "a"\nname = "a"\nkind = "called"\n', "utf-8")
    assert yimen("rehearse", str(tmp_path))[0] == 1


def test_the_doctor_fails_an_empty_database_and_passes_a_county(yimen: Yimen) -> None:
    code, out, _ = yimen("doctor")
    assert code == 1
    assert "FAIL 人员" in out
    yimen("demo", "--empty")
    code, out, _ = yimen("doctor", "--json")
    report = json.loads(out)
    assert (code, report["ok"]) == (0, True)
    states = {check["name"]: check["state"] for check in report["checks"]}
    assert (states["数据库"], states["流程"], states["时钟"], states["日历"]) == ("ok", "ok", "warn", "warn")


def test_the_doctor_tells_of_keys_that_do_not_open(county: Yimen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIMEN_FIELD_KEYS", "1:" + "22" * 32)
    code, out, err = county("doctor")
    assert code == 1
    assert "FAIL 密钥" in out
    assert "Traceback" not in out + err


def test_the_doctor_tells_of_a_database_that_does_not_open(
    yimen: Yimen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YIMEN_DATABASE_URL", f"sqlite:///{tmp_path}/none/yimen.db")
    code, out, err = yimen("doctor")
    assert code == 1
    assert "FAIL 数据库" in out
    assert "Traceback" not in out + err


def test_what_is_not_built_yet_is_wrong_usage(yimen: Yimen) -> None:
    assert yimen("xes", "--out", "x")[0] == 2


def test_only_the_command_that_was_asked_for_is_loaded(tmp_path: Path) -> None:
    """A reckoning must answer at once: it needs no web server, no database."""
    script = (
        "import sys; from ops import cli;"
        "code = cli.main(['limit', '--from', '2026-02-13', '--n', '3', '--unit', 'wd']);"
        "sys.exit(code or ('flask' in sys.modules or 'sqlalchemy' in sys.modules))"
    )
    url = f"sqlite:///{tmp_path}/none.db"
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "YIMEN_DATABASE_URL": url}, check=False
    )
    assert done.returncode == 0


def test_every_command_has_its_words(yimen: Yimen) -> None:
    code, out, _ = yimen("--help")
    assert code == 0
    assert all(name in out for name in cli.COMMANDS)
