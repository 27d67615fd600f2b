"""The ladder beside a case's total: of a step's own limit and the total that fall on one rung on one day only the step is told of."""

from casework import supervision, sweep
from tests.casework.allowance import Allowance
from tests.casework.desk import Desk


def told(desk: Desk) -> list[tuple[str, str]]:
    with desk.office.store.read() as work:
        found = work.messages.find(order=[work.messages.table.c.at, work.messages.table.c.key])
    return [(row.to, row.key.split(":")[0]) for row in found]


def rungs(desk: Desk) -> list[tuple[str, str, str]]:
    found = supervision.escalations(desk.office, desk.who("db"), limit=200)["items"]
    return sorted((one["on"].isoformat(), one["row"], one["rung"]) for one in found)


def test_a_step_without_a_limit_of_its_own_is_told_of_by_the_total(desk: Desk) -> None:
    case = Allowance.accepted(desk)  # 2022-03-28: B06, 30 working days, ends on 2022-05-11
    case.investigated()
    desk.at("2022-05-12T08:00")
    before = len(told(desk))
    sweep.sweep_all(desk.office)
    assert rungs(desk) == [("2022-05-12", "B06", "message")]
    assert set(told(desk)[before:]) == {("investigator@130399100", "late"), ("head@130399100", "late")}
    desk.proved()


def test_nobody_is_told_twice_on_a_day_of_one_step(desk: Desk) -> None:
    """B01 and, much later, B06 run over the same open step; each rung of each is reached once."""
    Allowance.accepted(desk)
    for day in ("2022-04-01", "2022-04-07", "2022-04-11", "2022-05-12", "2022-05-16", "2022-05-18"):
        desk.at(f"{day}T08:00")
        sweep.sweep_all(desk.office)
        sweep.sweep_all(desk.office)
    found = rungs(desk)
    assert len(found) == len(set(found))
    assert {(row, rung) for _, row, rung in found} >= {
        (row, rung) for row in ("B01", "B06") for rung in ("message", "slip", "leader")
    }
    with desk.office.store.read() as work:
        rows = work.messages.find()
    once = [(row.to, row.kind, row.task_id, row.at.date()) for row in rows]
    assert len(once) == len(set(once))
    desk.proved()
