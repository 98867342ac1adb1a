"""Whoever wrote an address that is none is told the one that she may have meant."""

from __future__ import annotations

import time

import pytest
from opslag.building.near_address import NearAddress

FILES = (
    "index.html", "kontakt/index.html", "filialer/index.html", "filialer/havnen/index.html", "arrangementer/index.html",
    "arrangementer/krimi/index.html", "arrangementer/krimi.ics", "arrangementer/strik/index.html",
    "arrangementer/strik/2026-12-08/index.html", "arrangementer/2026-12/index.html", "api/v1/events",
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/kontkat/", "/kontakt/"),
        ("/Kontakt", "/kontakt/"),
        ("/biblioteker/havnen/", "/filialer/havnen/"),
        ("/biblioteker/havn/", "/filialer/havnen/"),
        ("/krimi/", "/arrangementer/krimi/"),
        ("/arrangement/krimi/", "/arrangementer/krimi/"),
        ("/arrangementer/krimmi/", "/arrangementer/krimi/"),
        ("/arrangementer/krimi.icl", "/arrangementer/krimi.ics"),
        ("/arrangementer/strik/2026-12-07/", "/arrangementer/strik/2026-12-08/"),
        ("/arrangementer/findes-ikke/", None),
        ("/noget/2026-12-08/", None),
        ("/api/v1/event", "/api/v1/events"),
        ("//", None),
    ],
)
def test_the_nearest_address_is_found_beside_it_or_by_its_last_part(written: str, meant: str | None) -> None:
    assert NearAddress(FILES).to(written) == meant


def test_a_site_of_thousands_of_events_makes_nobody_wait() -> None:
    near = NearAddress([f"arrangementer/laesekreds-{number}/index.html" for number in range(20_000)])
    began = time.monotonic()
    assert near.to("/arrangementer/laesekreds-777x/") == "/arrangementer/laesekreds-777/"
    assert near.to("/arrangementer/xlaesekreds-19999/") == "/arrangementer/laesekreds-19999/"
    for number in range(100):
        near.to(f"/arrangementer/laesekred-{number}/")
    assert time.monotonic() - began < 5
