"""要做什么: one plain sentence a step, shown on top of its task; how the work is done is said where it is done."""

GUIDANCE: dict[str, tuple[str, str]] = {
    "check_papers": (
        "看材料是否齐全。不齐的，一次性列出全部所缺材料并告知申请人；不归本地管辖的，说明理由和应去的单位。",
        "Check that the papers are complete. If not, list everything that is missing in one notice; if it is not ours, say why and where to go.",
    ),
    "receive_papers": (
        "收下申请人补来的材料，登记时间。",
        "Take in the papers the applicant brought and note the time.",
    ),
    "accept": (
        "材料齐全的，填写受理时间并出具受理通知书；法定期限从受理起算。",
        "Accept the application and note the time; the legal clock starts here.",
    ),
    "relatives": (
        "核实申请人是否为经办人员或村干部的近亲属，是的登记备案，作为重点件。",
        "Check whether the applicant is a close relative of staff or village officers, and register it if so.",
    ),
    "dispatch": (
        "教育、医疗、住房、就业等由主管部门办理的，选“转办其他部门”；本乡镇有这类救助流程的，选“本乡镇办理”。",
        "Education, medical, housing, work and other aid of a department: transfer it. Handle it here only if the township has a process for this aid.",
    ),
    "close_case": ("核对各项已办完，办结归档。", "Check that everything is done and close the case."),
    "transfer_send": (
        "选定承办单位，写明事项和理由，附上材料发出。",
        "Name the unit, the matter and the reason, attach the papers and send.",
    ),
    "transfer_sign": (
        "属于本单位职责的签收；不属于的，写明理由和建议单位退回。签收后不能再退回。",
        "Sign for it if it is yours; else return it with the reason and the unit you propose. After signing it cannot be returned.",
    ),
    "transfer_handle": (
        "按本单位职责办理，写明结果。",
        "Handle it within your competence and state the result.",
    ),
    "transfer_feedback": (
        "把结果、金额或不予的理由反馈给窗口。",
        "Feed back the result, the amount or the grounds to the window.",
    ),
    "transfer_tell": (
        "把结果告诉申请人，记下方式和时间。",
        "Tell the applicant the result; note how and when.",
    ),
    "transfer_file": ("材料齐全后归档，转办办结。", "File the papers; the transfer ends."),
    "name_unit": (
        "已退回三次，请指定承办单位并说明理由；被指定的单位不能再退回。",
        "Returned three times: name the unit and say why; the unit you name cannot return it.",
    ),
    "urge_reply": (
        "说明超期原因、已采取的办法和办结时间。",
        "Say why it is late, what has been done and when it will be finished.",
    ),
    "urge_check": ("核对回复是否属实、是否已办。", "Check whether the reply is true and the work is done."),
    "urge_close": ("事项已办结，销号。", "The matter is finished: close the slip."),
}
PLAIN = ("按下面的表填写，核对后提交。", "Fill in the form below, check it and submit.")


def guidance(step: str, lang: str) -> str:
    """The sentence of a step; a step without one gets the plain sentence."""
    return GUIDANCE.get(step, PLAIN)[lang == "en"]
