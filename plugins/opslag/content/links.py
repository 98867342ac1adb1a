"""Links between content files: ``{filename}/pages/kontakt.md`` becomes the page's address, and a picture one of its renditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import unquote

from opslag.errors import nearest

_ATTRIBUTE = re.compile(r'\b(href|src)="([^"]*)"')
_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')
_INTERNAL = re.compile(r"(?:\{|%7B)(filename|static|attach)(?:\}|%7D)(.*)", re.IGNORECASE | re.DOTALL)

Missing = Callable[[str, str, str], None]
"""Notes a link that leads nowhere: (the target as the file writes it, what was found, what to write instead)."""


def resolve(body: str, file: str, addresses: Mapping[str, str], image: Callable[[str, str], str | None], missing: Missing) -> str:
    """The body with every link between content files resolved.

    ``file`` is the body's own path below content/; ``addresses`` gives every content file's address by its path;
    ``image`` gives the markup of a picture by its path and alt text, None where it cannot be shown (and is noted by it).
    """
    if "{" not in body and "%7B" not in body and "<img" not in body:
        return body
    if "<img" in body:
        body = _IMAGE.sub(lambda match: _image(match, file, image), body)
    return _ATTRIBUTE.sub(lambda match: _link(match, file, addresses, missing), body)


def _link(match: re.Match[str], file: str, addresses: Mapping[str, str], missing: Missing) -> str:
    internal = _INTERNAL.fullmatch(match[2])
    if not internal:
        return match[0]
    target, mark, fragment = unquote(unescape(internal[2])).partition("#")
    path = beside(file, target)
    address = addresses.get(path)
    if address is None:
        remedy = nearest("/" + path, ["/" + known for known in addresses])
        missing(f"{{{internal[1]}}}{target}", f'a link to "{target}", which is no content file', remedy)
        return f'{match[1]}=""'
    return f'{match[1]}="{escape(address + mark + fragment)}"'


def _image(match: re.Match[str], file: str, image: Callable[[str, str], str | None]) -> str:
    internal = _INTERNAL.fullmatch(match[1])
    target = unquote(unescape(internal[2] if internal else match[1]))
    if not internal and re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.IGNORECASE):
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
