"""Links between content files: ``{filename}/pages/kontakt.md`` becomes the page's address, a picture one of its renditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import unquote

from opslag.content.tree import typed
from opslag.errors import nearest

# In sanitised HTML no < stands in a text, and no < or > in an attribute: what looks like a tag is one.
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(?=")')
_IMAGE = re.compile(r"<img\b[^>]*>")
_SOURCE = re.compile(r'\bsrc="([^"]*)"')
_ALT = re.compile(r'\balt="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_INTERNAL = re.compile(r"(?:\{|%7B)(filename|static|attach)(?:\}|%7D)(.*)", re.IGNORECASE | re.DOTALL)

Missing = Callable[[str, str, str], None]
"""Notes a link that leads nowhere: (the target as the file writes it, what was found, what to write instead)."""

Asked = Callable[[str, str], None]
"""Notes a link whose address was looked up, found or not: (the target as the file writes it, the path below content/ as it is
typed)."""


def resolve(
    body: str,
    file: str,
    addresses: Mapping[str, str],
    *,
    image: Callable[[str, str], str | None],
    missing: Missing,
    asked: Asked,
) -> str:
    """The body with every link between content files resolved.

    ``file`` is the body's own path below content/; ``addresses`` gives every content file's address by its path as it is typed;
    ``image`` gives the markup of a picture by its path and alt text, None where it cannot be shown (and is noted by it).
    """
    if not ("{" in body or "%" in body or "<img" in body or ".md" in body):  # asked of every body, so one by one
        return body
    if "<img" in body:
        body = _IMAGE.sub(lambda match: _image(match, file, image), body)
    return _LINK.sub(lambda match: match[1] + _link(match[2], file, addresses, missing, asked), body)


def _link(href: str, file: str, addresses: Mapping[str, str], missing: Missing, asked: Asked) -> str:
    internal = _INTERNAL.fullmatch(href)
    if not internal:
        written = unquote(unescape(href).partition("#")[0])
        if not written.endswith(".md"):
            return href
        path = typed(beside(file, written))
        asked(written, path)
        if path not in addresses:
            return href
        missing(written, f'a link to "{written}", which is no address', f"write {{filename}}/{path}")
        return ""
    target, mark, fragment = unquote(unescape(internal[2])).partition("#")
    path = typed(beside(file, target))
    asked(f"{{{internal[1]}}}{target}", path)
    address = addresses.get(path)
    if address is None:
        remedy = nearest("/" + path, ["/" + known for known in addresses])
        missing(f"{{{internal[1]}}}{target}", f'a link to "{target}", which is no content file', remedy)
        return ""
    return escape(address + mark + fragment)


def _image(match: re.Match[str], file: str, image: Callable[[str, str], str | None]) -> str:
    source = _SOURCE.search(match[0])
    if source is None:
        return ""
    internal = _INTERNAL.fullmatch(source[1])
    target = unquote(unescape(internal[2] if internal else source[1]))
    if not internal and _ELSEWHERE.match(target):
        return ""  # a picture from elsewhere is a third-party request; content.markdown has said so
    alt = _ALT.search(match[0])
    return image(beside(file, target), unescape(alt[1]) if alt else "") or ""


def beside(file: str, target: str) -> str:
    """The path below content/ that a target names: from content/ where it begins with ``/``, else from the file's folder."""
    parts = [] if target.startswith("/") else file.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
