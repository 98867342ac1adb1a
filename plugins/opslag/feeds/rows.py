"""A feed that is one JSON array: a row each line, so that a person, and the gate, can take it apart at its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson


def rows(values: Iterable[Mapping[str, Any]]) -> bytes:
    """The array of these objects, UTF-8, without spaces."""
    return b"[" + b",\n".join(orjson.dumps(value) for value in values) + b"]\n"
