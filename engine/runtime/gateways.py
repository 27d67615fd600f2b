"""Our own gateways 网关: 3.2.0's joins count the arrivals of an earlier pass of a loop again."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import (
    EventBasedGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ParallelGateway,
)
from SpiffWorkflow.util.task import TaskState

from engine.runtime import private
from engine.runtime.context import StepFailed


class Joining(private.Arriving):
    """A gateway into which several flows may lead; a token that arrived waits as a task in state WAITING."""

    name: str

    def arrivals(self, task: Any) -> list[Any]:
        """The tokens that wait here, first come first; only WAITING ones count, so nothing looks back in a loop."""
        waiting = [
            t
            for t in task.workflow.tasks.values()
            if t.task_spec is self and (t is task or t.state == TaskState.WAITING)
        ]
        stamped = [private.notes(t).get("arrived", 0) for t in waiting]
        private.notes(task).setdefault("arrived", 1 + max(stamped, default=0))
        return sorted(waiting, key=lambda t: private.notes(t)["arrived"])

    def fire(self, task: Any, used: list[Any]) -> bool:
        for other in used:
            if other is not task:
                other.cancel()
        return True

    def stay(self, task: Any) -> bool:
        private.wait(task)
        return False


class Parallel(Joining, private.Acting, ParallelGateway):
    """Takes one token from each incoming flow; excess tokens stay for the next turn."""

    def arrived(self, task: Any) -> bool:
        first: dict[str, Any] = {}
        for arrival in self.arrivals(task):
            first.setdefault(arrival.parent.task_spec.name, arrival)
        full = first.keys() == set(private.inputs_of(self))
        if full and any(arrival is task for arrival in first.values()):
            return self.fire(task, list(first.values()))
        return self.stay(task)

    def act(self, task: Any) -> bool:
        return True


class Inclusive(Joining, private.Choosing, InclusiveGateway):
    """BPMN 2.0: waits while a token elsewhere can reach an empty incoming flow, and no filled one, without passing here."""

    reach: dict[str, frozenset[str]]

    def survey(self) -> None:
        """Which incoming flows each node can reach: a fact of the diagram, found once when it is parsed."""
        reach: dict[str, set[str]] = {}
        specs = private.specs_of(self)
        for flow in private.inputs_of(self):
            todo, seen = [flow], {self.name}
            while todo:
                name = todo.pop()
                if name not in seen:
                    seen.add(name)
                    reach.setdefault(name, set()).add(flow)
                    todo.extend(private.inputs_of(specs[name]))
        self.reach = {name: frozenset(flows) for name, flows in reach.items()}

    def arrived(self, task: Any) -> bool:
        arrivals = self.arrivals(task)
        filled = {arrival.parent.task_spec.name for arrival in arrivals}
        for other in task.workflow.tasks.values():
            if other.task_spec is not self and other.has_state(private.TOKEN):
                can = self.reach.get(other.task_spec.name, frozenset())
                if can and not can & filled:
                    return self.stay(task)
        return self.fire(task, arrivals)

    def act(self, task: Any) -> bool:
        ways = ways_out(self, task)
        private.choose(task, ways or [default_of(self, task)])
        return True


class Exclusive(private.Choosing, ExclusiveGateway):
    """Takes the first way, in the order of the flows in the file, whose condition holds."""

    def act(self, task: Any) -> bool:
        first = ways_out(self, task, only_first=True)
        private.choose(task, first or [default_of(self, task)])
        return True


class EventGateway(private.Choosing, EventBasedGateway):
    """Takes the first event; 3.2.0 takes all that were seen, as when a message comes after the timer was due."""

    def act(self, task: Any) -> bool:
        first = private.notes(task)["seen_events"][0].event_definition
        private.choose(task, [self.outputs[self.event_definition.event_definitions.index(first)]])
        return True


def ways_out(gateway: Any, task: Any, *, only_first: bool = False) -> list[Any]:
    """The specs behind the flows whose condition holds."""
    found: list[Any] = []
    for condition, name in gateway.cond_task_specs:
        if condition is not None and task.workflow.script_engine.evaluate(task, condition.args[0], {}):
            found.append(task.workflow.spec.task_specs[name])
            if only_first:
                break
    return found


def default_of(gateway: Any, task: Any) -> Any:
    for condition, name in gateway.cond_task_specs:
        if condition is None:
            return task.workflow.spec.task_specs[name]
    node = task.workflow.script_engine.node_of(task)
    raise StepFailed(node, "没有一个条件成立，也没有默认出口")
