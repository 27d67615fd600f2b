"""XML, but not BPMN 2.0."""

from collections.abc import Iterator

from lxml import etree

from engine.gate.reading import Sheet
from engine.gate.rule import Fault, Rule
from engine.gate.values import Surroundings
from engine.gate.words import BPMN


def _look(sheet: Sheet, _: Surroundings) -> Iterator[Fault]:
    if sheet.root is None or sheet.root.tag == f"{{{BPMN}}}definitions":
        return
    name = etree.QName(sheet.root)
    yield Fault(
        at=None,
        message=f"文件的根元素是 {name.localname}（命名空间 {name.namespace or '无'}），不是 BPMN 2.0。",
    )


RULE = Rule(
    name="not-bpmn",
    profile="engine",
    what=f"根元素是 definitions，命名空间是 {BPMN}",
    why="命名空间不对的文件里一个流程也读不到，却不报错",
    mend="请导出为 BPMN 2.0 XML。",
    look=_look,
)
