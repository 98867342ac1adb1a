"""The site's words put into a template when it is compiled: a page says the same thirty words a hundred thousand times."""

from __future__ import annotations

import re
from html import escape

from jinja2.ext import Extension

from opslag.language import Language

_SAID = re.compile(
    r'\{\{-?\s*(?:_|gettext)\("((?:[^"\\{}])*)"\)\s*-?\}\}|\{\{-?\s*pgettext\("([^"\\]*)",\s*"((?:[^"\\{}])*)"\)\s*-?\}\}'
)


def translating(language: Language) -> type[Extension]:
    """An extension that writes ``{{ _("Search") }}`` and ``{{ pgettext("button", "Sold out") }}`` as their translation, escaped.

    Words with placeholders, and those within larger expressions, are left to be asked for when the page is rendered.
    """

    def said(match: re.Match[str]) -> str:
        if match[0].startswith("{{-") or match[0].endswith("-}}"):
            return match[0]  # it strips the space around it: the lexer's business
        words = language.gettext(match[1]) if match[1] is not None else language.pgettext(match[2], match[3])
        return escape(words) if "%(" not in words and "{" not in words else match[0]

    class Words(Extension):
        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
            return _SAID.sub(said, source)

    return Words
