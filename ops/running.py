"""`./dev run`: the demo county in a browser with one command; keys, tables and demo data are made when they are missing."""

import argparse
import fcntl
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from assistance.people import ROLES
from casework.office import Office
from ops import county, demo, settings
from ops.cli import plainly
from ops.commands import serve
from ops.settings import Settings
from store.emptying import empty

SHOWN = {
    "ck1": "window",
    "ck2": "window",
    "jb1": "investigator",
    "fzr": "head",
    "sh": "county_review",
    "qr": "county_confirm",
    "bm-jy": "department",
    "bm-yb": "department",
    "db": "supervisor",
    "xt": "system_admin",
}
"""Demo logins that walk a case from the window to the county, and look after it; a second clerk, for some steps want another."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what is missing, say where to look and as whom, and serve until the process is told to end."""
    parser = argparse.ArgumentParser(prog="./dev run", description="运行一门")
    serve.add_arguments(parser)
    return plainly(lambda: serve.run(parser.parse_args(arguments), before=prepare))


def prepare(office: Office, found: Settings) -> None:
    """Fill an empty demo or test database and greet; production is neither filled nor are its logins told."""
    if found.env == "production":
        serve.say_where(office, found)
        return
    fill(office, settings.ROOT / "var")
    print(f"演示环境，全部数据均为示例。登录口令一律为 {county.PASSWORD}，登录名：")
    for login, role in SHOWN.items():
        print(f"  {login:<6} {ROLES[role]}")
    serve.say_where(office, found)
    print("按 Ctrl+C 停止。", flush=True)


def fill(office: Office, folder: Path) -> None:
    """Build the demo where there is none, or where building it was broken off; of two starts at once the second waits."""
    settings.own(folder)
    with open(folder / "building", "a+", encoding="utf-8") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        mark.seek(0)
        if mark.read() == _sign(office):
            print("上次生成示例区时中断，重新生成。", flush=True)
            empty(office.store)
        if demo.is_empty(office):
            print("正在生成示例区数据，请稍候……", flush=True)
            mark.truncate(0)
            mark.write(_sign(office))
            mark.flush()
            demo.build(office, full=True)
            mark.truncate(0)


def _sign(office: Office) -> str:
    """Which database is being filled, so that no other one is ever emptied; the address may hold a password."""
    return sha256(office.store.url.encode()).hexdigest()
