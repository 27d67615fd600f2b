import re
from importlib.resources import files

import pytest
from lxml import etree

from documents.bpmn import NotDrawable, read
from documents.diagram import svg, table

KEYS = sorted(folder.name for folder in files("processes").iterdir() if (folder / "process.bpmn").is_file())
WINDOW = (files("processes") / "one-window" / "process.bpmn").read_bytes()
SVG = "{http://www.w3.org/2000/svg}"


def shipped(key: str) -> bytes:
    return (files("processes") / key / "process.bpmn").read_bytes()


def drawn(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


@pytest.mark.parametrize("key", KEYS)
def test_every_element_and_flow_is_drawn_and_every_name_can_be_read(key: str) -> None:
    model, picture = read(shipped(key)), drawn(svg(shipped(key)))
    marked = {node.get("data-element") for node in picture.iter() if node.get("data-element")}
    assert set(model.flows) <= marked
    assert {s.element.id for s in model.shapes if s.element.kind not in ("participant", "lane")} <= marked
    words = "".join(node.text or "" for node in picture.iter())
    for item in model.shapes:
        assert all(c in words for c in item.element.name)


@pytest.mark.parametrize("key", KEYS)
def test_a_strict_content_policy_lets_the_drawing_pass(key: str) -> None:
    text = svg(shipped(key), tokens={"accept"}, notes={"accept": "还剩1日"})
    assert "style" not in text
    assert "<script" not in text
    assert "href" not in text
    assert not re.search(r"\son\w+=", text)


def test_a_reader_of_screens_hears_title_and_state() -> None:
    picture = drawn(svg(WINDOW, tokens={"accept"}, passed={"check_papers"}))
    assert picture.get("role") == "img"
    named = (picture.get("aria-labelledby") or "").split()
    parts = {node.get("id"): node.text for node in picture if node.get("id")}
    assert [parts[key] for key in named] == [
        "流程图：一门受理",
        "共6个人工环节：材料检查、收补正材料、受理、近亲属核查、分办、办结。当前环节：受理。已办环节：材料检查。",
    ]


def test_where_a_case_stands_is_said_in_words_not_by_colour_alone() -> None:
    def words(text: str) -> list[str]:
        return [node.text or "" for node in drawn(text).iter(f"{SVG}text")]

    marked = words(svg(WINDOW, tokens={"accept"}, passed={"check_papers"}, notes={"accept": "超期2个工作日"}))
    assert {"当前", "✓ 已办", "超期2个工作日"} <= set(marked)
    assert "当前" not in words(svg(WINDOW))
    assert "now" in words(svg(WINDOW, tokens={"accept"}, lang="en"))


def test_a_taken_flow_is_drawn_stronger() -> None:
    picture = drawn(svg(WINDOW, passed_flows={"flow_complete"}))
    flows = {node.get("data-element"): node for node in picture.iter(f"{SVG}g")}
    assert flows["flow_complete"].get("class") == "flow done"
    assert flows["flow_incomplete"].get("class") == "flow"


def test_two_drawings_on_one_page_have_ids_of_their_own() -> None:
    ids = [
        set(re.findall(r' id="([^"]+)"', svg(WINDOW, tokens=tokens))) for tokens in ({"accept"}, {"dispatch"})
    ]
    assert not ids[0] & ids[1]


def test_the_same_case_is_drawn_the_same() -> None:
    assert svg(WINDOW, tokens={"accept"}) == svg(WINDOW, tokens={"accept"})


def test_names_of_people_and_notes_cannot_become_markup() -> None:
    text = svg(WINDOW, tokens={"accept"}, notes={"accept": '<b onload="x">&'}, title="<i>")
    assert drawn(text) is not None
    assert "<b" not in text


def test_the_table_says_the_same_as_the_drawing() -> None:
    rows = {row.element: row for row in table(WINDOW)}
    model = read(WINDOW)
    assert rows["gateway_papers"].next == (
        ("不属本窗口", "不予受理"),
        ("材料不齐", "收补正材料"),
        ("材料齐全", "受理"),
    )
    assert rows["check_papers"].lane == "窗口"
    assert rows["own_aid"].next == (("", "汇合"),)
    assert set(rows) == {s.element.id for s in model.shapes if s.element.kind not in ("participant", "lane")}
    assert [row.name for row in table(WINDOW)][:2] == ["提出申请", "材料检查"]
    assert table(WINDOW, lang="en")[0].kind == "start"


def test_a_boundary_event_stands_in_the_table_after_its_step() -> None:
    order = [row.element for row in table(shipped("supervise"))]
    assert order.index("reply_overdue") > order.index("urge_reply")
    assert "remind_supervisor" in order


def test_every_kind_of_shape_has_a_look() -> None:
    kinds = [
        "startEvent",
        "endEvent",
        "boundaryEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "userTask",
        "manualTask",
        "serviceTask",
        "businessRuleTask",
        "sendTask",
        "callActivity",
        "subProcess",
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "textAnnotation",
        "dataObjectReference",
        "dataStoreReference",
        "group",
    ]
    nodes = "".join(
        f'<bpmn:{k} id="n_{k}" name="甲">{extra}</bpmn:{k}>' for k, extra in zip(kinds, EXTRAS, strict=True)
    )
    shapes = "".join(
        f'<bpmndi:BPMNShape bpmnElement="n_{k}"><dc:Bounds x="{n * 150}" y="0" width="100" height="80"/></bpmndi:BPMNShape>'
        for n, k in enumerate(kinds)
    )
    picture = drawn(svg(plain(nodes, shapes)))
    assert len(
        [node for node in picture.iter(f"{SVG}g") if (node.get("class") or "").startswith("node")]
    ) == len(kinds)


EXTRAS = [
    "<bpmn:messageEventDefinition/>",
    "<bpmn:terminateEventDefinition/>",
    "<bpmn:timerEventDefinition/>",
    "<bpmn:conditionalEventDefinition/>",
    "<bpmn:signalEventDefinition/>",
    "<bpmn:multiInstanceLoopCharacteristics/>",
    '<bpmn:multiInstanceLoopCharacteristics isSequential="true"/>',
    "<bpmn:standardLoopCharacteristics/>",
    *[""] * 8,
    "<bpmn:text>说明文字</bpmn:text>",
    *[""] * 3,
]


def plain(nodes: str, shapes: str) -> bytes:
    return f"""<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
        xmlns:di="http://www.omg.org/spec/DD/20100524/DI">
        <bpmn:process id="p" name="示例">{nodes}</bpmn:process>
        <bpmndi:BPMNDiagram><bpmndi:BPMNPlane>{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
        </bpmn:definitions>""".encode()


def test_a_label_without_a_place_of_its_own_stands_beside_its_flow() -> None:
    nodes = '<bpmn:userTask id="a"/><bpmn:userTask id="b"/><bpmn:sequenceFlow id="f" name="同意" sourceRef="a" targetRef="b"/>'
    shapes = "".join(
        f'<bpmndi:BPMNShape bpmnElement="{k}"><dc:Bounds x="{x}" y="0" width="100" height="80"/></bpmndi:BPMNShape>'
        for k, x in (("a", 0), ("b", 200))
    )
    edge = '<bpmndi:BPMNEdge bpmnElement="f"><di:waypoint x="100" y="40"/><di:waypoint x="200" y="40"/></bpmndi:BPMNEdge>'
    picture = drawn(svg(plain(nodes, shapes + edge)))
    label = next(node for node in picture.iter(f"{SVG}text") if node.text == "同意")
    assert 100 < float(label.get("x") or 0) < 200


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html/>",
        b"not xml",
        b'<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
        plain(
            '<bpmn:userTask id="a"/>',
            '<bpmndi:BPMNShape bpmnElement="a"><dc:Bounds x="?" y="0" width="1" height="1"/></bpmndi:BPMNShape>',
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(NotDrawable):
        svg(data)


def test_a_table_needs_no_diagram_part() -> None:
    assert [row.name for row in table(plain('<bpmn:startEvent id="s" name="开始"/>', ""))] == ["开始"]


def test_a_pool_without_a_process_is_a_closed_box_and_an_upright_one_has_its_name_on_top() -> None:
    shape = '<bpmndi:BPMNShape bpmnElement="{}"{}><dc:Bounds x="0" y="{}" width="600" height="100"/></bpmndi:BPMNShape>'
    pools = '<bpmn:participant id="a" name="申请人"/><bpmn:participant id="b" name="窗口" processRef="p"/>'
    text = svg(plain(pools, shape.format("a", "", 0) + shape.format("b", ' isHorizontal="false"', 200)))
    strips = [node for node in drawn(text).iter(f"{SVG}rect") if node.get("fill") == "#f1f5f9"]
    assert [(strip.get("width"), strip.get("height")) for strip in strips] == [("600", "30")]
    assert [node.text for node in drawn(text).iter(f"{SVG}text")] == ["申请人", "窗口"]


def test_a_name_without_a_place_of_its_own_stands_below_and_inside_the_picture() -> None:
    shape = (
        '<bpmndi:BPMNShape bpmnElement="s"><dc:Bounds x="0" y="0" width="36" height="36"/></bpmndi:BPMNShape>'
    )
    picture = drawn(svg(plain('<bpmn:startEvent id="s" name="提出申请"/>', shape)))
    label = next(node for node in picture.iter(f"{SVG}text") if node.text == "提出申请")
    left, top, wide, high = map(float, (picture.get("viewBox") or "").split())
    assert 36 < float(label.get("y") or 0) < top + high
    assert left < float(label.get("x") or 0) - 24


def test_a_place_for_the_name_of_a_task_is_not_used() -> None:
    shape = (
        '<bpmndi:BPMNShape bpmnElement="t"><dc:Bounds x="0" y="0" width="100" height="80"/>'
        '<bpmndi:BPMNLabel><dc:Bounds x="0" y="0" width="100" height="80"/></bpmndi:BPMNLabel></bpmndi:BPMNShape>'
    )
    picture = drawn(svg(plain('<bpmn:userTask id="t" name="受理"/>', shape)))
    assert [node.text for node in picture.iter(f"{SVG}text")] == ["受理"]
