"""What a page leads to is there."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, urlsplit

from tests.bare_site import BareSite

ADDRESS = re.compile(r'\s(?:href|src|action)="(/[^"]*)"')

GATEWAYS = "/forms/"
"""What another host answers."""


def test_no_page_leads_a_visitor_nowhere(sample: BareSite) -> None:
    """Nor those of events that are over or hidden, though no event to come is of their kind."""
    sample.build(now="2026-11-23T09:00:00+01:00")
    asked: dict[str, str] = {}
    for path, page in sample.public().items():
        if path.endswith(".html"):
            for address in ADDRESS.findall(page.decode()):
                asked.setdefault(unquote(urlsplit(unescape(address)).path), path)
    assert "/arrangementer/emne/halloween/" in asked, "an event that is over, the only one of its kind"
    missing = asked.keys() - {f"/{path.removesuffix('index.html')}" for path in sample.public()}
    assert {address: asked[address] for address in missing if not address.startswith(GATEWAYS)} == {}
