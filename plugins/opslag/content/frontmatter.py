"""A content file taken apart: the YAML between two lines of ``---``, and the Markdown behind it."""

from __future__ import annotations

import re

from opslag.errors import ContentError, Problem
from opslag.frozen import frozen
from opslag.source.document import decoded

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"\n---[ \t]*(?=\n|\Z)")
"""It is looked for from the line break before the front matter, for there may be nothing in it."""


@frozen
class Parts:
    """``front`` begins on line 2 of the file, ``body`` on ``body_line``. Line ends are ``\\n``, and a BOM is gone."""

    front: str
    body: str
    body_line: int


def take_apart(path: str, data: bytes) -> Parts:
    """The parts of a file's bytes. Raises ContentError where it is not UTF-8, too large, or has no front matter."""
    text = decoded(path, data)
    opening = _OPENING.match(text)
    if not opening:
        raise _fault(path, *_no_front_matter(text))
    closing = _CLOSING.search(text, opening.end() - 1)
    if not closing:
        raise _fault(path, "front matter that is never closed", "write a line of --- behind the last key")
    body_at = closing.end() + 1
    return Parts(text[opening.end() : closing.start() + 1], text[body_at:], text.count("\n", 0, body_at) + 1)


def _no_front_matter(text: str) -> tuple[str, str]:
    if not text.strip():
        return "an empty file", "begin it with --- and the keys, or delete it"
    return "no front matter", "begin the file with a line of ---, then the keys, then a line of ---"


def _fault(path: str, found: str, remedy: str) -> ContentError:
    return ContentError([Problem(path, 1, 1, "", found, remedy)])
