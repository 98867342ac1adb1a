"""Pages at old addresses that lead on, for places that serve files and nothing else: they cannot answer 301."""

from __future__ import annotations

from html import escape

from opslag.building.manifest import Manifest

_PAGE = """\
<!doctype html>
<meta charset="utf-8">
<title>{address}</title>
<link rel="canonical" href="{address}">
<meta http-equiv="refresh" content="0; url={address}">
<a href="{address}">{address}</a>
"""


def leading_pages(manifest: Manifest) -> dict[str, bytes]:
    """By path: ``om-os/index.html`` for ``/om-os/``. Search engines read one that waits for no second as a permanent redirect."""
    pages = {}
    for old, new in manifest.redirects.items():
        path = f"{old.strip('/')}/index.html"
        if path not in manifest.files:
            pages[path] = _PAGE.format(address=escape(manifest.base_url + new)).encode()
    return pages
