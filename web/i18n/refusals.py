"""What a person reads when a command is refused 拒绝: by code, Chinese and English; `{name}` is filled from the facts.

Each text says what happened and what to do next.
"""

from collections.abc import Mapping
from typing import Any

from web.i18n.data import told

REFUSALS: dict[str, tuple[str, str]] = {
    "E_BAD_REQUEST": (
        "请求的内容无法识别，请返回上一页重试。",
        "The request could not be understood. Go back and try again.",
    ),
    "E_AUTH": (
        "用户名或密码不正确，或登录已过期。请重新登录。",
        "Wrong name or password, or your session has ended. Please sign in again.",
    ),
    "E_FORBIDDEN": ("您的岗位不能办理这一步。", "Your post may not do this."),
    "E_SAME_PERSON": (
        "按回避和分离要求，前后两步不能由同一人办理，请交由同岗位其他人员办理。",
        "These two steps may not be done by the same person. Hand it to a colleague in the same post.",
    ),
    "E_AVOID": (
        "按回避要求，不能把此件交给近亲属或被投诉人办理。",
        "The case may not go to a close relative or to the person a complaint names.",
    ),
    "E_NOT_FOUND": ("没有找到，或者不在您的管辖范围内。", "Not found, or outside your area."),
    "E_TAKEN": ("此件已被 {holder} 认领。", "{holder} has already claimed this task."),
    "E_NOT_HOLDER": (
        "请先认领再办理；只有经办人可以保存和提交。",
        "Claim the task first; only its holder saves and submits.",
    ),
    "E_STATE": (
        "当前状态下不能这样办理，请刷新页面查看最新进展。",
        "Not possible in this state. Reload to see how things stand.",
    ),
    "E_DECIDED": (
        "此件已作出决定，只读不改；更正请另立记录。",
        "The case is decided and read-only; a correction is a new record.",
    ),
    "E_GATE": (
        "还有必经环节没有完成，补齐后才能继续。",
        "Mandatory steps are still open. Finish them first.",
    ),
    "E_NOTICE_SHORT": (
        "公示还没有满期，{free_from} 起才能撤下。",
        "The notice has not hung its full time; it may be taken down from {free_from}.",
    ),
    "E_LATE": (
        "延期须在原期限届满前批准，现已超过。",
        "An extension must be approved before the old deadline passes.",
    ),
    "E_ONCE": ("同一期限只能延长一次。", "A limit is extended only once."),
    "E_NOT_EXTENDABLE": ("这项期限没有延长的规定。", "This limit cannot be extended."),
    "E_CLOCK": (
        "系统时间早于此件最近一次办理时间，请核对系统时间。",
        "The clock stands before the last event of this case. Check the clock.",
    ),
    "E_EDITING": (
        "草稿由 {holder} 在编辑，请与其联系，或等其提交后再改。",
        "{holder} is editing the draft. Ask them, or wait until they have submitted it.",
    ),
    "E_REVISION": (
        "在您打开之后已有人改动，请刷新后再办理。",
        "Somebody changed this since you opened it. Reload and try again.",
    ),
    "E_TOO_LARGE": (
        "上传内容超过 25 MB，请压缩或分次上传。",
        "More than 25 MB. Make the files smaller or send them one by one.",
    ),
    "E_IDEMPOTENCY": ("同一个请求编号被用于不同内容。", "The idempotency key was used with another body."),
    "E_PURPOSE": (
        "查看个人信息须先填写用途（4–200 字）。",
        "Say what you need the personal data for (4–200 characters).",
    ),
    "E_SIGNED": (
        "对方已签收，不能再退回或撤回。",
        "Already signed for; it can no longer be returned or recalled.",
    ),
    "E_NO_RETURN": (
        "退回次数已用完或已过签收期限，不能退回。",
        "It can no longer be returned: the returns are used up, or the time for signing is over.",
    ),
    "E_CONSENT": (
        "转介须先取得申请人书面同意（同意书）。",
        "A referral needs the applicant's signed consent first.",
    ),
    "E_NOT_IN_FORCE": ("在这一天没有有效的规定或版本。", "No rule or version is in force on that day."),
    "E_NO_STANDARD": (
        "没有这一天有效的标准（{item}），金额不能核算；请先由县级登记标准。",
        "There is no standard for that day ({item}); no amount can be worked out until the county enters one.",
    ),
    "E_OVERLAP": (
        "同一地区、救助和项目在同一天只能有一条标准；请先终止原来的标准，或改生效日期。",
        "One area, aid and item can have one standard a day. End the other one first, or choose other days.",
    ),
    "E_DUP_AID": (
        "已在其他救助中，不能再给予这项救助。",
        "Already on another aid; this one cannot be granted as well.",
    ),
    "E_LOCKED": (
        "尝试次数过多，已暂时锁定，{until} 后可再试。",
        "Too many wrong tries. Locked until {until}.",
    ),
    "E_RATE": ("操作过于频繁，请稍候再试。", "Too many requests. Please wait a moment."),
    "E_BUSY": (
        "系统正忙，没有保存任何内容，请再试一次。",
        "The system was busy and stored nothing. Please try again.",
    ),
    "E_INCIDENT": (
        "流程在这里走不下去，没有保存任何内容。",
        "The process cannot go on from here; nothing was stored.",
    ),
    "E_FORM": ("有几处需要修改，改好后再提交。", "Some answers need mending before you can submit."),
}

