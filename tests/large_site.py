"""A bare site with as many events as a test needs, one to a file."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.bare_site import BareSite, found


def large_site(root: Path, events: int, first: date) -> BareSite:
    """The events are spread over two years from the ``first`` day. They are not committed yet."""
    site = found(root)
    for number in range(events):
        site.write(path_of(number), text_of(number, first))
    return site


def path_of(number: int) -> str:
    """Of an event's file, below content/."""
    return f"events/{number // 500:03}/laesekreds-{number}.md"


def text_of(number: int, first: date, body: str = "Vi læser højt for hinanden.\n") -> str:
    start = f"{first + timedelta(days=number % 700)} {10 + number % 11}"
    return (
        f"---\ntitle: Læsekreds nummer {number}\nuuid: 00000000-0000-4000-8000-{number:012}\nstart: {start}:00\n"
        f"end: {start}:45\nbranch: lillerup\n---\n{body}"
    )
