"""Names 名称 of keys in both languages; the Chinese is what the contract prints, the English serves the second language."""

from web.i18n.data import told
from web.i18n.vocabulary import AIDS, LIMIT_STEPS, MOMENTS, REGIMES, STEPS
from web.i18n.vocabulary import GATES as GATES

CASE_STATES = {
    "draft": ("草稿", "Draft"),
    "submitted": ("已提交", "Submitted"),
    "papers_missing": ("待补正", "Papers missing"),
    "acceptance_refused": ("不予受理", "Not accepted"),
    "accepted": ("已受理", "Accepted"),
    "investigating": ("调查中", "Investigating"),
    "opinion": ("审核中", "Opinion"),
    "noticed": ("公示中", "On notice"),
    "objected": ("异议复查", "Objection"),
    "sent_up": ("已上报", "Sent up"),
    "county_review": ("县级审核", "County review"),
    "handed_over": ("已转办", "Handed over"),
    "granted": ("已确认", "Granted"),
    "refused": ("不予确认", "Refused"),
    "withdrawn": ("已撤回", "Withdrawn"),
    "ended_death": ("终止（死亡）", "Ended (death)"),
    "closed": ("已办结", "Closed"),
}
TASK_STATES = {
    "ready": ("待认领", "To claim"),
    "claimed": ("已认领", "Claimed"),
    "done": ("已办", "Done"),
    "cancelled": ("已撤销", "Cancelled"),
    "incident": ("异常", "Incident"),
}
HANDOVER_STATES = {
    "drafted": ("草拟", "Drafted"),
    "sent": ("已发出", "Sent"),
    "signed": ("已签收", "Signed for"),
    "returned": ("已退回", "Returned"),
    "naming": ("待指定承办单位", "Unit to be named"),
    "resulted": ("已出结果", "Result reached"),
    "fed_back": ("已反馈", "Fed back"),
    "told": ("已告知", "Applicant told"),
    "consented": ("已征得同意", "Consented"),
    "taken": ("接受", "Taken"),
    "declined": ("婉拒", "Declined"),
    "serving": ("服务中", "Serving"),
    "closed": ("已办结", "Closed"),
    "cancelled": ("已撤销", "Cancelled"),
}
NOTICE_STATES = {
    "posted": ("公示中", "Posted"),
    "ended": ("已期满", "Over"),
    "removed": ("已撤下", "Taken down"),
}
OBJECTION_STATES = {
    "open": ("待复查", "Being looked into"),
    "upheld": ("成立", "Upheld"),
    "dismissed": ("不成立", "Dismissed"),
}
OBJECTION_WAYS = {
    "window": ("窗口", "At the window"),
    "phone": ("电话", "By phone"),
    "online": ("网上", "Online"),
    "letter": ("信函", "By letter"),
}
SLIP_STATES = {
    "proposed": ("待发", "Proposed"),
    "issued": ("已发起", "Issued"),
    "replied": ("已回复", "Replied"),
    "redo": ("退回重办", "Redo"),
    "passed": ("复核通过", "Passed"),
    "closed": ("销号", "Closed"),
    "dropped": ("不发", "Dropped"),
}
GRANT_STATES = {
    "active": ("在享", "Receiving"),
    "suspended": ("暂停", "Suspended"),
    "ended": ("已终止", "Ended"),
}
CERTIFICATE_STATES = {
    "to_make": ("待制", "To be made"),
    "made": ("已制", "Made"),
    "issued": ("已发", "Issued"),
    "exchanged": ("换发", "Exchanged"),
    "reissued": ("补发", "Reissued"),
    "cancelled": ("注销", "Cancelled"),
}
CERTIFICATE_KINDS = {
    "dibao": ("最低生活保障证", "Minimum living allowance certificate"),
    "tekun": ("特困人员救助供养证", "Full support certificate"),
}
CHANGES = {
    "add": ("新增", "Added"),
    "remove": ("注销", "Struck off"),
    "raise": ("调增", "Raised"),
    "cut": ("调减", "Cut"),
}
CATEGORIES = {
    "old": ("老", "Old"),
    "child": ("幼", "Child"),
    "disabled": ("残", "Disabled"),
    "ill": ("病", "Ill"),
}
RELATIONS = {
    "head": ("户主", "Head"),
    "spouse": ("配偶", "Spouse"),
    "parent": ("父母", "Parent"),
    "child": ("子女", "Child"),
    "sibling": ("兄弟姐妹", "Sibling"),
    "grandparent": ("祖父母、外祖父母", "Grandparent"),
    "grandchild": ("孙子女、外孙子女", "Grandchild"),
    "other": ("其他", "Other"),
}
LIMIT_STATES = {
    "open": ("计时中", "Running"),
    "met": ("按时", "In time"),
    "met_late": ("逾期完成", "Done late"),
    "stopped": ("终止", "Stopped"),
}
VERSION_STATES = {
    "draft": ("草稿", "Draft"),
    "submitted": ("待发布", "To be published"),
    "published": ("已发布", "Published"),
    "withdrawn": ("已撤下", "Withdrawn"),
}
INCIDENT_STATES = {
    "open": ("待处理", "Open"),
    "mended": ("已解决", "Mended"),
    "cancelled": ("已放弃", "Given up"),
}
COLOURS = {
    "green": ("按期", "On time"),
    "amber": ("临期", "Due soon"),
    "red": ("超期", "Late"),
    "none": ("不计期限", "No limit"),
}
FLAGS = {
    "key": ("重点", "Key case"),
    "second_notice": ("二次补正", "Second notice"),
    "contested": ("有争议", "Contested"),
    "complicated": ("疑难复杂", "Complicated"),
    "small_fast": ("小额快救", "Small and fast"),
    "marked_poor": ("扶贫对象", "On the poverty list"),
}
EXTENSION_STATES = {
    "asked": ("待批", "Asked"),
    "approved": ("已批准", "Approved"),
    "refused": ("不同意", "Refused"),
}
RESULTS = {
    "granted": ("已确认", "Granted"),
    "refused": ("不予确认", "Refused"),
    "transferred": ("已转办", "Transferred"),
    "acceptance_refused": ("不予受理", "Not accepted"),
    "withdrawn": ("已撤回", "Withdrawn"),
    "ended_death": ("终止（死亡）", "Ended (death)"),
    "given": ("给予", "Given"),
    "not_given": ("不予", "Not given"),
    "partly": ("部分给予", "Partly given"),
}
HANDOVER_KINDS = {"transfer": ("转办", "Transfer"), "refer": ("转介", "Referral")}
EMERGENCY_KINDS = {
    "urgent": ("急难型", "Sudden distress"),
    "small_fast": ("小额快救", "Small and fast"),
    "expenditure": ("支出型", "Bills too large"),
}
LABELS = {
    "LAW": ("法律法规", "Law"),
    "RULE": ("部门规定", "Ministry rule"),
    "carried": ("沿用规定", "Carried over"),
    "local": ("县规定", "County rule"),
    "unverified": ("待核实", "Unverified"),
}
ROLES = {
    "applicant": ("申请人", "Applicant"),
    "system": ("系统", "System"),
    "specialist": ("专管员", "Village specialist"),
    "window": ("窗口", "Window"),
    "investigator": ("经办", "Investigator"),
    "head": ("乡镇负责人", "Township head"),
    "county_check": ("县核对", "County check"),
    "county_review": ("县审核", "County review"),
    "county_confirm": ("县确认", "County confirmation"),
    "department": ("部门联系人", "Department contact"),
    "referral": ("转介机构", "Referral body"),
    "finance": ("财务", "Finance"),
    "supervisor": ("督办员", "Supervisor"),
    "leader": ("分管领导", "Leader"),
    "city_civil": ("市级民政", "City civil affairs"),
    "city_inspect": ("市督查", "City inspection"),
    "process_editor": ("流程管理员", "Process editor"),
    "process_publisher": ("流程发布人", "Process publisher"),
    "system_admin": ("系统管理员", "System administrator"),
    "personnel": ("考核人事", "Personnel"),
    "auditor": ("审计", "Auditor"),
}
METHODS = {
    "difference": ("差额补助", "Difference to the standard"),
    "single": ("单人户", "Single-person household"),
    "tier": ("分档补助", "Tiers"),
    "tekun": ("特困供养标准", "Standard of support for the destitute"),
    "once": ("一次性", "Once"),
}
SELF_CARE = {
    "full": ("全自理", "Fully able"),
    "half": ("半自理", "Partly able"),
    "none": ("全护理", "Full care"),
}
LINES = {
    "start": ("起算", "Start"),
    "skipped": ("不计", "Not counted"),
    "makeup": ("调休上班", "Make-up workday"),
    "counted": ("计入", "Counted"),
    "moved": ("顺延", "Moved on"),
    "clamped": ("月末", "Month end"),
    "end": ("届满", "Due"),
    "total": ("总时限", "Total limit"),
    "provisional": ("暂定", "Provisional"),
    "extension": ("延期", "Extension"),
    "source": ("依据", "Source"),
}
UNITS_OF_TIME = {
    "wd": ("个工作日", "working days"),
    "cd": ("天", "days"),
    "h": ("小时", "hours"),
    "month": ("个月", "months"),
}
ACTS = {
    "case.open": ("提交申请", "Application handed in"),
    "case.draft": ("存草稿", "Draft kept"),
    "case.redraft": ("存草稿", "Draft kept"),
    "case.submit": ("提交申请", "Application handed in"),
    "case.withdraw": ("撤回申请", "Withdrawn"),
    "case.correct": ("更正表单", "Form corrected"),
    "case.move": ("登记迁移", "Move registered"),
    "case.death": ("登记死亡", "Death registered"),
    "task.claim": ("认领", "Claimed"),
    "task.release": ("退回待认领", "Released"),
    "task.assign": ("指派", "Assigned"),
    "task.complete": ("办理", "Done"),
    "handover.start": ("发起转办", "Handover begun"),
    "handover.act": ("办理转办", "Handover step done"),
    "handover.recall": ("撤回发出", "Recalled"),
    "notice.object": ("提出异议", "Objection raised"),
    "objection.close": ("办结异议", "Objection answered"),
    "register.correct": ("更正登记", "Register corrected"),
    "slip.act": ("办理督办单", "Slip step done"),
    "slip.propose": ("提出督办单", "Slip proposed"),
    "slip.issue": ("发起督办", "Urged"),
    "slip.drop": ("督办单不发", "Slip dropped"),
    "attachment.replace": ("替换材料", "Paper replaced"),
    "extension.ask": ("申请延期", "Extension asked"),
    "extension.approve": ("批准延期", "Extension approved"),
    "extension.refuse": ("不同意延期", "Extension refused"),
    "extension.approved": ("批准延期", "Extension approved"),
    "extension.refused": ("不同意延期", "Extension refused"),
    "incident.file": ("出现异常", "Incident"),
    "incident.retry": ("重试异常", "Incident retried"),
    "incident.cancel": ("放弃异常", "Incident given up"),
    "facts.mended": ("更正事实", "Facts mended"),
    "limit.moved": ("期限变动", "Limit moved"),
    "limit.rung": ("逾期核对", "Late check"),
    "rung.message": ("逾期提醒", "Late reminder"),
    "rung.slip": ("逾期提出督办", "Slip proposed, late"),
    "rung.leader": ("逾期报分管领导", "Leader told, late"),
    "ladder.changed": ("督办阶梯变动", "Ladder changed"),
    "timer.fire": ("定时提醒", "Timer"),
    "limits.recompute": ("按日历重算期限", "Limits reckoned anew"),
}
RUNGS = {
    "message": ("提醒经办和负责人", "Remind the handler and the head"),
    "slip": ("提出督办单", "Propose a slip"),
    "leader": ("报分管领导", "Tell the leader in charge"),
}
MESSAGES = {
    "late": ("逾期提醒", "Late reminder"),
    "leader": ("报分管领导", "To the leader in charge"),
    "slip_late": ("督办逾期未回复", "Slip not answered in time"),
}
CALENDAR_ACTS = {
    "seed": ("随系统提供", "Shipped with the system"),
    "load": ("导入", "Loaded"),
    "undo": ("撤销", "Taken back"),
    "complete": ("确认完整", "Declared complete"),
    "reopen": ("改为未确认", "Reopened"),
}
CASE_FAULTS = {"second_notice": FLAGS["second_notice"]}
RECIPIENTS = {"handler": ("在办的人", "Whoever has the step"), **ROLES}
KINDS: dict[str, dict[str, tuple[str, str]]] = {
    "case": CASE_STATES,
    "task": TASK_STATES,
    "handover": HANDOVER_STATES,
    "notice": NOTICE_STATES,
    "objection": OBJECTION_STATES,
    "objection_way": OBJECTION_WAYS,
    "slip": SLIP_STATES,
    "grant": GRANT_STATES,
    "certificate_state": CERTIFICATE_STATES,
    "certificate_kind": CERTIFICATE_KINDS,
    "change": CHANGES,
    "category": CATEGORIES,
    "relation": RELATIONS,
    "case_state": CASE_STATES,
    "objection_state": OBJECTION_STATES,
    "unit_result": RESULTS,
    "limit": LIMIT_STATES,
    "version": VERSION_STATES,
    "incident": INCIDENT_STATES,
    "colour": COLOURS,
    "result": RESULTS,
    "handover_kind": HANDOVER_KINDS,
    "emergency": EMERGENCY_KINDS,
    "label": LABELS,
    "role": ROLES,
    "rung": RUNGS,
    "message": MESSAGES,
    "case_fault": CASE_FAULTS,
    "calendar_act": CALENDAR_ACTS,
    "recipient": RECIPIENTS,
    "step": STEPS,
    "limit_step": {**STEPS, **LIMIT_STEPS},
    "moment": MOMENTS,
    "gate": GATES,
    "act": ACTS,
    "extension": EXTENSION_STATES,
    "flag": FLAGS,
    "aid": AIDS,
    "regime": REGIMES,
    "line": LINES,
    "method": METHODS,
    "self_care": SELF_CARE,
    "time_unit": UNITS_OF_TIME,
}


def name(kind: str, key: object, lang: str = "zh", given: object = None) -> str:
    """The name of a key; what the use case gave along wins in Chinese, an unknown key shows itself."""
    pair = KINDS[kind].get(str(key))
    if lang == "zh" and given:
        return str(given)
    if pair:
        return pair[lang == "en"]
    return told(given or ("" if key is None else key), lang)
