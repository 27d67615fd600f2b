"""How an amount was worked out 核算过程, line by line, for the documents that show it."""

from casework.papers.common import Content, Making


def worked(making: Making, form: str) -> Content:
    """The lines that the opinion (F12) or the decision (F13) came to; where there is no amount, why in `warnings`."""
    entered = making.form(form)
    remark = entered.get("remark")
    return {"lines": list(entered.get("worked") or ()), "warnings": [remark] if remark else []}
