"""What comes in the headers of a request: token, purpose, expected revision, idempotency key. Malformed is refused, never ignored."""

import re
from urllib.parse import unquote

from engine.errors import BadRequest, NotSignedIn, PurposeMissing

REVISION = re.compile(r'"(\d{1,9})"')
PRINTABLE = re.compile(r"[\x20-\x7e]{1,80}")
BEARER = re.compile(r"Bearer +([\x21-\x7e]{1,512})", re.IGNORECASE)


def bearer(value: str | None) -> str:
    """The token of `Authorization: Bearer …`; raises NotSignedIn when there is none (a cookie is not one)."""
    found = BEARER.fullmatch(value or "")
    if found is None:
        raise NotSignedIn()
    return found[1]


def purpose(value: str | None) -> str | None:
    """用途 of a read of personal data, percent-encoded UTF-8 of 4–200 characters; raises PurposeMissing for anything else."""
    if value is None:
        return None
    try:
        text = unquote(value.encode("ascii").decode(), errors="strict").strip()
    except UnicodeError as fault:
        raise PurposeMissing() from fault
    if not 4 <= len(text) <= 200 or not text.isprintable():
        raise PurposeMissing()
    return text


def if_match(value: str | None) -> int | None:
    """The revision of `If-Match: "7"`; raises BadRequest for weak, several or other tags."""
    if value is None:
        return None
    found = REVISION.fullmatch(value.strip())
    if found is None:
        raise BadRequest(parameter="If-Match")
    return int(found[1])


def idempotency_key(value: str | None) -> str | None:
    """1–80 printable ASCII characters; raises BadRequest."""
    if value is not None and PRINTABLE.fullmatch(value) is None:
        raise BadRequest(parameter="Idempotency-Key")
    return value
