"""The desk of every post: it says what waits, or where to go; nobody stands before a blank page."""

from collections.abc import Callable
from typing import Any

import pytest

from ops import county

Visit = Callable[[str], Any]
LOGINS = [login for login, _name, _grant in county.people()]


@pytest.mark.parametrize("login", LOGINS)
def test_no_desk_is_a_dead_end(login: str, visit: Visit) -> None:
    visitor = visit(login)
    assert visitor.path == "/"
    assert visitor.answer.status_code == 200
    links = visitor.page.xpath("//main//a[starts-with(@href, '/')]/@href")
    assert links
    for link in dict.fromkeys(links):
        assert visitor.get(link).answer.status_code in (200, 422), link


def test_a_post_without_tasks_is_told_where_to_go(visit: Visit) -> None:
    assert "您可以做什么" in visit("lc").text
    assert "看现行流程" in visit("fb").text
    assert "查看人员" in visit("rs").text


def test_the_administrator_is_told_of_years_that_nobody_confirmed(visit: Visit) -> None:
    visitor = visit("xt").get("/calendar?year=2026")
    again = [one for one in visitor.page.iter("button") if "改为未确认" in one.text_content()]
    if again:
        visitor.submit("改为未确认")
    visitor.get("/")
    assert "2026 年放假安排还没有确认" in visitor.text
    visitor.follow("去确认").submit("确认本年安排已完整")
    assert "2026 年放假安排" not in visitor.get("/").text
