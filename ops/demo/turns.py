"""Stories of 低保 that take another turn: withdrawn, a death, a move, more time asked for, and one that is much too late."""

from casework import departures, extensions, intake
from casework.casefile import find_case
from ops.demo.desk import Desk, Story
from ops.demo.homes import EAST, NORTH, SOUTH, WEST, home, person
from ops.demo.way import Way


def withdrawn(desk: Desk) -> Story:
    """调查中撤回."""
    head = person("岑亥", WEST, "1979-09-14", 610)
    family = home(head, "1250.00", "孩子上学，申请低保。", "岑妻 spouse 1981-01-18")
    way = Way(desk=desk, home=family, day=9)
    yield from way.until_asked()
    yield way.on(2, "10:00")
    _withdraw(way)


def withdrawn_while_posted(desk: Desk) -> Story:
    """公示中撤回."""
    head = person("薛一", EAST, "1971-08-25", 620)
    family = home(head, "1020.00", "妻子没有工作，申请低保。", "薛妻 spouse 1973-06-10")
    way = Way(desk=desk, home=family, day=13)
    yield from way.until_posted()
    yield way.on(3, "10:00")
    _withdraw(way)


def died(desk: Desk) -> Story:
    """申请人去世，办件终止."""
    family = home(person("雷二", SOUTH, "1940-03-17", 630), "180.00", "高龄独居，申请低保。", health="ill")
    way = Way(desk=desk, home=family, day=14)
    yield from way.until_known()
    yield way.on(3, "09:30")
    departures.record_death(
        desk.office, desk.actor("ckx"), way.no, member=family.head.id_no, died_on=desk.today
    )


def widowed(desk: Desk) -> Story:
    """户主去世，由配偶作新户主接着办."""
    head = person("贺三", EAST, "1949-06-22", 640)
    family = home(head, "540.00", "户主重病，申请低保。", "贺妻 spouse 1954-11-19", health="ill")
    way = Way(desk=desk, home=family, day=12)
    yield from way.until_asked()
    yield way.on(3, "10:20")
    departures.record_death(
        desk.office,
        desk.actor("ck1"),
        way.no,
        member=family.head.id_no,
        died_on=desk.today,
        new_head=family.members[1].who.id_no,
    )
    yield way.on(1, "15:00")
    way.report()


def moved(desk: Desk) -> Story:
    """户口迁往示例乡，由迁入乡镇接着办."""
    head = person("倪四", WEST, "1982-12-05", 650)
    family = home(head, "1080.00", "离异带孩子，收入低，申请低保。", "倪子 child 2016-08-08")
    way = Way(desk=desk, home=family, day=8)
    yield from way.until_asked()
    yield way.on(1, "15:40")
    way.report()
    yield way.on(2, "09:20")
    departures.move_case(
        desk.office,
        desk.actor("ck1"),
        way.no,
        to_area=NORTH[:9],
        moved_on=desk.today,
        reason="示例：户口迁往示例乡北村",
    )


def more_time_asked(desk: Desk) -> Story:
    """情况复杂，申请延长总期限，待负责人批准."""
    head = person("汤五", EAST, "1967-07-29", 660)
    family = home(head, "870.00", "外地有房产待查，申请低保。", "汤夫 spouse 1965-03-11")
    way = Way(desk=desk, home=family, day=22)
    yield from way.until_known()
    yield way.on(15, "10:00")
    _ask(way)


def more_time_given(desk: Desk) -> Story:
    """情况复杂，总期限已延长到45个工作日."""
    head = person("滕六", WEST, "1964-01-06", 670)
    family = home(head, "760.00", "外省收入需要函调，申请低保。", "滕妻 spouse 1966-10-24")
    way = Way(desk=desk, home=family, day=35)
    yield from way.until_known()
    yield way.on(22, "10:00")
    _ask(way)
    yield way.on(1, "09:30")
    asked = extensions.to_decide(desk.office, desk.actor("fzr"))
    [own] = [row for row in asked if row["case_no"] == way.no]
    extensions.approve(desk.office, desk.actor("fzr"), way.no, own["id"])


def much_too_late(desk: Desk) -> Story:
    """总期限已过：逐级提醒，系统建议督办；没有人替它作决定."""
    head = person("殷七", SOUTH, "1957-02-03", 680)
    family = home(head, "450.00", "夫妻年老，申请低保。", "殷妻 spouse 1959-05-09")
    way = Way(desk=desk, home=family, day=38)
    yield from way.until_drafted()


def _withdraw(way: Way) -> None:
    login = way.crew.closes
    intake.withdraw_case(
        way.desk.office,
        way.desk.actor(login),
        way.no,
        reason="示例：子女已承担赡养，不再申请。",
        signed_on=way.desk.today,
        signature=way.desk.file(login, "撤回申请签字.png"),
    )


def _ask(way: Way) -> None:
    """Whoever has the case in hand asks for more time on its total limit, whichever row that is under its rules."""
    desk, login = way.desk, way.crew.investigates
    desk.claim(way.no, login, "end_investigation")
    with desk.office.store.read() as work:
        [total] = work.limits.having(case_id=find_case(work, way.no).id, step="total")
    reason = "示例：外地收入和房产需要函调核实。"
    extensions.ask(desk.office, desk.actor(login), way.no, row=total.row, reason=reason)


STORIES = (
    withdrawn,
    withdrawn_while_posted,
    died,
    widowed,
    moved,
    more_time_asked,
    more_time_given,
    much_too_late,
)
