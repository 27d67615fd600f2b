"""How values are said to people 用语: days, moments, money, remaining time, masks; colours always come with words."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import Flask

from engine.time import local, read_moment
from web.i18n import amounts, language, told
from web.i18n import gettext as _
from web.i18n.data import lang_of, marked
from web.i18n.names import name
from web.i18n.reckoning import english
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
        told=told,
        zh=marked,
    )
    app.jinja_env.globals.update(
        named=named,
        addressee=addressee,
        deadline=deadline,
        span=span,
        took=took,
        urgency=urgency,
        denied=denied,
        reckoned=reckoned,
        within=within,
        lang_of=lang_of,
        worked_line=worked_line,
        figure=figure,
        SHAPES=SHAPES,
    )


def named(kind: str, key: object, given: object = None) -> str:
    """The name of a key in the reader's language."""
    return name(kind, key, language(), given)


def worked_line(text: str) -> str:
    """A line of a worked amount in the reader's language."""
    return amounts.worked(text) if language() == "en" else text


def figure(value: str) -> str:
    """The value of a line of a worked amount: `1,020.00`; yuan or percent, as the line says."""
    return f"{Decimal(value):,.2f}"


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
    year = local(the_office().now()).year
    return moment(value).removeprefix(f"{year}年").replace(f" {year} ", " ")


def due(value: date | datetime | str | None) -> str:
    """A due day or a due moment, whichever the row of the limit table has."""
    read = _read(value) if isinstance(value, str) and value else value
    return moment(read) if isinstance(read, datetime) else day(read)


def urgency(row: Mapping[str, Any]) -> str:
    """Why a task comes first; the chip beside it says how much time is left."""
    if row.get("colour") == "red":
        return _("应立即办理")
    return _("期限将满，先办这件") if row.get("colour") == "amber" else ""


def denied(task: Mapping[str, Any], act: str) -> str:
    """Why somebody may not do an act now; a colleague who holds the task is named."""
    if task.get("holder") and task["state"] == "claimed":
        return _("由%(name)s办理，您可以查看。", name=who(task, "holder"))
    why = (task.get("not_allowed") or {}).get(act)
    return told(why) if why else _("现在不由您办理，只能查看。")


def reckoned(limit: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Kind and sentence of each line of a reckoning, in the reader's language."""
    lines = limit.get("explanation") or ()
    if language() != "en":
        return [(line["kind"], line["text"]) for line in lines]
    said = [(line["kind"], english(line, limit)) for line in lines]
    return [(kind, text) for kind, text in said if text]


def within(term: Mapping[str, Any] | None) -> str:
    """3个工作日内, the length of a limit; none is no limit."""
    return _("%(span)s内", span=span(term["n"], term["unit"])) if term else _("不计期限")


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
    if thing.get(key) == "system":
        return _("系统")
    return str(thing.get(f"{key}_name") or person(thing.get(key)))


def span(n: object, unit: object) -> str:
    """3 个工作日."""
    words = named("time_unit", unit)
    if language() == "en":
        return f"{n} {words.removesuffix('s') if n == 1 else words}"
    return f"{n}{words}"


def took(n: object, unit: object) -> str:
    """How long something took; what was done within the first day or hour took less than one."""
    return _("不足%(span)s", span=span(1, unit)) if n == 0 else span(n, unit)


def addressee(slip: Mapping[str, Any]) -> str:
    """Whom a slip goes to: the holder of the step, or the whole post while nobody holds it."""
    to, place = slip["to"], slip.get("to_place_name") or ""
    gap = " " if place and language() == "en" else ""
    return str(to["name"] or f"{place}{gap}{named('role', to['role'])}")


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
        return _("超期%(span)s", span=took(n, unit))
    if n == 0 and unit != "h":
        return _("%(colour)s · 今天到期", colour=named("colour", colour))
    return _("%(colour)s · 剩%(span)s", colour=named("colour", colour), span=span(n, unit))
