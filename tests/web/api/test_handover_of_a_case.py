"""One application from the window to the department and back, over HTTP only, every answer as the document has it."""

from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

Ask = Callable[..., TestResponse]
Fits = Callable[[str, Any], None]
LISTS = {
    "history": "history",
    "limits": "limit",
    "moments": "moment_of",
    "documents": "document_of",
    "attachments": "attachment",
    "forms": "form_entry",
    "messages": "message",
}


def good(answer: TestResponse, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json


def test_a_case_goes_to_the_department_and_back(
    ask: Ask, fits: Fits, application: Callable[[], dict[str, Any]], upload: Callable[[str], str]
) -> None:
    case = good(ask("ck1", "POST", "/cases", json=application()), 201)
    fits("case", case)
    no = case["no"]

    def step(login: str, key: str, outcome: str, **forms: Any) -> Any:
        rows = good(ask(login, "GET", "/tasks", query_string={"queue": "group", "step": key}))["items"]
        row = next(row for row in rows if row["case_no"] == no)
        fits("task_row", row)
        fits("task", good(ask(login, "POST", f"/tasks/{row['id']}/claim")))
        fits("task", good(ask(login, "GET", f"/tasks/{row['id']}")))
        kept = good(ask(login, "PUT", f"/tasks/{row['id']}/draft", json={"forms": {"F06b": {"note": 1.5}}}))
        fits("task", kept)
        done = good(
            ask(login, "POST", f"/tasks/{row['id']}/complete", json={"outcome": outcome, "forms": forms})
        )
        fits("done", done)
        return done

    step("ck1", "check_papers", "complete")
    step("ck1", "accept", "accepted", F06b={"accepted_at": "2026-03-02T10:00:00+08:00"})
    step("ck1", "relatives", "done", F07={"declared": False, "signature": upload("ck1")})
    step("ck1", "dispatch", "transfer", dispatch={"unit": "jy"})

    shown = good(ask("ck1", "GET", f"/cases/{no}"))
    fits("case", shown)
    handover = shown["handovers"][0]["id"]
    fits("handover", good(ask("ck1", "GET", f"/handovers/{handover}")))

    def act(login: str, name: str, state: str, body: dict[str, Any] | None = None) -> None:
        found = good(ask(login, "POST", f"/handovers/{handover}/{name}", json=body or {}))
        fits("handover", found)
        assert found["state"] == state

    act(
        "ck1",
        "send",
        "sent",
        {"F15": {"kind": "transfer", "unit": "jy", "matter": "示例教育救助", "reason": "属教育部门职权"}},
    )
    act("ck1", "recall", "drafted", {"reason": "示例：补充材料后再发"})
    act("ck1", "send", "sent", {"matter": "示例教育救助", "reason": "属教育部门职权"})
    act("bm-jy", "return", "returned", {"return_reason": "示例：不属本单位", "proposed_unit": "mz"})
    act("ck1", "send", "sent", {"unit": "jy", "matter": "示例教育救助", "reason": "属教育部门职权"})
    act("bm-jy", "sign", "signed")
    signed = ask(
        "bm-jy",
        "POST",
        f"/handovers/{handover}/return",
        json={"return_reason": "示例", "proposed_unit": "mz"},
    )
    assert (signed.status_code, signed.json["code"]) == (409, "E_SIGNED")
    act("bm-jy", "result", "resulted", {"result": "given", "text": "示例：减免学费", "amount": "500"})
    act("bm-jy", "feed-back", "fed_back", {"text": "示例：减免学费五百元", "amount": "500.00"})
    act(
        "ck1",
        "tell",
        "told",
        {"told_at": "2026-03-02T10:00:00+08:00", "how": "phone", "by": "ck1", "heard": True},
    )
    act("ck1", "file", "closed")
    own = good(ask("bm-jy", "GET", f"/handovers/{handover}"))
    assert own["amount"] == "500.00"
    assert "head" not in own
    listed = good(ask("bm-jy", "GET", "/handovers", query_string={"state": "closed", "unit": "jy"}))
    assert [row["id"] for row in listed["items"]] == [handover]

    for name, shape in LISTS.items():
        page = good(ask("ck1", "GET", f"/cases/{no}/{name}"))
        assert page["items"] or name == "messages"
        for item in page["items"]:
            fits(shape, item)
    fits("limits", good(ask("ck1", "GET", f"/cases/{no}/limits")))
    for row in good(ask("fzr", "GET", f"/cases/{no}/access"))["items"]:
        fits("access", row)

    drawing = ask("ck1", "GET", f"/cases/{no}/diagram.svg")
    assert drawing.content_type.startswith("image/svg+xml")
    assert drawing.text.startswith("<svg")
    assert "sandbox" in drawing.headers["Content-Security-Policy"]

    # What follows reads this very case; as tests of their own they could land on another worker, with another county.
    a_page_of_history_after_another_makes_the_whole(ask)
    documents_are_data_page_and_paper(ask, fits)
    the_public_sees_how_far_it_is_and_nothing_else(ask, fits)
    lists_of_the_office_fit_their_shapes(ask, fits)


def a_page_of_history_after_another_makes_the_whole(ask: Ask) -> None:
    no = good(ask("ck1", "GET", "/cases"))["items"][0]["no"]
    path = f"/cases/{no}/history"
    whole = good(ask("ck1", "GET", path))["items"]
    found: list[Any] = []
    query: dict[str, str] = {"limit": "7"}
    while True:
        page = good(ask("ck1", "GET", path, query_string=query))
        found += page["items"]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert found == whole
    assert len(whole) > 14
    stolen = ask("ck1", "GET", f"/cases/{no}/moments", query_string=query)
    assert stolen.json["code"] == "E_BAD_REQUEST"


def documents_are_data_page_and_paper(ask: Ask, fits: Fits) -> None:
    no = good(ask("ck1", "GET", "/cases"))["items"][0]["no"]
    for row in good(ask("ck1", "GET", f"/cases/{no}/documents"))["items"]:
        fits("document", good(ask("ck1", "GET", f"/documents/{row['id']}")))
        page = ask("ck1", "GET", f"/documents/{row['id']}", query_string={"format": "html"})
        assert page.content_type == "text/html; charset=utf-8"
        assert f"<h1>{row['title']}</h1>" in page.text
        paper = ask("ck1", "GET", f"/documents/{row['id']}", query_string={"format": "pdf"})
        assert paper.data.startswith(b"%PDF-")


def the_public_sees_how_far_it_is_and_nothing_else(ask: Ask, fits: Fits) -> None:
    no = good(ask("ck1", "GET", "/cases"))["items"][0]["no"]
    told = good(ask(None, "POST", "/public/progress", json={"no": no, "id_last4": "0025"}))
    fits("progress", told)
    assert "示例一" not in str(told)
    wrong = ask(None, "POST", "/public/progress", json={"no": no, "id_last4": "0000"})
    assert (wrong.status_code, wrong.json["code"]) == (404, "E_NOT_FOUND")
    fits("flow", good(ask(None, "GET", "/public/flow/310")))


def lists_of_the_office_fit_their_shapes(ask: Ask, fits: Fits) -> None:
    for login, path, shape in (
        ("ck1", "/cases", "case_row"),
        ("ck1", "/areas", "area"),
        ("ck1", "/units", "unit"),
        ("lc", "/processes", "version"),
        ("lc", "/processes/one-window/versions", "version"),
        ("db", "/supervision/messages", "message"),
    ):
        items = good(ask(login, "GET", path))["items"]
        assert items or shape == "message"
        for item in items:
            fits(shape, item)
    fits("board", good(ask("db", "GET", "/supervision/board")))
    fits("calendar", good(ask("xt", "GET", "/calendar", query_string={"year": "2026"})))
    fits("me", good(ask("ck1", "GET", "/me")))
    text = ask("lc", "GET", "/processes/one-window/versions/1/files/process.bpmn").text
    assert text.startswith("<?xml")
    counts = good(ask("ck1", "GET", "/tasks/counts"))
    assert counts["mine"].keys() >= {"total", "green", "amber", "red", "none"}
