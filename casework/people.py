"""People 人员: sign in and out, who acts, and the lists of units and areas that pages choose from."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from assistance import identifiers
from assistance.people import RELATIONS, ROLES, SYSTEM, UNIT_ROLES, Actor, Grant, Kin, Person
from assistance.permissions import PERMISSIONS
from casework.names import Names
from casework.office import Command, Office
from engine.errors import Fault, FormRefused, Locked, NotFound, NotSignedIn
from engine.permissions import Place, demand
from engine.time import iso, legal_day
from gateways import ids
from store.conditions import below_any
from store.tables.people import GrantRow, Relative, Token
from store.work import Work

TRIES, LOCKED_FOR = 5, timedelta(minutes=15)
LASTS = {"session": timedelta(hours=10), "api": timedelta(hours=12)}
CITY, TOWNSHIP = 4, 9
"""Digits of an area code that name the city, and the township."""
Shape = dict[str, Any]
HASHER = PasswordHasher()


@cache
def nobody() -> str:
    """Verified when there is no such login, so that the time of the answer tells nothing; made when first wanted, as it is slow."""
    return HASHER.hash("nobody signs in with this")


def sign_in(office: Office, login: str, password: str, kind: str = "session") -> Shape:
    """A token for a right password; five wrong ones in a row lock the login for a while (machine's clock)."""
    now = office.machine()
    with office.store.read() as work:
        seen = work.people.first(work.people.table.c.login == login)
    known = seen.password_hash if seen else nobody()
    right = _verify(known, password)  # slow on purpose, so not while everybody else waits to write
    with office.store.begin() as work:
        person = work.people.first(work.people.table.c.login == login, lock=True)
        fault = _try(work, person, right and person is not None and person.password_hash == known, now)
        if fault is None:
            assert person is not None
            secret = ids.new_secret()
            token = Token(
                digest=_digest(secret), login=login, kind=kind, created_at=now, expires_at=now + LASTS[kind]
            )
            work.tokens.remove(work.tokens.table.c.expires_at <= now)
            work.tokens.add(token)
            actor = _actor(work, person, legal_day(office.now()))
            shape = _person(work, actor, office)
    if fault is not None:
        raise fault
    return {"token": secret, "expires_at": token.expires_at, "person": shape}


def _try(work: Work, person: Person | None, right: bool, now: datetime) -> NotSignedIn | Locked | None:
    """The refusal of a wrong try, or None; the try is counted in any case."""
    if person is not None and isinstance(person.locked_until, datetime) and now < person.locked_until:
        return Locked(until=iso(person.locked_until))
    if person is None or person.state != "active":
        return NotSignedIn()
    if right:
        if person.failed:
            work.people.save(replace(person, failed=0, locked_until=None))
        return None
    failed = person.failed + 1
    until = now + LOCKED_FOR if failed >= TRIES else None
    work.people.save(replace(person, failed=0 if until else failed, locked_until=until))
    return Locked(until=iso(until)) if until else NotSignedIn()


def actor_of(office: Office, token: str) -> Actor | None:
    """Who a token belongs to, with the posts of today; None when it is dead."""
    with office.store.read() as work:
        found = work.tokens.first(work.tokens.table.c.digest == _digest(token))
        if found is None or found.expires_at <= office.machine():
            return None
        person = work.people.get(found.login)
        return _actor(work, person, legal_day(office.now())) if person.state == "active" else None


def sign_out(office: Office, token: str) -> None:
    """The token is dead from now on."""
    with office.store.begin() as work:
        work.tokens.remove(work.tokens.table.c.digest == _digest(token))


def actor(office: Office, login: str) -> Actor:
    """Somebody as they could act today: for retries and replay, never for a request."""
    if login == SYSTEM.login:
        return SYSTEM
    with office.store.read() as work:
        return _actor(work, work.people.get(login), legal_day(office.now()))


def me(office: Office, by: Actor) -> Shape:
    """Who is signed in, with all their posts."""
    with office.store.read() as work:
        return _person(work, by, office)


def name_of(office: Office, login: str) -> str:
    """The name behind a login, for sentences about who holds or did something; a login nobody has stays as it is."""
    with office.store.read() as work:
        return str(Names(work, legal_day(office.now())).person(login))


def areas(office: Office) -> list[Shape]:
    """All areas valid today, by code."""
    today = legal_day(office.now())
    with office.store.read() as work:
        rows = work.areas.find(order=[work.areas.table.c.code])
        return [
            {
                "code": row.code,
                "name": row.name,
                "population": row.population,
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
            }
            for row in rows
            if _valid(row.valid_from, row.valid_to, today)
        ]


def units(office: Office, on: date | None = None) -> list[Shape]:
    """Units under the name they have on a day."""
    with office.store.read() as work:
        found = Names(work, on or legal_day(office.now())).units()
        return [
            {
                "key": row.key,
                "name": row.name,
                "uscc": row.uscc,
                "kind": row.kind,
                "area": row.area,
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
            }
            for row in found.values()
        ]


def list_people(office: Office, by: Actor) -> list[Shape]:
    """All people with their posts, for those who keep the list."""
    demand(by.grants, "people.read", Place(), PERMISSIONS)
    with office.store.read() as work:
        names = Names(work, legal_day(office.now()))
        posts: dict[str, list[Shape]] = {}
        for row in work.grants.find(order=[work.grants.table.c.role]):
            posts.setdefault(row.login, []).append(_post(_grant(row), names))
        return [
            {"login": row.login, "name": row.name, "state": row.state, "roles": posts.get(row.login, [])}
            for row in work.people.find(order=[work.people.table.c.login])
        ]


def people_in_group(office: Office, by: Actor, task_id: str) -> list[Shape]:
    """Whom a task could be assigned to."""
    with office.store.read() as work:
        task = work.tasks.get(task_id)
        demand(by.grants, "task.assign", Place(area=task.area), PERMISSIONS)
        role, place = task.group.split("@", 1)
        table, today = work.grants.table.c, legal_day(office.now())
        logins = {
            row.login
            for row in work.grants.find(table.role == role, _posted(table, role, place))
            if _valid(row.valid_from, row.valid_to, today)
        }
        apart = {row.login for row in work.exclusions.find(work.exclusions.table.c.task_id == task.id)}
        people = work.people.table.c
        able = (people.login.in_(logins - apart), people.state == "active")
        active = work.people.find(*able, order=[people.login])
        return [{"login": person.login, "name": person.name} for person in active]


def _posted(table: Any, role: str, place: str) -> Any:
    """Who has a post there; a specialist's is a village, and a task may be for all of a township."""
    here = below_any(table.area, [place]) if role == "specialist" else table.area == place
    return here | (table.unit == place)


def colleagues(office: Office, by: Actor) -> list[Shape]:
    """Whom a form may name: the staff of one's own township or unit, and of the county above it; by post and name."""
    today = legal_day(office.now())
    places = {grant.area[:TOWNSHIP] for grant in by.grants if grant.area}
    units = {grant.unit for grant in by.grants if grant.unit}
    with office.store.read() as work:
        people, names = {row.login: row for row in work.people.having(state="active")}, Names(work, today)
        rows = work.grants.find(order=[work.grants.table.c.role, work.grants.table.c.login])
        return [
            {"login": row.login, "name": people[row.login].name, **_post(_grant(row), names)}
            for row in rows
            if row.login in people
            and _valid(row.valid_from, row.valid_to, today)
            and (row.unit in units or _near(row.area, places))
        ]


def _near(area: str | None, places: set[str]) -> bool:
    """In one of the places, or in the county that one of them lies in."""
    return area is not None and any(
        area.startswith(p) or (len(area) > CITY and p.startswith(area)) for p in places
    )


def add_person(
    command: Command,
    *,
    login: str,
    name: str,
    password: str,
    grants: Iterable[Grant],
    id_no: str | None = None,
    relatives: Iterable[Kin] = (),
) -> None:
    """A new person with posts and close relatives 近亲属; the caller has checked who may do this."""
    work = command.work
    if work.people.first(work.people.table.c.login == login):
        raise FormRefused([Fault(path="login", code="E_UNIQUE", facts={"label": "登录名"})])
    work.people.add(
        Person(
            login=login,
            name=name,
            state="active",
            password_hash=HASHER.hash(password),
            id_no=id_no,
            id_index=work.people.blind(id_no) if id_no else None,
            failed=0,
            locked_until=None,
            revision=1,
        )
    )
    work.grants.add(
        *(
            GrantRow(
                id=command.new_id(),
                login=login,
                role=grant.role,
                area=grant.area,
                unit=grant.unit,
                valid_from=grant.valid_from,
                valid_to=grant.valid_to,
            )
            for grant in grants
        )
    )
    work.relatives.add(
        *(
            Relative(
                id=command.new_id(),
                login=login,
                name=kin.name,
                id_no=kin.id_no,
                id_index=work.relatives.blind(kin.id_no),
                relation=kin.relation,
            )
            for kin in relatives
        )
    )
    command.note("person.add", text=login)


def read_kin(text: str, today: date) -> Kin:
    """`示例:130399195804120025:spouse` as a close relative. Raises ValueError."""
    parts = text.split(":")
    if len(parts) != 3 or parts[2] not in RELATIONS:
        raise ValueError(f"近亲属写作 NAME:ID:RELATION，关系是 {'、'.join(RELATIONS)} 之一，不是 {text}")
    try:
        name, id_no = identifiers.person_name(parts[0]), identifiers.identity_number(parts[1], today)
    except identifiers.IdentifierFault as fault:
        raise ValueError(f"近亲属 {parts[0]} 的姓名或身份号码不对（{fault.code}）") from fault
    return Kin(name=name, id_no=id_no, relation=parts[2])


def add_people(command: Command, rows: Iterable[tuple[str, str, Grant]], password: str) -> None:
    """Many people with one post each and the same first password, hashed once: for a demo or test county."""
    known = HASHER.hash(password)
    for login, name, grant in rows:
        command.work.people.add(
            Person(
                login=login,
                name=name,
                state="active",
                password_hash=known,
                id_no=None,
                id_index=None,
                failed=0,
                locked_until=None,
                revision=1,
            )
        )
        command.work.grants.add(
            GrantRow(
                id=command.new_id(),
                login=login,
                role=grant.role,
                area=grant.area,
                unit=grant.unit,
                valid_from=grant.valid_from,
                valid_to=grant.valid_to,
            )
        )


def change_password(command: Command, login: str, password: str) -> None:
    """A new password; every session of the person ends."""
    work = command.work
    person = work.people.first(work.people.table.c.login == login)
    if person is None:
        raise NotFound(what="person", login=login)
    work.people.save(replace(person, password_hash=HASHER.hash(password), failed=0, locked_until=None))
    work.tokens.remove(work.tokens.table.c.login == login)
    command.note("person.password", text=login)


def disable(command: Command, login: str) -> None:
    """The person signs in no more; what they did stays under their name."""
    work = command.work
    person = work.people.first(work.people.table.c.login == login)
    if person is None:
        raise NotFound(what="person", login=login)
    work.people.save(replace(person, state="disabled"))
    work.tokens.remove(work.tokens.table.c.login == login)
    command.note("person.disable", text=login)


def read_post(text: str, since: date) -> Grant:
    """`window:130399100`, `department:jy` as a grant; `login` is filled in later. Raises ValueError."""
    role, _, place = text.partition(":")
    if role not in ROLES or not place:
        raise ValueError(f"岗位写作 role:area 或 role:unit，不是 {text}")
    inside = role in UNIT_ROLES
    return Grant(
        login="",
        role=role,
        area=None if inside else place,
        unit=place if inside else None,
        valid_from=since,
        valid_to=None,
    )


def _actor(work: Work, person: Person, on: date) -> Actor:
    rows = work.grants.find(work.grants.table.c.login == person.login, order=[work.grants.table.c.id])
    grants = tuple(_grant(row) for row in rows if _valid(row.valid_from, row.valid_to, on))
    return Actor(login=person.login, name=person.name, grants=grants)


def _grant(row: GrantRow) -> Grant:
    return Grant(
        login=row.login,
        role=row.role,
        area=row.area,
        unit=row.unit,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _person(work: Work, by: Actor, office: Office) -> Shape:
    names = Names(work, legal_day(office.now()))
    role = by.grants[0].role if by.grants else None
    return {
        "login": by.login,
        "name": by.name,
        "role": role,
        "role_name": ROLES.get(role or ""),
        "roles": [_post(grant, names) for grant in by.grants],
    }


def _post(grant: Grant, names: Names) -> Shape:
    return {
        "role": grant.role,
        "role_name": ROLES[grant.role],
        "area": grant.area,
        "area_name": names.area(grant.area),
        "unit": grant.unit,
        "unit_name": names.unit(grant.unit),
    }


def _verify(known: str, password: str) -> bool:
    try:
        return HASHER.verify(known, password)
    except VerifyMismatchError:
        return False


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _valid(start: date, end: date | None, on: date) -> bool:
    return start <= on and (end is None or on <= end)
