"""Sanitised HTML as plain text, for those who show no markup: calendars, and whatever else wants words alone."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

_PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_SPACES = re.compile(" {2,}")
_ATTRIBUTES = re.compile(r'(?:[^>"]|"[^"]*")*')
_SCHEME = re.compile(r"^(https?://|mailto:|tel:)")
_HREF = re.compile(r'\bhref="([^"]*)"')

_PARAGRAPH, _ITEM = "\n\n", "\n- "
_PARAGRAPHS = (
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "div", "section", "figure", "hr",
)  # fmt: skip
_LINES = ("li", "br", "tr", "dt", "dd", "caption", "figcaption")
_BREAKS = {f"{slash}{name}": _PARAGRAPH for name in _PARAGRAPHS for slash in ("", "/")}
_BREAKS |= dict.fromkeys(_LINES, "\n") | {f"/{name}": "" for name in _LINES} | {"li": _ITEM, "/td": "  ", "/th": "  "}
"""Tag to what it puts between the words before and behind it."""

_BLOCK = r"</?(?:p|h[2-6]|[uo]l|blockquote)>\n?"
_BLOCKS = re.compile(f"{_BLOCK}(?:{_BLOCK})*")
_EMPHASIS = re.compile(r"</?(?:strong|em|del)>")
_LINK = re.compile(r'<a href="([^"]*)">([^<]*)</a>')


@lru_cache(maxsize=64)
def plain_text(html: str, base_url: str) -> str:
    """Paragraphs with an empty line between them, list items with a hyphen, and behind each link its whole address."""
    text = plainly(html, base_url)
    return unescape(tag_by_tag(html, base_url) if text is None else text).replace("\xa0", " ").strip()


def plainly(html: str, base_url: str) -> str | None:
    """What most bodies are, as Markdown writes them: headings, paragraphs, short items. It is taken apart at its blocks, of which
    there are few. None where there is anything else in it. Entities are left."""
    found = []
    for block in _BLOCKS.split(html):
        if block.startswith("<li>") and block.endswith("</li>\n"):
            items = [item.rstrip(" \n").replace("\n", " ") for item in block[4:-6].split("</li>\n<li>")]
            words = "- " + "\n- ".join(items) if all(items) else block
        else:
            words = block.strip(" \n").replace("\n", " ")
        if "<" in words:
            if "</a>" in words:
                words = _LINK.sub(lambda link: link[2] + _address(unescape(link[1]), link[2], base_url), words)
            words = _EMPHASIS.sub("", words).strip(" ")
            if "<" in words or " \n" in words:
                return None
        if words:
            found.append(words)
    text = _PARAGRAPH.join(found)
    return None if "  " in text or "\t" in text else text


def tag_by_tag(html: str, base_url: str) -> str:
    """Of any body. Entities are left."""
    before, *parts = _in_one_line(html).split("<")
    found = [before]
    link = ""
    link_began = 0
    for part in parts:
        tag, _, text = part.partition(">")
        if " " in tag:
            tag, attributes, text = _with_attributes(part)
            if tag == "a":
                match = _HREF.search(attributes)
                link, link_began = (unescape(match[1]), len(found)) if match else ("", 0)
        elif tag == "/a" and link:
            found.append(_address(link, "".join(found[link_began:]), base_url))
            link = ""
        gap = _BREAKS.get(tag, "")
        if gap and not (gap is _PARAGRAPH and found[-1] in (_PARAGRAPH, _ITEM)):
            found.append(gap)
        if text and not (text == " " and tag in _BREAKS):  # a space at the end of a line is nothing
            found.append(text)
    text = "\n".join([line.strip(" \t") for line in "".join(found).split("\n")])
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text


def _in_one_line(html: str) -> str:
    """Every run of white space as one space, as a browser shows it; in what is preformatted as it stands."""
    if "<pre" not in html:
        return _with_single_spaces(html)
    parts = _PREFORMATTED.split(html)  # every second one is preformatted
    return "".join([part if number % 2 else _with_single_spaces(part) for number, part in enumerate(parts)])


def _with_single_spaces(html: str) -> str:
    html = html.replace("\n", " ").replace("\t", " ")
    return _SPACES.sub(" ", html) if "  " in html else html


def _with_attributes(part: str) -> tuple[str, str, str]:
    """Name and attributes of a tag, and the words behind it. A ``>`` may stand in an attribute."""
    match = _ATTRIBUTES.match(part)
    end = match.end() if match else 0
    name, _, attributes = part[:end].partition(" ")
    return name, attributes, part[end + 1 :]


def _address(link: str, words: str, base_url: str) -> str:
    """What is put behind the words of a link: nothing where they are the address already, or it leads to a place in the text."""
    whole = f"https:{link}" if link.startswith("//") else base_url + link if link.startswith("/") else link
    plain = _SCHEME.sub("", whole).strip("/")
    return "" if plain == whole or plain in unescape(words) else f" ({whole})"
