"""What templates write: HTML, as text and as the bytes that are published.

Python encodes text that is not all ASCII character by character, which takes as long as a fifth of all else about a page. So
pages are bytes from the beginning, and what stands on many of them is encoded once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from markupsafe import Markup, escape

MOST = 8192
"""Texts that are kept escaped: a page says its title five times, and a site its branches on every page."""


class Ready(Markup):
    """HTML that stands on many pages, with its bytes."""

    __slots__ = ("utf8",)
    utf8: bytes

    def __new__(cls, *made_of: Any) -> Markup:  # type: ignore[misc]
        """What follows from one, such as ``upper()`` of it, is ordinary Markup."""
        return Markup(*made_of)  # noqa: S704 - as all of Markup's own methods do

    @classmethod
    def of(cls, data: bytes) -> Self:
        """``data``: in UTF-8."""
        one = str.__new__(cls, data, "utf-8")
        one.utf8 = data
        return one


class _Escaped(dict[str, bytes]):
    """Plain text to HTML in UTF-8."""

    def __missing__(self, plain: str) -> bytes:
        if len(self) >= MOST:
            self.clear()
        plain_in_html = "&" not in plain and "<" not in plain and ">" not in plain and '"' not in plain and "'" not in plain
        found = self[plain] = (plain if plain_in_html else escape(plain)).encode()  # nearly all is
        return found


escaped = _Escaped()
"""Asked for a ``str`` and nothing that is derived of it: to a dictionary, ``Markup`` is the same as plain text."""


def utf8(value: object) -> bytes:
    """The value as it stands in HTML, to be joined with the rest of its page."""
    kind = type(value)
    if kind is Ready:
        return value.utf8  # type: ignore[attr-defined,no-any-return]
    return escaped[value] if kind is str else text(value).encode()  # type: ignore[index]


def text(value: object) -> str:
    """The same as text, for what a template puts into a variable, a macro or a filter."""
    kind = type(value)
    if kind is Markup or kind is Ready:
        return value  # type: ignore[return-value]
    return str(value) if kind is int else str(escape(value))


def joined_bytes(pieces: Iterable[bytes | str]) -> bytes:
    """What a template wrote; among it there may be text, where a part of it was put together as such."""
    pieces = list(pieces)
    try:
        return b"".join(pieces)  # type: ignore[arg-type]
    except TypeError:
        return b"".join([piece if isinstance(piece, bytes) else piece.encode() for piece in pieces])


def joined_text(pieces: Iterable[str | bytes]) -> str:
    """The same as text; among it there may be bytes, where another template was included."""
    pieces = list(pieces)
    try:
        return "".join(pieces)  # type: ignore[arg-type]
    except TypeError:
        return "".join([piece.decode() if isinstance(piece, bytes) else piece for piece in pieces])
