from hypothesis import given
from hypothesis import strategies as st

from documents.lines import CLOSING, OPENING, width, wrap


def test_a_short_name_stays_on_one_line() -> None:
    assert wrap("材料检查", 7) == ("材料检查",)


def test_two_lines_are_about_equal_and_brackets_stay_whole() -> None:
    assert wrap("本乡镇办理（救助流程）", 7.4) == ("本乡镇办理", "（救助流程）")


def test_a_latin_word_is_not_cut() -> None:
    assert wrap("发送 handover-transfer 通知", 8) == ("发送", "handover-transfer", "通知")


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrap("很" * 40, 5, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@given(st.text(alphabet="一门受理办结，。（）ab 1", min_size=1, max_size=40), st.integers(4, 12))
def test_nothing_is_lost_and_no_line_begins_with_a_closing_mark(text: str, ems: int) -> None:
    lines = wrap(text, ems, most=99)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for before, line in zip(lines, lines[1:], strict=False):
        assert line[0] not in CLOSING
        assert before[-1] not in OPENING


@given(st.text(alphabet="一门受理办结", min_size=1, max_size=40), st.integers(2, 12))
def test_no_line_of_chinese_is_wider_than_asked(text: str, ems: int) -> None:
    assert max(width(line) for line in wrap(text, ems, most=99)) <= ems
