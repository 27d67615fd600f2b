"""Diagrams 流程图: a BPMN file as SVG for page, poster and print, and as a table that says the same."""

import hashlib
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from documents.bpmn import Box, Edge, Flow, Model, NotDrawable, Shape, read
from documents.lines import width, wrap
from documents.shapes import (
    BANDS,
    CONTAINERS,
    DONE,
    HERE,
    INK,
    NAMED_OUTSIDE,
    PAPER,
    SOFT,
    Look,
    pill,
    shape,
    tag,
    text,
)

FONTS = 'system-ui, "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif'
MARGIN = 16.0
ROUND = 8.0

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "here": "当前",
        "done": "已办",
        "title": "流程图：{name}",
        "steps": "共{n}个人工环节：{names}。",
        "now": "当前环节：{names}。",
        "past": "已办环节：{names}。",
        "sep": "、",
        "merge": "汇合",
        "split": "分流",
    },
    "en": {
        "here": "now",
        "done": "done",
        "title": "Process diagram: {name}",
        "steps": "{n} steps done by people: {names}. ",
        "now": "Now at: {names}. ",
        "past": "Done: {names}. ",
        "sep": ", ",
        "merge": "merge",
        "split": "split",
    },
}
KINDS: Mapping[str, tuple[str, str]] = {
    "startEvent": ("开始", "start"),
    "endEvent": ("结束", "end"),
    "userTask": ("人工环节", "step"),
    "manualTask": ("人工环节", "step"),
    "task": ("环节", "step"),
    "serviceTask": ("系统操作", "system"),
    "scriptTask": ("系统操作", "system"),
    "businessRuleTask": ("按表决定", "decision"),
    "sendTask": ("发出消息", "send"),
    "receiveTask": ("等待消息", "receive"),
    "callActivity": ("调用流程", "called process"),
    "subProcess": ("子流程", "sub-process"),
    "transaction": ("子流程", "sub-process"),
    "adHocSubProcess": ("子流程", "sub-process"),
    "exclusiveGateway": ("择一", "one way"),
    "parallelGateway": ("并行", "all ways"),
    "inclusiveGateway": ("可多选", "some ways"),
    "complexGateway": ("复杂判断", "complex"),
    "eventBasedGateway": ("先到先走", "first event"),
    "boundaryEvent": ("边界事件", "boundary event"),
    "intermediateCatchEvent": ("等待事件", "wait"),
    "intermediateThrowEvent": ("发出事件", "throw"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One element in words; `next` holds (condition or "", name of what follows), `after` the ids of the same."""

    element: str
    kind: str
    lane: str
    name: str
    next: tuple[tuple[str, str], ...]
    after: tuple[str, ...]


def svg(
    bpmn: bytes,
    *,
    tokens: Collection[str] = (),
    passed: Collection[str] = (),
    passed_flows: Collection[str] = (),
    notes: Mapping[str, str] | None = None,
    title: str = "",
    lang: str = "zh",
) -> str:
    """The diagram as drawn; `tokens` and `passed` are marked in words too, `notes` become badges. Raises NotDrawable."""
    model = read(bpmn)
    if not model.shapes:
        raise NotDrawable("文件没有图形部分（BPMN DI）")
    words = WORDS[lang]

    def node(item: Shape) -> str:
        look = Look(here=item.element.id in tokens, done=item.element.id in passed)
        return _node(item, look, (notes or {}).get(item.element.id, ""), words)

    bands = [s for s in model.shapes if s.element.kind in BANDS]
    around = [s for s in model.shapes if s.element.kind in CONTAINERS]  # what they hold lies on them
    rest = [s for s in model.shapes if s.element.kind not in (*BANDS, *CONTAINERS)]
    rest.sort(key=lambda s: s.element.kind == "boundaryEvent")  # they sit on another shape's edge
    parts = [*(shape(s, Look()) for s in bands), *map(node, around)]
    parts += [_edge(e, e.flow.id in passed_flows) for e in model.edges]
    parts += map(node, rest)
    parts += [_edge_label(e) for e in model.edges if e.flow.name]
    name = title or words["title"].format(name=model.name)
    return _frame(_extent(model), name, _describe(model, tokens, passed, words), "".join(parts), lang)


def table(bpmn: bytes, lang: str = "zh") -> tuple[Row, ...]:
    """The same in words, in the order in which a case comes by; what no start reaches stands last."""
    model = read(bpmn)
    column = 0 if lang == "zh" else 1
    return tuple(
        Row(
            element=key,
            kind=KINDS[model.elements[key].kind][column],
            lane=model.elements[key].lane,
            name=_name(model, key, WORDS[lang]),
            next=tuple((f.name, _name(model, f.target, WORDS[lang])) for f in _leaving(model, key)),
            after=tuple(f.target for f in _leaving(model, key)),
        )
        for key in _order(model)
    )


def _order(model: Model) -> list[str]:
    nodes = [key for key, element in model.elements.items() if element.kind in KINDS]
    found: list[str] = []
    todo = [key for key in nodes if model.elements[key].kind == "startEvent"] or nodes[:1]
    while todo:
        key = todo.pop(0)
        if key not in found and key in model.elements and model.elements[key].kind in KINDS:
            found.append(key)
            todo += [e.id for e in model.elements.values() if e.attached_to == key]
            todo += [flow.target for flow in _leaving(model, key)]
    return [*found, *(key for key in nodes if key not in found)]


def _leaving(model: Model, key: str) -> list[Flow]:
    return [f for f in model.flows.values() if f.source == key and f.kind == "sequenceFlow"]


def _name(model: Model, key: str, words: Mapping[str, str]) -> str:
    element = model.elements.get(key)
    if element is None or element.name:
        return key if element is None else element.name
    if element.kind.endswith("Gateway"):
        return words["merge" if len(_leaving(model, key)) < 2 else "split"]
    return key


def _describe(
    model: Model, tokens: Collection[str], passed: Collection[str], words: Mapping[str, str]
) -> str:
    people = [e for e in model.elements.values() if e.kind in ("userTask", "manualTask")]

    def names(keys: Collection[str]) -> str:
        return words["sep"].join(e.name for e in model.elements.values() if e.id in keys and e.name)

    said = words["steps"].format(n=len(people), names=names([e.id for e in people])) if people else ""
    said += words["now"].format(names=names(tokens)) if names(tokens) else ""
    return said + (words["past"].format(names=names(passed)) if names(passed) else "")


def _extent(model: Model) -> tuple[float, float, float, float]:
    boxes = [s.box for s in model.shapes]
    boxes += [place for s in model.shapes if (place := _outside(s))] + [
        e.label for e in model.edges if e.label
    ]
    points = [point for e in model.edges for point in e.points]
    points += [(b.x, b.y) for b in boxes] + [(b.x + b.width, b.y + b.height) for b in boxes]
    left, top = min(x for x, _ in points) - MARGIN, min(y for _, y in points) - MARGIN
    return left, top, max(x for x, _ in points) + MARGIN - left, max(y for _, y in points) + MARGIN - top


def _frame(extent: tuple[float, float, float, float], title: str, said: str, content: str, lang: str) -> str:
    # Two diagrams may stand on one page: the ids that aria needs come from the content.
    key = "d" + hashlib.sha256((title + said + content).encode()).hexdigest()[:10]
    left, top, wide, high = extent
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bpmn" role="img" lang="{"zh-CN" if lang == "zh" else lang}"'
        f' aria-labelledby="{key}-t {key}-d" viewBox="{left:g} {top:g} {wide:g} {high:g}" width="{wide:g}"'
        f' height="{high:g}" font-family={quoteattr(FONTS)}>'
    )
    names = f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(said)}</desc>'
    return f"{head}{names}{content}</svg>"


def _node(item: Shape, look: Look, note: str, words: Mapping[str, str]) -> str:
    parts = [shape(item, look)]
    place = _outside(item)
    if place is not None:
        parts.append(_label(item.element.name, place.middle, place.width))
    if look.here or look.done:
        said, fill = (words["here"], HERE) if look.here else ("✓ " + words["done"], DONE)
        if item.element.kind.endswith(("Task", "Activity", "Process")):
            parts.append(pill(said, item.box.x + item.box.width - 26, item.box.y, fill))
    if note:
        parts.append(pill(note, item.box.middle[0], item.box.y + item.box.height, SOFT))
    state = " here" if look.here else " done" if look.done else ""
    return tag("g", "".join(parts), class_=f"node{state}", data_element=item.element.id)


def _outside(item: Shape) -> Box | None:
    """Where a name outside its shape stands: where the file says, else below."""
    if not item.element.name or item.element.kind not in NAMED_OUTSIDE:
        return None
    x, y = item.box.middle
    return item.label or Box(x=x - 50, y=y + item.box.height / 2 + 4, width=100, height=16)


def _label(name: str, middle: tuple[float, float], wide: float) -> str:
    lines = wrap(name, max(wide / 12, 2), most=6)
    return text(lines, *middle, size=12)


def _edge(edge: Edge, taken: bool) -> str:
    ink = DONE if taken else INK if edge.flow.kind == "sequenceFlow" else SOFT
    parts = [
        tag(
            "path",
            d=_path(_short(edge.points)),
            fill="none",
            stroke=ink,
            stroke_width=2.5 if taken else 1.3,
            stroke_dasharray=None if edge.flow.kind == "sequenceFlow" else "6 4",
            stroke_linejoin="round",
        )
    ]
    if edge.flow.kind != "association":
        parts.append(_arrow(edge.points[-2], edge.points[-1], ink))
    if edge.flow.default:
        parts.append(_slash(edge.points[0], edge.points[1], ink))
    return tag("g", "".join(parts), class_="flow done" if taken else "flow", data_element=edge.flow.id)


def _edge_label(edge: Edge) -> str:
    if edge.label is not None:
        middle, wide = edge.label.middle, edge.label.width
    else:
        (x1, y1), (x2, y2) = edge.points[len(edge.points) // 2 - 1 : len(edge.points) // 2 + 1]
        middle, wide = ((x1 + x2) / 2, (y1 + y2) / 2 - 10), 120.0
    # A white ground keeps the words readable where a line passes under them.
    lines = wrap(edge.flow.name, max(wide / 12, 2), most=6)
    broad, tall = max(width(line) for line in lines) * 12 + 4, len(lines) * 15.6
    ground = tag(
        "rect",
        x=middle[0] - broad / 2,
        y=middle[1] - tall / 2,
        width=broad,
        height=tall,
        fill=PAPER,
        fill_opacity=0.85,
    )
    return ground + text(lines, *middle, size=12, fill=INK)


def _short(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The line ends under the arrow's head, or its square end would show at the tip."""
    (x1, y1), (x2, y2) = points[-2], points[-1]
    length = math.dist((x1, y1), (x2, y2)) or 1.0
    cut = min(6.0, length / 2) / length
    return [*points[:-1], (x2 - (x2 - x1) * cut, y2 - (y2 - y1) * cut)]


def _path(points: Sequence[tuple[float, float]]) -> str:
    parts = [f"M{points[0][0]:g} {points[0][1]:g}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        one, two = _towards(corner, before), _towards(corner, after)
        parts.append(f"L{one[0]:g} {one[1]:g}Q{corner[0]:g} {corner[1]:g} {two[0]:g} {two[1]:g}")
    return "".join([*parts, f"L{points[-1][0]:g} {points[-1][1]:g}"])


def _towards(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    length = math.dist(corner, other) or 1.0
    share = min(ROUND, length / 2) / length
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _arrow(before: tuple[float, float], tip: tuple[float, float], ink: str) -> str:
    angle = math.degrees(math.atan2(tip[1] - before[1], tip[0] - before[0]))
    turn = f"translate({tip[0]:g} {tip[1]:g}) rotate({angle:g})"
    return tag("path", d="M0 0L-9 -4.5L-9 4.5z", transform=turn, fill=ink)


def _slash(start: tuple[float, float], then: tuple[float, float], ink: str) -> str:
    angle = math.degrees(math.atan2(then[1] - start[1], then[0] - start[0]))
    turn = f"translate({start[0]:g} {start[1]:g}) rotate({angle:g})"
    return tag("path", d="M7 5L13 -5", transform=turn, stroke=ink, stroke_width=1.5, stroke_linecap="round")
