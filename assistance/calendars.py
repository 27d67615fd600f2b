"""The calendar the product is shipped with 随附日历: the State Council's holidays of 2004–2026, complete years."""

from functools import cache
from types import MappingProxyType

from chinese_calendar import constants

from engine.limits import Calendar, Day

SOURCE = "国务院办公厅放假安排（chinesecalendar 1.11.0）"
FIRST_VERSION = 1
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


@cache
def shipped() -> Calendar:
    """Rows only for days that differ from, or are named beyond, their weekday; one object, so that its cache stays warm."""
    days = {
        day: Day(date=day, is_workday=False, name=_NAMES[name], source=SOURCE)
        for day, name in constants.holidays.items()
    }
    days |= {
        day: Day(date=day, is_workday=True, name=f"{_NAMES[name]}调休", source=SOURCE)
        for day, name in constants.workdays.items()
    }
    years = frozenset(day.year for day in constants.holidays)
    return Calendar(version=FIRST_VERSION, days=MappingProxyType(days), complete_years=years)
