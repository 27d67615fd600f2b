"""分办 to the township itself: only where a process for the case's aid and regime is in force."""

from casework import inbox
from tests.casework.desk import Desk
from tests.casework.township import publish


def to_dispatch(desk: Desk) -> tuple[str, str]:
    no = desk.open(aid="360")
    desk.accept(no)
    desk.related(no)
    return no, desk.claim("ck1", no, "dispatch")


def hindrances(desk: Desk, task_id: str) -> dict[str, object]:
    shape = inbox.show_task(desk.office, desk.who("ck1"), task_id)
    return {one["key"]: one["hindrance"] for one in shape["outcomes"]}


def test_without_a_process_in_force_it_is_refused_and_nothing_is_filed(desk: Desk) -> None:
    no, task_id = to_dispatch(desk)
    with desk.refused("E_NOT_IN_FORCE") as refused:
        inbox.complete_task(desk.office, desk.who("ck1"), task_id, outcome="own", forms={})
    told = {"why": "no_aid_process", "aid": "360", "regime": "R2021"}
    assert refused.value.facts == told
    assert hindrances(desk, task_id) == {"own": {"code": "E_NOT_IN_FORCE", **told}, "transfer": None}
    assert desk.rows(no)[0]["state"] == "claimed"


def test_with_one_the_outcome_is_free(quick: Desk) -> None:
    publish(quick.office, "360")
    _, task_id = to_dispatch(quick)
    assert hindrances(quick, task_id) == {"own": None, "transfer": None}


def test_one_for_another_regime_does_not_count(quick: Desk) -> None:
    publish(quick.office, "360")
    quick.at("2026-07-01T09:00")
    _, task_id = to_dispatch(quick)
    assert hindrances(quick, task_id)["own"] is None
    publish(quick.office, "360", regimes=["R2021"])
    assert hindrances(quick, task_id)["own"] is not None
