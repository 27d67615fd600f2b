"""What every template knows 模板环境: language, environment, here, now."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app, request
from markupsafe import Markup

from engine.errors import Fault
from engine.time import legal_day
from web.i18n import language
from web.i18n.faults import sentence as fault_sentence
from web.i18n.guidance import guidance
from web.office import the_office


def install(app: Flask) -> None:
    """Register names and filters that need the request."""
    app.context_processor(known)
    app.jinja_env.filters.update(count_of=count_of, safe_svg=safe_svg)
    app.jinja_env.globals.update(guidance=_guidance, fault_sentence=_fault_sentence)


def known() -> dict[str, Any]:
    """Names of every page."""
    now = the_office().now()
    return {
        "lang": language(),
        "sep": ", " if language() == "en" else "、",
        "colon": ": " if language() == "en" else "：",
        "env": current_app.config["ENV_NAME"],
        "here": request.full_path.rstrip("?") if request.method == "GET" else request.path,
        "args": {**request.args.to_dict(), **(request.view_args or {})},
        "now": now,
        "now_day": legal_day(now),
        "today": legal_day(now).isoformat(),
        "back": back(),
    }


def back() -> str:
    """The page one came from, if it is ours."""
    referrer = request.referrer or ""
    root = request.host_url
    return "/" + referrer.removeprefix(root) if referrer.startswith(root) else "/"


def safe_svg(text: str) -> Markup:
    """SVG of our own renderers; nothing typed by people reaches it unescaped."""
    return Markup(text)


def count_of(value: int | list[Any] | Mapping[str, Any]) -> int:
    """A number, or the length of the list that some answers give in its place."""
    return value if isinstance(value, int) else len(value)


def _guidance(step: str) -> str:
    return guidance(step, language())


def _fault_sentence(fault: Fault) -> str:
    return fault_sentence(fault, language())
