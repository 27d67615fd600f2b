"""A process of the township's own whose diagram asks for a fact that no form gives: what goes to it files an incident."""

import json
import re
from collections.abc import Sequence
from importlib.resources import files

from casework import processes
from casework.office import Office

KEY = "escort-home"


def publish(
    office: Office, aid: str = "310", *, regimes: Sequence[str] = ("R2012", "R2021", "R2026")
) -> None:
    """Put it in force for an aid and some regimes."""
    texts = processes.texts_of(files("ops") / "escort_home")
    manifest = re.sub(r"(?m)^aids = .*$", f'aids = ["{aid}"]', texts["manifest.toml"])
    manifest = re.sub(r"(?m)^regimes = .*$", f"regimes = {json.dumps(list(regimes))}", manifest)
    processes.sync(office, {KEY: {**texts, "manifest.toml": manifest}})


def break_the(office: Office, key: str, *, flow: str) -> None:
    """Publish a shipped process with a gateway in one flow that asks for the fact `distance`, which nobody gives."""
    texts = processes.shipped()[key]
    drawing = texts["process.bpmn"]
    found = re.search(rf'<bpmn:sequenceFlow id="{flow}"[^>]*targetRef="([^"]+)"', drawing)
    assert found, flow
    target = found[1]
    broken = (
        f'<bpmn:exclusiveGateway id="gateway_broken" name="路程远吗？" default="flow_broken">'
        f"<bpmn:incoming>{flow}</bpmn:incoming><bpmn:outgoing>flow_broken</bpmn:outgoing>"
        "<bpmn:outgoing>flow_far</bpmn:outgoing></bpmn:exclusiveGateway>"
        f'<bpmn:sequenceFlow id="flow_broken" sourceRef="gateway_broken" targetRef="{target}" />'
        f'<bpmn:sequenceFlow id="flow_far" sourceRef="gateway_broken" targetRef="{target}">'
        "<bpmn:conditionExpression>distance &gt; 100</bpmn:conditionExpression></bpmn:sequenceFlow>"
    )
    drawing = drawing.replace(
        found[0], found[0].replace(f'targetRef="{target}"', 'targetRef="gateway_broken"')
    )
    drawing = drawing.replace(
        f"<bpmn:incoming>{flow}</bpmn:incoming>", "<bpmn:incoming>flow_broken</bpmn:incoming>", 1
    )
    drawing = drawing.replace("</bpmn:process>", f"{broken}</bpmn:process>", 1)
    fact = '[facts.distance]\ntype = "int"\nname = "路程"\nfrom = "case:distance"\n\n'
    manifest = texts["manifest.toml"].replace("[[outcome]]", f"{fact}[[outcome]]", 1)
    processes.sync(office, {key: {**texts, "process.bpmn": drawing, "manifest.toml": manifest}})
