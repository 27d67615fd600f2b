"""How an amount was worked out 核算过程, line by line, for the documents that show it."""

from casework.papers.common import Content, Making


def worked(making: Making) -> Content:
    """The lines of the opinion's amount; of an opinion that suggests no aid none."""
    amount = making.form("F12").get("amount")
    return {"lines": [] if amount is None else [{"text": "每月金额", "value": f"{amount} 元"}]}
