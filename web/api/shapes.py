"""JSON shapes of the answers 数据格式, as `key:type` words; the OpenAPI document and the tests of the answers read them.

`?` behind a type: null when there is no value. `[x]` a list of x. A type that is no scalar is another shape. A `+` behind the
key: `<key>_name` with the Chinese name stands beside it.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

SCALARS: Mapping[str, dict[str, Any]] = MappingProxyType(
    {
        "text": {"type": "string"},
        "int": {"type": "integer"},
        "bool": {"type": "boolean"},
        "day": {"type": "string", "format": "date"},
        "moment": {"type": "string", "format": "date-time"},
        "due": {"type": "string", "description": "a date, or a moment where the row counts hours"},
        "money": {"type": "string", "pattern": r"^-?\d+\.\d{2}$"},
        "rate": {"type": "string", "pattern": r"^\d+\.\d{2}$"},
        "map": {"type": "object"},
        "any": {},
    }
)

SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "token": "token:text expires_at:moment person:me",
        "me": "login:text name:text roles:[post]",
        "post": "role+:text area:text? unit:text?",
        "person": "login:text name:text role:text?",
        "head": "name:text? id_no:text? phone:text?",
        "span": "n:int unit:text",
        "remaining": "n:int? unit:text? text:text",
        "case": "no:text? revision:int aid+:text regime:text? state+:text result:text? decided:bool area+:text township:text "
        "village:text? head:head members:int? covered:int? flags:[text] key_reasons:[text] applied_on:day? "
        "accepted_at:moment? decided_on:day? decision_no:text? amount:money? start_month:text? unit_result:text? "
        "household_no:text? grant_id:text? created_by:any instances:[instance] open_tasks:[task_row] moments:[moment_of] "
        "effective_due:due? colour:text handovers:[handover_of] linked:[link] allowed:[text]",
        "case_row": "no:text? aid+:text state+:text area+:text colour:text effective_due:due? provisional:bool",
        "instance": "id:text process:text version:int state:text parent_task_id:text?",
        "handover_of": "id:text kind:text state:text unit:text?",
        "link": "no:text relation:text",
        "moment_of": "name:text at:moment on:day by:any source_event:text?",
        "task_row": "id:text revision:int case_no:text? aid+:text? head_name:text? process:text version:int step+:text "
        "state+:text role:text area:text? unit:text? holder:any created_at:moment claimed_at:moment? effective_due:due? "
        "effective_row:text? provisional:bool colour:text remaining:remaining? priority:any follow_up_on:day? comments:int why:text?",
        "task": "id:text revision:int case_no:text? aid+:text? head_name:text? process:text version:int step+:text "
        "state+:text role:text area:text? unit:text? holder:any created_at:moment claimed_at:moment? effective_due:due? "
        "effective_row:text? provisional:bool colour:text remaining:remaining? priority:any follow_up_on:day? comments:int why:text? "
        "instance_id:text handover_id:text? outcomes:[outcome] gates:[gate] forms:map data:map draft:map? draft_by:any limits:[limit] "
        "candidates:int allowed:[text] not_allowed:map",
        "gate": "key:text name:text detail:text",
        "outcome": "key:text name:text forms:[text]",
        "done": "task:task case:case next:[task_row]",
        "counts": "",
        "limit": "id:text row:text step+:text regime:text? aid:text kind:text n:int unit:text scope:text label+:text source:text "
        "clock_starts_at:text clock_ends_at:text started_at:moment due:due late_at:moment amber_from:any free_from:any "
        "state:text colour:text closed_at:moment? in_time:bool? overdue:span? effective_due:due? effective_row:text? "
        "effective_late_at:moment? provisional:bool calendar_version:int extension:map? extendable:map? moved:[map] subject:map "
        "explanation:[line]",
        "line": "kind:text text:text from:any to:any days:any",
        "limits": "regime:text? items:[limit] waiting:[waiting]",
        "waiting": "row:text starts_at_moment:text",
        "history": "seq:int at:moment on:day act:text step:text? outcome:text? task_id:text? by:any for_whom:any unit:text? "
        "text:text? reason:text? moments:[any] from_state:text? to_state:text? took:span? limit:map? changes:[change] "
        "command_id:text hash:text",
        "change": "path:text old:any new:any",
        "form_entry": "form:text version:int revision:int by+:any at:moment data:any",
        "access": "at:moment by:any purpose:text?",
        "message": "id:text key:text to:any kind:text subject:text at:moment due_moment:text?",
        "document_of": "id:text type:text no:text? pages:int? sha256:text",
        "document": "id:text type:text no:text? pages:int? sha256:text version:int template_version:any fields:map",
        "attachment": "id:text name:text kind:text? size:int pages:int? sha256:text version:int at:moment by:any",
        "extension": "id:text row:text asked_at:moment due_before:due due_after:due? state:text",
        "handover": "id:text revision:int kind+:text case_no:text? state+:text from:any unit:text? unit_code:text? matter:text? "
        "reason:text? attachments:[any] proposed_unit:text? returns:int returnable:bool result:text? amount:money? "
        "ground:text? feedback_text:text? consent_id:text? data_passed:any decline_reason:text? told:map? legs:[leg] limits:[limit] allowed:[text] task_id:text?",
        "leg": "n:int unit:text sent_at:moment signed_at:moment? returned_at:moment? return_reason:text? resulted_at:moment? "
        "fed_back_at:moment? limits:[limit] days_used:int? overdue_days:int? in_time:bool?",
        "grant": "id:text revision:int aid+:text household_no:text head:text? members:int covered:int amount:money state+:text from_month:text "
        "to_month:text? decided_on:day decision_no:text category:[text] review:review_of amounts:[amount_of] certificate_no:text? "
        "card_last4:text?",
        "one_grant": "id:text revision:int aid+:text household_no:text head:text? members:int covered:int amount:money state+:text from_month:text "
        "to_month:text? decided_on:day decision_no:text category:[text] review:review_of amounts:[amount_of] certificate_no:text? "
        "card_last4:text? as_of:day people:[map]",
        "review_of": "group:text? last:day? due:day? amber_from:day? colour:text provisional:bool",
        "amount_of": "from_month:text to_month:text? amount:money case_no:text? worked:[worked]",
        "worked": "text:text value:text",
        "register": "register:text as_of:day area:text? columns:[column] items:[map] totals:map next:text?",
        "column": "key:text name:text type:text",
        "entry": "id:text case_no:text? entered_at:moment entered_by+:text corrects:text? corrected_by:text?",
        "notice": "id:text revision:int case_no:text round:int posted_at:moment last_day:day free_from:moment removed_at:moment? "
        "state+:text place:text hot_line:text objections:[objection_of] public:said",
        "said": "name:text members:int amount:money? aid+:text village+:text?",
        "objection_of": "id:text received_at:moment state+:text",
        "objection": "id:text revision:int notice_id:text case_no:text received_on:day received_at:moment way+:text state+:text "
        "closed_at:moment?",
        "public_notice": "name:text members:int amount:money? aid+:text village+:text? last_day:day",
        "listed": "name:text members:int amount:money aid+:text village+:text?",
        "verified_number": "valid:bool aid+:text?",
        "slip": "id:text revision:int state+:text task_id:text case_no:text row:text? overdue_days:int? proposed_at:moment? "
        "issued_at:moment? issued_by:any to:any text:text? due:due? colour:text reply:text? limits:[limit] allowed:[text]",
        "overdue": "case_no:text row:text due:due overdue:span holder:any",
        "report": "month:text from:day to:day items:[board_row] total:any steps:[board_row] units:[board_row]",
        "escalation": "case_no:text row:text step+:text rung+:text on:day at:moment slip_id:text?",
        "forecast": "case_no:text row:text rung+:text on:day to:[text] due:due overdue:span task_id:text? holder:any",
        "case_fault": "case_no:text kind+:text count:int reason:text? by:any at:moment",
        "provisional": "row:text due:due provisional:bool case_no:text? aid+:text",
        "ladder": "id:text number:int revision:int state+:text in_force:bool editor:any edited_at:moment submitted_at:moment? "
        "publisher:any published_at:moment? rows:[ladder_row] findings:[map] allowed:[text]",
        "ladder_row": "step:text rung+:text after:int to:[text] label+:text",
        "findings": "ok:bool profile:text errors:int warnings:int findings:[map]",
        "board": "items:[board_row] total:any",
        "board_row": "key:text name:text open:int green:int amber:int red:int finished:int in_time:int on_time_rate:rate? "
        "average_days:any slips:int",
        "calendar": "year:int days:[calendar_day]",
        "calendar_day": "date:day is_workday:bool name:text? source:text?",
        "loaded": "load:text? version:int added:int changed:int same:int moves:[map] applied:bool",
        "version": "process:text number:int state+:text in_force:bool origin:text based_on:any sha256:text editor:any "
        "submitted_at:moment? publisher:any published_at:moment? effective_from:any withdrawn_at:moment? closure:[map] "
        "diff_text:text? running_cases:int findings:[map] rehearsal:map?",
        "standard": "id:text revision:int area+:text aid+:text item+:text amount:text valid_from:day valid_to:day? source:text "
        "entered_by:any entered_at:moment",
        "recompute": "id:text aid+:text household_no:text head:text area+:text amount:money decided_on:day standards:[standard]",
        "amount": "amount:money? eligible:bool per_head:money? lines:[reckoned] standards:[text] extras:[extra] floor:money? "
        "cap_left:money? start_month:text? warnings:[warning]",
        "reckoned": "text:text value:text kind:text",
        "extra": "member:text category+:text amount:money used:bool",
        "warning": "code:text message:text",
        "incident": "id:text state:text",
        "event": "seq:int at:moment by:any hash:text",
        "verified": "ok:bool events:int chains:int first_bad:map?",
        "progress": "no:text aid+:text state+:text step:text? since:any due_text:text? told:any",
        "flow": "aid:text? process:text version:int published_on:day? steps:[flow_step] papers:[any] where:any remedies:any hot_line:any",
        "flow_step": "name:text limit_text:text? label:text? source:text?",
        "area": "code:text name:text population:int? valid_from:day valid_to:day?",
        "unit": "key:text name:text uscc:text kind:text valid_from:day",
        "problem": "type:text title:text status:int code:text detail:text fields:[field_fault]",
        "field_fault": "path:text code:text message:text",
    }
)

WORD = re.compile(r"(?P<key>\w+)(?P<named>\+?):(?P<list>\[?)(?P<type>\w+)\]?(?P<null>\??)")


def schema(shape: str) -> dict[str, Any]:
    """The JSON schema of a shape; keys not named here may be there too (adding is free)."""
    properties: dict[str, Any] = {}
    for word in SHAPES[shape].split():
        found = WORD.fullmatch(word)
        if found is None:
            raise ValueError(f"{shape}: {word} is no key:type")
        properties[found["key"]] = _typed(found)
        if found["named"]:
            properties[f"{found['key']}_name"] = {"type": ["string", "null"]}
    return {"type": "object", "properties": properties, "required": list(properties)}


def reference(shape: str) -> dict[str, Any]:
    """A scalar itself, or a pointer to the shape among the document's components."""
    return dict(SCALARS[shape]) if shape in SCALARS else {"$ref": f"#/components/schemas/{shape}"}


def page(shape: str) -> dict[str, Any]:
    """`{items, next}` of a shape."""
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": reference(shape)},
            "next": {"type": ["string", "null"]},
        },
        "required": ["items", "next"],
    }


def _typed(found: re.Match[str]) -> dict[str, Any]:
    inner = reference(found["type"])
    if found["list"]:
        return {"type": "array", "items": inner}
    return {"anyOf": [inner, {"type": "null"}]} if found["null"] and inner else inner
