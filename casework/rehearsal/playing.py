"""Playing 预演: a seeded database once, a copy of it for each scenario, and what came of all of them."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from assistance import manifest as manifests
from casework import calendars, people, processes
from casework.founding import County, found
from casework.office import Office
from casework.passing import pass_time
from casework.rehearsal import acting, expecting
from casework.rehearsal.acting import CannotAct, Play
from casework.rehearsal.expecting import Failure, code_of, failure
from casework.rehearsal.scenario import Scenario, ScenarioFault, Step, read_all
from casework.versions import MANIFEST, Version, Versions
from engine.errors import NotFound, Refused
from engine.limits import CalendarFault, read_days
from engine.runtime import Advance
from engine.time import start_of
from gateways.clock import Movable, fixed
from store.reads.whole import fingerprints
from store.sealing import Ring
from store.work import Store

RING = Ring({1: bytes(32)})
"""The database of a rehearsal holds 示例 only and is gone afterwards."""
KEEPER = "xt"
BEFORE = timedelta(days=1)
FILES_ITS_INCIDENT = "E_INCIDENT"
_EPOCH = start_of(processes.EPOCH)


@dataclass(kw_only=True)
class Performance:
    """How one scenario went; `visited` are the elements reached, by process key."""

    scenario: Scenario
    failures: list[Failure] = field(default_factory=list)
    visited: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A seeded database to copy, with the processes under rehearsal in force."""

    folder: Path
    versions: Versions

    def version(self, key: str) -> Version:
        """The version of a process that is rehearsed. Raises NotInForce."""
        store = Store(f"sqlite:///{self.folder / 'template.db'}", RING)
        try:
            with store.read() as work:
                return self.versions.in_force(work, key)
        finally:
            store.close()

    def perform(self, scenario: Scenario) -> Performance:
        """Play one scenario to its end, or to the first step that could not be given."""
        done = Performance(scenario=scenario)
        copy = self.folder / "scenario.db"
        shutil.copyfile(self.folder / "template.db", copy)
        store = Store(f"sqlite:///{copy}", RING)
        try:
            clock = Movable(scenario.steps[0].at - BEFORE)
            office = Office(store=store, env="test", clock=clock, versions=self.versions)
            play = Play(office=office, clock=clock, scenario=scenario)
            _load_calendar(play)
            for step in scenario.steps:
                if not _give(play, step, done):
                    break
        finally:
            store.close()
        return done


@contextmanager
def stage(county: County, folders: processes.Folders | None = None) -> Iterator[Stage]:
    """Build the database that scenarios copy; it is gone at the end."""
    with tempfile.TemporaryDirectory(prefix="yimen-rehearsal-") as folder:
        store = Store(f"sqlite:///{folder}/template.db", RING)
        store.create()
        office = Office(store=store, env="test", clock=fixed(_EPOCH))
        found(office, county, folders)
        store.close()
        yield Stage(folder=Path(folder), versions=office.versions)


def rehearse(
    county: County, key: str, texts: Mapping[str, str], *, name: str | None = None
) -> dict[str, Any]:
    """Play the scenarios of a process folder (or the one called `name`): the shape `rehearsal` of contract section 4."""
    scenarios = [one for one in read_all(texts) if name in (None, _stem(one.file), one.title)]
    if name is not None and not scenarios:
        raise NotFound(what="scenario", name=name)
    with stage(county, {**processes.shipped(), key: texts}) as built:
        performances = [built.perform(scenario) for scenario in scenarios]
        version = built.version(key)
    return {
        "ok": bool(performances) and not any(one.failures for one in performances),
        "process": key,
        "version": version.number,
        "scenarios": [
            {
                "file": one.scenario.file,
                "title": one.scenario.title,
                "ok": not one.failures,
                "steps": len(one.scenario.steps),
                "failures": one.failures,
            }
            for one in performances
        ],
        "coverage": coverage(tuple(version.definition.nodes), key, performances),
    }


def coverage(elements: tuple[str, ...], key: str, performances: list[Performance]) -> dict[str, Any]:
    """How many elements of the process a token has reached in at least one scenario, and which none has."""
    visited = {node for one in performances for node in one.visited.get(key, ())}
    missing = [node for node in elements if node not in visited]
    return {"elements": len(elements), "visited": len(elements) - len(missing), "missing": missing}


def key_of(texts: Mapping[str, str]) -> str:
    """The process key in a folder's manifest. Raises ManifestFault, KeyError."""
    return manifests.read(texts[MANIFEST]).key


def _load_calendar(play: Play) -> None:
    text = play.scenario.calendar
    if text is None:
        return
    try:
        days = read_days(text)
    except CalendarFault as fault:
        raise ScenarioFault(f"{play.scenario.file}：日历：{fault}") from fault
    calendars.load(play.office, people.actor(play.office, KEEPER), days)


def _give(play: Play, step: Step, done: Performance) -> bool:
    """Give one step and compare; False when the scenario cannot go on."""
    reached: dict[str, set[str]] = {}
    play.office.trace = lambda key, advance: _note(reached, key, advance)
    try:
        pass_time(play.office, play.clock, step.at)
        got, changed = _act(play, step)
    except CannotAct as reason:
        done.failures.append(failure(step, "act", step.act, None, str(reason)))
        return False
    if got is None:
        for key, nodes in reached.items():
            done.visited.setdefault(key, set()).update(nodes)
    failures = expecting.refusal(step, got, changed)
    done.failures += failures
    if failures and got is not None and "refused" not in step.expect:
        return False
    done.failures += _compare(play, step)
    return True


def _act(play: Play, step: Step) -> tuple[Refused | None, list[str]]:
    """The refusal of the step's command if it was refused, and the tables that changed although it was."""
    before: dict[str, str] = {}
    try:
        by = people.actor(play.office, step.login or KEEPER)
    except NotFound:
        raise CannotAct(f"没有登录名 {step.login}") from None
    command = acting.COMMANDS[step.act]
    try:
        forms = acting.prepare(play, by, step)
        acting.claim_first(play, by, step)
        before = _fingerprints(play) if "refused" in step.expect else {}
        command(play, by, step, forms)
    except Refused as got:
        if not before or code_of(got) == FILES_ITS_INCIDENT:
            return got, []
        after = _fingerprints(play)
        return got, [table for table, digest in after.items() if digest != before[table]]
    return None, []


def _fingerprints(play: Play) -> dict[str, str]:
    with play.office.store.read() as work:
        return fingerprints(work)


def _compare(play: Play, step: Step) -> list[Failure]:
    if not step.expect.keys() & expecting.CHECKS.keys():
        return []
    if play.no is None:
        return [failure(step, "case", "一个办件", None, "还没有办件，不能核对")]
    with play.office.store.read() as work:
        return expecting.differences(step, expecting.look(play.office, work, play.no))


def _note(reached: dict[str, set[str]], key: str, advance: Advance) -> None:
    nodes = reached.setdefault(key, set())
    nodes.update(passed.node.id for passed in advance.passed)
    nodes.update(task.node.id for task in advance.open_tasks)
    nodes.update(call.node.id for call in advance.calls)


def _stem(file: str) -> str:
    return file.removeprefix("scenarios/").removesuffix(".toml")
