"""What the types around one identifier share."""

from collections.abc import Callable
from typing import Any

from assistance.identifiers import IdentifierFault
from engine.forms.fields import flawed, text_of


def read_as(value: Any, read: Callable[[str], str]) -> str:
    """The identifier in a value, or its fault as a flaw of the field."""
    text = text_of(value)
    try:
        return read(text)
    except IdentifierFault as fault:
        raise flawed(fault.code) from None
