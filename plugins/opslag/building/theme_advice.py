"""What a theme of one's own holds and nothing comes of, where it is nearly the name of a template, or nearly the words of one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import chain

from opslag.composing import Opened
from opslag.errors import Problem, Severity, meant
from opslag.language import Language
from opslag.pages.theme import Source, Theme

_SAID = re.compile(r"""\b(?:_|gettext)\(\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*\)""")


def theme_advice(theme: Theme, opened: Opened) -> Iterator[Problem]:
    """Warnings, at the template."""
    *own, shipped = theme.templates
    if not any(own):
        return
    language = Language(opened.library.site.language)
    names = {one.name for one in shipped}
    words = {said for one in shipped for said, _ in _said(one)}
    for source in chain.from_iterable(own):
        yield from _unused(source, theme, names)
        yield from _unknown_words(source, language, words)


def _unused(source: Source, theme: Theme, shipped: Collection[str]) -> Iterator[Problem]:
    """Only what is nearly another's name: a plugin of Pelican's may use a template that no other names."""
    if source.name in shipped:
        return
    named = (f'"{source.name}"', f"'{source.name}'")
    if any(name in other.text for other in chain.from_iterable(theme.templates) for name in named):
        return
    if remedy := meant(source.name, shipped):
        found = "no template uses it, and it takes the place of none"
        yield Problem(str(source.file), 0, 0, "", found, remedy, Severity.WARNING)


def _unknown_words(source: Source, language: Language, shipped: Collection[str]) -> Iterator[Problem]:
    for words, at in _said(source):
        if words not in shipped and language.gettext(words) == words and (remedy := meant(words, shipped)):
            line = source.text.count("\n", 0, at) + 1
            column = at - (source.text.rfind("\n", 0, at) + 1) + 1
            found = f'"{words}" has no translation, and is shown as it stands'
            yield Problem(str(source.file), line, column, "", found, remedy, Severity.WARNING)


def _said(source: Source) -> Iterator[tuple[str, int]]:
    """The words that a template asks the catalogue for, and where."""
    for match in _SAID.finditer(source.text):
        yield match[1] or match[2] or "", match.start()
