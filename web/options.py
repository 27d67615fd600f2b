"""Lists to choose from 选项: villages, units and colleagues, read only when a form of the page asks for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistance.people import Actor, place_of
from casework import people
from casework.office import Office
from engine.forms.schema import FormSchema
from engine.time import legal_day
from web.forms.schemas import wanted_options
from web.words import named

Options = dict[str, Sequence[tuple[str, str]]]
TOWNSHIP, VILLAGE = 9, 12


def options_for(
    office: Office, by: Actor, schemas: Mapping[str, FormSchema], task: Mapping[str, Any] | None = None
) -> Options:
    """The lists by name; `people` are at the task's own place, `staff` also elsewhere, `group` are those it may be assigned to."""
    wanted = wanted_options(schemas)
    found: Options = {}
    if "areas" in wanted:
        found["areas"] = villages(people.areas(office))
    if "units" in wanted:
        found["units"] = [
            (unit["key"], unit["name"]) for unit in people.units(office, legal_day(office.now()))
        ]
    if "referrals" in wanted:
        found["referrals"] = [
            (unit["key"], unit["name"])
            for unit in people.units(office, legal_day(office.now()))
            if unit["kind"] == "referral"
        ]
    if "people" in wanted:
        found["people"] = staff(office, by, task)
    if "staff" in wanted:
        found["staff"] = staff(office, by)
    if task is not None and "assign" in task["allowed"]:
        group = people.people_in_group(office, by, task["id"])
        found["group"] = [(one["login"], one["name"]) for one in group]
    return found


def staff(office: Office, by: Actor, task: Mapping[str, Any] | None = None) -> list[tuple[str, str]]:
    """Colleagues by name, and the post that tells namesakes apart: those of a task's own place, else of all one's places."""
    found: dict[str, str] = {}
    for one in people.colleagues(office, by):
        if task is not None and not _at(one, task):
            continue
        post = named("role", one["role"], one["role_name"])
        found.setdefault(one["login"], f"{one['name']}（{post}）")
    return sorted(found.items(), key=lambda pair: (pair[0] != by.login, pair[1]))


def _at(post: Mapping[str, Any], task: Mapping[str, Any]) -> bool:
    """Whether a post lies at the township, county or unit that has the task."""
    if task["unit"]:
        return bool(post["unit"] == task["unit"])
    place, area = place_of(task["role"], task["area"]), str(post["area"] or "")
    return area == place or (len(place) == TOWNSHIP and area.startswith(place))


def places(areas: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Townships, each with its villages after it."""
    names = {area["code"]: area["name"] for area in areas}
    return [
        (code, name if len(code) == TOWNSHIP else _village(names.get(code[:9], ""), name))
        for code, name in sorted(names.items())
        if len(code) in (TOWNSHIP, VILLAGE)
    ]


def villages(areas: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Villages with their township before them, because every township has an 东村."""
    names = {area["code"]: area["name"] for area in areas}
    return [
        (code, _village(names.get(code[:9], ""), name))
        for code, name in sorted(names.items())
        if len(code) == VILLAGE
    ]


def _village(township: str, name: str) -> str:
    return name if name.startswith(township) else f"{township} {name}"
