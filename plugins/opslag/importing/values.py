"""Values of somebody else's JSON, taken for what they were meant to be: absent, null and empty are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml
from pydantic_core import PydanticCustomError

from opslag.source.scalars import read_url

_MOST_WHOLE = 10**18
"""Beyond it is no number of anything; and ``1e999999999``, written out, would fill the machine's memory."""
_UNPRINTABLE = re.compile(f"{yaml.reader.Reader.NON_PRINTABLE.pattern}|\x7f")
"""What no content file may hold: controls, halves of characters."""


def text(value: Any) -> str | None:
    """Without spaces around it and without characters that cannot be printed; None where nothing is left."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return printable(str(value)).strip() or None


def printable(said: str) -> str:
    """The text without what no content file may hold."""
    return _UNPRINTABLE.sub("", said) if _UNPRINTABLE.search(said) else said


def texts(value: Any) -> tuple[str, ...]:
    """The texts in a list, empty ones left out; one text alone is a list of one."""
    if isinstance(value, str):
        value = [value]
    return tuple(found for one in value if (found := text(one))) if isinstance(value, list) else ()


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects in a list."""
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def part(value: Any, key: str) -> dict[str, Any]:
    """The object under a key; an empty one where there is none."""
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def flag(value: Any) -> bool:
    return value is True or (isinstance(value, str | int) and str(value).strip().lower() in ("1", "true"))


def whole(value: Any) -> int | None:
    """A whole number below ``_MOST_WHOLE``, written as one, as ``80.0`` or as text; None for anything else."""
    number = amount(value)
    return int(number) if number is not None and number < _MOST_WHOLE and number == number.to_integral_value() else None


def amount(value: Any) -> Decimal | None:
    """A number that is not below 0."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def moment(value: Any) -> datetime | None:
    """A date and time with an offset (RFC 3339), to the second."""
    try:
        found = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None
    return found.replace(microsecond=0) if found.tzinfo is not None else None


def address(value: Any) -> str | None:
    """An absolute address, http or https."""
    try:
        return read_url(text(value))
    except PydanticCustomError:
        return None
