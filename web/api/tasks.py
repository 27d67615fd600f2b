"""Tasks 任务: the inbox, and claim 认领, release 退回待认领, assign 指派, draft 草稿, complete 办理."""

from typing import Any

from assistance.cases import AIDS
from casework import inbox
from web.api.codec import typed
from web.api.keys import may, need
from web.api.routes import Body, Call, Table, filters, with_place

routes = Table(tag="tasks", about="任务 tasks")

QUEUES = ("mine", "group", "all", "done", "watched", "unit")
FILTERS = (
    may("state", choices=("ready", "claimed", "done", "cancelled", "incident")),
    may("aid", choices=tuple(AIDS)),
    may("area", "name"),
    may("step", longest=60),
    may("process", "name"),
    may("colour", choices=("green", "amber", "red", "none")),
    may("holder", "name"),
    may("due_before", "day"),
    may("q", longest=50),
    may("sort", choices=("due", "created", "case")),
)
QUEUE = may("queue", choices=QUEUES)


@routes.get("/tasks", "task_row", query=(QUEUE, *FILTERS), paged=True)
def list_tasks(call: Call) -> Any:
    """待办 of a queue (mine when none is named), most urgent first."""
    queue = call.query.get("queue", "mine")
    return inbox.list_tasks(
        call.office, call.by, queue=queue, filters=filters(call, "queue"), **with_place(call)
    )


@routes.get("/tasks/counts", "counts", query=(QUEUE, *FILTERS))
def counts(call: Call) -> Any:
    """How many there are, by queue and colour, under the same filters."""
    return inbox.count_tasks(
        call.office, call.by, queue=call.query.get("queue"), filters=filters(call, "queue")
    )


@routes.get("/tasks/{id}", "task")
def show(call: Call) -> Any:
    """One task with its forms, prefilled data, draft, limits and what I may do."""
    return inbox.show_task(call.office, call.by, call.path["id"])


@routes.post(
    "/tasks/{id}/claim", "task", refuses=("E_TAKEN", "E_STATE", "E_SAME_PERSON", "E_AVOID", "E_CLOCK")
)
def claim(call: Call) -> Any:
    """认领; claiming what I hold already changes nothing."""
    return inbox.claim_task(call.office, call.by, call.path["id"])


@routes.post("/tasks/{id}/release", "task", need("reason"), refuses=("E_NOT_HOLDER", "E_STATE", "E_CLOCK"))
def release(call: Call) -> Any:
    """退回待认领 with a reason."""
    return inbox.release_task(call.office, call.by, call.path["id"], reason=call.body["reason"])


@routes.post(
    "/tasks/{id}/assign",
    "task",
    need("to", "name"),
    need("reason"),
    refuses=("E_AVOID", "E_SAME_PERSON", "E_STATE", "E_CLOCK"),
)
def assign(call: Call) -> Any:
    """指派 to a candidate of the task."""
    return inbox.assign_task(
        call.office, call.by, call.path["id"], to=call.body["to"], reason=call.body["reason"]
    )


@routes.add(
    "PUT",
    "/tasks/{id}/draft",
    "task",
    body=Body(keys=(need("forms", "object"),)),
    refuses=("E_NOT_HOLDER", "E_STATE"),
)
def draft(call: Call) -> Any:
    """Keep what was typed so far; nothing of it is judged."""
    return inbox.save_draft(call.office, call.by, call.path["id"], typed(call.body["forms"]))


@routes.post(
    "/tasks/{id}/complete",
    "done",
    need("outcome", longest=60),
    may("forms", "object"),
    may("reason"),
    may("comment"),
    refuses=(
        "E_NOT_HOLDER",
        "E_STATE",
        "E_GATE",
        "E_SAME_PERSON",
        "E_DECIDED",
        "E_SIGNED",
        "E_NO_RETURN",
        "E_CONSENT",
        "E_COMPUTED",
        "E_CLOCK",
    ),
)
def complete(call: Call) -> Any:
    """办理 with an outcome and its forms; answers the task, the case and what follows."""
    given = call.body
    return inbox.complete_task(
        call.office,
        call.by,
        call.path["id"],
        outcome=given["outcome"],
        forms=given.get("forms", {}),
        reason=given.get("reason"),
        comment=given.get("comment"),
    )
