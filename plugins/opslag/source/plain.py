"""The YAML that nearly every content file consists of, read line by line: many times as fast as a parser of all YAML.

``key: text``, a list below a key with ``- text`` or ``- key: text``, a mapping below a key, and ``[one, two]``, all in the usual
indentation. Whatever is not written quite so is left to ``source.marks``, which reads all YAML and gives the same values:
the tests hold the two against each other.

What must hold for each line is asked of the whole text where that can be: Python takes as long for a question about one line as
for one about a page.
"""

from __future__ import annotations

import re
from typing import Any

_ITEMS = re.compile(r"\[([^\W_][\w .–-]*(?:, [^\W_][\w .–-]*)*)\]")
_ODD_VALUE = re.compile(r": (?![^\W_])")
"""One that begins with no letter or digit: with a bracket, a quotation mark, or a sign that means something in YAML."""
_USUAL = bytes((0x0A, *range(0x20, 0x7F), *range(0x80, 0xC0), 0xC3))
"""The bytes of the line feed, of ASCII's characters and of U+00C0 to U+00FF, all of which can be printed."""


class _NotPlainError(Exception):
    """There is something in the text that is left to ``source.marks``."""


class _Beginnings(dict[str, tuple[str, str]]):
    """What stands before the colon of a line, to its indentation (with the dash, where there is one) and its key. However many
    files there are, they begin their lines in the same few ways."""

    def __missing__(self, before: str) -> tuple[str, str]:
        key = before.lstrip(" -")
        indent = before[: len(before) - len(key)]
        if indent not in ("", "  ", "  - ", "    ") or not key.isidentifier():
            raise _NotPlainError
        return self.setdefault(before, (indent, key))


_BEGINNINGS = _Beginnings()


def load_plain(text: str) -> dict[str, Any] | None:
    """The document's value: mappings, lists and strings, and None for a key that is left empty. None where the text is not as
    plain as that."""
    text = text.removesuffix("\n")
    if ("#" in text and " #" in text) or " \n" in text or text.endswith(" ") or not _is_printable(text):
        return None  # comments, space at the end of a line, tabs and other controls, line breaks of other kinds
    try:
        return _document(text)
    except _NotPlainError:
        return None


def _is_printable(text: str) -> bool:
    odd = text.encode(errors="surrogatepass").translate(None, _USUAL)
    return not odd or text.replace("\n", "").isprintable()


def _document(text: str) -> dict[str, Any]:
    """Raises _NotPlainError."""
    top: dict[str, Any] = {}
    opened = ""
    """The key whose list or mapping the indented lines belong to; "" where it had its value."""
    items: list[Any] = []
    fields: dict[str, Any] = {}
    """What is below the key, which is one of the two."""
    inner: dict[str, Any] | None = None
    """The mapping that the last list item began."""
    odd = _ODD_VALUE.search(text) is not None
    pairs = 0
    for line in text.split("\n"):
        before, colon, value = line.partition(": ")
        if colon:
            pairs += 1
            indent, key = _BEGINNINGS[before]
            mapping: dict[str, Any] | None
            if not indent:
                mapping, opened, inner = top, "", None
            elif indent == "    ":
                mapping = inner
            elif indent == "  ":
                mapping = top[opened] = fields
            else:
                mapping = inner = {}
                items.append(inner)
                top[opened] = items
            if mapping is None or key in mapping:
                raise _NotPlainError
            mapping[key] = _listed(value) if odd and not value[:1].isalnum() else value
        elif line[:4] == "  - ":
            items.append(line[4:] if line[4:5].isalnum() else _listed(line[4:]))
            top[opened], inner = items, None
        else:
            pairs += 1
            indent, opened = _BEGINNINGS[line[:-1]]
            if indent or line[-1:] != ":" or opened in top:
                raise _NotPlainError
            top[opened] = inner = None
            items, fields = [], {}
        if items and fields:
            raise _NotPlainError
    if "" in top or pairs != text.count(": ") + text.count(":\n") + text.endswith(":"):
        raise _NotPlainError  # lines below no key; one more colon, which opens a mapping within a line
    return top


def _listed(written: str) -> list[str]:
    """The items between brackets. Raises _NotPlainError for any other value."""
    items = _ITEMS.fullmatch(written)
    if items is None:
        raise _NotPlainError
    return [item.rstrip() for item in items[1].split(", ")]
