"""Areas 行政区划 and units 单位 for choices."""

from typing import Any

from casework import people
from web.api.keys import may
from web.api.routes import Call, Table

routes = Table(tag="places", about="行政区划、单位 areas and units")


@routes.get("/areas", "area", act="units.read", paged=True, whole=True)
def areas(call: Call) -> Any:
    """The tree of areas, as a flat list by code."""
    return people.areas(call.office)


@routes.get("/units", "unit", query=(may("on", "day"),), act="units.read", paged=True, whole=True)
def units(call: Call) -> Any:
    """Units under the names they have on a day."""
    return people.units(call.office, call.query.get("on"))
