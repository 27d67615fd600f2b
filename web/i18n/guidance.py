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
    "start_investigation": (
        "认领后启动调查，填写启动时间；核对和入户可以同时进行。",
        "Claim it and start the investigation; the check and the visit may run side by side.",
    ),
    "check_request": (
        "确认每位共同生活的成年人都已签署核对授权书，再向县里发起核对。",
        "Make sure every adult of the household has signed the authorisation, then ask the county for the check.",
    ),
    "check_report": (
        "授权书有效才能查询；写明每个来源的结果和结论。",
        "Ask only while the authorisation is valid; state the result of each source and the conclusion.",
    ),
    "check_rebut": (
        "把不符合的理由告诉申请人，听取说明；有说明的重新核对，没有说明的写明。",
        "Tell the applicant why the check failed and hear the answer: with one the check is made again, without one say so.",
    ),
    "visit": (
        "至少两人一起入户，当场填写，双方签字；与申报不一致的如实填写。",
        "At least two go together; fill it in on the spot, both sides sign; say plainly what differs from the declaration.",
    ),
    "end_investigation": (
        "核对和入户都已完成，写一段小结，调查终结。",
        "Check and visit are done: sum up and end the investigation.",
    ),
    "review_meeting": (
        "组织村（居）民评议情况是否属实；代表不少于三分之二，近亲属不参加。",
        "Let the villagers judge whether the facts are true; two thirds are representatives, close relatives stay away.",
    ),
    "notice_1_post": (
        "在村里张贴公示，拍照，填写地点和监督电话；姓名、人数、金额由系统填写，公示期从次日起算。",
        "Post the notice in the village, take a photo, give place and hot line; name, members and amount are filled in, the days run from tomorrow.",
    ),
    "notice_1_close": (
        "公示满期后撤下，登记时间；满期之前不能撤下。",
        "Take the notice down once it has hung its full days, and note when; not before.",
    ),
    "reinvestigate": (
        "核实异议。成立的，重写审核意见，签字后重新公示；不成立的，原意见重新公示。",
        "Look into the objections. If upheld, write a new opinion, have it signed and post it anew; if dismissed, post the opinion anew.",
    ),
    "send_up": (
        "前面各项都办好、公示满期后，填写移送页数上报县里。",
        "When everything before is done and the notice is over, note the pages and send the case up.",
    ),
    "opinion": (
        "按调查和核对的情况写审核意见：同意的选出保障对象和计算方法，金额由系统按当天有效的标准算出；不同意的写明事实和依据。",
        "Write the opinion on what was found: whom to cover and by which method, the system works out the amount by the standard of the day; "
        "if not, say the facts and the ground.",
    ),
    "sign_opinion": (
        "核对意见和金额，同意的签字；有疑问的写明理由退回经办。",
        "Check opinion and amount, then sign; if in doubt give it back with the reason.",
    ),
    "county_receive": (
        "清点乡镇报来的材料，签收；县级期限从签收起算。",
        "Count the papers and receive them; the county's time starts here.",
    ),
    "county_review": (
        "审核材料是否齐全、程序是否走完、意见是否有据；重点办件须入户。",
        "Review whether papers, steps and opinion hold; key cases are visited.",
    ),
    "county_visit": (
        "两人入户核实，当场签字，写明是否与申报一致。",
        "Visit with two, sign on the spot, and say whether it is as declared.",
    ),
    "confirm": (
        "给予的，金额按决定之日有效的标准重新核算，改金额须写理由；不予的，通知书的事实、依据、理由和救济途径都要写全。",
        "To grant, the amount is worked out anew by the standard of the day of decision, and another amount needs its reason; "
        "to refuse, the letter must have facts, ground, reason and remedies.",
    ),
    "serve": (
        "把通知书送到申请人手里，记下日期和方式；复议和诉讼的期限从送达起算。",
        "Bring the letter to the applicant and note day and way; the time for review and lawsuit runs from here.",
    ),
    "publish_list": (
        "把确认的对象公布在村（社区）公示栏，只写姓名、人数和金额。",
        "Publish the recipient in the village: name, number of people and amount only.",
    ),
    "ledger": (
        "核对无误后办结，台账由系统登记一行。",
        "Check and complete: the system enters the row of the ledger.",
    ),
    "roster": (
        "核对无误后办结，花名册由系统登记一行。",
        "Check and complete: the system enters the row of the roster.",
    ),
    "certificate": (
        "填写制证、发证日期，收回旧证或留下遗失声明，领证人签名；编号不填由系统编。",
        "Enter the days it was made and issued, take the old one back or keep a loss statement, and have the receipt signed; "
        "leave the number empty and the system gives one.",
    ),
    "refer_consent": (
        "向申请人说明要转给谁、给哪些信息，同意的签同意书；不同意就不转。",
        "Tell the applicant who gets which data; with consent, have the form signed; without it nothing is passed on.",
    ),
    "refer_send": (
        "核对事项和同意书，发给机构；机构只看到同意的内容。",
        "Check the matter and the consent, and send it; the agency sees only what was agreed.",
    ),
    "refer_answer": (
        "看清需要，接受或者婉拒；婉拒要写理由，不影响申请人的救助申请。",
        "Read what is needed and take it or decline with a reason; declining does not touch the application.",
    ),
    "refer_feedback": (
        "服务做完后写明结果，反馈给窗口。",
        "When the service is done, tell the window how it went.",
    ),
    "refer_tell": (
        "把结果或者婉拒告诉申请人，写明时间和方式。",
        "Tell the applicant the result or that it was declined, with time and way.",
    ),
    "refer_file": (
        "材料归档，转介结束。",
        "File the papers; the referral is over.",
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
