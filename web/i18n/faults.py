"""What a person reads beside a field at fault 字段错误: by code, Chinese and English.

`{label}` names the field (with its row in a list), `{span}` the bounds, `{choices}` the options, as far as the facts
hold them. A rule of a form brings its own Chinese sentence in `facts["message"]`.
"""

from collections.abc import Mapping
from typing import Any

from engine.errors import Fault
from web.i18n.data import told

FAULTS: dict[str, tuple[str, str]] = {
    "E_REQUIRED": ("请填写{label}。", "{label} is needed."),
    "E_LENGTH": ("{label}的字数应{span}。", "{label} must have {span} characters."),
    "E_TYPE": ("{label}的填写格式不对。", "{label} is not in the right form."),
    "E_CHOICE": ("{label}不在可选范围内，请重新选择。", "{label} is not one of the options. Choose again."),
    "E_RANGE": ("{label}应{span}。", "{label} must be {span}."),
    "E_COUNT": ("{label}的数量应{span}。", "{label} must have {span} entries."),
    "E_UNIQUE": ("{label}与前面的重复了。", "{label} is given twice."),
    "E_UNKNOWN_FIELD": ("{label}在这里不用填，请删去。", "{label} is not asked for here. Leave it out."),
    "E_COMPUTED": (
        "{label}由系统填写，请不要自己填。",
        "{label} is filled in by the system. Leave it empty.",
    ),
    "E_ID_FORMAT": (
        "{label}应是18位公民身份号码，前17位是数字，最后一位是数字或X。",
        "{label} must be an identity number of 18 characters: 17 digits, then a digit or X.",
    ),
    "E_ID_DATE": (
        "{label}中的出生日期不对，请对照证件检查第7至14位。",
        "The birth date in {label} cannot be right. Check characters 7 to 14.",
    ),
    "E_ID_CHECK": (
        "{label}有一位写错了（校验码不符），请对照证件逐位检查。",
        "{label} has a wrong digit: the check digit does not fit. Compare it with the card.",
    ),
    "E_ID_SEX": (
        "{label}与身份证号码不一致，请检查号码或性别。",
        "{label} differs from the identity number. Check both.",
    ),
    "E_USCC": (
        "{label}应是18位统一社会信用代码，请对照证书检查。",
        "{label} must be a unified social credit code of 18 characters.",
    ),
    "E_PHONE": (
        "{label}应是11位手机号，或带区号的固定电话，如 0335-1234567。",
        "{label} must be a mobile number of 11 digits or a fixed line with area code, such as 0335-1234567.",
    ),
    "E_CARD": (
        "{label}不对：银行卡16至19位，存折10至30位数字，请对照检查。",
        "{label} is wrong: a bank card has 16 to 19 digits, a passbook 10 to 30. Check it.",
    ),
    "E_HH": (
        "{label}应是1至20位字母或数字。",
        "{label} must be 1 to 20 letters or digits.",
    ),
    "E_NAME": (
        "{label}应是1至50个汉字（可有“·”）或拉丁字母，不能有数字。",
        "{label} must be 1 to 50 Chinese characters (“·” between parts) or Latin letters, without digits.",
    ),
    "E_MONEY": (
        "{label}应是不小于0的金额，最多两位小数，如 1020.50。",
        "{label} must be an amount of 0 or more with at most two decimals, such as 1020.50.",
    ),
    "E_DATE": ("{label}应是{span}有效日期。", "{label} must be a real date{span}."),
    "E_FILE": (
        "{label}的附件没有找到或不能用，请重新上传 pdf、jpg 或 png 文件（不超过20 MB）。",
        "The file of {label} was not found or cannot be used. Upload a pdf, jpg or png of at most 20 MB.",
    ),
    "E_RELATIVE": (
        "{label}是申请人的近亲属，不能参加评议。",
        "{label} is a close relative of the applicant and may not attend.",
    ),
    "E_REVIEW_QUORUM": (
        "参加评议的村（居）民代表不足总人数的三分之二。",
        "Fewer than two thirds of those attending are residents' representatives.",
    ),
    "E_REFUSAL_LETTER": (
        "不予确认通知书缺少{label}，事实、依据、理由和救济途径都要写全。",
        "The refusal letter lacks {label}; facts, ground, reason and remedies must all be there.",
    ),
    "E_CAP": ("{label}超过了上限{max}。", "{label} is above the cap {max}."),
    "E_SUBSIDY": (
        "{label}应在每月100.00元至200.00元之间。",
        "{label} must lie between 100.00 and 200.00 yuan a month.",
    ),
    "E_SAME_PERSON": ("{label}应是另外一人。", "{label} must be another person."),
}

