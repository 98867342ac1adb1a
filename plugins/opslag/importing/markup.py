"""Sanitised HTML as a tree, so that two texts can be told the same or not, and one can be written as Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote

import nh3

from opslag.content.markdown import ATTRIBUTES, DEEPEST, SCHEMES, TAGS

_BLOCKS = """
blockquote caption dd details dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
"""Those of the tags that stand for themselves; all others are parts of a line."""

KEPT = DEEPEST - 5
"""Elements within each other that are kept; what is written of them may need a few more."""

PASSES = 8
"""Two are enough for nearly every body."""

_VOID = frozenset({"br", "hr", "img"})
SPACES = " \t\n\r\f"
"""Those that HTML folds into one (HTML, "ASCII whitespace"); a space that must not break a line is none of them."""
_SPACE = re.compile(f"[{SPACES}]+")
_FIRST_HEADING = re.compile(r"(</?)h1\b", re.IGNORECASE)

_CLEANER = nh3.Cleaner(tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None, strip_comments=True)


@dataclass(slots=True)
class Element:
    """A tag with what is in it: elements and text."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute; "" where it is not there."""
        return next((value for key, value in self.attributes if key == name), "")


def clean(html: str) -> str:
    """As bodies of this site are sanitised: what it takes away here would not be published. The first heading is the second, and
    of elements that stand deeper in each other than this site takes, only what they say is left. To clean it once more changes
    nothing: where tags were wrongly nested, what a reader makes of them may be so too."""
    cleaned = _CLEANER.clean(_FIRST_HEADING.sub(r"\1h2", html))
    for _ in range(PASSES):
        before, cleaned = cleaned, _CLEANER.clean("".join(map(serialised, parse(cleaned))))
        if cleaned == before:
            break
    return cleaned


def parse(html: str) -> list[Element | str]:
    """The tree of what is sanitised, and so well-formed."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.top.children


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element("")
        self._open = [self.top]
        self._deeper: list[str] = []
        """Tags that are open, and left out."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID and len(self._open) > KEPT:
            self._deeper.append(tag)
            return
        element = Element(tag, tuple(sorted((name, value or "") for name, value in attrs)))
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self._deeper:
            self._deeper.pop()
        elif tag not in _VOID and any(element.tag == tag for element in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        children = self._open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)


def serialised(node: Element | str) -> str:
    """The node as HTML again."""
    if isinstance(node, str):
        return escape(node, quote=False)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes)
    if node.tag in _VOID:
        return f"<{node.tag}{attributes}>"
    inside = "".join(map(serialised, node.children))
    if node.tag == "pre" and inside.startswith("\n"):
        inside = f"\n{inside}"  # the first one is none to whoever reads HTML (HTML 13.2.6.4.7)
    return f"<{node.tag}{attributes}>{inside}</{node.tag}>"


Shape = tuple[object, ...]


def shape(nodes: list[Element | str], pre: bool = False, block: bool = True) -> Shape:
    """What a reader of the HTML sees, in a form that can be compared: spaces are one space, and none at the edges of a block."""
    found: list[object] = []
    for node in nodes:
        if isinstance(node, str):
            said = node if pre else _SPACE.sub(" ", node)
            if said:
                found.append(said)
        elif node.tag == "img":
            found.append(("img", unquote(node.get("src"))))
        else:
            found.append((node.tag, node.attributes, shape(node.children, pre or node.tag == "pre", node.tag in BLOCKS)))
    return tuple(found) if pre else tuple(_trimmed(found, block))


def _trimmed(found: list[object], block: bool) -> list[object]:
    """Without the spaces that a browser does not show: at the edges of a block, and beside one."""
    kept: list[object] = []
    for at, one in enumerate(found):
        if isinstance(one, str):
            before = found[at - 1] if at else None
            after = found[at + 1] if at + 1 < len(found) else None
            if (before is None and block) or _is_edge(before):
                one = one.lstrip(" ")
            if (after is None and block) or _is_edge(after):
                one = one.rstrip(" ")
            if not one:
                continue
        kept.append(one)
    return kept


def _is_edge(one: object) -> bool:
    return isinstance(one, tuple) and (one[0] in BLOCKS or one[0] == "br")


def same(one: str, other: str) -> bool:
    """Whether two sanitised texts show the same."""
    return shape(parse(one)) == shape(parse(other))
