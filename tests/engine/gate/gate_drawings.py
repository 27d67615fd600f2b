"""Small BPMN files for the gate's tests, written as short as they can be."""

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
NAMESPACES = (
    f'xmlns="{MODEL}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' xmlns:flowable="http://flowable.org/bpmn" xmlns:other="http://example.org/other"'
    ' xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"'
    ' xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" targetNamespace="urn:example"'
)


def file(body: str, *, root: str = "", after: str = "", process: str = 'id="p" isExecutable="true"') -> bytes:
    """A file of one process; `root` stands before it, `after` behind."""
    return (
        f"<definitions {NAMESPACES}>{root}<process {process}>{body}</process>{after}</definitions>".encode()
    )


def chain(*nodes: str, root: str = "", after: str = "", more: str = "") -> bytes:
    """A process that runs through the given nodes one after the other; each is the XML of a node with an id."""
    return file(line('<startEvent id="s"/>', *nodes, '<endEvent id="e"/>') + more, root=root, after=after)


def line(*nodes: str) -> str:
    """Nodes with a flow from each to the next (`f0`, `f1` … prefixed with the first node's id)."""
    ids = [node.split('id="', 1)[1].split('"', 1)[0] for node in nodes]
    flows = [
        flow(f"{ids[0]}_{at}", one, two) for at, (one, two) in enumerate(zip(ids, ids[1:], strict=False))
    ]
    return "".join([*nodes, *flows])


def flow(key: str, source: str, target: str, condition: str | None = None) -> str:
    inner = "" if condition is None else f"<conditionExpression>{condition}</conditionExpression>"
    return f'<sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def task(
    key: str, *, kind: str = "userTask", attributes: str = "", inner: str = "", **properties: str
) -> str:
    return f'<{kind} id="{key}" {attributes}>{own(**properties)}{inner}</{kind}>'


def own(**properties: str) -> str:
    """Our properties; an underscore in a name stands for a point (`in_amount`)."""
    if not properties:
        return ""
    rows = "".join(
        f'<spiffworkflow:property name="{name.replace("__", ".")}" value="{value}"/>'
        for name, value in properties.items()
    )
    return (
        f"<extensionElements><spiffworkflow:properties>{rows}</spiffworkflow:properties></extensionElements>"
    )


def choice(
    one: str | None, two: str | None, *, kind: str = "exclusiveGateway", default: str = "", before: str = ""
) -> bytes:
    """Task u, a gateway g with two ways (flows `one`, `two`) to the tasks a and b, and an end behind each."""
    head = before or task("u", outcomes="yes,no")
    gateway = f'<{kind} id="g"{f""" default="{default}" """ if default else ""}/>'
    return file(
        line('<startEvent id="s"/>', head, gateway)
        + line(task("a"), '<endEvent id="ea"/>')
        + line(task("b"), '<endEvent id="eb"/>')
        + flow("one", "g", "a", one)
        + flow("two", "g", "b", two)
    )


def boundary(
    definition: str, *, host: str = "", cancel: str = "true", goes_to: str = "e2", root: str = ""
) -> bytes:
    """A boundary event x on the activity h; its own way ends at e2."""
    host = host or task("h")
    return file(
        line('<startEvent id="s"/>', host, '<endEvent id="e"/>')
        + f'<boundaryEvent id="x" attachedToRef="h" cancelActivity="{cancel}">{definition}</boundaryEvent>'
        + '<endEvent id="e2"/>'
        + flow("xf", "x", goes_to),
        root=root,
    )


def timer(text: str, kind: str = "timeDuration") -> str:
    return f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"


MESSAGE = '<message id="m" name="recall"/>'
ERROR = '<error id="er" errorCode="E1"/><escalation id="es" escalationCode="X1"/>'
CATCH_MESSAGE = '<messageEventDefinition messageRef="m"/>'


def sub(key: str, *nodes: str, attributes: str = "", more: str = "") -> str:
    """A sub-process of the given nodes; start and end get the sub-process's id as prefix."""
    inside = line(f'<startEvent id="{key}s"/>', *nodes, f'<endEvent id="{key}e"/>')
    return f'<subProcess id="{key}" {attributes}>{inside}{more}</subProcess>'
