"""Rehearsal: what is wrong is told in words, and what is not offered is never a success."""

from collections.abc import Iterator

import pytest

from casework import processes
from casework.rehearsal import Performance, Scenario, ScenarioFault, Stage, coverage, read, rehearse, stage
from casework.rehearsal.acting import COMMANDS
from casework.rehearsal.scenario import ACTS
from engine.errors import NotFound
from ops import county

APPLY = """
title = "示例"
aid = "310"

[[step]]
at = "2026-03-02T09:00"
act = "apply"
as = "ck1"
form.F01 = { aid = "310", apply_on = "2026-03-02", head_name = "示例一", head_id = "130399195804120025", \
phone = "13900000025", registered_village = "130399100201", living_place = "示例镇东村1号", \
reason = "示例：家庭生活困难，申请救助。", promise = true, signature = "签字", way = "window" }
"""


@pytest.fixture(scope="module")
def built() -> Iterator[Stage]:
    with stage(county.DEMO) as made:
        yield made


def scenario(text: str, **beside: str) -> Scenario:
    return read("scenarios/test.toml", text, beside)


def played(built: Stage, more: str) -> Performance:
    return built.perform(scenario(APPLY + more))


def messages(built: Stage, more: str) -> list[str]:
    return [failure["message"] for failure in played(built, more).failures]


def step(act: str, words: str = "", by: str = "ck1", at: str = "2026-03-02T10:00") -> str:
    return f'\n[[step]]\nat = "{at}"\nact = "{act}"\nas = "{by}"\n{words}\n'


def test_a_wrong_state_is_told_with_its_step_in_words(built: Stage) -> None:
    assert messages(built, '[step.expect]\nstate = "accepted"\n') == [
        "第1步（2026-03-02 09:00 ck1 申请）：办件状态应为“已受理”，实际为“已提交”"
    ]


def test_a_failure_has_the_shape_of_the_contract(built: Stage) -> None:
    failure = played(built, '[step.expect]\nstate = "accepted"\n').failures[0]
    assert failure.keys() == {"step", "at", "what", "expected", "got", "message"}
    assert (failure["step"], failure["what"]) == (1, "state")
    assert (failure["expected"], failure["got"]) == ("accepted", "submitted")
    assert failure["at"] == "2026-03-02T09:00:00+08:00"


def test_an_open_task_that_is_not_named_fails(built: Stage) -> None:
    assert messages(built, "[step.expect]\nopen = []\n") == [
        "第1步（2026-03-02 09:00 ck1 申请）：多出待办“check_papers，window”"
    ]


def test_a_task_with_another_date_is_told_with_both(built: Stage) -> None:
    wanted = '[step.expect]\nopen = [{ step = "check_papers", due = "2026-03-05", colour = "amber" }]\n'
    assert messages(built, wanted) == [
        "第1步（2026-03-02 09:00 ck1 申请）：待办应有“check_papers，2026-03-05 到期，临期”，"
        "实际为“check_papers，2026-03-04 到期，按期”"
    ]


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ('limits = [{ row = "L05" }]', "期限应为“L05”，实际没有"),
        ('limits = [{ row = "L01", state = "met" }]', "期限应为“L01，met”，实际为“L01，open”"),
        ('handover = { state = "sent" }', "转办应为“已发出”，实际没有"),
        ('documents = ["acceptance"]', "文书应为“acceptance”，实际为“receipt”"),
        ("moments = { acceptance = 2026-03-02 }", "时点 acceptance应为“2026-03-02”，实际为“没有”"),
        ("messages = 2", "消息条数应为“2”，实际为“0”"),
        ('amount = "1.00"', "金额应为“1.00”，实际为无"),
        ('flags = ["key"]', "标记应为“key”，实际为“无”"),
        ('registers = [{ register = "intake", rows = 1 }]', "登记簿 intake 应有1行，实际0行"),
        (
            'registers = [{ register = "intake", rows = 2, where = { outcome = "complete" } }]',
            "登记簿 intake 其中“complete”的应有2行，实际0行",
        ),
    ],
)
def test_every_expectation_that_does_not_hold_is_told(built: Stage, expected: str, told: str) -> None:
    assert messages(built, f"[step.expect]\n{expected}\n") == [f"第1步（2026-03-02 09:00 ck1 申请）：{told}"]


def test_an_unexpected_refusal_ends_the_scenario(built: Stage) -> None:
    found = messages(built, step("complete", 'task = "check_papers"\noutcome = "incomplete"') + step("tick"))
    assert found == ["第2步（2026-03-02 10:00 ck1 办理 check_papers）：被拒绝：E_REQUIRED，F06a E_REQUIRED"]


def test_a_refusal_that_did_not_come_is_told(built: Stage) -> None:
    more = step("claim", 'task = "check_papers"\n[step.expect]\nrefused = "E_TAKEN"')
    assert messages(built, more) == [
        "第2步（2026-03-02 10:00 ck1 认领 check_papers）：应被拒绝（E_TAKEN），实际办成了"
    ]


