"""What belongs to a case 办件内容: history, limits, moments, papers, forms, who read it, messages, the drawing."""

from typing import Any

from casework import cases
from web.api.keys import may
from web.api.routes import Call, File, Table

routes = Table(tag="case", about="办件内容 what belongs to a case")
READ: dict[str, Any] = {"act": "case.read", "paged": True, "whole": True}


@routes.get("/cases/{no}/history", "history", **READ)
def history(call: Call) -> Any:
    """留痕: every act, chained by hash."""
    return cases.case_history(call.office, call.by, call.path["no"])


@routes.get("/cases/{no}/limits", "limits", **READ)
def limits(call: Call) -> Any:
    """期限: open and closed rows with their reckoning, and the rows that still wait for their moment."""
    return cases.case_limits(call.office, call.by, call.path["no"])


@routes.get("/cases/{no}/moments", "moment_of", **READ)
def moments(call: Call) -> Any:
    """时点 in order."""
    return cases.case_moments(call.office, call.by, call.path["no"])


@routes.get("/cases/{no}/documents", "document_of", **READ)
def documents(call: Call) -> Any:
    """文书 made in the case."""
    return cases.case_documents(call.office, call.by, call.path["no"])


@routes.get("/cases/{no}/attachments", "attachment", **READ)
def attachments(call: Call) -> Any:
    """材料 handed in."""
    return cases.case_attachments(call.office, call.by, call.path["no"])


@routes.get("/cases/{no}/forms", "form_entry", **READ)
def forms(call: Call) -> Any:
    """Forms as they were submitted, revision by revision."""
    return cases.case_forms(call.office, call.by, call.path["no"])


@routes.get("/cases/{no}/access", "access", act="case.access", paged=True, whole=True)
def access(call: Call) -> Any:
    """Who read the case, when, for what."""
    return cases.case_access(call.office, call.by, call.path["no"])


@routes.get("/cases/{no}/messages", "message", **READ)
def messages(call: Call) -> Any:
    """消息 sent and waiting."""
    return cases.case_messages(call.office, call.by, call.path["no"])


@routes.get("/cases/{no}/diagram.svg", "svg", query=(may("instance", "name"),), act="case.read")
def diagram(call: Call) -> File:
    """流程图 of the case, with where it stands."""
    drawing = cases.case_diagram(
        call.office, call.by, call.path["no"], instance_id=call.query.get("instance")
    )
    return File(content=drawing["svg"].encode(), media="image/svg+xml")
