"""Markdown to HTML that is safe to publish: CommonMark and tables by pyromark, then sanitised by nh3.

What an editor can only have pasted by accident, or an attacker on purpose (a script, an event handler, a ``javascript:``
link), is a Problem at its line; other markup that does not survive is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import nh3
import pyromark

from opslag.errors import Problem, Severity

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH

TAGS = frozenset(
    "a abbr b blockquote br caption cite code dd del details dfn dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd "
    "li mark ol p pre q s small span strong sub summary sup table tbody td tfoot th thead time tr u ul var".split()
)
ATTRIBUTES = {
    "a": {"href", "title", "hreflang"},
    "img": {"src", "alt", "title", "width", "height"},
    "abbr": {"title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "time": {"datetime"},
    "*": {"lang", "dir"},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_CLEANER = nh3.Cleaner(tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None, strip_comments=True)
_DANGEROUS_TAGS = frozenset({"script", "iframe", "object", "embed", "base", "meta", "link", "style", "form", "applet", "frame", "svg", "math"})
_ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.\-\s]*?)\s*:", re.IGNORECASE)


def render(body: str, path: str, first_line: int) -> tuple[str, tuple[Problem, ...]]:
    """The body's HTML, and its Problems. A heading of the first level becomes one of the second: the title is the first."""
    html = pyromark.html(body, options=_OPTIONS)
    problems: tuple[Problem, ...] = ()
    if "<" in body or '<img src="http' in html or any(True for address in _ADDRESS.findall(html) for _ in _address_faults(address)):
        problems = tuple(_problems(body, path, first_line))
    if "<h1" in html:
        html = html.replace("<h1", "<h2").replace("</h1>", "</h2>")
    return _CLEANER.clean(html), problems


def _problems(body: str, path: str, first_line: int) -> Iterator[Problem]:
    """A second, slower look at a body that holds HTML or an odd address: what is wrong, and where."""
    raw = body.encode()
    for event, place in pyromark.events_with_range(body, options=_OPTIONS):
        for found, remedy, severity in _faults(event):
            before = raw[: place["start"]]
            line = first_line + before.count(b"\n")
            column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
            yield Problem(path, line, column, "body", found, remedy, severity)


def _faults(event: Any) -> Iterator[tuple[str, str, Severity]]:
    if not isinstance(event, dict):
        return
    if "Html" in event or "InlineHtml" in event:
        yield from _markup_faults(event.get("Html") or event.get("InlineHtml") or "")
        return
    start = event.get("Start")
    if isinstance(start, dict):
        for kind in ("Link", "Image"):
            if kind in start:
                yield from _address_faults(start[kind]["dest_url"])
        if "Image" in start and re.match(r"https?:|//", start["Image"]["dest_url"]):
            yield "a picture from another site, which is not published", "copy it into content/images/ and name it there", Severity.WARNING


def _address_faults(address: str) -> Iterator[tuple[str, str, Severity]]:
    match = _SCHEME.match(re.sub(r"[\x00-\x20]", "", address))
    if match and match[1].lower() not in SCHEMES and not address.startswith("{"):
        yield f'a link that begins with "{match[1]}:"', "link to an address that begins with https://, mailto: or tel:", Severity.ERROR


class _Markup(HTMLParser):
    """Collects what is dangerous, and what will be dropped, in a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[tuple[str, str, Severity]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DANGEROUS_TAGS:
            self.faults.append((f"<{tag}>", "delete it; link to what it shows instead", Severity.ERROR))
        elif tag not in TAGS and tag != "h1":
            self.faults.append((f"<{tag}>, which is not published", "delete it, or write it as Markdown", Severity.WARNING))
        known = ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"]
        for name, value in attrs:
            if name.startswith("on"):
                self.faults.append((f"the event handler {name}=", "delete it: a page of the site runs no script of its content", Severity.ERROR))
            elif name in ("href", "src") and value:
                self.faults.extend(_address_faults(value))
            elif name not in known and tag in TAGS:
                self.faults.append((f"{name}= on <{tag}>, which is not published", "delete it", Severity.WARNING))

    handle_startendtag = handle_starttag


def _markup_faults(html: str) -> Iterator[tuple[str, str, Severity]]:
    parser = _Markup()
    parser.feed(html)
    parser.close()
    yield from parser.faults
