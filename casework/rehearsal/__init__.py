"""Rehearsal 预演: the scenarios of a process, played with the real commands on a database of their own under a virtual clock."""

from casework.rehearsal.acting import IMAGE
from casework.rehearsal.playing import Performance, Stage, coverage, key_of, rehearse, stage
from casework.rehearsal.scenario import Scenario, ScenarioFault, read, read_all

__all__ = [
    "IMAGE",
    "Performance",
    "Scenario",
    "ScenarioFault",
    "Stage",
    "coverage",
    "key_of",
    "read",
    "read_all",
    "rehearse",
    "stage",
]
