"""Both clocks of a transfer, counted apart for each unit it was sent to."""

from casework import handover, supervision
from tests.casework.desk import RETURN, Desk


def test_each_unit_has_its_own_days_and_its_own_limits(desk: Desk) -> None:
    no, handover_id = desk.sent()  # Monday 2026-03-02
    desk.at("2026-03-04T16:00")
    desk.act("bm-jy", handover_id, "return", **RETURN)
    desk.at("2026-03-06T10:00")
    desk.act("ck1", handover_id, "send", unit="rs", matter="示例", reason="示例：属人社职责")
    desk.at("2026-03-11T09:00")  # L05 of the second unit ended on 2026-03-10
    desk.act("bm-rs", handover_id, "sign")
    shown = handover.show_handover(desk.office, desk.who("ck1"), handover_id)
    first, second = shown["legs"]
    assert [
        (leg["unit"], leg["days_used"], leg["overdue_days"], leg["in_time"]) for leg in (first, second)
    ] == [
        ("jy", 2, 0, True),
        ("rs", 3, 1, None),
    ]
    assert [[(one["row"], one["state"]) for one in leg["limits"]] for leg in (first, second)] == [
        [("L05", "met")],
        [("L05", "met_late"), ("L06", "open")],
    ]
    sender = [(one["row"], one["state"]) for one in shown["limits"] if one["row"] == "L04"]
    assert sender == [("L04", "met"), ("L04", "met")]
    by_unit = {row["key"]: row for row in supervision.board(desk.office, desk.who("db"), by_="unit")["items"]}
    assert (by_unit["jy"]["finished"], by_unit["jy"]["in_time"]) == (1, 1)
    assert (by_unit["rs"]["finished"], by_unit["rs"]["in_time"], by_unit["rs"]["open"]) == (1, 0, 1)
    assert no


def test_legs_sent_in_the_same_minute_keep_their_limits_apart(desk: Desk) -> None:
    _, handover_id = desk.sent()
    desk.act("bm-jy", handover_id, "return", **RETURN)
    desk.act("ck1", handover_id, "send", unit="rs")
    first, second = handover.show_handover(desk.office, desk.who("ck1"), handover_id)["legs"]
    assert [[one["state"] for one in leg["limits"]] for leg in (first, second)] == [["met"], ["open"]]
