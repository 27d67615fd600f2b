"""The snapshot 状态快照: live tasks, their parents and the open boundary splits; not the tree, so it never grows.

`{"v": 1, "id": seed hex, "n": last number, "done", "ok", "t": rows, "sub": [[owner's number, rows]]}`, a row being
`[number, spec, state, position of the row above or -1, triggered, notes]`.
"""

from typing import Any

import orjson
from SpiffWorkflow.util.task import TaskState

from engine.runtime import private
from engine.runtime.definition import Definition
from engine.runtime.environment import Environment
from engine.runtime.private import Numbers, Run

LIVE = private.TOKEN
VERSION = 1


def save(run: Run) -> bytes:
    """Only after the advance has come to rest: in between, a sub-process may be done and its owner not yet told."""
    inner = sorted(run.get_active_subprocesses(), key=lambda each: (each.depth, each.parent_task_id.int))
    return orjson.dumps(
        {
            "v": VERSION,
            "id": f"{run.numbers.prefix:016x}",
            "n": run.numbers.last,
            "done": run.completed,
            "ok": run.success,
            "t": _rows(run),
            "sub": [[each.parent_task_id.int & private.NUMBER, _rows(each)] for each in inner],
        }
    )


def load(definition: Definition, state: bytes, environment: Environment) -> Run:
    """The instance as it stood; tasks only foreseen are not stored, they are made when their turn comes."""
    kept = orjson.loads(state)
    run = Run(definition.spec, definition.subs, environment, Numbers(int(kept["id"], 16), kept["n"]))
    run.completed, run.success = kept["done"], kept["ok"]
    _fill(run, kept["t"], run.numbers)
    for number, rows in kept["sub"]:
        owner = run.get_task_from_id(run.numbers.id_of(number))
        inner = run.subprocesses[owner.id] = run.inner(owner, owner.task_spec.spec)
        _fill(inner, rows, run.numbers)
        private.call_back(inner, owner)
    return run


def _kept(workflow: Any) -> set[Any]:
    """Ids of the tasks to store; waiting joins of side paths are left out: one more a turn, never needed."""
    keep = {workflow.task_tree.id}
    for task in workflow.tasks.values():
        if task.has_state(LIVE) and task.parent and not private.is_side_join(task):
            keep |= {task.id, task.parent.id}
            below, up = task, task.parent
            while up is not None:
                if private.is_open_split(up):
                    keep |= {up.id, below.id}  # the split, and the child of it that leads to the token
                below, up = up, up.parent
    return keep


def _rows(workflow: Any) -> list[list[Any]]:
    keep = _kept(workflow)
    rows: list[list[Any]] = []
    position: dict[Any, int] = {}
    stack: list[tuple[Any, Any]] = [(workflow.task_tree, None)]
    while stack:
        task, above = stack.pop()
        if task.id in keep:
            position[task.id] = len(rows)
            own = _packed(private.notes(task)) if task.has_state(LIVE) else {}
            above_at = position.get(above, -1)
            above = task.id
            rows.append(
                [private.number_of(task), task.task_spec.name, task.state, above_at, int(task.triggered), own]
            )
        stack.extend((child, above) for child in reversed(task.children))
    return rows


def _fill(workflow: Any, rows: list[list[Any]], numbers: Numbers) -> None:
    made: list[Any] = []
    for number, name, state, above, triggered, own in rows:
        parent = made[above] if above >= 0 else None
        task = private.graft(workflow, name, parent, state, numbers.id_of(number))
        task.triggered = bool(triggered)
        private.notes(task).update(_unpacked(own))
        if private.is_waiting_event(task):
            workflow.top_workflow.event_manager.add_task(task)
        made.append(task)


def _packed(own: dict[str, Any]) -> dict[str, Any]:
    """Of the finished runs of a loop only the number is ever asked; their ids would grow by 39 bytes a turn."""
    packed = {key: value for key, value in own.items() if key not in _PASSING}
    if "merged" in packed:
        packed["merged"] = len(packed["merged"])
    return packed


def _unpacked(own: dict[str, Any]) -> dict[str, Any]:
    return {**own, "merged": [""] * own["merged"]} if "merged" in own else own


# Between commands no event is on its way, so these are always empty or false.
_PASSING = {"seen_events", "event_fired"}
assert TaskState.ERROR & LIVE == 0  # a command that fails is rolled back, so no failed task is ever stored
