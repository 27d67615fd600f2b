"""The naive way 朴素做法: SpiffWorkflow as its documentation shows it, whole state with its definition in one text column.

Same transactions as ours: claim, complete, advance, state, task rows, due rows and history become durable together. Its tables
are as narrow as they can be.
"""

import logging
import uuid
from datetime import timedelta
from typing import Any

import orjson
from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from bench.databases import NOW
from bench.reference import WORKER, variables
from store.tables.base import Instant
from store.work import Store

logging.getLogger("spiff").setLevel(logging.ERROR)
META = MetaData()
INSTANCE = Table(
    "naive_instance",
    META,
    Column("id", String(40), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("state", Text, nullable=False),
)
TASK = Table(
    "naive_task",
    META,
    Column("id", String(40), primary_key=True),
    Column("instance_id", String(40), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("holder", String(40)),
    Column("at", Instant, nullable=False),
)
DUE = Table(
    "naive_due",
    META,
    Column("id", String(40), primary_key=True),
    Column("instance_id", String(40), nullable=False, index=True),
    Column("due_at", Instant, nullable=False, index=True),
)
EVENT = Table(
    "naive_event",
    META,
    Column("id", String(40), primary_key=True),
    Column("instance_id", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(40), nullable=False),
    Column("what", Text, nullable=False),
)
# Built once, as anybody would who cares for speed.
READ = (
    select(INSTANCE.c.revision, INSTANCE.c.state).where(INSTANCE.c.id == bindparam("key")).with_for_update()
)
SAVE = (
    update(INSTANCE)
    .where(INSTANCE.c.id == bindparam("key"), INSTANCE.c.revision == bindparam("seen"))
    .values(state=bindparam("to_state"), revision=bindparam("to_revision"))
)
CLAIM = update(TASK).where(TASK.c.id == bindparam("key")).values(state="claimed", holder=bindparam("who"))
FINISH = update(TASK).where(TASK.c.id == bindparam("key")).values(state="done", at=bindparam("when"))
UNDUE = delete(DUE).where(DUE.c.instance_id == bindparam("key"))
NEW_TASK, NEW_DUE, NEW_EVENT, NEW_INSTANCE = insert(TASK), insert(DUE), insert(EVENT), insert(INSTANCE)


class Naive:
    """Runs one reference process in a store's database."""

    def __init__(self, store: Store, bpmn: str, key: str) -> None:
        self.engine = store.engine
        parser = SpiffBpmnParser()
        parser.add_bpmn_xml(etree.fromstring(bpmn.encode()), key)
        self.spec, self.subs = parser.get_spec(key), parser.get_subprocess_specs(key)
        self.serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))
        self.script = PythonScriptEngine(environment=TaskDataEnvironment({"timedelta": timedelta}))

    @staticmethod
    def create(store: Store) -> None:
        with store.engine.begin() as connection:
            META.create_all(connection)

    def open(self) -> str:
        """Start an instance; its id."""
        key = uuid.uuid4().hex
        flow = BpmnWorkflow(self.spec, self.subs, script_engine=self.script)
        for ready in flow.get_tasks(state=TaskState.READY):
            ready.data.update(variables(0))
        flow.do_engine_steps()
        with self.engine.begin() as connection:
            row = {"id": key, "revision": 1, "state": self.serializer.serialize_json(flow)}
            connection.execute(NEW_INSTANCE, row)
            self._rows(connection, key, flow, set())
        return key

    def step(self, key: str, number: int, outcome: str) -> bool:
        """Claim and complete the first open task in one durable transaction; False when the instance has ended."""
        with self.engine.begin() as connection:
            revision, state = connection.execute(READ, {"key": key}).one()
            flow = self.serializer.deserialize_json(state)
            flow.script_engine = self.script
            open_before = {task.id.hex for task in flow.get_tasks(state=TaskState.READY, manual=True)}
            task = flow.get_next_task(state=TaskState.READY, manual=True)
            connection.execute(CLAIM, {"key": task.id.hex, "who": WORKER})
            form = {**variables(number), "outcome": outcome}
            task.data.update(form)
            task.run()
            flow.do_engine_steps()
            text = self.serializer.serialize_json(flow)
            connection.execute(
                SAVE, {"key": key, "seen": revision, "to_revision": revision + 1, "to_state": text}
            )
            connection.execute(FINISH, {"key": task.id.hex, "when": NOW})
            connection.execute(UNDUE, {"key": key})
            self._rows(connection, key, flow, open_before)
            what = orjson.dumps({"act": "complete", "task": task.task_spec.name, "form": form}).decode()
            event = {"id": uuid.uuid4().hex, "instance_id": key, "at": NOW, "by": WORKER, "what": what}
            connection.execute(NEW_EVENT, event)
        return not flow.completed

    def size(self, key: str) -> int:
        """Bytes of the stored state."""
        with self.engine.connect() as connection:
            return len(connection.execute(READ, {"key": key}).one().state.encode())

    def _rows(self, connection: Connection, key: str, flow: Any, known: set[str]) -> None:
        """Rows of what is newly open, and of every timer that waits."""
        tasks = [
            {
                "id": task.id.hex,
                "instance_id": key,
                "name": task.task_spec.name,
                "state": "ready",
                "holder": None,
                "at": NOW,
            }
            for task in flow.get_tasks(state=TaskState.READY, manual=True)
            if task.id.hex not in known
        ]
        if tasks:
            connection.execute(NEW_TASK, tasks)
        dues = [
            {
                "id": task.id.hex,
                "instance_id": key,
                "due_at": TimerEventDefinition.parse_time_or_duration(task._get_internal_data("event_value")),
            }
            for task in flow.event_manager.tasks.values()
            if isinstance(task.task_spec.event_definition, TimerEventDefinition)
        ]
        if dues:
            connection.execute(NEW_DUE, dues)
