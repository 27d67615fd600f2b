"""The drawings of the shipped processes: complete, in their lanes, and readable without a crossing."""

import itertools
from importlib.resources import files

import pytest
from lxml import etree

from assistance.people import ROLES
from documents.bpmn import Box, Edge, Model, read
from documents.shapes import BANDS, CONTAINERS

KEYS = sorted(folder.name for folder in files("processes").iterdir() if (folder / "process.bpmn").is_file())
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
PROPERTY = "{http://spiffworkflow.org/bpmn/schema/1.0/core}property"
UNDRAWN = ("definitions", "collaboration", "process", "laneSet", "message")
LANES = {**ROLES, "*": "被督办人"}


def source(key: str) -> bytes:
    return (files("processes") / key / "process.bpmn").read_bytes()


def model(key: str) -> Model:
    return read(source(key))


def nodes(key: str) -> list[etree._Element]:
    process = etree.fromstring(source(key)).find(f"{BPMN}process")
    assert process is not None
    names = (
        "userTask",
        "serviceTask",
        "callActivity",
        "startEvent",
        "endEvent",
        "boundaryEvent",
        "intermediateCatchEvent",
        "exclusiveGateway",
        "parallelGateway",
        "subProcess",
    )
    return [node for name in names for node in process.iter(f"{BPMN}{name}")]


def properties(node: etree._Element) -> dict[str, str]:
    return {p.get("name", ""): p.get("value", "") for p in node.iter(PROPERTY)}


def sections(edge: Edge) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return list(itertools.pairwise(edge.points))


@pytest.mark.parametrize("key", KEYS)
def test_every_node_has_a_shape_and_every_flow_an_edge(key: str) -> None:
    drawing = model(key)
    assert {node.get("id") for node in nodes(key)} <= {shape.element.id for shape in drawing.shapes}
    assert set(drawing.flows) == {edge.flow.id for edge in drawing.edges}


@pytest.mark.parametrize("key", KEYS)
def test_the_process_is_named_by_its_folder_and_can_run(key: str) -> None:
    process = etree.fromstring(source(key)).find(f"{BPMN}process")
    assert process is not None
    assert (process.get("id"), process.get("isExecutable")) == (key, "true")


@pytest.mark.parametrize("key", KEYS)
def test_every_step_says_who_what_and_by_when(key: str) -> None:
    for node in nodes(key):
        if node.tag == f"{BPMN}userTask":
            found = properties(node)
            assert found.keys() >= {"step", "role", "limit", "outcomes"}
            assert node.get("id") == found["step"] or found["step"] == key  # no two elements share an id
            assert model(key).elements[node.get("id", "")].lane == LANES[found["role"]]


@pytest.mark.parametrize("key", KEYS)
def test_every_node_stands_inside_its_lane(key: str) -> None:
    drawing = model(key)
    lanes = {s.element.name: s.box for s in drawing.shapes if s.element.kind == "lane"}
    for shape in drawing.shapes:
        if shape.element.kind not in BANDS:
            assert inside(shape.box, lanes[shape.element.lane]), shape.element.id


def inside(box: Box, lane: Box) -> bool:
    x, y = box.middle
    return lane.x + 30 <= x <= lane.x + lane.width and lane.y <= y <= lane.y + lane.height


@pytest.mark.parametrize("key", KEYS)
def test_flows_run_straight_and_begin_and_end_at_their_shapes(key: str) -> None:
    drawing = model(key)
    boxes = {shape.element.id: shape.box for shape in drawing.shapes}
    for edge in drawing.edges:
        for (x1, y1), (x2, y2) in sections(edge):
            assert x1 == x2 or y1 == y2, edge.flow.id
        assert touches(boxes[edge.flow.source], edge.points[0]), edge.flow.id
        assert touches(boxes[edge.flow.target], edge.points[-1]), edge.flow.id


def touches(box: Box, point: tuple[float, float]) -> bool:
    x, y = point
    within = box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
    return within and (x in (box.x, box.x + box.width) or y in (box.y, box.y + box.height))


@pytest.mark.parametrize("key", KEYS)
def test_no_two_flows_cross(key: str) -> None:
    for one, two in itertools.combinations(model(key).edges, 2):
        for a, b in itertools.product(sections(one), sections(two)):
            assert not cross(a, b), (one.flow.id, two.flow.id)


Section = tuple[tuple[float, float], tuple[float, float]]


def cross(a: Section, b: Section) -> bool:
    """Whether two straight sections, each level or upright, meet inside both."""
    if (a[0][0] == a[1][0]) == (b[0][0] == b[1][0]):
        return False
    upright, level = (a, b) if a[0][0] == a[1][0] else (b, a)
    x, y = upright[0][0], level[0][1]
    across = min(level[0][0], level[1][0]) < x < max(level[0][0], level[1][0])
    return across and min(upright[0][1], upright[1][1]) < y < max(upright[0][1], upright[1][1])


@pytest.mark.parametrize("key", KEYS)
def test_no_flow_runs_through_a_shape_and_no_label_lies_on_one(key: str) -> None:
    drawing = model(key)
    solid = [s for s in drawing.shapes if s.element.kind not in (*BANDS, *CONTAINERS)]
    for edge in drawing.edges:
        for shape in solid:
            if (
                shape.element.id not in (edge.flow.source, edge.flow.target)
                and shape.element.attached_to is None
            ):
                assert not any(enters(section, shape.box) for section in sections(edge)), edge.flow.id
    labels = [s.label for s in drawing.shapes if s.label] + [e.label for e in drawing.edges if e.label]
    for label in labels:
        assert not any(overlap(label, shape.box) for shape in solid), label
    assert not any(overlap(a, b) for a, b in itertools.combinations(labels, 2))


@pytest.mark.parametrize("key", KEYS)
def test_a_subprocess_holds_its_own_nodes_and_flows_and_no_others(key: str) -> None:
    drawing = model(key)
    inner = {
        node.get("id", ""): scope.get("id", "")
        for scope in etree.fromstring(source(key)).iter(f"{BPMN}subProcess")
        for node in scope.iterchildren(f"{BPMN}*")
    }
    for around in (shape for shape in drawing.shapes if shape.element.kind in CONTAINERS):
        own = around.element.id
        for shape in drawing.shapes:
            if shape.element.kind not in BANDS and own not in (shape.element.id, shape.element.attached_to):
                assert overlap(shape.box, around.box) == (inner.get(shape.element.id) == own)
        for edge in drawing.edges:
            entered = any(enters(section, around.box) for section in sections(edge))
            assert entered == (inner.get(edge.flow.id) == own), edge.flow.id


def enters(section: Section, box: Box) -> bool:
    (x1, y1), (x2, y2) = section
    crosses_x = min(x1, x2) < box.x + box.width and max(x1, x2) > box.x
    crosses_y = min(y1, y2) < box.y + box.height and max(y1, y2) > box.y
    return crosses_x and crosses_y


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height
