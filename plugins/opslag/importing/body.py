"""A body's HTML as an editor's Markdown: each block in Markdown where that gives the same HTML again, and as HTML where not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from opslag.content.markdown import render
from opslag.importing.markup import BLOCKS, SPACES, Element, clean, parse, same, serialised
from opslag.importing.values import printable

_BLANK = re.compile(r"\n(?=[ \t]*\n)")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SIGNS = re.compile(r"[\\`*\[\]<~|]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w])|!(?=\[)")
_LINE_SIGNS = re.compile(r"(?m)^(#{1,6}(?=[ \t]|$)|>|[-+](?=[ \t]|$)|={1,}|-{2,}|\d{1,9}(?=[.)][ \t]))")
_LIST = re.compile(r"- |\d+\. ")
_START = re.compile(r"\d{1,9}", re.ASCII)
"""Where CommonMark lets an ordered list begin (5.2)."""
_PLAIN_TARGET = re.compile(r"[^\s()<>\\]+")


class NoMarkdownError(Exception):
    """There is no Markdown for it."""


def markdown(html: str) -> str:
    """The text of a content file that gives the same sanitised HTML as ``html`` does; "" for none."""
    cleaned = printable(clean(html))
    text = _joined(block for nodes in _blocks(parse(cleaned)) if (block := _written(nodes)))
    if not _gives(text, cleaned):  # blocks that Markdown takes for one
        text = "\n\n".join(filter(None, map(_verbatim, _blocks(parse(cleaned)))))
    if not _gives(text, cleaned):
        text = _in_one_line("".join(map(serialised, parse(cleaned))))
    return text + "\n" if text else ""


def _joined(blocks: Iterable[str]) -> str:
    """A comment stands between two lists, for they would be one."""
    parts: list[str] = []
    for block in blocks:
        if parts and _LIST.match(block) and _LIST.match(parts[-1]):
            parts.append("<!-- -->")
        parts.append(block)
    return "\n\n".join(parts)


def _gives(text: str, cleaned: str) -> bool:
    return same(render(text, "", 1)[0], cleaned)


def _blocks(nodes: list[Element | str]) -> Iterator[list[Element | str]]:
    """The top of the tree: each block by itself, and what stands between blocks together."""
    for is_block, group in groupby(nodes, lambda node: isinstance(node, Element) and node.tag in BLOCKS):
        if is_block:
            yield from ([node] for node in group)
        else:
            yield list(group)


def _written(nodes: list[Element | str]) -> str:
    if isinstance(nodes[0], Element) and nodes[0].tag in BLOCKS:
        try:
            text = _block(nodes[0])
            if _gives(text, serialised(nodes[0])):
                return text
        except NoMarkdownError:
            pass
    return _verbatim(nodes)


def _verbatim(nodes: list[Element | str]) -> str:
    """As HTML that CommonMark leaves alone (4.6): a block until the next blank line, so it may hold none; a ``<pre>`` may."""
    html = "".join(map(serialised, nodes)).strip(SPACES)
    if not html:
        return ""
    first = nodes[0]
    if isinstance(first, Element) and first.tag == "pre":
        return html
    if isinstance(first, Element) and first.tag in BLOCKS:
        return _BLANK.sub("\n&#10;", html) if _BLANK.search(html) else html
    return _in_one_line(html)


def _in_one_line(html: str) -> str:
    """A line that begins with a comment is HTML to its end, whatever stands in it (CommonMark 4.6, condition 2)."""
    html = html.strip(SPACES).replace("\n", "&#10;")
    return f"<!-- -->{html}" if html else ""


# Blocks


def _block(element: Element) -> str:
    match element.tag:
        case "p":
            return _line_safe(_plain_tag(element, _line(element.children)))
        case "h2" | "h3" | "h4" | "h5" | "h6":
            return f"{'#' * int(element.tag[1])} {_plain_tag(element, _one_line(element.children))}"
        case "ul" | "ol":
            return _list(element)
        case "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in _plain_tag(element, _inside(element.children)).split("\n"))
        case "hr":
            return _plain_tag(element, "---")
    raise NoMarkdownError


def _plain_tag(element: Element, text: str) -> str:
    if element.attributes or not text:
        raise NoMarkdownError
    return text


def _inside(nodes: list[Element | str]) -> str:
    blocks = []
    for group in _blocks(nodes):
        first = group[0]
        if isinstance(first, Element) and first.tag in BLOCKS:
            blocks.append(_block(first))
        elif any(isinstance(node, Element) or node.strip(SPACES) for node in group):
            raise NoMarkdownError
    return "\n\n".join(blocks)


def _list(element: Element) -> str:
    number, start = 1, element.get("start")
    if element.attributes:
        if element.tag == "ul" or [name for name, _ in element.attributes] != ["start"] or not _START.fullmatch(start):
            raise NoMarkdownError
        number = int(start)
    lines = []
    for child in element.children:
        if isinstance(child, str):
            if child.strip(SPACES):
                raise NoMarkdownError
            continue
        if child.tag != "li" or child.attributes:
            raise NoMarkdownError
        mark = "- " if element.tag == "ul" else f"{number}. "
        number += 1
        text = _list_entry(child.children)
        lines.append(mark + text.replace("\n", "\n" + " " * len(mark)))
    if not lines:
        raise NoMarkdownError
    return "\n".join(lines)


def _list_entry(nodes: list[Element | str]) -> str:
    """One line, and lists within it below."""
    parts = []
    for group in _blocks(nodes):
        first = group[0]
        if not (isinstance(first, Element) and first.tag in BLOCKS):
            line = _line(group)
            if line:
                parts.append(_line_safe(line))
        elif first.tag in ("ul", "ol"):
            parts.append(_list(first))
        else:
            raise NoMarkdownError
    if not parts or (parts[0][:2] in ("- ", "1.")):
        raise NoMarkdownError
    return "\n".join(parts)


def _line_safe(text: str) -> str:
    return _LINE_SIGNS.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", text)


# What stands in a line


def _line(nodes: Iterable[Element | str]) -> str:
    return "\n".join(line.strip(SPACES) for line in "".join(map(_inline, nodes)).strip(SPACES).split("\n"))


def _one_line(nodes: Iterable[Element | str]) -> str:
    line = _line(nodes)
    if "\n" in line or line.endswith("#"):
        raise NoMarkdownError
    return line


def _inline(node: Element | str) -> str:
    if isinstance(node, str):
        return _SIGNS.sub(lambda match: f"\\{match[0]}", _SPACE.sub(" ", node))
    inner = "".join(map(_inline, node.children))
    match node.tag:
        case "br":
            return "\\\n"
        case "strong" | "em" if not node.attributes and inner.strip(SPACES) == inner and inner:
            mark = "**" if node.tag == "strong" else "*"
            return f"{mark}{inner}{mark}"
        case "a" if [name for name, _ in node.attributes] == ["href"] and inner.strip(SPACES):
            return f"[{inner}]({_target(node.get('href'))})"
        case "img":
            alt = _SIGNS.sub(lambda match: f"\\{match[0]}", _SPACE.sub(" ", node.get("alt")))
            return f"![{alt}]({_target(node.get('src'))})"
        case tag if tag in BLOCKS:
            raise NoMarkdownError
    return serialised(Element(node.tag, node.attributes)).removesuffix(f"</{node.tag}>") + f"{inner}</{node.tag}>"


def _target(address: str) -> str:
    return address if _PLAIN_TARGET.fullmatch(address) else f"<{address}>"
