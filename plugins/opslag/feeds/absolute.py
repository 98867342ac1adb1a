"""Bodies whose links and pictures can be followed from anywhere, and not only from their page."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from urllib.parse import urljoin

_ADDRESSED = re.compile(r'<(?:a|img)\b(?:[^>"]|"[^"]*")*>')
"""A tag that names an address: between tags the same words are somebody's, who shows how HTML is written."""
_ROOTED = re.compile(r'\b(href|src)="/(?!/)')
_ROOTED_SET = re.compile(r'\bsrcset="([^"]*)"')
_BESIDE = re.compile(r'(<a\b[^>]*?\bhref=")(?![A-Za-z][A-Za-z0-9+.-]*:|[/#])([^"]*)"')
"""A link that begins beside its page, ``../krimi/``; one to a place on the page itself is left alone."""


def absolute(body: str, base: str, path: str) -> str:
    """``base`` is the site's address, ``path`` that of the page on it which the sanitised body stands on."""
    return _rooted(from_root(body, base, path), base)


def from_root(body: str, base: str, path: str) -> str:
    """The body, its links such that they do not depend on its page."""
    if not _leads_beside(body):
        return body
    return _BESIDE.sub(lambda link: f'{link[1]}{escape(_joined(base + path, unescape(link[2])))}"', body)


@lru_cache(maxsize=64)
def _leads_beside(body: str) -> bool:
    """Kept, as ``_rooted`` is: one in a thousand does."""
    return _BESIDE.search(body) is not None


def _joined(page: str, link: str) -> str:
    try:
        return urljoin(page, link)
    except ValueError:  # brackets without an IPv6 address in them
        return link


@lru_cache(maxsize=64)
def _rooted(body: str, base: str) -> str:
    """Kept for the next feed that says the same event, and the next date of its series."""
    if '="/' in body:  # to look for a word costs little, for a pattern much
        body = _ADDRESSED.sub(lambda tag: _ROOTED.sub(rf'\1="{base}/', tag[0]), body)
    return _ROOTED_SET.sub(lambda match: f'srcset="{_rooted_set(match[1], base)}"', body) if "srcset=" in body else body


def _rooted_set(srcset: str, base: str) -> str:
    return ", ".join(base + part.strip() if part.strip().startswith("/") else part.strip() for part in srcset.split(","))
