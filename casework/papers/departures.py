"""Documents of a move 迁移 and of a death 死亡; what they tell comes with the command."""

from collections.abc import Mapping

from assistance.cases import STATES
from assistance.regimes import REGIMES
from casework.papers.common import Builder, Content, Making
from engine.time import iso


def _move_letter(making: Making) -> Content:
    file = making.file
    left, accepted_at = file.case.moved_from[-1], file.case.accepted_at
    versions = file.command.office.versions
    entries = sorted(file.entries().values(), key=lambda entry: (entry.at, entry.form))
    return {
        "office": {"name": f"{making.names.area(left)}社会救助服务窗口"},
        "from": {"name": making.names.area(left)},
        "to": {"name": making.names.area(file.case.area)},
        "moved_on": making.given["moved_on"],
        "reason": making.given["reason"],
        "accepted_at": accepted_at and iso(accepted_at),
        "regime_name": REGIMES.get(file.case.regime or ""),
        "limits": making.running(),
        "papers": [
            {"name": versions.schema(file.work, entry.form, entry.version).title, "count": 1}
            for entry in entries
        ],
    }


def _death_record(making: Making) -> Content:
    return {
        "member": making.given["member"],
        "died_on": making.given["died_on"],
        "new_head": making.given.get("new_head"),
        "state_name": STATES[making.file.case.state],
    }


BUILDERS: Mapping[str, Builder] = {"move_letter": _move_letter, "death_record": _death_record}
