"""All field types: the generic ones and those of the field of work, one file a type."""

from collections.abc import Mapping

from assistance.fields.area import Area
from assistance.fields.authorisations import Authorisations
from assistance.fields.household import Household
from assistance.fields.identity import Identity
from assistance.fields.members import Members
from assistance.fields.name import Name
from assistance.fields.person import Person
from assistance.fields.phone import Phone
from assistance.fields.signature import Signature
from assistance.fields.unit import Unit
from assistance.fields.uscc import Uscc
from engine.forms import GENERIC, FieldType

TYPES: Mapping[str, FieldType] = {
    **GENERIC,
    **{
        kind.name: kind
        for kind in (
            Area(),
            Authorisations(),
            Household(),
            Identity(),
            Members(),
            Name(),
            Person(),
            Phone(),
            Signature(),
            Unit(),
            Uscc(),
        )
    },
}

__all__ = ["TYPES"]
