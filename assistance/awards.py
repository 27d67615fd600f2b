"""Grants 待遇: which aids exclude one another, the number of a household, and the words of grants and certificates."""

from collections.abc import Mapping
from types import MappingProxyType

STATES: Mapping[str, str] = MappingProxyType({"active": "在享", "suspended": "暂停", "ended": "已终止"})
MONTHLY = frozenset({"110", "120", "131", "132"})
"""低保 and 特困: paid by the month, and nobody is on two of them at a time (domain.md 12)."""
CERTIFICATE_STATES: Mapping[str, str] = MappingProxyType(
    {
        "to_make": "待制",
        "made": "已制",
        "issued": "已发",
        "exchanged": "换发",
        "reissued": "补发",
        "cancelled": "注销",
    }
)
CERTIFICATE_KINDS: Mapping[str, str] = MappingProxyType(
    {"dibao": "最低生活保障证", "tekun": "特困人员救助供养证"}
)
KIND_OF_AID: Mapping[str, str] = MappingProxyType(
    {"110": "dibao", "120": "dibao", "131": "tekun", "132": "tekun"}
)
"""The certificate that goes with an aid."""


def excluding(aid: str) -> frozenset[str]:
    """The aids nobody may be on who is to get this one."""
    return MONTHLY if aid in MONTHLY else frozenset()


def household_no(village: str, serial: int) -> str:
    """家庭编号: village 12 digits and serial 4; a household known by township only gets that code filled up with zeros."""
    return f"{village:0<12}{serial:04d}"


def certificate_no(county: str, aid: str, year: int, serial: int) -> str:
    """证件编号 `130399-120-2017-000001` [县规定]; never used again."""
    return f"{county}-{aid}-{year}-{serial:06d}"
