"""SpiffWorkflow is pinned, and its private names are used in one file only, each of them known here."""

import inspect
import re
from importlib.metadata import version
from pathlib import Path

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task

import engine.runtime
from engine.runtime import private

RUNTIME = Path(engine.runtime.__file__).parent
# Name → where SpiffWorkflow 3.2.0 defines it.
USED = {
    "_add_child": Task,
    "_children": Task,
    "_ready": Task,
    "_set_state": Task,
    "_state": Task,
    "_sync_children": Task,
    "internal_data": Task,
    "_inputs": TaskSpec,
    "_on_cancel": TaskSpec,
    "_predict_hook": TaskSpec,
    "_run_hook": TaskSpec,
    "_update": TaskSpec,
    "_update_hook": TaskSpec,
    "_wf_spec": TaskSpec,
    "_on_subworkflow_completed": SubWorkflowTask,
}
PRIVATE = re.compile(r"\.(_[a-z]\w*|internal_data)\b")


def test_the_version_is_the_one_the_walks_went_through() -> None:
    assert version("SpiffWorkflow") == "3.2.0"


def test_every_private_name_in_use_is_listed_and_still_there() -> None:
    text = inspect.getsource(private)
    used = set(PRIVATE.findall(text)) | set(
        re.findall(r"def (_[a-z]\w*_hook|_on_cancel|_ready|_add_child|_set_state)\(", text)
    )
    assert used - {"__init__", "_hook"} == set(USED)
    for name, owner in USED.items():
        assert name in inspect.getsource(owner), name


def test_no_other_file_uses_a_private_name() -> None:
    for file in RUNTIME.glob("*.py"):
        if file.name != "private.py":
            found = {
                name
                for name in PRIVATE.findall(file.read_text())
                if not re.search(rf"self\.{name}\b", file.read_text())
            }
            assert found <= {"_Element"}, file.name


def test_catching_events_still_ask_their_definition_before_they_fire() -> None:
    """Our timers stand on this: `has_fired` is asked whenever a waiting event is looked at."""
    assert "event_definition.has_fired(my_task)" in inspect.getsource(CatchingEvent)
