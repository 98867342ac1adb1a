"""The texts of forms in one language: ``content/forms/translations/<language>.yaml``, key to text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from opslag.content.markdown import render
from opslag.errors import ContentError, Problem, Severity
from opslag.forms.form import Passage
from opslag.frozen import frozen
from opslag.source.document import decoded
from opslag.source.marks import MarkedError, Marks, load, load_marked

MARKUP = "_html"
"""How the key of a text ends that is Markdown, or HTML; any other text is shown letter for letter."""


@frozen
class Translation:
    """A text that a key has no entry for is the key itself."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """What ends in MARKUP is sanitised HTML."""

    def said(self, key: str) -> str:
        return self.texts.get(key, key)

    def passage(self, key: str | None) -> Passage:
        return Passage(self.said(key), key in self.texts and key.endswith(MARKUP)) if key else Passage()


def read_translation(path: str, data: bytes) -> Translation:
    """Raises ContentError with every fault in the file."""
    written = decoded(path, data)
    try:
        value = load(written)
    except MarkedError as error:
        raise ContentError([Problem(path, error.line, error.column, error.field, error.found, error.remedy)]) from None
    if value is None:
        return Translation()
    if not isinstance(value, dict):
        raise ContentError([Problem(path, 1, 1, "", "no line of the form key: text", "write key: text on each line")])
    texts = {key: _published(key, text) for key, text in value.items()}
    if any(text is None for text in texts.values()):
        raise ContentError(_problems(path, value, load_marked(written)[1]))
    return Translation({key: text for key, text in texts.items() if text is not None})


def _published(key: str, text: object) -> str | None:
    """None where something is wrong with it."""
    if not isinstance(text, str):
        return None
    if not key.endswith(MARKUP):
        return text.strip()
    html, problems = render(text, "", 1)
    return None if any(problem.severity is Severity.ERROR for problem in problems) else html


def _problems(path: str, value: Mapping[str, Any], marks: Marks) -> Iterator[Problem]:
    for key, text in value.items():
        line, column = marks.of((key,))
        if not isinstance(text, str):
            yield Problem(path, line, column, key, "more than a text", "write the text behind the key")
        elif key.endswith(MARKUP):
            yield from render(text, path, line)[1]
