"""Rehearsal 预演: the scenarios of a process, played with the real commands on a database of their own under a virtual clock."""

from casework.rehearsal.acting import IMAGE
from casework.rehearsal.playing import Stage, key_of, rehearse, stage
from casework.rehearsal.scenario import Scenario, ScenarioFault, read_all

__all__ = ["IMAGE", "Scenario", "ScenarioFault", "Stage", "key_of", "read_all", "rehearse", "stage"]
