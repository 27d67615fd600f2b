"""The one door to the amounts 核算: from what is asked and the dated standards to an amount with its reckoning."""

from typing import TypeAlias

from assistance.amounts.dibao import dibao
from assistance.amounts.household import DIBAO, Bill, Household, Request
from assistance.amounts.medical import medical
from assistance.amounts.once import once
from assistance.amounts.standards import Standards
from assistance.amounts.tekun import tekun
from assistance.amounts.worked import Worked
from engine.errors import FormRefused

Basis: TypeAlias = Household | Bill | Request
"""核算依据: a household (110 120 131 132), a medical bill (210), or what is asked for once (220)."""


def reckon(basis: Basis, standards: Standards) -> Worked:
    """The amount on the day of the basis.

    Raises NoStandard where a row it needs is missing on that day, FormRefused with every fault of a basis nobody can mean.
    """
    if isinstance(basis, Bill):
        return medical(basis, standards)
    if isinstance(basis, Request):
        return once(basis, standards)
    faults = basis.faults()
    if faults:
        raise FormRefused(faults)
    return (dibao if basis.aid in DIBAO else tekun)(basis, standards)
