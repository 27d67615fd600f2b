"""Public notices 公示 and objections 异议: their states, and what a notice may show of a household (domain.md 15)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from assistance import privacy
from assistance.identifiers import is_adult

STATES: Mapping[str, str] = MappingProxyType({"posted": "公示中", "ended": "已期满", "removed": "已撤下"})
OBJECTION_STATES: Mapping[str, str] = MappingProxyType(
    {"open": "待复查", "upheld": "成立", "dismissed": "不成立"}
)
OUTCOMES = ("upheld", "dismissed")
WAYS: Mapping[str, str] = MappingProxyType(
    {"window": "窗口", "phone": "电话", "online": "网上", "letter": "信函"}
)
"""The usual ways an objection comes in; others are kept as they were said."""


def public_name(name: str | None, id_no: str | None, on: date) -> str:
    """The applicant's name as the notice says it: of a minor 未成年人 only the surname and 某."""
    if name and id_no and not is_adult(id_no, on):
        return privacy.name(name)
    return name or ""
