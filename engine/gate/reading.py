"""Bytes → XML → drawing, hardened: nothing outside the bytes is read, and size is bounded before anything is built."""

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from engine.gate.drawing import Drawing, draw
from engine.gate.trial import Trial, run
from engine.gate.values import Element
from engine.gate.words import BPMN

MOST_BYTES, MOST_ELEMENTS = 2_000_000, 20_000


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file as far as it could be read: `broken` is the parser's complaint, `drawing` is None without BPMN."""

    data: bytes
    root: Element | None = None
    broken: str | None = None
    doctype: bool = False
    elements: int = 0
    drawing: Drawing | None = None

    @cached_property
    def trial(self) -> Trial | None:
        """The trial run of the executable process, made once and only when a rule asks; None if there is none."""
        processes = () if self.drawing is None else self.drawing.processes
        keys = [
            process.get("id", "") for process in processes if process.get("isExecutable") in {"true", "1"}
        ]
        return run(self.data, keys[0]) if len(keys) == 1 else None


def open_sheet(data: bytes) -> Sheet:
    """Read a file; never raises for what is in it."""
    if len(data) > MOST_BYTES:
        return Sheet(data=data)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
        return Sheet(data=data, broken=_complaint(fault), doctype=b"<!DOCTYPE" in data)
    docinfo = root.getroottree().docinfo
    doctype = docinfo.internalDTD is not None or bool(docinfo.doctype)
    elements = sum(1 for _ in root.iter(etree.Element))
    fit = elements <= MOST_ELEMENTS and not doctype and root.tag == f"{{{BPMN}}}definitions"
    drawing = draw(root) if fit else None
    return Sheet(data=data, root=root, doctype=doctype, elements=elements, drawing=drawing)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )


def _complaint(fault: Exception) -> str:
    return " ".join(str(fault).split())[:200]
