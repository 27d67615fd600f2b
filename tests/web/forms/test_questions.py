"""What is asked, in which state, and with which faults."""

from flask import Flask
from werkzeug.datastructures import MultiDict

from assistance.forms import schema
from engine.errors import Fault, FormRefused
from web.forms import Sheet, ask, parse
from web.forms.conditions import decided
from web.forms.parse import indexes
from web.forms.posted import Button, sheet_again, summary_of
from web.forms.questions import Question, anchor

F02 = {"F02": schema("F02")}
F16 = {"F16": schema("F16")}


def questions(form: str, sheet: Sheet) -> dict[str, Question]:
    (asked,) = ask({form: schema(form)}, sheet)
    return {question.path.partition(".")[2]: question for question in asked.questions}


def test_the_outcome_decides_which_fields_are_asked() -> None:
    returned = questions("F16", Sheet(facts={"outcome": "returned"}))
    resulted = questions("F16", Sheet(facts={"outcome": "resulted"}))
    assert "return_reason" in returned
    assert "result" not in returned
    assert "result" in resulted
    assert "return_reason" not in resulted
    assert resulted["result"].required == "yes"


def test_what_depends_on_another_answer_is_watched_in_the_browser() -> None:
    rows = questions("F02", Sheet(data={"F02": {"rows": [{"health": "healthy"}]}}))["rows"].rows
    grade = next(one for one in rows[0].questions if one.path.endswith("disability_grade"))
    assert grade.required == "maybe"
    assert "disabled" in grade.when


def test_a_condition_on_unknown_facts_is_left_open() -> None:
    rule = {"all": [{"field": "$fact.step", "is": "accept"}, {"field": "health", "is": "ill"}]}
    assert decided(rule, {"step": "accept"}) is None
    assert decided(rule, {"step": "dispatch"}) is False
    assert decided({"not": rule}, {"step": "dispatch"}) is True


def test_faults_stand_at_their_field_and_row() -> None:
    sheet = Sheet(data={"F02": {"rows": [{}, {"name": "张"}]}}, faults={"F02.rows[1].id_no": ["请填写。"]})
    rows = questions("F02", sheet)["rows"].rows
    second = {one.path: one for one in rows[1].questions}
    assert second["F02.rows[1].id_no"].faults == ("请填写。",)
    assert second["F02.rows[1].id_no"].id == anchor("F02.rows[1].id_no") == "F02-rows-1-id_no"


def test_a_list_that_must_have_rows_shows_one_to_fill() -> None:
    assert len(questions("F02", Sheet())["rows"].rows) == 1
    assert len(questions("F03", Sheet())["rows"].rows) == 0


def test_adding_a_row_keeps_what_was_typed_even_in_blank_rows() -> None:
    typed = MultiDict([("F02.rows[0].name", "张"), ("F02.rows[1].name", ""), ("F02.rows[2].name", "李")])
    sheet = sheet_again(F02, typed, Button("add", "F02.rows"))
    rows = questions("F02", sheet)["rows"].rows
    assert [row.questions[0].value for row in rows] == ["张", "", "李", ""]


def test_removing_a_row_moves_the_others_up() -> None:
    typed = MultiDict([("F02.rows[0].name", "张"), ("F02.rows[1].name", "李")])
    sheet = sheet_again(F02, typed, Button("remove", "F02.rows[0]"))
    assert sheet.data == {"F02": {"rows": [{"name": "李"}]}}


def test_blank_rows_and_inputs_are_no_answers() -> None:
    typed = MultiDict(
        [("F02.rows[0].name", "  "), ("F02.rows[7].name", "李"), ("F02.rows[7].living_together", "false")]
    )
    assert parse(F02, typed) == {"F02": {"rows": [{"name": "李", "living_together": False}]}}


def test_a_word_in_a_number_field_stays_a_word() -> None:
    typed = MultiDict([("F02.rows[0].disability_grade", "二级"), ("F02.rows[1].disability_grade", "2")])
    grades = [row["disability_grade"] for row in parse(F02, typed)["F02"]["rows"]]
    assert grades == ["二级", 2]


def test_what_the_system_computes_is_never_read_from_a_page() -> None:
    assert parse(F16, MultiDict([("F16.signed_at", "2026-01-01T00:00")])) == {"F16": {}}


def test_nobody_makes_a_page_of_endless_rows() -> None:
    typed = MultiDict(
        [(f"F02.rows[{at}].name", "x") for at in range(999)] + [("F02.rows[1000000].name", "x")]
    )
    assert len(indexes("F02.rows", typed)) == 200


def test_the_second_notice_asks_for_its_reason_and_the_first_does_not() -> None:
    first = questions("F06a", Sheet(facts={"@F06a": False}))
    second = questions("F06a", Sheet(facts={"@F06a": True}))
    assert "second_reason" not in first
    assert second["second_reason"].required == "maybe"
    assert second["second_reason"].when == ""


def test_numbers_may_be_typed_in_groups() -> None:
    typed = MultiDict([("F01.head_id", " 130399 19580412 0025 "), ("F01.living_place", "东村 1 号")])
    read = parse({"F01": schema("F01")}, typed)["F01"]
    assert read == {"head_id": "130399195804120025", "living_place": "东村 1 号"}


def test_the_browser_is_told_when_an_answer_becomes_needed() -> None:
    asked = questions("F01", Sheet(facts={"emergency_kind": None}))
    assert asked["agent_id"].required == "maybe"
    assert "agent_name" in asked["agent_id"].need
    assert asked["head_id"].required == "yes"
    assert asked["head_id"].need == ""


def test_what_the_system_fills_in_is_told_in_words(app: Flask) -> None:
    given = {"authorisation_valid": True}
    posted = {"last_day": "2026-03-09", "amount": "1020.00"}
    with app.test_request_context():
        assert questions("F10", Sheet(data={"F10": given}))["authorisation_valid"].value == "是"
        shown = questions("F11", Sheet(data={"F11": posted}, facts={"outcome": "posted"}))
    assert (shown["last_day"].value, shown["amount"].value) == ("2026年3月9日", "1020.00")


def test_the_summary_names_the_field_even_where_no_form_asks_it(app: Flask) -> None:
    faults = [
        Fault(path="F16.text", code="E_REQUIRED", facts={"label": "结果说明"}),
        Fault(path="reason", code="E_REQUIRED", facts={"label": "理由"}),
    ]
    with app.test_request_context():
        forms = ask(F16, Sheet(facts={"outcome": "resulted"}))
        told = summary_of(FormRefused(faults), forms)
    assert [place for place, _label, _words in told] == ["F16-text", "reason"]
    assert [f"{label}{words}" for _place, label, words in told] == ["请填写“结果说明”。", "请填写“理由”。"]
