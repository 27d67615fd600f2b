"""Effects 办理效果 of steps: one module a desk; a step's outcome has at most one effect."""

from collections.abc import Mapping

from casework.effects import (
    acceptance,
    certificates,
    county,
    decision,
    handover,
    investigation,
    notices,
    supervision,
)
from casework.effects.kinds import Effect

DESKS = (acceptance, investigation, notices, county, decision, certificates, handover, supervision)
EFFECTS: Mapping[tuple[str, str], Effect] = {
    key: effect for desk in DESKS for key, effect in desk.EFFECTS.items()
}
