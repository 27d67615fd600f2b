"""Ids and numbers: opaque ids are handed in by the office; the numbers people read are formatted here."""

import re

ID = re.compile(r"[A-Za-z0-9-]{1,40}")


def is_id(text: str) -> bool:
    """Whether a text can be an id at all; anything else is not looked up."""
    return ID.fullmatch(text) is not None


def case_no(township: str, year: int, serial: int) -> str:
    """办件编号 `130399100-2026-000001`: township, year of application, serial; never reused."""
    return f"{township}-{year}-{serial:06d}"


def register_no(prefix: str, area: str, year: int, serial: int) -> str:
    """Numbers of handovers (ZB, ZJ), slips (DB) and complaints (TS): `ZB-130399100-2026-000001`."""
    return f"{prefix}-{area}-{year}-{serial:06d}"
