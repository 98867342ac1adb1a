"""A postal address."""

from __future__ import annotations

from opslag.frozen import frozen
from opslag.source.scalars import Country, Text, ZipCode
from opslag.source.shape import STRICT


@frozen
class Address:
    """``zip_code`` keeps its zeros; the feed gives it as the integer that the contract wants."""

    __pydantic_config__ = STRICT
    street: Text
    zip_code: ZipCode
    city: Text
    country: Country = "DK"
