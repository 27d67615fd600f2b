"""The three legal regimes 法律阶段; the day of acceptance (受理) chooses one, and the case keeps it to its end."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

REGIMES: Mapping[str, str] = MappingProxyType(
    {
        "R2012": "2012年规定（2021年6月30日前受理）",
        "R2021": "2021年规定（2021年7月1日至2026年6月30日受理）",
        "R2026": "社会救助法（2026年7月1日起受理）",
    }
)
_SINCE = ((date(2026, 7, 1), "R2026"), (date(2021, 7, 1), "R2021"))


def regime_of(accepted_on: date) -> str:
    """The regime of a case accepted on that day; 《社会救助法》第七十八条 puts the newest in force on 2026-07-01."""
    for since, regime in _SINCE:
        if accepted_on >= since:
            return regime
    return "R2012"
