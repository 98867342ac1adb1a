"""A body as it is written: its links, pictures and HTML, and where each begins. A second, slower look at what has a fault."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import pyromark

from opslag.frozen import frozen

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH


@frozen
class WrittenLink:
    """A link or a picture of Markdown's."""

    address: str
    picture: bool


@frozen
class WrittenHtml:
    """A piece of HTML, line by line, each with the byte of the body at which it begins; a block whole, for a tag may have several
    lines."""

    lines: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.lines)

    def at(self, line: int, column: int) -> int:
        """The byte of the body that is at a line (from 1) and column (from 0) of the piece."""
        start, text = self.lines[line - 1]
        return start + len(text[:column].encode())

    def read_by(self, parser: HTMLParser) -> None:
        """Gives the parser all of it. What begins with "<![" is a comment up to the next ">", as browsers read it (HTML,
        "incorrectly-opened-comment"); by itself the parser takes it for SGML, and raises AssertionError where it is none."""
        parser.feed(self.text.replace("<![", "<! "))
        parser.close()


def written(body: str) -> Iterator[tuple[int, WrittenLink | WrittenHtml]]:
    """Each with the byte of the body at which it begins."""
    events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(body, options=OPTIONS)
    block: list[tuple[int, str]] | None = None
    for event, place in events:
        at = place["start"]
        if event == {"Start": "HtmlBlock"}:
            block = []
        elif event == {"End": "HtmlBlock"}:
            if block:
                yield block[0][0], WrittenHtml(tuple(block))
            block = None
        elif not isinstance(event, dict):
            continue
        elif "Html" in event and block is not None:
            block.append((at, event["Html"]))
        elif "InlineHtml" in event:
            yield at, WrittenHtml(((at, event["InlineHtml"]),))
        elif isinstance(start := event.get("Start"), dict):
            for kind in start.keys() & {"Link", "Image"}:
                yield at, WrittenLink(start[kind]["dest_url"], kind == "Image")


def place_in(body: str) -> Callable[[int], tuple[int, int]]:
    """Gives line and column, from 1, of a byte of the body."""
    raw = body.encode()
    lines = [0, *(at + 1 for at, byte in enumerate(raw) if byte == 10)]

    def place(at: int) -> tuple[int, int]:
        line = bisect_right(lines, at)
        return line, len(raw[lines[line - 1] : at].decode()) + 1

    return place
