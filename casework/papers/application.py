"""Documents of applying and accepting 申请与受理."""

from collections.abc import Mapping

from assistance.regimes import REGIMES
from casework.papers.common import REMEDIES, Builder, Content, Making
from engine.time import iso

TITLES = {
    "F01": "社会救助申请书",
    "F02": "共同生活成员表",
    "F03": "家庭收入表",
    "F04": "家庭财产表",
    "F05": "核对授权书",
}
SENT_HOW = {"hand": "当面", "sms": "短信", "post": "邮寄"}


def _receipt(making: Making) -> Content:
    given = [{"name": TITLES[entry.form], "count": 1} for entry in making.file.forms if entry.form in TITLES]
    return {
        "papers": given,
        "promise": f"本窗口最迟于{making.due('L01', otherwise='规定的期限')}告知是否受理。",
    }


def _notice_once(making: Making) -> Content:
    form = making.form("F06a")
    return {
        "items": [{"material": item["material"], "note": item.get("note")} for item in form["items"]],
        "ground": form["ground"],
        "sent_at": form["sent_at"],
        "sent_how_name": SENT_HOW.get(form["sent_how"], form["sent_how"]),
        "second_reason": form.get("second_reason"),
    }


def _acceptance(making: Making) -> Content:
    file = making.file
    return {
        "accepted_at": iso(file.case.accepted_at or file.now),
        "regime_name": REGIMES.get(file.case.regime or "", file.case.regime),
        "limits": making.running(),
        "note": making.form("F06b").get("note"),
    }


def _not_accepted(making: Making) -> Content:
    form = making.form("F06c")
    return {
        "ground": form["ground"],
        "unit_name": making.names.unit(form["unit"]),
        "remedies": list(REMEDIES),
    }


BUILDERS: Mapping[str, Builder] = {
    "receipt": _receipt,
    "notice_once": _notice_once,
    "acceptance": _acceptance,
    "not_accepted": _not_accepted,
}
