"""The API as the contract tells it, from outside: nothing here is imported from the product, on both databases."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest

from tests.journeys.browsing import Person
from tests.journeys.site import Site
from tests.journeys.wire import Wire, application, dispatched, open_case, step, task_of

MONDAY = "2026-03-02"


@pytest.fixture
def wire(site: Site, wire_of: Callable[[Site], Wire]) -> Wire:
    return wire_of(site)


@pytest.fixture
def id_no(id_numbers: Iterator[str]) -> str:
    return next(id_numbers)


def row_of(wire: Wire, login: str, no: str, row: str) -> dict[str, object]:
    """The newest limit of a case by its row."""
    return [one for one in wire.get(login, f"/cases/{no}/limits")["items"] if one["row"] == row][-1]  # type: ignore[no-any-return]


def test_a_token_tells_who_one_is_and_dies_when_handed_back(wire: Wire) -> None:
    given = wire.post(None, "/tokens", {"login": "jb2", "password": "demo-yimen-2026"}, 201)
    assert given["person"]["login"] == "jb2"
    bearer = {"Authorization": f"Bearer {given['token']}"}
    me = wire.ask(None, "GET", "/me", headers=bearer).good()
    assert me["roles"] == [
        {**me["roles"][0], "role": "investigator", "area": "130399100", "unit": None},
    ]
    assert wire.ask(None, "DELETE", "/tokens/current", headers=bearer).status == 204
    wire.ask(None, "GET", "/me", headers=bearer).problem(401, "E_AUTH")
    wire.ask(None, "GET", "/me").problem(401, "E_AUTH")
    wrong = {"login": "jb2", "password": "示例"}
    wire.ask(None, "POST", "/tokens", wrong).problem(401, "E_AUTH")


def test_a_department_is_late_extended_and_urged_and_the_case_closes(
    site: Site, wire: Wire, id_no: str
) -> None:
    no, handover = dispatched(wire, id_no, MONDAY)
    letter = {"unit": "jy", "matter": "示例：教育救助", "reason": "示例：属教育部门职责"}
    assert wire.post("ck1", f"/handovers/{handover}/send", letter)["state"] == "sent"
    site.at("2026-03-03T09:00")
    assert wire.post("bm-jy", f"/handovers/{handover}/sign")["state"] == "signed"
    assert row_of(wire, "ck1", no, "L06")["due"] == "2026-03-17"

    site.at("2026-03-05T09:00")
    asked = {"row": "L06", "reason": "示例：需要向学校核实缴费情况。", "n": 5}
    extension = wire.post("bm-jy", f"/cases/{no}/extensions", asked, 201)
    assert (extension["state"], extension["due_before"], extension["due_after"]) == (
        "asked",
        "2026-03-17",
        "2026-03-24",
    )
    path = f"/cases/{no}/extensions/{extension['id']}/approve"
    wire.ask("ck1", "POST", path, {}).problem(403, "E_FORBIDDEN")
    assert wire.post("db", path)["state"] == "approved"
    assert row_of(wire, "ck1", no, "L06")["due"] == "2026-03-24"
    again = wire.ask("bm-jy", "POST", f"/cases/{no}/extensions", asked)
    again.problem(409, "E_ONCE")

    site.at("2026-03-26T09:00")
    limit = row_of(wire, "ck1", no, "L06")
    assert (limit["colour"], limit["overdue"]) == ("red", {"n": 2, "unit": "wd"})
    late = [
        one for one in wire.get("db", "/supervision/overdue", limit="200")["items"] if one["case_no"] == no
    ]
    assert [one["row"] for one in late] == ["L06"]
    slip = wire.post(
        "db", f"/cases/{no}/slips", {"task_id": late[0]["task_id"], "text": "示例：请尽快办结。"}, 201
    )
    assert (slip["state"], slip["row"], slip["overdue_days"]) == ("issued", "L06", 2)
    reply = wire.post("bm-jy", f"/slips/{slip['id']}/reply", {"text": "示例：今日办结。"})
    assert reply["state"] == "replied"
    wire.ask("bm-jy", "POST", f"/slips/{slip['id']}/check", {"outcome": "passed"}).problem(403, "E_FORBIDDEN")
    redo = wire.ask("db", "POST", f"/slips/{slip['id']}/check", {"outcome": "redo"})
    assert redo.status == 422
    assert wire.post("db", f"/slips/{slip['id']}/check", {"outcome": "passed"})["state"] == "passed"
    assert wire.post("db", f"/slips/{slip['id']}/close")["state"] == "closed"

    result = {"result": "partly", "text": "示例：给予部分助学金。", "amount": "1500", "ground": "示例依据"}
    assert wire.post("bm-jy", f"/handovers/{handover}/result", result)["amount"] == "1500.00"
    wire.post("bm-jy", f"/handovers/{handover}/feed-back", {"text": "示例：给予部分助学金。"})
    told = {"told_at": "2026-03-26T09:00", "how": "phone", "by": "ck1", "heard": True}
    wire.post("ck1", f"/handovers/{handover}/tell", told)
    assert wire.post("ck1", f"/handovers/{handover}/file")["state"] == "closed"
    step(wire, "ck1", no, "close_case", "closed")
    case = wire.get("ck1", f"/cases/{no}")
    assert (case["state"], case["result"], case["unit_result"]) == ("closed", "transferred", "partly")
    assert row_of(wire, "ck1", no, "L06")["state"] == "met_late"
    told_of = wire.ask(None, "POST", "/public/progress", {"no": no, "id_last4": id_no[-4:]}).good()
    assert (told_of["state"], told_of["told"][:10]) == ("closed", "2026-03-26")


def test_a_new_holiday_moves_a_running_limit_and_undo_moves_it_back(
    site: Site, wire: Wire, id_no: str
) -> None:
    no = open_case(wire, id_no, MONDAY)
    assert row_of(wire, "ck1", no, "L01")["due"] == "2026-03-04"
    day = {"date": "2026-03-04", "is_workday": False, "name": "示例假", "source": "示例通知"}
    wire.ask("ck1", "POST", "/calendar/load", {"days": [day]}).problem(403, "E_FORBIDDEN")
    tried = wire.post("xt", "/calendar/load", {"days": [day], "dry_run": True})
    moves = [move for move in tried["moves"] if move["case_no"] == no]
    assert [(move["row"], move["old"], move["new"]) for move in moves] == [
        ("L01", "2026-03-04", "2026-03-05")
    ]
    assert not tried["applied"]
    assert row_of(wire, "ck1", no, "L01")["due"] == "2026-03-04"

    load = wire.post("xt", "/calendar/load", {"days": [day]})
    try:
        limit = row_of(wire, "ck1", no, "L01")
        assert limit["due"] == "2026-03-05"
        assert [(one["old"], one["new"]) for one in limit["moved"]] == [("2026-03-04", "2026-03-05")]  # type: ignore[attr-defined]
        assert any(line["kind"] == "skipped" and "示例假" in line["text"] for line in limit["explanation"])  # type: ignore[attr-defined]
    finally:
        wire.post("xt", f"/calendar/loads/{load['load']}/undo")
    assert row_of(wire, "ck1", no, "L01")["due"] == "2026-03-04"
    step(wire, "ck1", no, "check_papers", "complete")


def test_the_same_key_opens_one_case_and_another_body_is_refused(wire: Wire, id_no: str) -> None:
    body = application(wire, "ck1", id_no, MONDAY)
    key = {"Idempotency-Key": f"key-{id_no}"}
    first = wire.ask("ck1", "POST", "/cases", body, headers=key)
    again = wire.ask("ck1", "POST", "/cases", body, headers=key)
    assert first.good(201)["no"] == again.good(201)["no"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert first.headers["Idempotent-Replayed"] is None
    other = {**body, "area": "130399101"}
    wire.ask("ck1", "POST", "/cases", other, headers=key).problem(422, "E_IDEMPOTENCY")


def test_a_stale_revision_is_refused_and_the_present_one_is_not(wire: Wire, id_no: str) -> None:
    task = task_of(wire, "ck1", open_case(wire, id_no, MONDAY), "check_papers")
    seen = wire.ask("ck1", "GET", f"/tasks/{task}")
    assert seen.headers["ETag"] == f'"{seen.json["revision"]}"'
    wire.post("ck1", f"/tasks/{task}/claim")
    done = {"outcome": "complete", "forms": {}}
    stale = {"If-Match": seen.headers["ETag"]}
    wire.ask("ck1", "POST", f"/tasks/{task}/complete", done, headers=stale).problem(412, "E_REVISION")
    present = {"If-Match": wire.ask("ck1", "GET", f"/tasks/{task}").headers["ETag"]}
    wire.ask("ck1", "POST", f"/tasks/{task}/complete", done, headers=present).good()


def test_every_refusal_is_a_problem_with_its_code(wire: Wire, id_no: str) -> None:
    no = open_case(wire, id_no, MONDAY)
    task = task_of(wire, "ck1", no, "check_papers")
    refused = (
        ("ck1", "GET", "/cases", None, {"colour_": "red"}, 400, "E_BAD_REQUEST"),
        ("ck1", "GET", "/cases/130399100-2026-999999", None, {}, 404, "E_NOT_FOUND"),
        ("ckx", "GET", f"/cases/{no}", None, {}, 404, "E_NOT_FOUND"),
        ("xt", "GET", f"/cases/{no}", None, {}, 403, "E_FORBIDDEN"),
        (
            "ck1",
            "POST",
            f"/tasks/{task}/complete",
            {"outcome": "complete", "forms": {}},
            {},
            409,
            "E_NOT_HOLDER",
        ),
        ("ck1", "POST", f"/cases/{no}/submit", {}, {}, 409, "E_STATE"),
        ("jb1", "POST", "/cases", {"aid": "310", "area": "130399100", "forms": {}}, {}, 403, "E_FORBIDDEN"),
        ("ck1", "GET", "/nothing", None, {}, 404, "E_NOT_FOUND"),
        ("sjj", "GET", "/audit/verify", None, {}, 422, "E_PURPOSE"),
    )
    for login, method, path, body, query, status, code in refused:
        wire.ask(login, method, path, body, **query).problem(status, code)
    wire.post("ck2", f"/tasks/{task}/claim")
    taken = wire.ask("ck1", "POST", f"/tasks/{task}/claim", {}).problem(409, "E_TAKEN")
    assert "ck2" in str(taken["holder"])


def test_all_faults_of_a_form_come_at_once_with_their_paths(wire: Wire, id_no: str) -> None:
    wrong = {"phone": "12", "head_id": id_no[:-1] + ("0" if id_no[-1] != "0" else "1"), "birth_on": MONDAY}
    body = application(wire, "ck1", id_no, MONDAY, reason="短", **wrong)
    problem = wire.ask("ck1", "POST", "/cases", body).problem(422, "E_FORM")
    assert {(fault["path"], fault["code"]) for fault in problem["fields"]} == {
        ("F01.phone", "E_PHONE"),
        ("F01.head_id", "E_ID_CHECK"),
        ("F01.birth_on", "E_COMPUTED"),
        ("F01.reason", "E_LENGTH"),
    }
    english = wire.ask("ck1", "POST", "/cases", body, headers={"Accept-Language": "en"}).json
    assert not re.search(r"[\u4e00-\u9fff]", english["detail"])
    assert wire.get("ck1", "/cases", q=id_no)["items"] == []


def test_the_fifth_wrong_guess_locks_public_progress_for_half_an_hour(
    site: Site, wire: Wire, id_no: str
) -> None:
    no = open_case(wire, id_no, MONDAY)
    right, wrong = ({"no": no, "id_last4": last} for last in (id_no[-4:], "999X"))
    for _ in range(4):
        wire.ask(None, "POST", "/public/progress", wrong).problem(404, "E_NOT_FOUND")
    locked = wire.ask(None, "POST", "/public/progress", wrong).problem(423, "E_LOCKED")
    until = datetime.fromisoformat(locked["until"])
    assert until == datetime.fromisoformat("2026-03-02T09:30:00+08:00")
    wire.ask(None, "POST", "/public/progress", right).problem(423, "E_LOCKED")
    site.at((until + timedelta(seconds=1)).isoformat())
    assert wire.ask(None, "POST", "/public/progress", right).good()["step"] == "check_papers"


def test_names_are_masked_until_a_purpose_is_given_and_numbers_always(wire: Wire, id_no: str) -> None:
    no = open_case(wire, id_no, MONDAY)
    hidden = f"{id_no[:6]}********{id_no[-4:]}"
    head = wire.get("ck1", f"/cases/{no}")["head"]
    assert head == {**head, "name": "示例一", "id_no": hidden, "phone": "139****0025"}
    assert wire.get("db", f"/cases/{no}")["head"]["name"] != "示例一"
    purpose = {"Purpose": quote("示例：核查超期原因")}
    told = wire.ask("db", "GET", f"/cases/{no}", headers=purpose).good()
    assert told["head"]["name"] == "示例一"
    wire.ask("sjj", "GET", f"/cases/{no}").problem(422, "E_PURPOSE")
    assert wire.ask("sjj", "GET", f"/cases/{no}", headers=purpose).good()["no"] == no
    read = wire.get("fzr", f"/cases/{no}/access")["items"]
    assert any(one["purpose"] == "示例：核查超期原因" for one in read)


def test_what_looks_like_a_script_is_read_as_text(
    site: Site, wire: Wire, people: Callable[[Site, str], Person], id_no: str
) -> None:
    evil = '"><script>document.title="x"</script><img src=x onerror="document.title=1">{{7*7}}'
    no = open_case(wire, id_no, MONDAY, reason=evil, living_place=evil)
    task = task_of(wire, "ck1", no, "check_papers")
    wire.post("ck1", f"/tasks/{task}/claim")
    wire.post("ck1", f"/tasks/{task}/complete", {"outcome": "complete", "forms": {}, "comment": evil})
    page = people(site, "ck1").open(f"/cases/{no}").page
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert page.locator("main").inner_text().count(evil) >= 2
    assert no in page.title()
    for paper in wire.get("ck1", f"/cases/{no}/documents")["items"]:
        told = wire.ask("ck1", "GET", f"/documents/{paper['id']}", format="html").text
        assert "<script" not in told
