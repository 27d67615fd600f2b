"""The only source of chance: opaque ids and secret tokens."""

import secrets
import uuid


def new_id() -> str:
    """An opaque id of 32 hex digits."""
    return uuid.uuid4().hex


def new_secret() -> str:
    """A token nobody can guess (256 bits)."""
    return secrets.token_urlsafe(32)
