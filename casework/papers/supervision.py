"""The slip 督办单."""

from collections.abc import Mapping

from casework.papers.common import Builder, Content, Making
from engine.limits.explain import when


def _urging_slip(making: Making) -> Content:
    slip = making.file.slips.load((making.instance and making.instance.slip_id) or "")
    late = next((limit for limit in making.file.limits if limit.row == slip.row), None)
    return {
        "no": slip.no,
        "to": {"name": making.names.person(slip.to_login) or "（岗位）", "role_name": slip.to_group},
        "step_name": slip.step,
        "due_text": when(late.due) if late else "—",
        "overdue_text": f"超期{slip.overdue}个工作日" if slip.overdue else "未超期",
        "source": late.source if late else "县规定",
        "text": slip.text,
        "reply_due_text": making.due("L12"),
        "issued_by": making.person(slip.issued_by),
    }


BUILDERS: Mapping[str, Builder] = {"urging_slip": _urging_slip}