REASONS: dict[str, tuple[str, str]] = {
    "not_candidate": ("此件由其他岗位办理。", "This task belongs to another post."),
    "assignee_not_candidate": (
        "对方不在此件的岗位范围内，请从名单中选择。",
        "That person is not in the group of this task.",
    ),
    "role": ("您的岗位没有这项权限。", "Your role does not include this."),
    "scope": ("不在您的管辖范围内。", "This is outside your area."),
    "nothing_to_urge": (
        "所催的环节已经办完，没有可发的对象；可以不发。",
        "The step to be urged is done; there is nobody to send the slip to. It can be dropped.",
    ),
    "already_urged": (
        "这一环节已有未销号的督办单 {slip}，请等对方回复。",
        "This step is urged already by slip {slip}. Wait for the reply.",
    ),
    "step_of_slip": (
        "这一步本身就是督办单 {slip} 的回复或复核，不再另发督办单；请直接联系对方。",
        "This step belongs to slip {slip} itself and is not urged by another one. Speak to whoever has it.",
    ),
    "handover_open": (
        "转办 {handover} 还没有办结，此件暂不能办结。",
        "Handover {handover} is still on its way, so the case cannot be closed yet.",
    ),
    "filed": (
        "流程在这里走不下去（{message}），没有保存任何内容；已登记为异常，请负责人处理。",
        "The process cannot go on from here ({message}); nothing was stored. An incident was filed for the head.",
    ),
    "not_begun": (
        "流程一开始就走不下去（{message}），没有保存任何内容。请告诉流程管理员。",
        "The process cannot even begin ({message}); nothing was stored. Tell the process editor.",
    ),
    "no_aid_process": (
        "“{aid}”按{regime}还没有启用的办理流程，不能由本乡镇办理。请转办，或等流程发布后再办。",
        "No process for {aid} under {regime} is in force, so the township cannot handle the case itself. "
        "Transfer it, or wait until a process is published.",
    ),
    "objection_upheld": (
        "这次公示的异议已有成立的，复查结果不能再填“不成立”。",
        "An objection to this notice was upheld, so the inquiry cannot end with “dismissed”.",
    ),
    "notice_over": (
        "公示已经结束或撤下，不能再提出异议。",
        "The notice is over or was taken down; no objection can be raised to it any more.",
    ),
    "nobody_inquires": (
        "流程在这里没有异议复查的环节，请先处理流程异常。",
        "The process has no inquiry waiting here. Mend the process first.",
    ),
    "on_aid_here": (
        "家庭成员已在享受{aid}（决定书 {decision_no}），不能再给予这项救助。",
        "A member of the household is on {aid} already (decision {decision_no}); this aid cannot be granted as well.",
    ),
    "corrected_before": (
        "这一行已经更正过，请更正新的那一行。",
        "This row has been corrected before. Correct the newer one.",
    ),
    "giver_gone": (
        "办理此事的人已停用，不能再以其名义办理。请放弃这条异常，把任务指派给他人。",
        "Whoever did this signs in no more, so it cannot be done again in their name. Cancel it and assign the task.",
    ),
    "not_undoable": (
        "这次变动不是一次加载，或者已经撤销过，不能撤销。",
        "This was no load, or it has been undone already.",
    ),
    "no_font": (
        "这台服务器没有中文字体，不能生成 PDF；文书内容可在网页上查看和打印。请系统管理员安装：apt-get install fonts-noto-cjk",
        "This server has no Chinese font and cannot make the PDF; the document can be read and printed as a page. "
        "An administrator installs it: apt-get install fonts-noto-cjk",
    ),
    "read_only": ("您的岗位只能查看，不能办理。", "Your post may read but not act."),
    "parameter": (
        "请求参数 {parameter} 无法识别，或取值不对。",
        "The parameter {parameter} is unknown or has a wrong value.",
    ),
    "json": ("请求正文不是规范的 JSON。", "The body is not plain JSON."),
    "object": ("请求正文应是一个 JSON 对象。", "The body must be a JSON object."),
    "multipart": ("文件须以 multipart/form-data 上传。", "A file is sent as multipart/form-data."),
    "csrf": (
        "页面停留太久或来自别处，请返回刷新后再提交。",
        "The page was open too long or came from elsewhere. Reload it and submit again.",
    ),
}
"""The `why` of a Forbidden, in words."""


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


def refusal_words(code: str, facts: Mapping[str, Any], lang: str) -> str:
    """The sentence for a refusal; a known `why` is told in its stead, because it says more."""
    pair = REASONS.get(str(facts.get("why"))) or REFUSALS.get(code) or REFUSALS["E_STATE"]
    said = {name: told(value, lang) if isinstance(value, str) else value for name, value in facts.items()}
    return pair[lang == "en"].format_map(_Blank(said))
