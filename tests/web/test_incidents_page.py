"""The page of incidents: what went wrong in plain words, facts put right and tried again, or given up; and 分办 beforehand."""

from collections.abc import Callable
from typing import Any

import pytest

from casework import inbox
from casework.incidents import IncidentFiled
from casework.office import Office
from tests.casework.desk import Desk
from tests.casework.township import publish

Visit = Callable[[str], Any]


@pytest.fixture
def stuck(office: Office) -> str:
    """A case that went to a process which asks for an unknown fact; its number."""
    desk = Desk(office)
    publish(office)
    no, task_id = to_dispatch(desk, "310")
    with pytest.raises(IncidentFiled):
        inbox.complete_task(office, desk.who("ck1"), task_id, outcome="own", forms={})
    return no


def to_dispatch(desk: Desk, aid: str) -> tuple[str, str]:
    no = desk.open(aid=aid)
    desk.accept(no)
    desk.related(no)
    return no, desk.claim("ck1", no, "dispatch")


def open_cards(visitor: Any) -> list[Any]:
    return list(visitor.page.xpath("//article[.//form]"))


def test_a_fact_is_put_right_by_its_name_and_the_command_goes_through(
    stuck: str, visit: Visit, office: Office
) -> None:
    visitor = visit("fzr").get("/admin/incidents?state=open")
    [card] = open_cards(visitor)
    words = card.text_content()
    assert stuck in words
    assert "到户籍地的路程（公里）" in words
    assert "distance" not in words
    assert "aid_process" not in words
    visitor.submit("重试", reason="示例：再试", **{"fact:distance": "远"})
    assert visitor.answer.status_code == 422
    assert visitor.page.xpath("//input[@name='fact:distance']")[0].get("aria-invalid") == "true"
    assert visitor.value("fact:distance") == "远"
    assert visitor.value("reason") == "示例：再试"
    visitor.submit("重试", reason="示例：已核实", **{"fact:distance": "35"})
    assert visitor.answer.status_code == 200
    assert "已重新办理成功" in visitor.text
    assert Desk(office).steps(stuck) == ["escort"]


def test_a_retry_without_mending_tells_why_it_failed_again(stuck: str, visit: Visit) -> None:
    visitor = visit("fzr").get("/admin/incidents?state=open").submit("重试", reason="示例：再试")
    assert visitor.answer.status_code == 409
    assert "到户籍地的路程（公里）" in visitor.text
    visitor.get("/admin/incidents?state=open").submit("放弃", reason="示例：改为转办")
    assert "已放弃" in visitor.text


def test_who_only_tries_again_is_offered_no_facts(stuck: str, visit: Visit) -> None:
    visitor = visit("xt").get("/admin/incidents?state=open")
    [card] = open_cards(visitor)
    assert not card.xpath(".//details")
    assert "放弃" not in card.text_content()
    visit("fzr").get("/admin/incidents?state=open").submit("放弃", reason="示例")


@pytest.mark.parametrize(("language", "words"), [("zh", "流散人员救助"), ("en", "No process for")])
def test_an_outcome_that_cannot_work_is_shown_with_its_reason(
    office: Office, visit: Visit, language: str, words: str
) -> None:
    _, task_id = to_dispatch(Desk(office), "360")
    visitor = visit("ck1")
    visitor.client.set_cookie("language", language)
    visitor.get(f"/tasks/{task_id}?outcome=own")
    shut = visitor.page.xpath("//ul[@class='outcomes']/li[span]")
    assert len(shut) == 1
    assert words in shut[0].text_content()
    assert visitor.page.xpath("//ul[@class='outcomes']/li/a/@href")
    assert visitor.page.xpath("//input[@name='outcome']/@value") == ["transfer"]
