"""Identifiers people write on forms 证件号码: read what was written, or say what is wrong with it.

Every reader takes full-width digits (NFKC) and blanks around, gives the form that is stored, and raises
IdentifierFault with the contract's code. Digits are 0-9 only: other scripts' digits are no digits here.
"""

import re
import unicodedata
from datetime import date

from dateutil.relativedelta import relativedelta
from stdnum import luhn
from stdnum.cn import ric
from stdnum.cn import uscc as credit_code

ADULT = 18
_OLDEST = 130
# GB/T 2260 provinces, 81 82 83 residence permits of Hong Kong, Macao and Taiwan residents; districts vanish, so no more.
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_IDENTITY = re.compile(r"[0-9]{17}[0-9X]")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")
_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}")
_BANK_CARD, _PASSBOOK = re.compile(r"[0-9]{16,19}"), re.compile(r"[0-9]{10,30}")
_HOUSEHOLD = re.compile(r"[0-9A-Za-z]{1,20}")
_CHINESE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_NAME = re.compile(
    rf"[{_CHINESE}]+(·[{_CHINESE}]+)*|[A-Za-z\u00c0-\u024f]+([ .'\-][ ]?[A-Za-z\u00c0-\u024f]+)*\.?"
)
_DOTS = str.maketrans("•・‧∙⋅", "·····")


class IdentifierFault(ValueError):
    """What was written is not such an identifier; `code` is the contract's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def identity_number(text: str, today: date) -> str:
    """公民身份号码 (GB 11643), 18 characters with a capital X; E_ID_FORMAT, E_ID_DATE or E_ID_CHECK."""
    number = narrow(text).upper()
    if not _IDENTITY.fullmatch(number) or number[:2] not in _PROVINCES:
        raise IdentifierFault("E_ID_FORMAT")
    try:
        born = birth_of(number)
    except ValueError:
        raise IdentifierFault("E_ID_DATE") from None
    if born > today or born < today - relativedelta(years=_OLDEST):
        raise IdentifierFault("E_ID_DATE")
    # stdnum's own validate() also wants the district of the birth year, and so refuses people whose district vanished.
    if ric.calc_check_digit(number) != number[-1]:
        raise IdentifierFault("E_ID_CHECK")
    return number


def birth_of(number: str) -> date:
    """Birth day in an identity number. Raises ValueError when there is no such day."""
    return date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")


def sex_of(number: str) -> str:
    """`male` when the 17th digit is odd."""
    return "male" if int(number[16]) % 2 else "female"


def age_on(born: date, day: date) -> int:
    """周岁: completed on the birthday; who was born on 29 February completes it on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_adult(number: str, day: date) -> bool:
    """Whether the person with this number is 18 or older on a day."""
    return age_on(birth_of(number), day) >= ADULT


def uscc(text: str) -> str:
    """统一社会信用代码 (GB 32100); E_USCC."""
    code = narrow(text).upper()
    if not _CREDIT_CODE.fullmatch(code) or credit_code.calc_check_digit(code[:17]) != code[17]:
        raise IdentifierFault("E_USCC")
    return code


def phone(text: str) -> str:
    """Mobile or fixed line number without blanks; E_PHONE."""
    number = narrow(text).replace(" ", "")
    if not _PHONE.fullmatch(number):
        raise IdentifierFault("E_PHONE")
    return number


def bank_card(text: str) -> str:
    """银行卡, 16 to 19 digits with Luhn's check; E_CARD."""
    number = narrow(text).replace(" ", "")
    if not _BANK_CARD.fullmatch(number) or not luhn.is_valid(number):
        raise IdentifierFault("E_CARD")
    return number


def passbook(text: str) -> str:
    """存折, 10 to 30 digits without a check digit; E_CARD."""
    number = narrow(text).replace(" ", "")
    if not _PASSBOOK.fullmatch(number):
        raise IdentifierFault("E_CARD")
    return number


def household_number(text: str) -> str:
    """户口簿 number or our own household number, 1 to 20 letters and digits; E_HH."""
    number = narrow(text)
    if not _HOUSEHOLD.fullmatch(number):
        raise IdentifierFault("E_HH")
    return number


def new_household_number(village: str, serial: int) -> str:
    """Our own household number: the village's code and a serial of four digits; E_HH past 9999."""
    if not re.fullmatch(r"[0-9]{12}", village) or not 1 <= serial <= 9999:
        raise IdentifierFault("E_HH")
    return f"{village}{serial:04d}"


def person_name(text: str) -> str:
    """姓名: 1 to 50 Chinese characters with "·" between parts, or Latin letters; E_NAME."""
    name = re.sub(r" +", " ", narrow(text).translate(_DOTS))
    if len(name) > 50 or not _NAME.fullmatch(name):
        raise IdentifierFault("E_NAME")
    return name


def narrow(text: str) -> str:
    """Half-width and trimmed."""
    return unicodedata.normalize("NFKC", text).strip()
