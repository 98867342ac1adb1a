"""An event in a sentence or two, for those who show no more."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from opslag.events.occurrence import Occurrence

LONGEST = 240
"""Characters of a text's beginning."""

_INLINE = re.compile(r'</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b(?:[^>"]|"[^"]*")*>')
_TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')


def summary(occurrence: Occurrence) -> str:
    """The teaser that the library wrote; without one the text's beginning; "" where there is no text either."""
    return occurrence.event.description or _beginning(occurrence.body)


@lru_cache(maxsize=4096)
def _beginning(body: str) -> str:
    """Of sanitised HTML, as plain text; cut between two words."""
    text = " ".join(unescape(_TAG.sub(" ", _INLINE.sub("", body))).split())
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rpartition(' ')[0] or text[:LONGEST]} …"
