"""Personal data at rest 加密: AES-256-GCM with key id, and blind indexes for equality.

Layout: version byte, key id byte, 12-byte nonce, ciphertext with tag. The associated data is `table.column`, so a value copied
into another column does not open. The blind index is HMAC-SHA256 cut to 16 bytes; its key never rotates with the others.
"""

import hashlib
import hmac
import os
import unicodedata
from collections.abc import Mapping
from typing import Any

import orjson
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = 1


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, b"yimen:" + purpose).derive(master)


class Ring:
    """All field keys by id; the highest id seals, every id opens."""

    def __init__(self, masters: Mapping[int, bytes]) -> None:
        if not masters:
            raise ValueError("no field key")
        self.current = max(masters)
        self._ciphers = {number: AESGCM(_derive(master, b"seal")) for number, master in masters.items()}
        first = masters[min(masters)]
        self._index, self._digest = _derive(first, b"index"), _derive(first, b"digest")

    def seal(self, value: Any, place: str) -> bytes:
        """Encrypt any JSON value for one `table.column`."""
        return self.seal_bytes(orjson.dumps(value, option=orjson.OPT_SORT_KEYS), place)

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """Encrypt a file's content for one `table.column`."""
        nonce = os.urandom(12)
        body = self._ciphers[self.current].encrypt(nonce, content, place.encode())
        return bytes([VERSION, self.current]) + nonce + body

    def open(self, blob: bytes, place: str) -> Any:
        """The JSON value again; raises InvalidTag when the blob was changed or moved."""
        return orjson.loads(self.open_bytes(blob, place))

    def open_bytes(self, blob: bytes, place: str) -> bytes:
        """A file's content again."""
        return self._ciphers[blob[1]].decrypt(blob[2:14], blob[14:], place.encode())

    def blind(self, value: str, kind: str = "id_no") -> bytes:
        """Equality index of a personal value; full-width digits and case do not matter."""
        plain = unicodedata.normalize("NFKC", value).strip().upper()
        return hmac.new(self._index, f"{kind}\0{plain}".encode(), hashlib.sha256).digest()[:16]

    def digest(self, value: Any) -> str:
        """Keyed digest of a payload for the event chain: provable, yet nothing can be guessed from it."""
        return hmac.new(
            self._digest, orjson.dumps(value, option=orjson.OPT_SORT_KEYS), hashlib.sha256
        ).hexdigest()


def read_ring(text: str) -> Ring:
    """`1:<64 hex>[,2:<64 hex>…]`, as `YIMEN_FIELD_KEYS` has it. Raises ValueError."""
    masters = {}
    for part in text.split(","):
        number, _, secret = part.strip().partition(":")
        masters[int(number)] = bytes.fromhex(secret)
    if any(len(master) != 32 for master in masters.values()) or not all(
        0 < number < 256 for number in masters
    ):
        raise ValueError("YIMEN_FIELD_KEYS wants number:64 hex digits, numbers 1 to 255")
    return Ring(masters)
