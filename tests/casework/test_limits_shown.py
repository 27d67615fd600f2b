"""What lists show of limits: of the case its own, of the task that names a unit the time for sending."""

from casework import slips
from tests.casework.desk import LETTER, RETURN, Desk


def test_the_answer_to_a_slip_is_no_deadline_of_the_case(quick: Desk) -> None:
    no, _ = quick.signed()
    before = quick.case(no)["effective_due"]
    task_id = quick.task(no, "transfer_handle")
    slips.issue(quick.office, quick.who("db"), no, task_id=task_id, text="示例：请抓紧办理")
    rows = {row["step"]: row for row in quick.rows(no)}
    assert rows["urge_reply"]["effective_row"] == "L12"
    assert rows["urge_reply"]["effective_due"] < before
    assert quick.case(no)["effective_due"] == before == rows["transfer_handle"]["effective_due"]


def test_naming_a_unit_has_the_time_of_sending_and_can_be_urged(quick: Desk) -> None:
    no, handover_id = quick.sent()
    quick.act("bm-jy", handover_id, "return", **RETURN)
    for unit, proposed in (("rs", "zj"), ("zj", "jy")):
        quick.act("ck1", handover_id, "send", **LETTER, unit=unit)
        quick.act(f"bm-{unit}", handover_id, "return", return_reason="示例", proposed_unit=proposed)
    [row] = quick.rows(no)
    assert (row["step"], row["effective_row"], row["effective_due"]) == ("name_unit", "L04", "2026-03-04")
    quick.at("2026-03-05T09:00")
    [row] = quick.rows(no)
    assert (row["colour"], quick.case(no)["colour"]) == ("red", "red")
    slip = slips.issue(quick.office, quick.who("db"), no, task_id=row["id"], text="示例：请尽快指定")
    assert (slip["row"], slip["overdue_days"]) == ("L04", 1)
