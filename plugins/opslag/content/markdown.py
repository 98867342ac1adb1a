"""Markdown to HTML that is safe to publish: CommonMark and tables by pyromark, sanitised by nh3 unless there is plainly no need.

What an editor can only have pasted by accident, or an attacker on purpose (a script, an event handler, a ``javascript:``
link), is a Problem at its line; other markup that does not survive is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

import nh3
import pyromark

from opslag.content.written import OPTIONS, WrittenHtml, place_in, written
from opslag.errors import Problem, Severity

_PUBLISHED = (
    "a abbr b blockquote br caption cite code dd del details dfn dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd "
    "li mark ol p pre q s small span strong sub summary sup table tbody td tfoot th thead time tr u ul var"
)
TAGS = frozenset(_PUBLISHED.split())
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

DEEPEST = 100
"""How deep elements may stand in each other. Nobody writes so; what sanitises needs time by the square of it."""

_MANY = 2000
"""Fewer tags than so many cannot be nested so deeply that it matters."""

CLEANER = nh3.Cleaner(tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None, strip_comments=True)
_DANGEROUS_TAGS = frozenset(
    {"script", "iframe", "object", "embed", "base", "meta", "link", "style", "form", "applet", "frame", "svg", "math"}
)
_WITHOUT_ATTRIBUTES = ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "em", "strong", "del", "blockquote")
_PLAIN_LINK = r'a href="(?:https?://(?:[a-z0-9]+\.)+[a-z]+)?(?:/[\w./-]*)?"'
_DOUBTFUL = re.compile(rf"<(?!/?(?:{'|'.join(_WITHOUT_ATTRIBUTES)})>|/a>|{_PLAIN_LINK}>)", re.ASCII)
"""The beginning of a tag that might be another one when it is sanitised."""
_SPACE = re.compile(r"[\x00-\x20\x7f-\xa0]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ELSEWHERE = re.compile(r"https?:|//", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_UNREAD = re.compile(r"\]\(((?:https?:/|\{|/|\.\.?/|\w+/)[^()<>\n ]* [^()<>\n]*)\)")
"""What is left of a link whose address has a blank. A remark in brackets, [sic](see there), begins otherwise."""
_BEGINNING = re.compile(r"<[a-zA-Z/!?]")
_VOID = frozenset({"br", "hr", "img", "wbr", "input", "col", "link", "meta"})

Fault = tuple[str, str, Severity]
"""What was found, what to do, and how bad it is."""


def render(body: str, path: str, first_line: int) -> tuple[str, tuple[Problem, ...]]:
    """The body's HTML, and its Problems. A heading of the first level becomes one of the second: the title is the first."""
    html = pyromark.html(body, options=OPTIONS)
    if "<h1" in html:
        html = html.replace("<h1", "<h2").replace("</h1>", "</h2>")
    problems = tuple(_unread_links(body, html, path, first_line)) if "](" in html else ()
    if is_clean(body, html):
        return html, problems
    odd = any(True for address in _addresses(html) for _ in _address_faults(address))
    if odd or "<" in body or '<img src="http' in html:
        problems += tuple(_problems(body, path, first_line))
    if html.count("<") > _MANY and _depth(html) > DEEPEST:
        found = f"more than {DEEPEST} elements within each other"
        return "", (*problems, Problem(path, first_line, 1, "body", found, "write it flatter, and close every tag"))
    return CLEANER.clean(html), problems


def is_clean(body: str, html: str) -> bool:
    """Whether the HTML of a body is, beyond doubt, what sanitising would make of it: no markup of an author's, and nothing but
    words, tags without attributes, and links to addresses that can be nothing else. To see that takes a third of the time."""
    if "<" in body or "&" in html or "\xa0" in html or "\r" in html or "\0" in html:
        return False
    if len(html) > _MANY * len("<p>") and html.count("<") > _MANY:
        return False
    return not _DOUBTFUL.search(html)  # a ">" that ends no tag would be "&gt;"


def _addresses(html: str) -> Iterator[str]:
    """Of its links and pictures. To cut at a word takes a tenth of the time that a pattern takes to look for it."""
    for attribute in ('href="', 'src="'):
        yield from (part.partition('"')[0] for part in html.split(attribute)[1:])


