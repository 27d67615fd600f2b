"""BPMN → SpiffWorkflow specs, with our own classes put in through the parser's public overrides."""

from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import (
    BoundaryEventParser,
    EventBasedGatewayParser,
    EventDefinitionParser,
    IntermediateCatchEventParser,
    StartEventParser,
)
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.task_parsers import ConditionalGatewayParser, GatewayParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.defaults import IntermediateCatchEvent, StartEvent
from SpiffWorkflow.exceptions import SpiffWorkflowException

from engine.runtime.calls import CalledProcess, Service
from engine.runtime.definition import DefinitionRefused
from engine.runtime.events import Boundary
from engine.runtime.gateways import EventGateway, Exclusive, Inclusive, Parallel
from engine.runtime.private import connect_merging
from engine.runtime.timers import CycleTimer, DueTimer


class _Timers(EventDefinitionParser):
    """Puts our timers in the place of those that read the machine's clock."""

    def parse_timer_event(self, event: Any) -> DueTimer | CycleTimer:
        node_id = self.node.get("id")
        for tag, kind in (("timeDate", DueTimer), ("timeDuration", DueTimer), ("timeCycle", CycleTimer)):
            for found in event.iter(full_tag(tag)):
                return kind(node_id, found.text, node_id)
        raise ValidationException("定时器没有写时间", node=self.node)


class _Start(_Timers, StartEventParser):
    pass


class _Catch(_Timers, IntermediateCatchEventParser):
    pass


class _Boundary(_Timers, BoundaryEventParser):
    pass


class _InFileOrder(ProcessParser):
    """Conditions are tried in the order of the flows in the file; 3.2.0 takes the height of the target's shape."""

    def get_position(self, node_id: str) -> dict[str, float]:
        return {"x": 0.0, "y": 0.0}


class _Parser(BpmnParser):
    PROCESS_PARSER_CLASS = _InFileOrder
    OVERRIDE_PARSER_CLASSES = {
        full_tag("startEvent"): (_Start, StartEvent),
        full_tag("intermediateCatchEvent"): (_Catch, IntermediateCatchEvent),
        full_tag("boundaryEvent"): (_Boundary, Boundary),
        full_tag("exclusiveGateway"): (ConditionalGatewayParser, Exclusive),
        full_tag("inclusiveGateway"): (ConditionalGatewayParser, Inclusive),
        full_tag("parallelGateway"): (GatewayParser, Parallel),
        full_tag("eventBasedGateway"): (EventBasedGatewayParser, EventGateway),
        full_tag("callActivity"): (TaskParser, CalledProcess),
        full_tag("serviceTask"): (TaskParser, Service),
    }


def build(root: Any, process_id: str) -> tuple[Any, dict[str, Any]]:
    """(spec of the process, specs of its embedded sub-processes by id). Raises DefinitionRefused."""
    parser = _Parser()
    try:
        parser.add_bpmn_xml(root)
        spec, subs = parser.get_spec(process_id), parser.get_subprocess_specs(process_id)
    except ValidationException as error:
        raise DefinitionRefused(f"流程引擎不能读取：{error}", error.id or None) from error
    except (SpiffWorkflowException, NotImplementedError, ValueError, KeyError, RecursionError) as error:
        raise DefinitionRefused(f"流程引擎不能读取：{error!r}") from error
    for each in (spec, *subs.values()):
        connect_merging(each)
        for found in each.task_specs.values():
            if isinstance(found, Inclusive):
                found.survey()
    return spec, subs
