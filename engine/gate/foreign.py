"""Names of other tools: which are mere drawing or advice, and which would act and so must not be passed over."""

import re
from collections.abc import Mapping

from engine.gate.words import BPMN, BPMNDI, DC, DI, OWN, XML, XSI

STANDARD = frozenset({BPMN, BPMNDI, DC, DI, XSI, XML})
# Tools whose extensions are made to be executed: a name not known to be harmless counts as acting.
ENGINES: Mapping[str, str] = {
    "http://camunda.org/schema/1.0/bpmn": "Camunda",
    "http://activiti.org/bpmn": "Activiti",
    "http://activiti.com/modeler": "Activiti",
    "http://flowable.org/bpmn": "Flowable",
    "http://camunda.org/schema/zeebe/1.0": "Zeebe",
    "http://www.jboss.org/drools": "jBPM",
    "http://www.omg.org/bpmn20": "jBPM",
    OWN: "SpiffWorkflow",
}
HARMLESS = frozenset(
    [
        "assignee",
        "candidateUsers",
        "candidateGroups",
        "candidateStarterUsers",
        "candidateStarterGroups",
        "owner",
        "potentialStarter",
        "assignmentDefinition",
        "dueDate",
        "followUpDate",
        "priority",
        "priorityDefinition",
        "businessCalendarName",
        "category",
        "taskSchedule",
        "formKey",
        "formRef",
        "formRefBinding",
        "formRefVersion",
        "formData",
        "formProperty",
        "formField",
        "formDefinition",
        "userTaskForm",
        "userTask",
        "taskHeaders",
        "historyTimeToLive",
        "versionTag",
        "isStartableInTasklist",
        "jobPriority",
        "taskPriority",
        "asyncBefore",
        "asyncAfter",
        "async",
        "exclusive",
        "initiator",
        "diagramRelationId",
        "failedJobRetryTimeCycle",
        "properties",
        "property",
        "modelerTemplate",
        "modelerTemplateVersion",
        "modelerTemplateIcon",
        "executionPlatform",
        "executionPlatformVersion",
        "packageName",
        "version",
        "taskName",
        "metaData",
        "metadata",
        "dtype",
        "localization",
        "icon",
        "instructionsForEndUser",
        "formFieldValidation",
        "sameDeployment",
    ]
)
_ACTS = re.compile(
    r"listener|script|class|delegate|expression|connector|collection|handler|topic|operator|executor|onentry|onexit",
    re.IGNORECASE,
)
# Our own properties (contract section 8); `in.NAME` and `out.NAME` besides.
PROPERTIES = frozenset(
    {
        "step",
        "role",
        "form",
        "reads",
        "limit",
        "outcomes",
        "moment",
        "documents",
        "decides",
        "operation",
        "called",
    }
)


def acts(namespace: str, name: str) -> bool:
    """Whether another tool would do something for this attribute or element when the process runs."""
    if namespace in ENGINES:
        return name not in HARMLESS
    return _ACTS.search(name) is not None


def tool(namespace: str) -> str:
    """The tool's name for a message."""
    return ENGINES.get(namespace, namespace)
