"""The slip 督办单."""

from collections.abc import Mapping

from casework.papers.common import Builder, Content, Making, county, source_of
from engine.limits.explain import when


def _urging_slip(making: Making) -> Content:
    slip = making.file.slips.load((making.instance and making.instance.slip_id) or "")
    own = [limit for limit in making.file.limits if limit.id == slip.limit_id]
    of_row = [limit for limit in making.file.limits if limit.row == slip.row]
    late = next(iter(own or of_row[::-1]), None)
    task = next((task for task in making.file.tasks if task.id == slip.task_id), None)
    post = making.names.recipient(slip.to_group)
    return {
        "office": {"name": county(making)},
        "no": slip.no,
        "to": {"name": making.names.person(slip.to_login) or post, "role_name": post},
        "step_name": task.name if task else slip.step,
        "due_text": when(late.due) if late else "—",
        "overdue_text": f"超期{slip.overdue}个工作日" if slip.overdue else "未超期",
        "source": source_of(late) if late else "县规定",
        "text": slip.text,
        "reply_due_text": making.due("L12"),
        "issued_by": making.person(slip.issued_by),
    }


BUILDERS: Mapping[str, Builder] = {"urging_slip": _urging_slip}
