"""What stood in the content folder at some moment: two values to hold against those of another."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from opslag.content.tree import Tree


class Seen(NamedTuple):
    """The same in every process."""

    files: bytes
    """Changes with every file."""
    others: bytes
    """Changes with every file that is no report, and with the day."""


def seen_in(tree: Tree) -> Seen:
    """As the tree was listed; it is listed now, if it was not before."""
    reports, others = blake2b(), blake2b(date.today().isoformat().encode())  # noqa: DTZ011 - any day
    for file in tree.files().values():
        (reports if file.path.startswith("updates/") else others).update(repr(file).encode(errors="surrogateescape"))
    reports.update(others.digest())
    return Seen(reports.digest(), others.digest())