def _depth(html: str) -> int:
    deepest = depth = 0
    for end, name in _TAG.findall(html):
        if name not in _VOID:
            depth += -1 if end else 1
            deepest = max(deepest, depth)
    return deepest


def _unread_links(body: str, html: str, path: str, first_line: int) -> Iterator[Problem]:
    """Links and pictures that stand in the text as they are written, for an address has no blank in it (CommonMark 0.31, 6.3)."""
    text, *rest = html.split("<code")
    text += "".join([part.partition("</code>")[2] for part in rest])
    place = place_in(body)
    for address in dict.fromkeys(unescape(link[1]) for link in _UNREAD.finditer(text)):
        at = max(body.find(f"({address})"), 0)
        line, column = place(len(body[:at].encode()))
        found = f'"{address}", an address with a blank in it, which makes no link and no picture'
        yield Problem(path, first_line + line - 1, column, "body", found, f"write <{address}>", Severity.WARNING)


def _problems(body: str, path: str, first_line: int) -> Iterator[Problem]:
    """A second, slower look at a body that holds HTML or an odd address: what is wrong, and where."""
    place = place_in(body)
    for at, (found, remedy, severity) in _faults(body):
        line, column = place(at)
        yield Problem(path, first_line + line - 1, column, "body", found, remedy, severity)


def _faults(body: str) -> Iterator[tuple[int, Fault]]:
    """Each fault with the byte of the body at which it begins."""
    for at, one in written(body):
        if isinstance(one, WrittenHtml):
            yield from _markup_faults(one)
        else:
            yield from ((at, fault) for fault in _address_faults(one.address))
            if one.picture:
                yield from ((at, fault) for fault in _picture_faults(one.address))


def _address_faults(address: str) -> Iterator[Fault]:
    # As a browser reads it: without white space, whatever it is written with.
    match = _SCHEME.match(_SPACE.sub("", unquote(address)))
    if match and match[1].lower() not in SCHEMES:
        found = f'a link that begins with "{match[0]}"'
        yield found, "link to an address that begins with https://, mailto: or tel:", Severity.ERROR


def _picture_faults(address: str) -> Iterator[Fault]:
    if _ELSEWHERE.match(address.strip()):
        found = "a picture from another site, which is not published"
        yield found, "copy it into content/images/ and name it there", Severity.WARNING


class _Markup(HTMLParser):
    """Collects what is dangerous, and what will be dropped, in a piece of HTML; with its line (from 1) and column (from 0)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[tuple[tuple[int, int], Fault]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DANGEROUS_TAGS:
            self._note(f"<{tag}>", "delete it; link to what it shows instead", Severity.ERROR)
        elif tag not in TAGS and tag != "h1":
            self._note(f"<{tag}>, which is not published", "delete it, or write it as Markdown", Severity.WARNING)
        known = ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"]
        for name, value in attrs:
            if name.startswith("on"):
                remedy = "delete it: a page of the site runs no script of its content"
                self._note(f"the event handler {name}=", remedy, Severity.ERROR)
            elif name in ("href", "src") and value:
                for fault in (*_address_faults(value), *(_picture_faults(value) if tag == "img" else ())):
                    self._note(*fault)
            elif name not in known and tag in TAGS:
                self._note(f"{name}= on <{tag}>, which is not published", "delete it", Severity.WARNING)

    handle_startendtag = handle_starttag

    def _note(self, found: str, remedy: str, severity: Severity) -> None:
        self.faults.append((self.getpos(), (found, remedy, severity)))


def _markup_faults(html: WrittenHtml) -> Iterator[tuple[int, Fault]]:
    """Each fault with the byte of the body at which it begins."""
    text = html.text
    if text.rfind("<!--") > text.rfind("-->") or _BEGINNING.search(text, text.rfind(">") + 1):
        # Whatever stands behind it would vanish; and to look for its end again and again can take minutes.
        yield html.at(1, 0), ("HTML that is never closed", "close it, or write &lt; where no tag is meant", Severity.ERROR)
        return
    parser = _Markup()
    html.read_by(parser)
    for (line, column), fault in parser.faults:
        yield html.at(line, column), fault
