"""Extensions of other tools, as (element, namespace, name): attributes, and the parts of extensionElements."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.gate.drawing import Drawing, kind
from engine.gate.foreign import STANDARD
from engine.gate.values import Element
from engine.gate.words import BPMN, BPMNDI, OWN


@dataclass(frozen=True, kw_only=True)
class Extension:
    """One extension and the element it belongs to; what lies inside a foreign element is part of it."""

    at: Element
    namespace: str
    name: str


def extensions(drawing: Drawing) -> Iterator[Extension]:
    """Every extension of the file in order; of the diagram's (colours) each name once."""
    painted: set[str] = set()
    for element in drawing.elements:
        namespace = _namespace(element.tag)
        if namespace == BPMN:
            yield from _attributes(element)
            yield from _parts(element)
        elif namespace in STANDARD:
            new = [found for found in _attributes(element) if found.name not in painted]
            painted.update(found.name for found in new)
            yield from new


def _attributes(element: Element) -> Iterator[Extension]:
    for raw in element.attrib:
        namespace = _namespace(str(raw))
        if namespace and namespace not in STANDARD:
            yield Extension(at=element, namespace=namespace, name=etree.QName(str(raw)).localname)


def _parts(element: Element) -> Iterator[Extension]:
    """Children of another namespace: those of extensionElements belong to the element around it."""
    above = element.getparent()
    at = above if kind(element) == "extensionElements" and above is not None else element
    for child in element.iterchildren(etree.Element):
        namespace, name = _namespace(child.tag), etree.QName(child).localname
        if namespace not in {BPMN, BPMNDI} and (namespace, name) != (OWN, "properties"):
            yield Extension(at=at, namespace=namespace, name=name)


def _namespace(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""
