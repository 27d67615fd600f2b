"""Words 文字: Chinese is the source language, English comes from a catalogue read at start; no build step."""

from web.i18n.catalogue import LANGUAGES, gettext, install, language
from web.i18n.data import told

__all__ = ["LANGUAGES", "gettext", "install", "language", "told"]
