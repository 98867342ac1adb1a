"""Sanitised HTML as plain text, for those who show no markup: calendars, and whatever else wants words alone."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>|([^<]+)', re.IGNORECASE)
_HREF = re.compile(r'\bhref="([^"]*)"')

_PARAGRAPHS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "div", "section", "figure", "hr")
)
_LINES = frozenset(("br", "li", "tr", "dt", "dd", "caption", "figcaption"))


@lru_cache(maxsize=4096)
def plain_text(html: str, base_url: str) -> str:
    """Paragraphs with an empty line between them, list items with a hyphen, and behind each link its whole address."""
    found: list[str] = []
    link = ""
    link_began = 0
    kept = False
    for slash, name, attributes, text in _TAG.findall(html):
        if text:
            found.append(text if kept else _in_one_line(text))
            continue
        name = name.lower()
        if name == "a" and not slash:
            match = _HREF.search(attributes)
            link, link_began = (unescape(match[1]), len(found)) if match else ("", 0)
        elif name == "a" and link:
            found.append(_address(link, "".join(found[link_began:]), base_url))
            link = ""
        elif name in _PARAGRAPHS:
            kept = name == "pre" and not slash
            found.append("\n\n" if found[-1:] != ["\n- "] else "")
        elif name in _LINES:
            found.append("\n- " if name == "li" and not slash else "\n" if not slash else "")
        elif name in ("td", "th") and slash:
            found.append("  ")
    text = "\n".join([line.strip(" \t") for line in "".join(found).split("\n")])
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return unescape(text).replace("\xa0", " ").strip()


def _in_one_line(text: str) -> str:
    """Every run of white space as one space, as a browser shows it."""
    before, after = " " * text[0].isspace(), " " * text[-1].isspace()
    return f"{before}{' '.join(text.split())}{after}"


def _address(link: str, words: str, base_url: str) -> str:
    """What is put behind the words of a link: nothing where they are the address already, or it leads to a place in the text."""
    whole = f"https:{link}" if link.startswith("//") else base_url + link if link.startswith("/") else link
    plain = re.sub(r"^(https?://|mailto:|tel:)", "", whole).strip("/")
    return "" if plain == whole or plain in unescape(words) else f" ({whole})"
