"""The reckoning in words, as the window reads it out."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistance.calendars import shipped
from engine.limits import Line, reckon
from engine.limits.explain import line_of
from engine.time import read_moment
from tests.engine.limits.limit_samples import opened

CALENDAR = shipped()
KINDS = {
    "start",
    "skipped",
    "makeup",
    "counted",
    "moved",
    "clamped",
    "end",
    "total",
    "provisional",
    "extension",
    "source",
}


def texts(start: str, n: int, unit: str, kind: str = "max") -> list[str]:
    reckoning = reckon(CALENDAR, date.fromisoformat(start), n, unit, kind, event="受理")
    return [line.text for line in reckoning.lines]


def test_a_spring_festival_is_told_by_name_with_its_worked_saturday() -> None:
    assert texts("2026-02-13", 3, "wd") == [
        "2026年2月13日(周五)受理，当日不计，自2月14日起算",
        "2月14日(周六)调休上班计入",
        "春节 2月15日至2月23日不计",
        "2月14日至2月25日，共计3个工作日",
        "截止日2026年2月25日(周三)，当日办结为按时，次日0时起为逾期",
    ]


def test_ordinary_weekends_are_gathered_in_one_line() -> None:
    lines = reckon(CALENDAR, date(2026, 7, 1), 30, "wd").lines
    (weekends,) = [line for line in lines if line.kind == "skipped"]
    assert weekends.text.startswith("周末共12天不计：7月4日至5日、7月11日至12日")
    assert (weekends.from_, weekends.to, weekends.days) == ("2026-07-04", "2026-08-09", 12)


def test_a_very_long_list_of_weekends_is_only_counted() -> None:
    lines = reckon(CALENDAR, date(2022, 1, 3), 100, "wd").lines
    weekends = [line.text for line in lines if line.text.startswith("周末")]
    assert weekends == ["周末共32天不计"]


def test_a_deadline_on_a_holiday_says_why_it_moved() -> None:
    assert "最后一日2026年10月1日(周四)逢国庆节，顺延至下一个工作日2026年10月8日(周四)" in texts(
        "2026-09-28", 3, "cd"
    )


def test_a_short_month_is_told() -> None:
    assert "2023年2月没有31日，以月末2月28日为准" in texts("2022-08-31", 6, "month")


def test_a_notice_says_when_the_next_step_may_begin() -> None:
    assert texts("2022-04-06", 7, "cd", "min")[-1] == (
        "期满2022年4月13日(周三)，2022年4月14日(周四)0时起方可进入下一环节"
    )


def test_a_provisional_year_is_named() -> None:
    assert "2027年放假安排尚未确认完整" in texts("2026-12-07", 30, "wd")[-1]


def test_hours_are_told_with_their_minute() -> None:
    lines = reckon(CALENDAR, read_moment("2026-03-06T10:15"), 24, "h", event="受理").lines
    assert lines[0].text == "2026年3月6日(周五)10:15受理，自此刻起算"
    assert lines[-1].text == "截止时刻2026年3月7日(周六)10:15，该分钟内办结为按时，其后为逾期"


def test_an_opened_limit_ends_with_its_source_and_says_when_it_is_not_verified() -> None:
    assert opened("B06", "2022-03-28T09:00").explanation[-1].text == "依据：57号（部门规定）"
    assert opened("B10", "2022-03-28T09:00").explanation[-1].text == "参考：43号（未核实）"


@given(
    st.dates(date(2004, 1, 1), date(2029, 1, 1)),
    st.integers(1, 80),
    st.sampled_from(["wd", "cd", "month"]),
    st.sampled_from(["max", "min"]),
)
def test_the_lines_account_for_every_day_between_start_and_deadline(
    start: date, n: int, unit: str, kind: str
) -> None:
    reckoning = reckon(CALENDAR, start, n, unit, kind)
    assert {line.kind for line in reckoning.lines} <= KINDS
    assert all(line_of(line.json()) == line for line in reckoning.lines)
    if unit != "wd":
        return
    days = {word: _days(reckoning.lines, word) for word in ("skipped", "counted", "makeup")}
    assert days["counted"] == n
    assert days["counted"] + days["skipped"] == (reckoning.due - start).days
    assert days["makeup"] <= n


def _days(lines: tuple[Line, ...], kind: str) -> int:
    return sum(line.days or 0 for line in lines if line.kind == kind)
