"""A postal address."""

from __future__ import annotations

from dataclasses import dataclass

from opslag.source.scalars import Country, Text, ZipCode
from opslag.source.shape import STRICT


@dataclass(frozen=True, slots=True)
class Address:
    """``zip_code`` keeps its zeros; the feed gives it as the integer that the contract wants."""

    __pydantic_config__ = STRICT
    street: Text
    zip_code: ZipCode
    city: Text
    country: Country = "DK"
