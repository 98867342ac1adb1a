"""What a key's type may say of it besides, within ``Annotated``: how people write its name, and which function reads its value.

pydantic has the same by other names, and takes longer to be imported than a changed file takes to be read; so what is written
here goes straight to pydantic's core (``source.schema``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Key(NamedTuple):
    """The name that people write, where a field cannot have it: ``from`` is a word of Python's."""

    name: str


class Read(NamedTuple):
    """The function takes the value as it stands in the file and gives the one that the field has; it alone decides."""

    by: Callable[[Any], Any]


class Before(NamedTuple):
    """The function goes over the value before the type does."""

    by: Callable[[Any], Any]


class Filled(NamedTuple):
    """The key is not there with nothing behind it: it keeps something from being seen, and nobody is to wonder whether it did."""


class NotEmpty(NamedTuple):
    """Text without blanks at its ends, a character at least."""
