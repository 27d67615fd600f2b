"""Stories of last year 上年办件: granted, refused and closed under the rules of the day on which they were accepted."""

from ops.demo.desk import Desk, Story
from ops.demo.homes import EAST, SOUTH, WEST, home, person
from ops.demo.way import Way


def granted_last_winter(desk: Desk) -> Story:
    """上年给予的一户."""
    head = person("于戊", EAST, "1951-10-26", 800)
    family = home(head, "410.00", "夫妻年老多病，申请低保。", "于夫 spouse 1950-01-14 ill")
    yield from Way(desk=desk, home=family, day=285).until_closed()


def granted_last_spring(desk: Desk) -> Story:
    """上年给予的独居老人."""
    family = home(
        person("傅己", SOUTH, "1946-04-08", 810), "160.00", "独居，没有收入，申请低保。", health="disabled"
    )
    yield from Way(desk=desk, home=family, day=255).until_closed()


def granted_in_town(desk: Desk) -> Story:
    """上年给予的城市低保."""
    head = person("皮庚", WEST, "1972-09-23", 820)
    family = home(
        head, "980.00", "企业停产，孩子上学，申请低保。", "皮妻 spouse 1974-12-31", "皮女 child 2012-02-29"
    )
    yield from Way(desk=desk, home=family, day=232, aid="110").until_closed()


def refused_last_year(desk: Desk) -> Story:
    """上年不予确认的一户."""
    head = person("卞辛", EAST, "1983-07-02", 830)
    family = home(head, "1850.00", "房贷压力大，申请低保。", "卞妻 spouse 1985-11-08")
    way = Way(desk=desk, home=family, day=240)
    yield from way.until_refused()
    yield way.on(1, "10:00")
    way.serve(refusal=True)
    yield way.on(1, "09:30")
    way.close()


STORIES = (granted_last_winter, granted_last_spring, granted_in_town, refused_last_year)
