"""One small library with every kind of event in it, read from ``tests/feeds/library/`` as a build reads content.

All of its files say themselves when they were made and changed, so nothing of git or of the file system is in it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from opslag.composing import compose
from opslag.content.gallery import Gallery
from opslag.content.tree import Tree
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences
from opslag.library import Library
from opslag.reading import read_records

FOLDER = Path(__file__).parent / "library"
NOW = datetime.fromisoformat("2026-11-21T12:00:00+01:00")
"""A Saturday."""

EXAMPLES = Path(__file__).parents[2] / "feeds" / "examples"


@cache
def library(now: datetime = NOW) -> Library:
    """The library at a moment."""
    tree = Tree(FOLDER)
    records = read_records(tree)
    return compose(records, tree, Gallery(records.files, tree.read), None, now)[0]


def occurrence(title: str, day: str = "") -> Occurrence:
    """The one with this title, or the one of its dates that is on a local day, ``2026-12-01``."""
    (found,) = (one for one in library().occurrences if one.title == title and (not day or str(one.date) == day))
    return found


def example(name: str) -> bytes:
    """A golden example in ``feeds/examples/``."""
    return (EXAMPLES / name).read_bytes()


def alone(one: Occurrence, *, body: str | None = None, highlight: bool = False, **keys: Any) -> Library:
    """A library with this event as its only one; ``keys`` are what its file says otherwise, ``body`` is its HTML."""
    event = replace(one.event, **keys)
    changed = replace(one, event=event, body=one.body if body is None else body, ticket_url=event.ticket_url or one.ticket_url)
    return replace(library(), occurrences=Occurrences.of((changed,)), series=(), highlight=changed if highlight else None)
