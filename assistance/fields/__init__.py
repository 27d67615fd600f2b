"""All field types: the generic ones and those of the field of work, one file a type."""

from collections.abc import Mapping

from assistance.fields.area import Area
from assistance.fields.attendees import Attendees
from assistance.fields.authorisations import Authorisations
from assistance.fields.covered import Covered
from assistance.fields.decision_no import DecisionNo
from assistance.fields.extras import Extras
from assistance.fields.household import Household
from assistance.fields.identity import Identity
from assistance.fields.members import Members
from assistance.fields.name import Name
from assistance.fields.people import People
from assistance.fields.person import Person
from assistance.fields.phone import Phone
from assistance.fields.referral import Referral
from assistance.fields.review import Doubters, Representatives
from assistance.fields.signature import Signature
from assistance.fields.signatures import Signatures
from assistance.fields.standard_amount import StandardAmount
from assistance.fields.unit import Unit
from assistance.fields.uscc import Uscc
from engine.forms import GENERIC, FieldType

TYPES: Mapping[str, FieldType] = {
    **GENERIC,
    **{
        kind.name: kind
        for kind in (
            Area(),
            Attendees(),
            Authorisations(),
            Covered(),
            DecisionNo(),
            Doubters(),
            Extras(),
            Household(),
            Identity(),
            Members(),
            Name(),
            People(),
            Person(),
            Phone(),
            Referral(),
            Representatives(),
            Signature(),
            Signatures(),
            StandardAmount(),
            Unit(),
            Uscc(),
        )
    },
}

FILES = frozenset(name for name, kind in TYPES.items() if kind.files)
"""The types whose values are attachments."""

__all__ = ["FILES", "TYPES"]
