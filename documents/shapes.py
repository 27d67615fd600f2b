"""Draws single BPMN shapes as SVG fragments; every look is a presentation attribute, so a strict CSP lets it pass."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from documents.bpmn import Box, Element, Shape
from documents.lines import wrap

INK, SOFT, PAPER = "#1f2937", "#64748b", "#ffffff"
HERE, HERE_FILL = "#1d4ed8", "#dbeafe"
DONE, DONE_FILL = "#0f766e", "#f0fdfa"
BAND, BAND_HEAD, BAND_LINE = "#ffffff", "#f1f5f9", "#94a3b8"
EVENT_KINDS = ("startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent")
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway")
SHEETS = ("dataObjectReference", "dataStoreReference", "dataInput", "dataOutput")
# Some tools write a place for the names of tasks too; theirs always stand inside.
NAMED_OUTSIDE = (*EVENT_KINDS, *GATEWAYS, *SHEETS, "group")
BANDS = ("participant", "lane")
CONTAINERS = ("subProcess", "transaction", "adHocSubProcess")


@dataclass(frozen=True, kw_only=True)
class Look:
    """How an element stands in a case: `here` 当前, `done` 已办, or neither."""

    here: bool = False
    done: bool = False

    @property
    def stroke(self) -> str:
        return HERE if self.here else DONE if self.done else INK

    @property
    def fill(self) -> str:
        return HERE_FILL if self.here else DONE_FILL if self.done else PAPER

    @property
    def weight(self) -> float:
        return 3 if self.here else 1.5


def tag(name: str, content: str = "", /, **attributes: object) -> str:
    """One SVG element; `stroke_width=2` becomes `stroke-width="2"`, numbers lose needless zeros."""
    pairs = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_plain(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def _plain(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def text(
    lines: Iterable[str],
    x: float,
    y: float,
    *,
    size: float = 13,
    anchor: str = "middle",
    fill: str = INK,
    weight: str | None = None,
) -> str:
    """Lines of text, the block centred on `y`."""
    rows = list(lines)
    first = y - (len(rows) - 1) * size * 0.65 + size * 0.36
    return "".join(
        tag(
            "text",
            escape(row),
            x=float(x),
            y=float(first + number * size * 1.3),
            font_size=size,
            text_anchor=anchor,
            fill=fill,
            font_weight=weight,
        )
        for number, row in enumerate(rows)
    )


def pill(words: str, x: float, y: float, fill: str, ink: str = PAPER) -> str:
    """A small rounded badge centred on (x, y)."""
    from_words = sum(11.5 if ord(c) > 0x2E7F else 6.6 for c in words) + 12
    body = tag(
        "rect",
        x=float(x - from_words / 2),
        y=float(y - 9),
        width=float(from_words),
        height=18,
        rx=9,
        fill=fill,
    )
    return body + text([words], x, y, size=11.5, fill=ink, weight="600")


def shape(item: Shape, look: Look) -> str:
    """The shape without its outside label."""
    kind = item.element.kind
    if kind in EVENT_KINDS:
        return _event(item.element, item.box, look)
    if kind in GATEWAYS:
        return _gateway(kind, item.box, look)
    if kind in BANDS:
        return _band(item)
    if kind in BESIDE:
        return BESIDE[kind](item)
    return _activity(item.element, item.box, look)


def _event(element: Element, box: Box, look: Look) -> str:
    x, y = box.middle
    radius = box.width / 2
    weight = max(look.weight, 3.5 if element.kind == "endEvent" else 1.5)
    dash = None if element.interrupting else "4 3"
    ring = {"fill": look.fill, "stroke": look.stroke, "stroke_dasharray": dash}
    parts = [tag("circle", cx=x, cy=y, r=radius, stroke_width=weight, **ring)]
    if element.kind not in ("startEvent", "endEvent"):
        parts.append(tag("circle", cx=x, cy=y, r=radius - 3.5, stroke_width=1.2, **ring))
    if element.event:
        parts.append(_event_icon(element.event, x, y, look.stroke))
    return "".join(parts)


def _event_icon(kind: str, x: float, y: float, ink: str) -> str:
    line = {"fill": "none", "stroke": ink, "stroke_width": 1.3, "stroke_linejoin": "round"}
    if kind == "message":
        return tag("path", d=f"M{x - 8:g} {y - 5.5:g}h16v11h-16zl8 6.5 8-6.5", **line)
    if kind == "timer":
        face = tag("circle", cx=x, cy=y, r=8.5, **line)
        return face + tag(
            "path", d=f"M{x:g} {y - 6:g}V{y:g}L{x + 4.5:g} {y + 2.5:g}", stroke_linecap="round", **line
        )
    if kind == "signal":
        return tag("path", d=f"M{x:g} {y - 8:g}l8 13h-16z", **line)
    if kind == "terminate":
        return tag("circle", cx=x, cy=y, r=9, fill=ink)
    if kind == "conditional":
        return tag("path", d=f"M{x - 6:g} {y - 8:g}h12v16h-12zm2.5 4h7m-7 4h7m-7 4h7", **line)
    return tag("path", d=f"M{x - 7:g} {y + 7:g}l4-13 5 8 5-9-3 13-5-7z", **line)


def _gateway(kind: str, box: Box, look: Look) -> str:
    x, y = box.middle
    half = box.width / 2
    body = tag(
        "path",
        d=f"M{x:g} {y - half:g}L{x + half:g} {y:g}L{x:g} {y + half:g}L{x - half:g} {y:g}z",
        fill=look.fill,
        stroke=look.stroke,
        stroke_width=look.weight,
        stroke_linejoin="round",
    )
    line = {"fill": "none", "stroke": look.stroke, "stroke_width": 3, "stroke_linecap": "round"}
    if kind == "exclusiveGateway":
        return body + tag("path", d=f"M{x - 7:g} {y - 7:g}l14 14m0-14l-14 14", **line)
    if kind == "parallelGateway":
        return body + tag("path", d=f"M{x - 9:g} {y:g}h18m-9-9v18", **line)
    if kind == "inclusiveGateway":
        return body + tag("circle", cx=x, cy=y, r=10, **line)
    return body + tag("circle", cx=x, cy=y, r=11, fill="none", stroke=look.stroke, stroke_width=1.3)


def _band(item: Shape) -> str:
    """Pool or lane: a frame with its name in a strip at its beginning; Chinese stands one character below the other."""
    name, box = item.element.name, item.box
    frame = tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, fill=BAND, stroke=BAND_LINE)
    bold = "600" if item.element.kind == "participant" else None
    if item.element.closed:
        return frame + text([name], *box.middle, size=13, weight=bold)
    wide, high = (30.0, box.height) if item.level else (box.width, 30.0)
    strip = tag("rect", x=box.x, y=box.y, width=wide, height=high, fill=BAND_HEAD, stroke=BAND_LINE)
    x, y = box.x + wide / 2, box.y + high / 2
    if not item.level:
        return frame + strip + text([name], x, y, size=13, weight=bold)
    if all(ord(c) > 0x2E7F for c in name) and len(name) * 17 < box.height:
        return frame + strip + text(list(name), x, y, size=13, weight=bold)
    turned = text([name], x, y, size=13, weight=bold)
    return frame + strip + tag("g", turned, transform=f"rotate(-90 {x:g} {y:g})")


def _annotation(item: Shape) -> str:
    box = item.box
    edge = tag("path", d=f"M{box.x + 12:g} {box.y:g}h-12v{box.height:g}h12", fill="none", stroke=SOFT)
    words = wrap(item.element.name, max((box.width - 12) / 12, 2), most=8)
    return edge + text(words, box.x + 8, box.middle[1], size=12, anchor="start", fill=SOFT)


def _group(item: Shape) -> str:
    box, dash = item.box, "8 4 2 4"
    return tag(
        "rect",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        rx=10,
        fill="none",
        stroke=SOFT,
        stroke_dasharray=dash,
    )


def _paper(item: Shape) -> str:
    """A data object: a sheet with its corner turned down."""
    box = item.box
    fold = box.width / 3
    sheet = (
        f"M{box.x:g} {box.y:g}h{box.width - fold:g}l{fold:g} {fold:g}v{box.height - fold:g}h{-box.width:g}z"
    )
    corner = f"m{box.width - fold:g} 0v{fold:g}h{fold:g}"
    return tag("path", d=sheet + corner, fill=PAPER, stroke=SOFT, stroke_linejoin="round")


def _store(item: Shape) -> str:
    box, lid = item.box, item.box.height / 6
    arc = f"{box.width / 2:g} {lid:g} 0 0"
    body = (
        f"M{box.x:g} {box.y + lid:g}a{arc} 1 {box.width:g} 0v{box.height - 2 * lid:g}a{arc} 1 {-box.width:g} 0z"
        f"m0 0a{arc} 0 {box.width:g} 0"
    )
    return tag("path", d=body, fill=PAPER, stroke=SOFT)


BESIDE = {
    "textAnnotation": _annotation,
    "group": _group,
    "dataObjectReference": _paper,
    "dataInput": _paper,
    "dataOutput": _paper,
    "dataStoreReference": _store,
}


def _activity(element: Element, box: Box, look: Look) -> str:
    called = element.kind == "callActivity"
    inside = element.kind in CONTAINERS
    body = tag(
        "rect",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        rx=10,
        fill=PAPER if inside and not look.here else look.fill,
        stroke=look.stroke,
        stroke_width=max(look.weight, 3.5 if called else 0),
    )
    words = wrap(element.name, (box.width - 16) / 14)
    lower = 0 if element.kind != "userTask" else 4 if len(words) < 3 else 8  # clear of the icon
    middle = box.y + 14 if inside else box.middle[1] + lower
    name = text(words, box.middle[0], middle, size=14)
    return body + _task_icon(element.kind, box, look.stroke) + name + _foot(element, box, look.stroke)


def _task_icon(kind: str, box: Box, ink: str) -> str:
    x, y = box.x + 9, box.y + 8
    line = {"fill": "none", "stroke": ink, "stroke_width": 1.2}
    if kind in ("userTask", "manualTask"):
        head = tag("circle", cx=x + 7, cy=y + 4, r=3.4, **line)
        return head + tag("path", d=f"M{x:g} {y + 15:g}c0-9 14-9 14 0z", stroke_linejoin="round", **line)
    if kind == "serviceTask":
        wheel = tag("circle", cx=x + 7, cy=y + 7, r=4.6, **line)
        teeth = f"M{x + 7:g} {y:g}v2.4m0 9.2v2.4m-7-7h2.4m9.2 0h2.4m-12-5l1.7 1.7m6.6 6.6l1.7 1.7m0-10l-1.7 1.7m-6.6 6.6l-1.7 1.7"
        return wheel + tag("circle", cx=x + 7, cy=y + 7, r=1.6, **line) + tag("path", d=teeth, **line)
    if kind == "businessRuleTask":
        return tag("path", d=f"M{x:g} {y:g}h15v12h-15zm0 4h15m-10 0v8m-5-4h15", **line)
    return ""


def _foot(element: Element, box: Box, ink: str) -> str:
    """Marks at the lower edge: a called process, a loop, several runs."""
    x, y = box.middle[0], box.y + box.height - 9
    line = {"fill": "none", "stroke": ink, "stroke_width": 1.3}
    parts = []
    if element.kind == "callActivity":
        parts.append(tag("path", d=f"M{x - 6:g} {y - 6:g}h12v12h-12zm6 2.5v7m-3.5-3.5h7", **line))
    if element.repeats == "parallel":
        parts.append(tag("path", d=f"M{x + 12:g} {y - 5:g}v10m4-10v10m4-10v10", **line))
    if element.repeats == "sequential":
        parts.append(tag("path", d=f"M{x + 12:g} {y - 4:g}h10m-10 4h10m-10 4h10", **line))
    if element.repeats == "loop":
        parts.append(tag("path", d=f"M{x + 14:g} {y + 4:g}a5 5 0 1 1 4 1m0 0l3-3m-3 3l2 2", **line))
    return "".join(parts)