# Where the words of the code would not help: a list lacks somebody, a tick is not filled in but ticked.
_SPECIAL: dict[tuple[str, str], tuple[str, str]] = {
    ("E_REQUIRED", "choose"): ("请选择{label}。", "Choose {label}."),
    ("E_REQUIRED", "tick"): ("请勾选{label}。", "Tick {label}."),
    ("E_REQUIRED", "upload"): ("请上传{label}。", "Upload {label}."),
    ("E_REQUIRED", "sign"): ("请签字并上传{label}。", "Sign and upload {label}."),
    ("E_COUNT", "none"): ("{label}在这里不用填，请删去。", "{label} is not asked for here. Leave it out."),
    ("E_COUNT", "choose"): ("{label}选择的项数应{span}。", "Of {label} {span} must be chosen."),
    ("E_COUNT", "upload"): ("{label}的文件数应{span}。", "{label} must have {span} files."),
    ("E_COUNT", "sign"): ("{label}的签字件数应{span}。", "{label} must have {span} signed papers."),
    ("E_REFUSAL_LETTER", "short"): (
        "不予确认通知书的{label}写得太短，字数应{span}。",
        "{label} of the refusal letter is too short; it must have {span} characters.",
    ),
    ("E_UNIQUE", "used"): ("{label}已经用过，请换一个。", "{label} is in use already. Choose another."),
    ("E_SAME_PERSON", "people"): (
        "{label}应是不同的人，同一人不能算两次。",
        "{label} must be different people; nobody counts twice.",
    ),
    ("E_REQUIRED", "head"): (
        "家庭成员中没有户主：应有一行的身份证号码与申请书上的户主相同。",
        "The household has no head: one row must carry the identity number of the head in the application.",
    ),
    ("E_REQUIRED", "adults"): (
        "还有成年家庭成员没有签署授权（家庭成员表第{rows}行）。",
        "Adult members have not signed yet (rows {rows} of the household).",
    ),
}


def sentence(fault: Fault, lang: str) -> str:
    """One plain sentence that says what is wrong and how to mend it; `lang` is `zh` or `en`."""
    english = lang == "en"
    if not english and fault.facts.get("message"):
        return str(fault.facts["message"])
    words = _SPECIAL.get((fault.code, _kind(fault.facts)), FAULTS[fault.code])
    text = words[english].format(
        label=_label(fault.facts, english),
        span=_span(fault, english),
        max=fault.facts.get("max", ""),
        rows=("、", ", ")[english].join(str(row) for row in fault.facts.get("rows", ())),
    )
    return text[:1].upper() + text[1:] if english else text


def _kind(facts: Mapping[str, Any]) -> str:
    """What a code's words depend on: how the field is answered, that a text is too short, that a list must be empty."""
    if facts.get("max") == 0:
        return "none"
    return str(facts.get("what") or ("short" if facts.get("short") else ""))


def _label(facts: Mapping[str, Any], english: bool) -> str:
    label, row = facts.get("label"), facts.get("row")
    if not label:
        return "this answer" if english else "此项"
    label = told(label, "en" if english else "zh")
    if row is None:
        return f"“{label}”"
    return f"“{label}” in row {row}" if english else f"第{row}行“{label}”"


def _span(fault: Fault, english: bool) -> str:
    least, most = (_bound(fault.facts.get(name), english) for name in ("min", "max"))
    if fault.code == "E_DATE":
        return _dates(least, most, english)
    if least is not None and most is not None:
        if least == most:
            return f"exactly {least}" if english else f"为{least}"
        return f"{least} to {most}" if english else f"在{least}至{most}之间"
    if least is not None:
        return f"at least {least}" if english else f"不少于{least}"
    if most is not None:
        return f"at most {most}" if english else f"不超过{most}"
    return "within bounds" if english else "在规定范围内"


def _dates(least: str | None, most: str | None, english: bool) -> str:
    if english:
        return (
            (f" not before {least}" if least else "")
            + (" and" if least and most else "")
            + (f" not after {most}" if most else "")
        )
    parts = [f"不早于{least}" if least else "", f"不晚于{most}" if most else ""]
    return "、".join(part for part in parts if part) + ("的" if least or most else "")


def _bound(value: Any, english: bool) -> str | None:
    """A bound as people read it: a date as 年月日, a moment to the minute."""
    if value is None:
        return None
    text = str(value)
    if english or len(text) < 10 or text[4] != "-":
        return text[:16].replace("T", " ")
    day = f"{int(text[:4])}年{int(text[5:7])}月{int(text[8:10])}日"
    return f"{day}{text[11:16]}" if "T" in text else day
