"""A catalogue's record, which a form may be about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from opslag.frozen import frozen

SOURCE = "Solr"
"""The source of a record whose id names none: the catalogue's own index."""

_ID = re.compile(r"(?:([A-Za-z][A-Za-z0-9]{0,19})\|)?(\w[\w.:+,=()~@-]{0,199})")


@frozen
class CatalogueRecord:
    """What is known of it; a provider gives it (``content/records/*.yaml``, or a catalogue's API)."""

    id: str
    """With the prefix of its source: ``Solr|vaari.355334``."""
    title: str = ""
    info: str = ""
    """A description in lines, as the provider has it."""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    """JSON values: title, authors, publicationDates, formats, isbns, issns, openurl."""


Provider = Callable[[str], CatalogueRecord | None]
"""Gives the record of an id that ``record_id`` has passed; None where it knows none. What else goes wrong it raises."""


def record_id(text: str) -> str | None:
    """The id with its source before it, of an id with or without one; None of what is no id, such as an address."""
    match = _ID.fullmatch(text.strip())
    return f"{match[1] or SOURCE}|{match[2]}" if match else None
