"""Facts that a process takes from the application are there from its first gateway on, and follow a correction."""

from casework import intake, processes
from casework.casefile import find_case
from tests.casework.desk import Desk

FACT = '\n[facts.living_differs]\ntype = "bool"\nfrom = "F01.living_differs"\n'


def known(desk: Desk, no: str) -> dict[str, object]:
    with desk.office.store.read() as work:
        stored = work.facts.first(work.facts.table.c.case_id == find_case(work, no).id)
        return dict(stored.facts) if stored else {}


def test_they_are_learned_when_it_is_handed_in_and_when_it_is_corrected(quick: Desk) -> None:
    folders = processes.shipped()
    texts = folders["one-window"]
    texts["manifest.toml"] = texts["manifest.toml"].replace("\n[facts.route]", f"{FACT}\n[facts.route]", 1)
    processes.sync(quick.office, folders)
    signature = quick.file()
    no = quick.open(living_differs=True, signature=signature)
    assert known(quick, no)["living_differs"] is True
    form = quick.f01(living_differs=False, signature=signature)
    intake.correct_case(quick.office, quick.who("ck1"), no, form="F01", data=form, reason="示例：填错")
    assert known(quick, no)["living_differs"] is False
