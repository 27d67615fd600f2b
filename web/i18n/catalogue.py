"""The language of an answer 语言: pages are Chinese until the reader switches; the API follows `Accept-Language`."""

from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from flask_babel import Babel, Domain
from flask_babel import gettext as babel_gettext

LANGUAGES = {"zh": "中文", "en": "English"}
COOKIE = "language"
HERE = Path(__file__).parent


def language() -> str:
    """`zh` or `en`; outside a request it is Chinese."""
    if not has_request_context():
        return "zh"
    if not request.path.startswith("/api/"):
        chosen = request.cookies.get(COOKIE)
        return chosen if chosen in LANGUAGES else "zh"
    # werkzeug's best_match would give "zh-CN,en" English, because only that tag matches to the letter
    wanted = (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
    return next((tag for tag in wanted if tag in LANGUAGES), "zh")


def gettext(text: str, **facts: object) -> str:
    """A Chinese text in the reader's language; `%(name)s` is filled from the facts."""
    return str(babel_gettext(text, **facts))


def load(code: str, name: str = "messages.po") -> NullTranslations:
    """The catalogue of a language, compiled in memory from its .po; Chinese needs none."""
    path = HERE / code / "LC_MESSAGES" / name
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


class PoDomain(Domain):  # type: ignore[misc]  # flask_babel has no types
    """A gettext domain that needs no compiled files."""

    def __init__(self) -> None:
        super().__init__()
        self._loaded = {code: load(code) for code in LANGUAGES}

    def get_translations(self) -> NullTranslations:
        return self._loaded[language()]


class PoBabel(Babel):  # type: ignore[misc]  # flask_babel has no types
    """flask-babel on catalogues read at start."""

    @cached_property
    def domain_instance(self) -> Any:
        return PoDomain()


def install(app: Flask) -> None:
    """Give the templates `_()` and the language switch."""
    PoBabel(app, default_locale="zh", default_timezone="Asia/Shanghai", locale_selector=language)
