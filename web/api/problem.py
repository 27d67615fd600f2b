"""A refusal as `application/problem+json` (RFC 9457): words by language, facts as far as the contract names them."""

from collections.abc import Mapping
from typing import Any

from engine.errors import BadRequest, Fault, FormRefused, Refused, SlowDown
from web.api.codec import plain
from web.errors import sentence
from web.i18n.faults import sentence as fault_sentence
from web.i18n.names import GATES
from web.i18n.refusals import REFUSALS, refusal_words

MEDIA = "application/problem+json"
TOLD = ("holder", "findings", "scenarios", "reasons", "until", "parameter", "revision", "incident")
"""Facts that leave the house as they are; all others serve the words or the log only."""

BROKEN = {
    "zh": "系统出现故障，没有保存任何内容。请稍后再试，或联系系统管理员。",
    "en": "Something broke on our side; nothing was stored. Please try again later.",
}


def problem(refusal: Refused, lang: str) -> dict[str, Any]:
    """The body of the answer; `fields` is always there, the other lists where the refusal has them."""
    fields = [field(fault, lang) for fault in refusal.faults] if isinstance(refusal, FormRefused) else []
    code = code_of(refusal)
    body = {
        "type": f"urn:yimen:refusal:{code}",
        "title": refusal_words(code if code in REFUSALS else refusal.code, untold(refusal), lang),
        "status": refusal.status,
        "code": code,
        "detail": detail(refusal, fields, lang),
        "fields": fields,
    }
    told = {name: plain(refusal.facts[name]) for name in TOLD if name in refusal.facts}
    if "gates" in refusal.facts:
        told["gates"] = [gate(item) for item in refusal.facts["gates"]]
    return body | told


def detail(refusal: Refused, fields: list[dict[str, str]], lang: str) -> str:
    """What is wrong this time: the one fault, the parameter by name, or the refusal's sentence."""
    if len(fields) == 1:
        return fields[0]["message"]
    if "parameter" in refusal.facts:
        return refusal_words(refusal.code, {**refusal.facts, "why": "parameter"}, lang)
    return sentence(refusal)


def untold(refusal: Refused) -> dict[str, Any]:
    """The facts without the reason of this one time: the title says what the code means."""
    return {name: value for name, value in refusal.facts.items() if name != "why"}


def code_of(refusal: Refused) -> str:
    """The refusal's code; of a form the one code its faults share, else E_FORM."""
    codes = {fault.code for fault in refusal.faults} if isinstance(refusal, FormRefused) else set()
    return codes.pop() if len(codes) == 1 else refusal.code


def field(fault: Fault, lang: str) -> dict[str, str]:
    """One fault of one field."""
    return {"path": fault.path, "code": fault.code, "message": fault_sentence(fault, lang)}


def gate(item: Mapping[str, Any]) -> dict[str, Any]:
    """One open gate; its name is Chinese in every language, like all names on the wire."""
    key = str(item["key"])
    name = item.get("name") or GATES.get(key, (key, key))[0]
    return {"key": key, "name": name, "detail": item.get("detail") or name}


def headers(refusal: Refused) -> dict[str, str]:
    """What the status wants beside the body."""
    if refusal.status == 401:
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(refusal, SlowDown):
        return {"Retry-After": str(refusal.facts.get("retry_after", 1))}
    return {}


def broken(lang: str) -> dict[str, Any]:
    """A bug of ours, told without its inside; the log has the rest."""
    return {
        "type": "urn:yimen:refusal:E_INTERNAL",
        "title": BROKEN[lang],
        "status": 500,
        "code": "E_INTERNAL",
        "detail": BROKEN[lang],
        "fields": [],
    }


def unknown(status: int | None) -> Refused:
    """What Flask itself refuses below 500, in our words."""
    return BadRequest(why="http", status=status)
