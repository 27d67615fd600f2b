"""Whole use cases 整个办理: with permissions, forms, facts, limits, documents, the event chain and the page's answer."""

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

from bench.databases import POSTGRESQL, SQLITE, Databases, office_of
from bench.table import Row, milliseconds
from bench.timing import typical
from casework import attachments, cases, handover, inbox, intake, people
from casework.office import Office

CASES = 20
TOWN = "130399100"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
NAMES = {
    "open": "提交申请 open_case",
    "claim": "认领 claim_task",
    "plain": "办结，不带表单 complete_task, no form",
    "accept": "办结：表单、期限、文书 complete_task with form, limits, paper",
    "send": "转办发出 handover send",
    "draft": "存草稿 save_draft",
    "task": "任务页 show_task",
    "case": "办件页 case_page",
}


def run(databases: Databases) -> list[Row]:
    """Whole cases on both databases; there is no goal: this is what people wait for."""
    found = {kind: _measured(databases.fresh(kind)) for kind in (SQLITE, POSTGRESQL)}
    return [
        Row(what=name, ours=" · ".join(f"{kind} {milliseconds(found[kind][key])}" for kind in found))
        for key, name in NAMES.items()
    ]


def _measured(url: str) -> dict[str, float]:
    office = office_of(url)
    times: dict[str, list[float]] = {key: [] for key in NAMES}
    for n in range(CASES + 2):
        for key, seconds in _one_case(office).items():
            if n >= 2:  # the first fill the caches
                times[key].append(seconds)
    office.store.close()
    return {key: typical(seconds) for key, seconds in times.items()}


def _one_case(office: Office) -> dict[str, float]:
    """From the application to the letter to the department; seconds by use case."""
    took: dict[str, float] = {}
    by, head = people.actor(office, "ck1"), people.actor(office, "fzr")

    def timed(key: str, act: Callable[[], Any]) -> Any:
        start = perf_counter()
        answer = act()
        took[key] = perf_counter() - start
        return answer

    def do(key: str, no: str, step: str, outcome: str, forms: Mapping[str, Any]) -> None:
        task = next(
            row["id"] for row in cases.show_case(office, head, no)["open_tasks"] if row["step"] == step
        )
        timed("claim", lambda: inbox.claim_task(office, by, task))
        timed("draft", lambda: inbox.save_draft(office, by, task, dict(forms)))
        timed("task", lambda: inbox.show_task(office, by, task))
        timed(key, lambda: inbox.complete_task(office, by, task, outcome=outcome, forms=forms))

    signed = attachments.add(office, by, name="签字.png", content=PNG)["id"]
    forms = {"F01": _application(office, signed)}
    no = timed("open", lambda: intake.open_case(office, by, aid="310", area=TOWN, forms=forms))["no"]
    do("plain", no, "check_papers", "complete", {})
    do("accept", no, "accept", "accepted", {"F06b": {"accepted_at": office.now().isoformat()}})
    do("relatives", no, "relatives", "done", {"F07": {"declared": False, "signature": signed}})
    do("dispatch", no, "dispatch", "transfer", {"dispatch": {"unit": "jy"}})
    row = cases.show_case(office, head, no)["handovers"][-1]["id"]
    letter = {"matter": "示例：申请教育救助", "reason": "示例：属教育部门职责"}
    timed("send", lambda: handover.act(office, by, row, "send", letter))
    timed("case", lambda: cases.case_page(office, head, no))
    return {key: seconds for key, seconds in took.items() if key in NAMES}


def _application(office: Office, signed: str) -> dict[str, Any]:
    return {
        "aid": "310",
        "apply_on": office.now().date().isoformat(),
        "head_name": "示例甲",
        "head_id": "130399195804120025",
        "phone": "13900000025",
        "registered_village": "130399100201",
        "living_place": "示例镇东村1号",
        "reason": "示例：孩子上学困难，家庭收入低，申请教育救助。",
        "promise": True,
        "signature": signed,
        "way": "window",
    }
