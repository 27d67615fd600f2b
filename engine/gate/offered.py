"""What this engine runs as drawn: elements with their places and attributes, and events. All else is refused by name."""

from collections.abc import Mapping

_BODY = frozenset({"process", "subProcess"})
_ROOT = frozenset({"definitions"})
_ANY = frozenset({"*"})
_NODE = "id name"
_EVENT_PLACES = frozenset(
    {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
)
_TIMER = frozenset({"timerEventDefinition"})
_LOOPS = frozenset(
    {"userTask", "manualTask", "task", "serviceTask", "subProcess", "callActivity", "receiveTask"}
)
_GATEWAY = f"{_NODE} gatewayDirection"
_ACTIVITY = f"{_NODE} startQuantity completionQuantity isForCompensation"

# Element → (kinds it may lie in, attributes it may carry). `*` = anywhere.
ELEMENTS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (places, frozenset(attributes.split()))
    for name, places, attributes in (
        (
            "definitions",
            frozenset[str](),
            "id name targetNamespace expressionLanguage typeLanguage exporter exporterVersion",
        ),
        ("import", _ROOT, "namespace location importType"),
        ("process", _ROOT, "id name isExecutable processType isClosed definitionalCollaborationRef"),
        ("collaboration", _ROOT, "id name isClosed"),
        ("participant", frozenset({"collaboration"}), "id name processRef"),
        ("participantMultiplicity", frozenset({"participant"}), "id minimum maximum"),
        ("interfaceRef", frozenset({"participant"}), ""),
        ("messageFlow", frozenset({"collaboration"}), "id name sourceRef targetRef messageRef"),
        ("message", _ROOT, "id name itemRef"),
        ("error", _ROOT, "id name errorCode structureRef"),
        ("escalation", _ROOT, "id name escalationCode structureRef"),
        ("signal", _ROOT, "id name structureRef"),
        ("itemDefinition", _ROOT, "id itemKind structureRef isCollection"),
        ("category", _ROOT, "id name"),
        ("categoryValue", frozenset({"category"}), "id value"),
        ("documentation", _ANY, "id textFormat"),
        ("extensionElements", _ANY, ""),
        ("textAnnotation", _BODY | {"collaboration"}, "id textFormat"),
        ("text", frozenset({"textAnnotation"}), ""),
        ("association", _BODY | {"collaboration"}, "id sourceRef targetRef associationDirection"),
        ("group", _BODY | {"collaboration"}, "id categoryValueRef name"),
        (
            "categoryValueRef",
            frozenset({"sequenceFlow", "textAnnotation", "group", "association"}) | _EVENT_PLACES,
            "",
        ),
        ("laneSet", _BODY, "id name"),
        ("childLaneSet", frozenset({"lane"}), "id name"),
        ("lane", frozenset({"laneSet", "childLaneSet"}), "id name partitionElementRef"),
        ("flowNodeRef", frozenset({"lane"}), ""),
        ("incoming", _ANY, ""),
        ("outgoing", _ANY, ""),
        ("sequenceFlow", _BODY, "id name sourceRef targetRef isImmediate"),
        ("conditionExpression", frozenset({"sequenceFlow"}), "id language evaluatesToTypeRef"),
        ("startEvent", _BODY, f"{_NODE} isInterrupting parallelMultiple"),
        ("endEvent", _BODY, _NODE),
        ("intermediateCatchEvent", _BODY, f"{_NODE} parallelMultiple"),
        ("intermediateThrowEvent", _BODY, _NODE),
        ("boundaryEvent", _BODY, f"{_NODE} attachedToRef cancelActivity parallelMultiple"),
        ("messageEventDefinition", _EVENT_PLACES, "id messageRef"),
        ("timerEventDefinition", _EVENT_PLACES, "id"),
        ("errorEventDefinition", _EVENT_PLACES, "id errorRef"),
        ("escalationEventDefinition", _EVENT_PLACES, "id escalationRef"),
        ("timeDate", _TIMER, "id language evaluatesToTypeRef"),
        ("timeDuration", _TIMER, "id language evaluatesToTypeRef"),
        ("timeCycle", _TIMER, "id language evaluatesToTypeRef"),
        ("task", _BODY, _ACTIVITY),
        ("userTask", _BODY, f"{_ACTIVITY} implementation"),
        ("manualTask", _BODY, _ACTIVITY),
        ("serviceTask", _BODY, f"{_ACTIVITY} implementation"),
        ("receiveTask", _BODY, f"{_ACTIVITY} implementation messageRef instantiate"),
        ("callActivity", _BODY, f"{_ACTIVITY} calledElement"),
        ("subProcess", _BODY, f"{_ACTIVITY} triggeredByEvent"),
        ("exclusiveGateway", _BODY, f"{_GATEWAY} default"),
        ("inclusiveGateway", _BODY, f"{_GATEWAY} default"),
        ("parallelGateway", _BODY, _GATEWAY),
        ("eventBasedGateway", _BODY, f"{_GATEWAY} instantiate eventGatewayType"),
        ("standardLoopCharacteristics", _LOOPS, "id testBefore loopMaximum"),
        ("loopCondition", frozenset({"standardLoopCharacteristics"}), "id language evaluatesToTypeRef"),
        ("multiInstanceLoopCharacteristics", _LOOPS, "id isSequential behavior"),
        (
            "loopCardinality",
            frozenset({"multiInstanceLoopCharacteristics"}),
            "id language evaluatesToTypeRef",
        ),
        (
            "completionCondition",
            frozenset({"multiInstanceLoopCharacteristics"}),
            "id language evaluatesToTypeRef",
        ),
    )
}

