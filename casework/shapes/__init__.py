"""The shapes 数据形状 of contract section 4: what records look like from outside, masked for whoever reads."""

from casework.shapes.amounts import amount, standard
from casework.shapes.cases import case, case_row, moment
from casework.shapes.handovers import handover
from casework.shapes.limits import extension, limit
from casework.shapes.slips import addressee, slip
from casework.shapes.tasks import task_row
from casework.shapes.words import (
    COLOURS,
    FLAGS,
    RESULTS,
    TASK_STATES,
    UNIT_RESULTS,
    names_masked,
    person,
    shown_aid,
    shown_name,
)

__all__ = [
    "COLOURS",
    "FLAGS",
    "RESULTS",
    "TASK_STATES",
    "UNIT_RESULTS",
    "addressee",
    "amount",
    "case",
    "case_row",
    "extension",
    "handover",
    "limit",
    "moment",
    "names_masked",
    "person",
    "shown_aid",
    "shown_name",
    "slip",
    "standard",
    "task_row",
]
