"""`./dev run`: the demo county in a browser with one command; keys, tables and demo data are made when they are missing."""

import argparse
import sys
from collections.abc import Sequence

from assistance.people import ROLES
from casework.office import Office
from ops import county, demo
from ops.commands import serve
from ops.settings import Settings

SHOWN = {
    "ck1": "window",
    "jb1": "investigator",
    "fzr": "head",
    "sh": "county_review",
    "qr": "county_confirm",
    "bm-yb": "department",
    "db": "supervisor",
    "xt": "system_admin",
}
"""Demo logins that walk a case from the window to the county, and look after it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what is missing, say where to look and as whom, and serve until the process is told to end."""
    parser = argparse.ArgumentParser(prog="./dev run", description="运行一门")
    serve.add_arguments(parser)
    return serve.run(parser.parse_args(arguments), before=prepare)


def prepare(office: Office, found: Settings) -> None:
    """Fill an empty demo or test database and greet; production is neither filled nor are its logins told."""
    serve.say_where(office, found)
    if found.env == "production":
        return
    if demo.is_empty(office):
        print("正在生成示例区数据，请稍候……", flush=True)
        demo.build(office, full=True)
    print(f"演示环境，全部数据均为示例。登录口令一律为 {county.PASSWORD}，登录名：")
    for login, role in SHOWN.items():
        print(f"  {login:<6} {ROLES[role]}")
    print("按 Ctrl+C 停止。", flush=True)


if __name__ == "__main__":
    sys.exit(main())
