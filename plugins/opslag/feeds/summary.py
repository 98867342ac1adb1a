"""An event in a sentence or two, for those who show no more; and plain text as those want it who show HTML."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape

from opslag.events.occurrence import Occurrence

LONGEST = 240
"""Characters of a text's beginning."""

_INLINE = re.compile(r'</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b(?:[^>"]|"[^"]*")*>')
_TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')


def summary(occurrence: Occurrence) -> str:
    """The teaser that the library wrote; without one the text's beginning; "" where there is no text either."""
    return occurrence.event.description or _beginning(occurrence.body)


@lru_cache(maxsize=64)
def _beginning(body: str) -> str:
    """Of sanitised HTML, as plain text."""
    return shortened(unescape(_TAG.sub(" ", _INLINE.sub("", body))), LONGEST)


def paragraph(*lines: str) -> str:
    """Lines of plain text as HTML; "" where all are empty."""
    said = "<br>".join(escape(line) for line in lines if line)
    return f"<p>{said}</p>\n" if said else ""


def shortened(text: str, longest: int) -> str:
    """On one line, cut between two words where it has more than so many characters."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[:longest]} …"
