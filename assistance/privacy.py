"""Masks 掩码: what of an identifier is shown to whoever may not see it in full; `domain.md` §15, contract §2."""

# Whoever has one of these is 欧阳某, not 欧某.
_DOUBLE_SURNAMES = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "长孙",
        "宇文",
        "司徒",
        "夏侯",
        "轩辕",
        "南宫",
        "西门",
        "端木",
        "闻人",
        "呼延",
        "独孤",
        "申屠",
        "太史",
        "澹台",
    ]
)
_LEAST_HIDDEN = 3


def identity_number(number: str) -> str:
    """First 6 and last 4: `130399********0025`."""
    return _masked(number, 6, 4)


def phone(number: str) -> str:
    """First 3 and last 4: `139****0025`."""
    return _masked(number, 3, 4)


def account(number: str) -> str:
    """Last 4 of a card or passbook."""
    return _masked(number, 0, 4)


def last4(number: str) -> str:
    """The last 4 alone, as registers and batches show an account."""
    return account(number)[-4:]


def name(full: str) -> str:
    """Surname and 某 (张某), for minors on notices and for names not yet opened with a purpose."""
    surname = full[:2] if full[:2] in _DOUBLE_SURNAMES and len(full) > 2 else full[:1]
    return f"{surname}某" if surname else ""


def _masked(text: str, head: int, tail: int) -> str:
    """Too short a text, so that hardly anything would be hidden, is hidden altogether."""
    hidden = len(text) - head - tail
    if hidden < _LEAST_HIDDEN:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]
