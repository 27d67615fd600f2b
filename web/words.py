"""How values are said to people 用语: days, moments, money, remaining time, masks; colours always come with words."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import Flask

from engine.time import local, read_moment
from web.i18n import gettext as _
from web.i18n import language
from web.i18n.names import name
from web.office import the_office

ENDED = frozenset({"met", "met_late", "stopped"})
SHAPES = {"green": "●", "amber": "▲", "red": "■", "none": "○"}
"""One shape a colour, so that nobody has to see colours."""


def install(app: Flask) -> None:
    """Hand the filters to the templates."""
    app.jinja_env.filters.update(
        day=day,
        moment=moment,
        brief=brief,
        due=due,
        money=money,
        person=person,
        who=who,
        aid=aid,
        clock=clock,
    )
    app.jinja_env.globals.update(
        named=named, addressee=addressee, deadline=deadline, span=span, SHAPES=SHAPES
    )


def named(kind: str, key: object, given: object = None) -> str:
    """The name of a key in the reader's language."""
    return name(kind, key, language(), given)


def aid(thing: Mapping[str, Any]) -> str:
    """The name of the aid a row is about."""
    return named("aid", thing.get("aid"), thing.get("aid_name"))


def day(value: date | datetime | str | None) -> str:
    """2026年2月13日."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        value = _read(value)
    if isinstance(value, datetime):
        value = local(value).date()
    if language() == "en":
        return f"{value.day} {value:%b} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def clock(value: datetime | str) -> str:
    """09:00 in the county."""
    read = _read(value) if isinstance(value, str) else value
    return local(read).strftime("%H:%M") if isinstance(read, datetime) else ""


def moment(value: datetime | str | None) -> str:
    """2026年2月13日 09:00."""
    if value is None or value == "":
        return "–"
    return f"{day(value)} {clock(value)}".strip()


def brief(value: datetime | str) -> str:
    """2月13日 09:00, for lists; the year is said only where it is another one."""
    whole = moment(value)
    return whole.removeprefix(f"{local(the_office().now()).year}年")


def due(value: date | datetime | str | None) -> str:
    """A due day or a due moment, whichever the row of the limit table has."""
    read = _read(value) if isinstance(value, str) and value else value
    return moment(read) if isinstance(read, datetime) else day(read)


def _read(text: str) -> date | datetime:
    return read_moment(text) if "T" in text else date.fromisoformat(text)


def money(value: Decimal | str | None) -> str:
    """1,020.00 元; a missing amount is a dash, never a zero."""
    if value is None or value == "":
        return "–"
    return _("%(amount)s 元", amount=f"{Decimal(value):,.2f}")


def person(value: Mapping[str, Any] | str | None) -> str:
    """The name of whoever holds or did something; no person is the system."""
    if value is None:
        return "–"
    return str(value.get("name") or value.get("login")) if isinstance(value, Mapping) else value


def who(thing: Mapping[str, Any], key: str) -> str:
    """Who stands under a key: the name beside the login where the use case gave one."""
    return str(thing.get(f"{key}_name") or person(thing.get(key)))


def span(n: object, unit: object) -> str:
    """3 个工作日."""
    words = named("time_unit", unit)
    if language() == "en":
        return f"{n} {words.removesuffix('s') if n == 1 else words}"
    return f"{n}{words}"


def addressee(slip: Mapping[str, Any]) -> str:
    """Whom a slip goes to: the holder of the step, or the whole post while nobody holds it."""
    to = slip["to"]
    return str(to["name"] or named("role", to["role"]))


def deadline(row: Mapping[str, Any]) -> str:
    """按期 · 剩3个工作日 / 临期 · 今天到期 / 超期2个工作日, from a task row or a limit; a closed limit says how it ended."""
    if row.get("state") in ENDED and "clock_ends_at" in row:
        return named("limit", row["state"])
    colour = row.get("colour") or "none"
    if colour == "none":
        return named("colour", "none")
    left = row.get("overdue") or row.get("remaining")
    if not left or left.get("n") is None:
        return named("colour", colour)
    n, unit = abs(left["n"]), left.get("unit")
    if colour == "red":
        return _("超期%(span)s", span=span(n, unit))
    if n == 0 and unit != "h":
        return _("%(colour)s · 今天到期", colour=named("colour", colour))
    return _("%(colour)s · 剩%(span)s", colour=named("colour", colour), span=span(n, unit))
