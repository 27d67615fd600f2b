"""`yimen person`: add, list, disable people, give a new password 人员."""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistance import identifiers
from assistance.people import UNIT_ROLES, Grant, Kin
from casework import people
from casework.office import Office
from engine.errors import FormRefused, NotFound
from engine.time import legal_day
from ops import county
from ops.commands.arguments import Unreadable, day, refuse
from ops.commands.opening import OPERATOR, opened

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

LOGIN = re.compile(r"[A-Za-z0-9-]{1,40}", re.ASCII)
SHORTEST_PASSWORD = 12


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen person` (contract section 6)."""
    parser = subparsers.add_parser("person", help="人员和岗位 | people and their posts")
    acts = parser.add_subparsers(metavar="add|list|disable|password", required=True)
    add = acts.add_parser("add", help="新增人员")
    add.add_argument("--login", required=True, metavar="L", help="登录名")
    add.add_argument("--name", required=True, metavar="N", help="姓名")
    add.add_argument(
        "--role", required=True, action="append", metavar="ROLE:AREA_OR_UNIT", help="岗位，可多次"
    )
    add.add_argument("--id-no", metavar="ID", help="公民身份号码")
    add.add_argument("--relative", action="append", metavar="NAME:ID:RELATION", help="近亲属，可多次")
    add.add_argument("--from", dest="since", type=day, metavar="DATE", help="岗位自这一天起；缺省今天")
    add.set_defaults(run=_add)
    acts.add_parser("list", help="列出人员和岗位").set_defaults(run=_list)
    disable = acts.add_parser("disable", help="停用：不能再登录，留痕不变")
    disable.set_defaults(run=_disable)
    password = acts.add_parser("password", help="改口令，已登录的全部退出")
    password.set_defaults(run=_password)
    for act in (disable, password):
        act.add_argument("login", metavar="L", help="登录名")
    for act in (add, password):
        act.add_argument("--password-stdin", action="store_true", help="从标准输入读口令")


def _add(args: argparse.Namespace) -> int:
    with opened() as office:
        try:
            grants = _grants(office, args.role, args.since or legal_day(office.now()))
            id_no = _identity(args.id_no, legal_day(office.now()))
            relatives = _relatives(args.relative or (), legal_day(office.now()))
            name, password = _name(args.name), _read_password(office, args.password_stdin)
            if not LOGIN.fullmatch(args.login):
                raise Unreadable("登录名只用字母、数字和连字符，1 到 40 个", 1)
        except Unreadable as reason:
            return refuse(reason)
        given = {"login": args.login, "name": name, "roles": args.role}
        try:
            with office.command("person.add", OPERATOR, given) as command:
                people.add_person(
                    command,
                    login=args.login,
                    name=name,
                    password=password,
                    grants=grants,
                    id_no=id_no,
                    relatives=relatives,
                )
        except FormRefused:
            return refuse(Unreadable(f"登录名 {args.login} 已有人使用", 1))
    print(f"已新增 {args.login} {name}")
    return 0


def _list(_: argparse.Namespace) -> int:
    with opened() as office:
        rows = people.list_people(office, OPERATOR)
    for row in rows:
        posts = "，".join(f"{post['role_name']}:{post['unit'] or post['area']}" for post in row["roles"])
        print(f"{row['login']} {row['name']} {row['state']} {posts}".rstrip())
    return 0


def _disable(args: argparse.Namespace) -> int:
    with opened() as office:
        try:
            with office.command("person.disable", OPERATOR, {"login": args.login}) as command:
                people.disable(command, args.login)
        except NotFound:
            return refuse(Unreadable(f"没有登录名 {args.login}", 1))
    print(f"已停用 {args.login}")
    return 0


def _password(args: argparse.Namespace) -> int:
    with opened() as office:
        try:
            password = _read_password(office, args.password_stdin)
            with office.command("person.password", OPERATOR, {"login": args.login}) as command:
                people.change_password(command, args.login, password)
        except Unreadable as reason:
            return refuse(reason)
        except NotFound:
            return refuse(Unreadable(f"没有登录名 {args.login}", 1))
    print(f"已改 {args.login} 的口令")
    return 0


def _grants(office: Office, roles: Sequence[str], since: date) -> list[Grant]:
    """The posts as written, each in an area or unit that exists. Raises Unreadable."""
    areas = {row["code"] for row in people.areas(office)}
    units = {row["key"] for row in people.units(office)}
    found = []
    for text in roles:
        try:
            grant = people.read_post(text, since)
        except ValueError as reason:
            raise Unreadable(str(reason), 1) from reason
        known = units if grant.role in UNIT_ROLES else areas
        if (grant.unit or grant.area) not in known:
            kind = "单位" if grant.role in UNIT_ROLES else "行政区划"
            raise Unreadable(f"没有{kind} {grant.unit or grant.area}", 1)
        found.append(grant)
    return found


def _identity(text: str | None, today: date) -> str | None:
    try:
        return None if text is None else identifiers.identity_number(text, today)
    except identifiers.IdentifierFault as reason:
        raise Unreadable(f"公民身份号码不对（{reason.code}）", 1) from reason


def _relatives(texts: Sequence[str], today: date) -> list[Kin]:
    try:
        return [people.read_kin(text, today) for text in texts]
    except ValueError as reason:
        raise Unreadable(str(reason), 1) from reason


def _name(text: str) -> str:
    try:
        return identifiers.person_name(text)
    except identifiers.IdentifierFault as reason:
        raise Unreadable("姓名只用汉字或拉丁字母，1 到 50 个", 1) from reason


def _read_password(office: Office, from_stdin: bool) -> str:
    """The password given, in demo and test else the demo's. Raises Unreadable."""
    if not from_stdin:
        if office.env == "production":
            raise Unreadable("正式环境请用 --password-stdin 给出口令", 2)
        return county.PASSWORD
    password = sys.stdin.readline().rstrip("\r\n")
    if len(password) < SHORTEST_PASSWORD:
        raise Unreadable(f"口令至少 {SHORTEST_PASSWORD} 个字符", 1)
    return password
