"""What stands behind a ``#``: to YAML a comment, to an editor perhaps a part of the text.

``title: Film #3`` is published as "Film". Who comments puts a blank behind the sign, so only a sign without one is told.
"""

from __future__ import annotations

import re
from typing import Any

from opslag.errors import Problem, Severity
from opslag.source.marks import MarkedError, Path, load_marked

_SIGN = re.compile(r"[ \t]+(#\S+)")


def doubtful_comments(file: str, text: str, first_line: int = 1) -> tuple[Problem, ...]:
    """A warning for each value of one plain line, or of none, that such a sign ends. The text begins on ``first_line`` of the
    file; one that is no YAML has other faults to be told."""
    if "#" not in text or not _SIGN.search(text):
        return ()
    try:
        document, marks = load_marked(text)
    except MarkedError:
        return ()
    found: list[Problem] = []
    lines = text.split("\n")
    for path, (line, column) in marks.values.items():
        value, here = _value(document, path), lines[line - 1]
        sign = _SIGN.match(here, column - 1 + len(value)) if here.startswith(value, column - 1) else None
        if sign:
            said = f"{sign[1]}: what stands behind a # is not read"
            remedy = "put the text in quotes; in a comment, put a blank behind the #"
            place = line + first_line - 1, sign.start(1) + 1
            found.append(Problem(file, *place, ".".join(map(str, path)), said, remedy, Severity.WARNING))
    return tuple(found)


def _value(document: Any, path: Path) -> str:
    """The text at a path; "" where nothing stands behind the key, which is then in no mapping, or more than a text."""
    for part in path:
        document = document.get(part) if isinstance(document, dict) else document[part]
    return document if isinstance(document, str) else ""