def test_another_refusal_than_the_expected_one_is_told(built: Stage) -> None:
    more = step("claim", 'task = "check_papers"\n[step.expect]\nrefused = "E_TAKEN"', by="ckx")
    assert "应被拒绝（E_TAKEN），实际拒绝为 E_NOT_FOUND" in messages(built, more)[0]


def test_every_act_of_the_vocabulary_has_its_command() -> None:
    assert set(COMMANDS) == set(ACTS)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (step("claim", 'task = "visit"'), "没有待办环节 visit"),
        (step("sign", by="bm-jy"), "本件没有转办"),
        (step("reply", 'text = "示例"'), "本件没有督办单"),
        (step("approve", by="db"), "没有延期申请"),
        (step("claim", 'task = "check_papers"', by="nobody"), "没有登录名 nobody"),
        (step("correct", 'reason = "示例"'), "更正须写明一份表（form.F..）"),
        (
            step("complete", 'task = "check_papers"\nform.F06a = "examples/none.json"'),
            "没有表单示例 examples/none.json",
        ),
        (step("urge", 'task = "check_papers"\nrow = "L02"', by="db"), "的期限是 L01，不是 L02"),
    ],
)
def test_a_step_that_cannot_be_given_says_why(built: Stage, more: str, told: str) -> None:
    assert messages(built, more)[0].endswith(told)


def test_time_passes_as_the_worker_would_see_it(built: Stage) -> None:
    more = step("tick", "[step.expect]\nmessages = 3", at="2026-03-20T09:00")
    assert messages(built, more) == []


def test_a_calendar_beside_the_scenario_lies_over_the_shipped_one(built: Stage) -> None:
    rows = "date,is_workday,name,source\n2026-03-03,false,示例假,示例文件\n"
    text = APPLY.replace('aid = "310"\n', 'aid = "310"\ncalendar = "days.csv"\n', 1)
    wanted = '[step.expect]\nopen = [{ step = "check_papers", due = "2026-03-05" }]\n'
    done = built.perform(scenario(text + wanted, **{"days.csv": rows}))
    assert done.failures == []


def test_steps_count_as_visited_only_when_they_happened(built: Stage) -> None:
    done = played(built, step("complete", 'task = "check_papers"\noutcome = "complete"'))
    assert done.visited == {"one-window": {"start_application", "check_papers", "gateway_papers", "accept"}}
    assert coverage(("accept", "relatives"), "one-window", [done]) == {
        "elements": 2,
        "visited": 1,
        "missing": ["relatives"],
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "不是有效的 TOML"),
        ('aid = "310"', "缺少 title"),
        ('title = "示例"\naid = "310"', "没有步骤"),
        (APPLY + step("dance"), "第2步：不认识的动作 dance"),
        (APPLY + step("tick", at="yesterday"), "第2步：at 应为时刻"),
        (APPLY + step("tick", 'colour = "red"'), "第2步：不认识的键 colour"),
        (APPLY + '[step.expect]\ncolour = "red"\n', "第1步 expect：不认识的键 colour"),
        (APPLY + "[step.expect]\nopen = 3\n", "第1步 expect：open 写法不对"),
        (APPLY + "[step.expect]\nopen = [3]\n", "第1步 expect：open 写法不对"),
        (APPLY + step("tick", "form = 3"), "第2步：form 写法不对"),
        (APPLY + step("tick", "reason = 3"), "第2步：reason 写法不对"),
        ("area = 3\n" + APPLY, "area 写法不对"),
        (APPLY.replace("as =", "reason ="), "第1步：缺少 as（谁来办）"),
        ('calendar = "none.csv"\n' + APPLY, "没有日历文件 none.csv"),
    ],
)
def test_a_scenario_that_cannot_be_read_says_where(text: str, told: str) -> None:
    with pytest.raises(ScenarioFault, match=told):
        scenario(text)


def test_the_answer_has_the_shape_rehearsal_of_the_contract() -> None:
    texts = {**processes.shipped()["one-window"], "scenarios/not-ours.toml": APPLY}
    report = rehearse(county.DEMO, "one-window", texts, name="not-ours")
    assert report.keys() == {"ok", "process", "version", "scenarios", "coverage"}
    assert report["ok"] is True
    assert (report["process"], report["version"]) == ("one-window", 1)
    assert report["scenarios"] == [
        {"file": "scenarios/not-ours.toml", "title": "示例", "ok": True, "steps": 1, "failures": []}
    ]
    assert report["coverage"]["visited"] == 2


def test_a_process_without_scenarios_is_not_ok_and_an_unknown_name_is_refused() -> None:
    shipped = processes.shipped()["supervise"]
    bare = {path: text for path, text in shipped.items() if not path.startswith("scenarios/")}
    assert rehearse(county.DEMO, "supervise", bare)["ok"] is False
    with pytest.raises(NotFound):
        rehearse(county.DEMO, "supervise", shipped, name="none")
