"""The texts of forms in one language: ``content/forms/translations/<language>.yaml``, key to text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from opslag.content.markdown import render
from opslag.errors import ContentError, Problem
from opslag.forms.form import Passage
from opslag.source.document import decoded
from opslag.source.marks import MarkedError, load_marked

MARKUP = "_html"
"""How the key of a text ends that is Markdown, or HTML; any other text is shown letter for letter."""


@dataclass(frozen=True, slots=True)
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
    try:
        value, marks = load_marked(decoded(path, data))
    except MarkedError as error:
        raise ContentError([Problem(path, error.line, error.column, error.field, error.found, error.remedy)]) from None
    if value is None:
        return Translation()
    if not isinstance(value, dict):
        raise ContentError([Problem(path, 1, 1, "", "not a mapping", "write key: text on each line")])
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for key, text in value.items():
        line, column = marks.of((key,))
        if not isinstance(text, str):
            problems.append(Problem(path, line, column, key, "more than a text", "write the text behind the key"))
        elif key.endswith(MARKUP):
            texts[key], found = render(text, path, line)
            problems.extend(found)
        else:
            texts[key] = text.strip()
    if problems:
        raise ContentError(problems)
    return Translation(texts)
