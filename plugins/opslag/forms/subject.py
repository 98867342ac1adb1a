"""The subject of a message: a library's words, with ``%%name%%`` where an answer goes."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACE = re.compile(r"%%(?:(value|label):)?([^%\s:]+)%%")
"""``%%pickup%%`` and ``%%label:pickup%%`` are what the visitor read and chose; ``%%value:pickup%%`` is what is delivered."""

_BREAKING = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def filled(subject: str, values: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """The subject on one line, whatever an answer holds: a line break in it would begin a new header (RFC 5322, section 2.2)."""

    def said(match: re.Match[str]) -> str:
        known = values if match[1] == "value" else {**values, **labels}
        return known.get(match[2], "")

    return _BREAKING.sub(" ", PLACE.sub(said, subject)).strip()


def names(subject: str) -> list[str]:
    """What it asks for, in order."""
    return [match[2] for match in PLACE.finditer(subject)]
