"""The table of the ladder 逐级督办表: read by who watches, edited by one and put in force by another."""

from typing import Any

from assistance.ladder import LATEST, RUNGS
from casework import ladders
from web.api.keys import may, need
from web.api.routes import Call, Table

routes = Table(tag="ladders", about="逐级督办表 the ladder")

ROWS = need(
    "rows",
    rows=(
        need("step", longest=60),
        need("rung", choices=RUNGS),
        need("after", "whole", least=1, most=LATEST),
        need("to", "names"),
        may("label", longest=20),
    ),
)


@routes.get("/ladders", "ladder", act="ladder.read", paged=True, whole=True)
def list_ladders(call: Call) -> Any:
    """All versions of the table, newest first."""
    return ladders.list_ladders(call.office, call.by)


@routes.get("/ladders/{id}", "ladder", act="ladder.read")
def show(call: Call) -> Any:
    """The version in force."""
    return ladders.show_ladder(call.office, call.by, call.path["id"])


@routes.post("/ladders/{id}/draft", "ladder", ROWS, act="ladder.edit", refuses=("E_EDITING", "E_STATE"))
def draft(call: Call) -> Any:
    """Write the draft anew; every row is the county's own 县规定, whatever label it comes with."""
    return ladders.draft(call.office, call.by, call.body["rows"], call.path["id"])


@routes.post("/ladders/{id}/check", "findings", act="ladder.edit", refuses=("E_STATE",))
def check(call: Call) -> Any:
    """Findings on the draft."""
    return ladders.check(call.office, call.by, call.path["id"])


@routes.post("/ladders/{id}/submit", "ladder", act="ladder.edit", refuses=("E_EDITING", "E_STATE"))
def submit(call: Call) -> Any:
    """Hand the draft to whoever publishes."""
    return ladders.submit(call.office, call.by, call.path["id"])


@routes.post(
    "/ladders/{id}/send-back", "ladder", need("reason"), act="ladder.send_back", refuses=("E_STATE",)
)
def send_back(call: Call) -> Any:
    """退回修改."""
    return ladders.send_back(call.office, call.by, reason=call.body["reason"], key=call.path["id"])


@routes.post("/ladders/{id}/publish", "ladder", act="ladder.publish", refuses=("E_SAME_PERSON", "E_STATE"))
def publish(call: Call) -> Any:
    """Put what was submitted in force; open limits climb by it at once."""
    return ladders.publish(call.office, call.by, call.path["id"])