# Elements that say who or how in the words of another tool, or describe; they change nothing here: a warning each.
IDLE = {
    "dataObject": "数据对象",
    "dataObjectReference": "数据对象",
    "dataStoreReference": "数据存储",
    "potentialOwner": "候选人",
    "humanPerformer": "办理人",
    "performer": "办理人",
    "resourceRole": "办理人",
    "resource": "资源",
    "rendering": "界面",
    "auditing": "审计说明",
    "monitoring": "监控说明",
    "interface": "接口",
    "partnerEntity": "合作方",
    "partnerRole": "合作方角色",
    "relationship": "关系",
    "endPoint": "端点",
    "conversation": "会话",
    "conversationLink": "会话连线",
    "subConversation": "会话",
    "callConversation": "会话",
    "participantAssociation": "参与方对应",
}

# Attribute → the only values that run as written. Elsewhere the library reads another value than the standard says.
TRUE_FALSE = frozenset({"true", "false"})
VALUES: Mapping[str, frozenset[str]] = {
    "startQuantity": frozenset({"1"}),
    "completionQuantity": frozenset({"1"}),
    "isForCompensation": frozenset({"false"}),
    "isInterrupting": frozenset({"true"}),
    "parallelMultiple": frozenset({"false"}),
    "instantiate": frozenset({"false"}),
    "eventGatewayType": frozenset({"Exclusive"}),
    "behavior": frozenset({"All"}),
    "triggeredByEvent": frozenset({"false"}),
    "isSequential": TRUE_FALSE,
    "testBefore": TRUE_FALSE,
    "cancelActivity": TRUE_FALSE,
    "isClosed": TRUE_FALSE,
    "isImmediate": frozenset({"true"}),
}

# Where an event stands → the event definitions it may have; "" = none at all.
EVENTS: Mapping[str, frozenset[str]] = {
    "startEvent": frozenset({""}),
    "endEvent": frozenset({"", "errorEventDefinition", "escalationEventDefinition"}),
    "intermediateThrowEvent": frozenset({"", "escalationEventDefinition"}),
    "intermediateCatchEvent": frozenset({"messageEventDefinition", "timerEventDefinition"}),
    "boundaryEvent": frozenset(
        {
            "messageEventDefinition",
            "timerEventDefinition",
            "errorEventDefinition",
            "escalationEventDefinition",
        }
    ),
}

# What a person is told of an element that is not offered.
INSTEAD: Mapping[str, str] = {
    "businessRuleTask": "决策表尚未提供；请改用排他网关写明条件，或改用服务任务。",
    "sendTask": "发出的消息无人接收；发通知请用服务任务（operation），转其他流程请用调用活动。",
    "complexGateway": "请用排他、并行或包容网关组合。",
    "adHocSubProcess": "请画出各环节的先后；可选的环节用包容网关。",
    "transaction": "请用普通子流程，撤销的步骤明确画出来。",
    "ioSpecification": "数据由事实提供，请删除输入输出说明。",
    "dataInputAssociation": "数据由事实提供，请删除数据连线，需要说明时用批注。",
    "dataOutputAssociation": "数据由事实提供，请删除数据连线，需要说明时用批注。",
    "dataStore": "数据由事实提供；需要说明时用批注。",
    "property": "数据由事实提供，请删除数据属性。",
    "loopDataInputRef": "多实例请写个数（loopCardinality），名单由事实提供。",
    "inputDataItem": "多实例请写个数（loopCardinality），名单由事实提供。",
    "loopDataOutputRef": "各分支的结果由表单保存，请删除。",
    "outputDataItem": "各分支的结果由表单保存，请删除。",
    "complexBehaviorDefinition": "请用 completionCondition 写完成条件。",
    "correlationProperty": "消息按办件送达，请删除消息关联。",
    "correlationKey": "消息按办件送达，请删除消息关联。",
    "correlationSubscription": "消息按办件送达，请删除消息关联。",
    "eventDefinitionRef": "请把消息或定时直接写在这个事件里。",
    "choreography": "请画成流程图。",
}
