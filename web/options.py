"""Lists to choose from 选项: villages, units and colleagues, read only when a form of the page asks for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistance.people import Actor
from casework import people
from casework.office import Office
from engine.forms.schema import FormSchema
from engine.time import legal_day
from web.forms.schemas import wanted_options
from web.words import named

Options = dict[str, Sequence[tuple[str, str]]]
VILLAGE = 12


def options_for(
    office: Office, by: Actor, schemas: Mapping[str, FormSchema], task: Mapping[str, Any] | None = None
) -> Options:
    """The lists by name; `group` are those a task may be assigned to."""
    wanted = wanted_options(schemas)
    found: Options = {}
    if "areas" in wanted:
        found["areas"] = villages(people.areas(office))
    if "units" in wanted:
        found["units"] = [
            (unit["key"], unit["name"]) for unit in people.units(office, legal_day(office.now()))
        ]
    if "people" in wanted:
        found["people"] = staff(office, by)
    if task is not None and "assign" in task["allowed"]:
        group = people.people_in_group(office, by, task["id"])
        found["group"] = [(one["login"], one["name"]) for one in group]
    return found


def staff(office: Office, by: Actor) -> list[tuple[str, str]]:
    """Colleagues of the township or unit and of the county above it: name, and the post that tells namesakes apart."""
    found: dict[str, str] = {}
    for one in people.colleagues(office, by):
        post = named("role", one["role"], one["role_name"])
        found.setdefault(one["login"], f"{one['name']}（{post}）")
    return sorted(found.items(), key=lambda pair: (pair[0] != by.login, pair[1]))


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
