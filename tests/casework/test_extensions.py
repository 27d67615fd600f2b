"""延期: once, with a reason, asked by whom it concerns, approved by another before the deadline passes."""

from casework import extensions, handover
from tests.casework.desk import LETTER, Desk

WHY = "示例：材料核实需要更多时间"


def ask(
    desk: Desk, no: str, login: str = "bm-jy", row: str = "L06", reason: str = WHY, n: int | None = None
) -> str:
    asked = extensions.ask(desk.office, desk.who(login), no, row=row, reason=reason, n=n)
    return str(asked["id"])


def test_nothing_moves_until_another_person_approves(desk: Desk) -> None:
    no, _ = desk.signed()
    extension_id = ask(desk, no, n=5)
    assert desk.limits(no)["L06"]["due"] == "2026-03-16"
    done = extensions.approve(desk.office, desk.who("db"), no, extension_id)
    assert (done["state"], done["due_before"], done["due_after"]) == ("approved", "2026-03-16", "2026-03-23")
    limit = desk.limits(no)["L06"]
    assert (limit["due"], limit["extension"]["n"], limit["extension"]["approved_by"]) == (
        "2026-03-23",
        5,
        "db",
    )
    assert desk.rows(no)[0]["effective_due"] == "2026-03-23"
    with desk.office.store.read() as work:
        [moment] = work.due_moments.having(subject=limit["id"])
    assert moment.due_at.isoformat() == "2026-03-23T16:00:00+00:00"
    desk.proved()


def test_a_second_extension_is_refused(desk: Desk) -> None:
    no, _ = desk.signed()
    extension_id = ask(desk, no)
    with desk.refused("E_ONCE"):
        ask(desk, no)
    extensions.approve(desk.office, desk.who("db"), no, extension_id)
    with desk.refused("E_ONCE"):
        ask(desk, no)
    with desk.refused("E_STATE"):
        extensions.approve(desk.office, desk.who("db"), no, extension_id)


def test_after_a_refusal_one_may_ask_again(desk: Desk) -> None:
    no, _ = desk.signed()
    refused = extensions.refuse(desk.office, desk.who("db"), no, ask(desk, no))
    assert refused["state"] == "refused"
    assert desk.limits(no)["L06"]["due"] == "2026-03-16"
    assert extensions.approve(desk.office, desk.who("db"), no, ask(desk, no))["state"] == "approved"
    desk.proved()


def test_reason_and_length_are_checked(desk: Desk) -> None:
    no, _ = desk.signed()
    with desk.refused("E_LENGTH", path="reason"):
        ask(desk, no, reason="太忙了")
    for n in (0, 11):
        with desk.refused("E_RANGE", path="n"):
            ask(desk, no, n=n)
    with desk.refused("E_NOT_FOUND"):
        ask(desk, no, row="B06")


def test_a_row_without_extension_is_not_extended(desk: Desk) -> None:
    no = desk.open()
    desk.claim("ck1", no, "check_papers")
    with desk.refused("E_NOT_EXTENDABLE"):
        ask(desk, no, login="ck1", row="L01")
    with desk.refused("E_NOT_HOLDER"):
        ask(desk, no, login="ck2", row="L01")
    with desk.refused("E_FORBIDDEN"):
        ask(desk, no, login="zg", row="L01")


def test_asked_and_approved_before_the_deadline_passes(desk: Desk) -> None:
    no, _ = desk.signed()
    extension_id = ask(desk, no)
    desk.at("2026-03-17T00:00")
    with desk.refused("E_LATE"):
        extensions.approve(desk.office, desk.who("db"), no, extension_id)
    with desk.refused("E_ONCE"):
        ask(desk, no)
    other, _ = desk.signed()
    desk.at("2026-04-17T00:00")
    with desk.refused("E_LATE"):
        ask(desk, other)


def test_only_the_unit_asks_and_only_the_supervisor_of_the_county_decides(desk: Desk) -> None:
    no, _ = desk.signed()
    with desk.refused("E_NOT_HOLDER"):
        ask(desk, no, login="ck1")
    for login in ("bm-zj", "ckx"):
        with desk.refused("E_NOT_FOUND"):
            ask(desk, no, login=login)
    extension_id = ask(desk, no)
    for login, code in (
        ("bm-jy", "E_FORBIDDEN"),
        ("bm-zj", "E_NOT_FOUND"),
        ("fzr", "E_FORBIDDEN"),
        ("ld", "E_FORBIDDEN"),
        ("fzrx", "E_NOT_FOUND"),
    ):
        for decide in (extensions.approve, extensions.refuse):
            with desk.refused(code):
                decide(desk.office, desk.who(login), no, extension_id)


def test_of_two_handovers_the_unit_extends_its_own(desk: Desk) -> None:
    no, first = desk.signed()
    second = handover.start_handover(
        desk.office, desk.who("ck1"), no, kind="transfer", unit="zj", form=LETTER
    )
    desk.act("bm-zj", second["id"], "sign")
    extension_id = ask(desk, no, login="bm-jy", n=3)
    extensions.approve(desk.office, desk.who("db"), no, extension_id)

    def due(login: str, handover_id: str) -> str:
        shown = handover.show_handover(desk.office, desk.who(login), handover_id)
        return next(str(one["due"]) for one in shown["limits"] if one["row"] == "L06")

    assert (due("bm-jy", first), due("bm-zj", second["id"])) == ("2026-03-19", "2026-03-16")
    desk.proved()


def test_an_extension_of_another_case_is_not_found(desk: Desk) -> None:
    (one, _), (other, _) = desk.signed(), desk.signed()
    extension_id = ask(desk, one)
    with desk.refused("E_NOT_FOUND"):
        extensions.approve(desk.office, desk.who("db"), other, extension_id)
    with desk.refused("E_REVISION"):
        extensions.approve(desk.office, desk.who("db", if_match=9), one, extension_id)


def test_a_case_that_has_ended_is_not_extended(desk: Desk) -> None:
    no, _ = desk.signed()
    extension_id = ask(desk, no)
    desk.withdraw(no)
    with desk.refused("E_STATE"):
        extensions.approve(desk.office, desk.who("db"), no, extension_id)
    with desk.refused("E_STATE"):
        ask(desk, no)
