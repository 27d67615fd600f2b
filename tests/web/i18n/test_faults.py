"""The words beside fields: every code has them, in both languages, and nothing is left unfilled."""

import pytest

from engine.errors import Fault
from web.i18n.faults import FAULTS, sentence

CODES = [
    "E_REQUIRED",
    "E_LENGTH",
    "E_TYPE",
    "E_CHOICE",
    "E_RANGE",
    "E_COUNT",
    "E_UNIQUE",
    "E_UNKNOWN_FIELD",
    "E_COMPUTED",
    "E_ID_FORMAT",
    "E_ID_DATE",
    "E_ID_CHECK",
    "E_ID_SEX",
    "E_USCC",
    "E_PHONE",
    "E_CARD",
    "E_HH",
    "E_NAME",
    "E_MONEY",
    "E_DATE",
    "E_FILE",
    "E_RELATIVE",
    "E_REVIEW_QUORUM",
    "E_REFUSAL_LETTER",
    "E_CAP",
    "E_SUBSIDY",
]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "facts", [{}, {"label": "联系电话"}, {"label": "金额", "row": 2, "min": 1, "max": 5}]
)
def test_every_code_has_a_whole_sentence(code, lang, facts):
    text = sentence(Fault(path="F01.phone", code=code, facts=facts), lang)
    assert text.endswith("。" if lang == "zh" else ".")
    assert "{" not in text
    assert "None" not in text


def test_every_code_that_has_words_has_two():
    assert all(zh and en for zh, en in FAULTS.values())


@pytest.mark.parametrize(
    ("code", "facts", "text"),
    [
        ("E_LENGTH", {"label": "申请理由", "min": 10, "max": 500}, "“申请理由”的字数应在10至500之间。"),
        ("E_UNIQUE", {"label": "身份证号码", "row": 2}, "第2行“身份证号码”与前面的重复了。"),
        ("E_COUNT", {"label": "家庭成员", "min": 1, "max": None}, "“家庭成员”的数量应不少于1。"),
        ("E_COUNT", {"label": "近亲属", "max": 0}, "“近亲属”在这里不用填，请删去。"),
        (
            "E_COUNT",
            {"label": "调查人", "what": "choose", "min": 2, "max": 10},
            "“调查人”选择的项数应在2至10之间。",
        ),
        ("E_COUNT", {"label": "照片", "what": "upload", "max": 20}, "“照片”的文件数应不超过20。"),
        (
            "E_REFUSAL_LETTER",
            {"label": "理由", "short": True, "min": 20, "max": 2000},
            "不予确认通知书的“理由”写得太短，字数应在20至2000之间。",
        ),
        (
            "E_DATE",
            {"label": "申请日期", "max": "2026-03-02"},
            "“申请日期”应是不晚于2026年3月2日的有效日期。",
        ),
        (
            "E_DATE",
            {"label": "受理时间", "min": "2026-03-01", "max": "2026-03-02T10:00:00+08:00"},
            "“受理时间”应是不早于2026年3月1日、不晚于2026年3月2日10:00的有效日期。",
        ),
        ("E_DATE", {"label": "申请日期"}, "“申请日期”应是有效日期。"),
        ("E_CHOICE", {"label": "救助类别", "message": "与所申请的不一致"}, "与所申请的不一致"),
        (
            "E_REQUIRED",
            {"label": "授权的成年成员", "what": "adults", "rows": [2, 3]},
            "还有成年家庭成员没有签署授权（家庭成员表第2、3行）。",
        ),
        ("E_REQUIRED", {}, "请填写此项。"),
    ],
)
def test_says_what_is_wrong_and_where(code, facts, text):
    assert sentence(Fault(path="x", code=code, facts=facts), "zh") == text


def test_speaks_english_too():
    fault = Fault(
        path="x",
        code="E_DATE",
        facts={"label": "申请日期", "min": "2026-03-01", "max": "2026-03-02T10:00:00+08:00"},
    )
    assert (
        sentence(fault, "en")
        == "“Day of application” must be a real date not before 2026-03-01 and not after 2026-03-02 10:00."
    )
