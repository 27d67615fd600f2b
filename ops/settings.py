"""Settings 设置: the environment, read once at start-up; whatever does not fit is said at once and nothing starts."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, cast

from store.sealing import Ring, read_ring

Env: TypeAlias = Literal["demo", "test", "production"]
ENVS = ("demo", "test", "production")
VARIABLES = (
    "YIMEN_ENV",
    "YIMEN_DATABASE_URL",
    "YIMEN_SECRET_KEY",
    "YIMEN_FIELD_KEYS",
    "YIMEN_CLOCK_FILE",
    "YIMEN_TICK_SECONDS",
    "YIMEN_PUBLIC_URL",
    "PORT",
)
"""All variables Yimen reads; each is explained in `docs/operate/settings.md`."""
NO_SWEEP = "YIMEN_NO_SWEEP"
"""How `yimen serve --no-sweep` tells the processes of its server; nobody sets it by hand."""
SHORTEST_SECRET = 32
_HERE = Path(__file__).resolve().parents[1]
ROOT = _HERE if (_HERE / "pyproject.toml").exists() else Path.cwd()
"""The project's folder when it runs from its sources, else the current one; `var/` lies in it."""


class Unfit(Exception):
    """A setting that nothing can start with; the text is for whoever runs Yimen."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings, checked."""

    env: Env
    database_url: str
    secret_key: str
    ring: Ring
    clock_file: Path | None
    tick_seconds: float
    port: int
    public_url: str


def read(environ: Mapping[str, str] | None = None, *, var: Path | None = None) -> Settings:
    """The settings of the environment; in demo and test missing keys are made once and kept in `var/keys`. Raises Unfit."""
    given = dict(os.environ if environ is None else environ)
    folder = var or ROOT / "var"
    env = given.get("YIMEN_ENV", "demo")
    if env not in ENVS:
        raise Unfit(f"YIMEN_ENV 只能是 demo、test 或 production，不能是“{env}”")
    if env == "production":
        _fit_for_production(given)
    else:
        given = {**_kept_keys(folder, given), **given}
    port = _port(given.get("PORT", "8000"))
    return Settings(
        env=cast(Env, env),
        database_url=_database(given.get("YIMEN_DATABASE_URL"), folder),
        secret_key=given["YIMEN_SECRET_KEY"],
        ring=_ring(given["YIMEN_FIELD_KEYS"]),
        clock_file=Path(given["YIMEN_CLOCK_FILE"]) if given.get("YIMEN_CLOCK_FILE") else None,
        tick_seconds=_seconds(given.get("YIMEN_TICK_SECONDS", "30" if env == "production" else "1")),
        port=port,
        public_url=given.get("YIMEN_PUBLIC_URL", f"http://127.0.0.1:{port}").rstrip("/"),
    )


def _fit_for_production(given: Mapping[str, str]) -> None:
    if given.get("YIMEN_CLOCK_FILE"):
        raise Unfit("正式环境（YIMEN_ENV=production）不得设置 YIMEN_CLOCK_FILE：时钟不可由外部拨动")
    for name in ("YIMEN_SECRET_KEY", "YIMEN_FIELD_KEYS", "YIMEN_DATABASE_URL"):
        if not given.get(name):
            raise Unfit(f"正式环境（YIMEN_ENV=production）必须设置 {name}")
    if len(given["YIMEN_SECRET_KEY"]) < SHORTEST_SECRET:
        raise Unfit(f"YIMEN_SECRET_KEY 至少 {SHORTEST_SECRET} 个字符")


def _database(url: str | None, folder: Path) -> str:
    if url is None or not url.strip():
        if "?" in str(folder):  # the address would end there
            raise Unfit(f"请把程序移到路径里没有“?”的目录：{folder}")
        own(folder)
        return f"sqlite:///{folder / 'yimen.db'}"
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise Unfit("YIMEN_DATABASE_URL 只能以 sqlite:/// 或 postgresql:// 开头")
    if url == "sqlite:///" or ":memory:" in url:
        raise Unfit("YIMEN_DATABASE_URL 必须指明数据库文件：内存数据库不能由多个连接共用")
    return url


def own(folder: Path) -> None:
    """A folder nobody else on the machine looks into: names of people lie in the database as they are."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _ring(text: str) -> Ring:
    try:
        return read_ring(text)
    except ValueError as fault:
        raise Unfit("YIMEN_FIELD_KEYS 应为“编号:64 位十六进制数”，多个以逗号分隔，编号 1 到 255") from fault


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Unfit(f"PORT 应为 1 到 65535 的整数，不能是“{text}”")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 3600:
        raise Unfit(f"YIMEN_TICK_SECONDS 应为 0 到 3600 之间的秒数，不能是“{text}”")
    return seconds


def _kept_keys(folder: Path, given: Mapping[str, str]) -> dict[str, str]:
    """The keys of this place, made when first needed; without the file its database cannot be read any more."""
    if {"YIMEN_SECRET_KEY", "YIMEN_FIELD_KEYS"} <= set(given):
        return {}
    path = folder / "keys"
    if not path.exists():
        _make_keys(path)
    lines = path.read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _make_keys(path: Path) -> None:
    """Write the keys readable by their owner only; of two processes that start at once the first one's keys stay."""
    own(path.parent)
    draft = path.with_name(f"keys.{secrets.token_hex(8)}")
    text = f"YIMEN_SECRET_KEY={secrets.token_hex(32)}\nYIMEN_FIELD_KEYS=1:{secrets.token_hex(32)}\n"
    with open(draft, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
