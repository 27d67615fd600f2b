"""Our way: the command path of the product, from the office down to the commit."""

from collections.abc import Iterable

from assistance.people import Actor
from bench.reference import WORKER, open_case, publish, variables
from casework import flow, inbox, people
from casework.office import Office
from engine import tasks
from engine.tasks import OPEN, READY, Task


class Ours:
    """Runs one reference process as cases of the product."""

    def __init__(self, office: Office, bpmn: str, key: str, *, new: bool = True) -> None:
        self.office, self.key = office, key
        if new:
            publish(office, key, bpmn)
        self.by: Actor = people.actor(office, WORKER)

    def open(self) -> str:
        """Start a case; the id of its first task."""
        case_id = open_case(self.office, self.key)
        with self.office.store.read() as work:
            (first,) = work.tasks.having(case_id=case_id, state=READY)
        return first.id

    def step(self, task_id: str, number: int, outcome: str) -> str | None:
        """Claim and complete a task in one durable transaction; the id of what is open next in the case."""
        form = variables(number)
        given = {"task": task_id, "outcome": outcome, "form": form}
        with self.office.command("bench.step", self.by, given) as command:
            file, task = inbox.open_task(command, task_id)
            held = file.tasks.keep(tasks.claim(task, self.by.login, self.by.groups, command.now))
            done = file.tasks.keep(tasks.complete(held, self.by.login, outcome, command.now))
            file.facts.update(form)
            flow.complete(file, done, outcome)
            command.note("task.complete", step=done.step, task_id=done.id, outcome=outcome)
            inbox.write(file)
        return _first(file.tasks)

    def size(self, task_id: str) -> int:
        """Bytes of the stored state of the task's instance."""
        with self.office.store.read() as work:
            return len(work.instances.get(work.tasks.get(task_id).instance_id).tokens)


def _first(found: Iterable[Task]) -> str | None:
    still = sorted((task for task in found if task.state in OPEN), key=lambda task: task.element_id)
    return still[0].id if still else None
