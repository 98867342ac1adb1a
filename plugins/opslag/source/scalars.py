"""The types that a key in front matter may declare; each reads the text that stands in the file.

They are annotations for frozen dataclasses, which ``source.shape`` checks. A text that does not fit raises
``PydanticCustomError`` whose message is the remedy: what to write instead.
"""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError


def wrong(remedy: str) -> PydanticCustomError:
    """The error of a scalar: only the remedy; what was found is known to ``source.shape``."""
    return PydanticCustomError("opslag", "{remedy}", {"remedy": remedy})


_WHEN = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d?):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:?\d\d)?)?")
_CLOCK = re.compile(r"(\d\d?):(\d\d)(?::(\d\d))?")
_LENGTH = re.compile(r"(?:(\d+) ?(?:days?|d))? ?(?:(\d+) ?(?:hours?|h))? ?(?:(\d+) ?(?:minutes?|min|m))?")


def read_when(text: Any) -> date | datetime:
    """``2026-12-03`` is a date; ``2026-12-03 19:00`` a local date-time; with ``+01:00`` or ``Z`` behind it, an instant."""
    if isinstance(text, (date, datetime)):
        return text
    match = _WHEN.fullmatch(text.strip()) if isinstance(text, str) else None
    if not match:
        raise wrong("write a date and a time, such as 2026-12-03 19:00")
    try:
        day = date.fromisoformat(match[1])
        if match[2] is None:
            return day
        at = datetime.combine(day, time(int(match[2]), int(match[3]), int(match[4] or 0)))
    except ValueError as error:
        raise wrong(f"no such date or time ({error}); write it as 2026-12-03 19:00") from None
    if match[5] is None:
        return at
    return datetime.fromisoformat(at.isoformat() + ("+00:00" if match[5] == "Z" else match[5]))


def read_day(text: Any) -> date:
    if isinstance(text, date) and not isinstance(text, datetime):
        return text
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()):
        raise wrong("write a date, such as 2026-12-03")
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise wrong(f"no such date ({error})") from None


def read_moment(text: Any) -> date | datetime:
    """A date-time; a date alone means its beginning."""
    when = read_when(text)
    return when if isinstance(when, datetime) else datetime.combine(when, time())


def read_clock(text: Any) -> time:
    """A time of day, ``19:00``."""
    if isinstance(text, time):
        return text
    match = _CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if not match:
        raise wrong("write a time of day, such as 19:00")
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        raise wrong("there is no such time of day; write one from 00:00 to 23:59") from None


def read_length(text: Any) -> timedelta:
    """A length of time: ``1h30m``, ``45m``, ``2 days``."""
    if isinstance(text, timedelta):
        return text
    match = _LENGTH.fullmatch(text.strip()) if isinstance(text, str) and text.strip() else None
    if not match:
        raise wrong("write a length of time, such as 1h30m, 45m or 2 days")
    days, hours, minutes = (int(part or 0) for part in match.groups())
    if days > 36525 or hours > 876600 or minutes > 52596000:
        raise wrong("that is longer than a century; write a length such as 1h30m")
    length = timedelta(days=days, hours=hours, minutes=minutes)
    if not length:
        raise wrong("a length of nothing; write one such as 1h30m")
    return length


def read_uuid(text: Any) -> str:
    """A UUID in its canonical form: lower case, with hyphens (RFC 9562)."""
    if isinstance(text, str) and re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text.strip()):
        return str(uuid.UUID(text.strip()))
    raise wrong(f"write a UUID; a new one for you: {uuid.uuid4()}")


def read_url(text: Any) -> str:
    """An absolute address, http or https, with a host and without a user name or password (RFC 3986)."""
    if isinstance(text, str):
        text = text.strip()
        try:
            parts = urlsplit(text)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username and parts.port != 0
        except ValueError:
            good = False
        if good and not re.search(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]", text):
            return text
    raise wrong("write a whole address that begins with https://")


def read_link(text: Any) -> str:
    """An absolute address, or a path on this site that begins with ``/``."""
    if isinstance(text, str) and re.fullmatch(r"/(?![/\\])[^\s<>\"\\]*", text.strip()):
        return text.strip()
    try:
        return read_url(text)
    except PydanticCustomError:
        raise wrong("write an address that begins with https://, or with / for a page of this site") from None


def read_price(text: Any) -> Decimal:
    """An amount in whole units of the site's currency, 0 for free."""
    if isinstance(text, str) and re.fullmatch(r"\d{1,7}(\.\d{1,2})?", text.strip()):
        return Decimal(text.strip())
    if isinstance(text, Decimal):
        return text
    try:
        Decimal(str(text).replace(",", "."))
    except InvalidOperation:
        pass
    raise wrong("write an amount such as 120 or 59.50 (with a point, and without the currency)")


def read_flag(text: Any) -> bool:
    if text in (True, "true", "yes", "on", "ja"):
        return True
    if text in (False, "false", "no", "off", "nej"):
        return False
    raise wrong("write true or false")


def read_count(text: Any) -> int:
    if isinstance(text, int):
        return text
    if isinstance(text, str) and re.fullmatch(r"\d{1,9}", text.strip()):
        return int(text)
    raise wrong("write a whole number, such as 80")


def _pattern(pattern: str, remedy: str) -> BeforeValidator:
    compiled = re.compile(pattern)

    def read(text: Any) -> str:
        if isinstance(text, str) and compiled.fullmatch(text.strip()):
            return text.strip()
        raise wrong(remedy)

    return BeforeValidator(read)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
When = Annotated[date | datetime, BeforeValidator(read_when)]
Day = Annotated[date, BeforeValidator(read_day)]
Moment = Annotated[datetime, BeforeValidator(read_moment)]
Clock = Annotated[time, BeforeValidator(read_clock)]
Length = Annotated[timedelta, BeforeValidator(read_length)]
Uuid = Annotated[str, BeforeValidator(read_uuid)]
Url = Annotated[str, BeforeValidator(read_url)]
Link = Annotated[str, BeforeValidator(read_link)]
Price = Annotated[Decimal, BeforeValidator(read_price)]
Flag = Annotated[bool, BeforeValidator(read_flag)]
Count = Annotated[int, BeforeValidator(read_count)]
Colour = Annotated[str, _pattern(r"#[0-9a-fA-F]{6}", 'write a colour such as "#8a1f3c", in quotes')]
Country = Annotated[str, _pattern(r"[A-Z]{2}", "write a country as two capital letters, such as DK (ISO 3166-1)")]
Currency = Annotated[str, _pattern(r"[A-Z]{3}", "write a currency as three capital letters, such as DKK (ISO 4217)")]
ZipCode = Annotated[str, _pattern(r"\d{2,9}", "write a postal code, digits only, such as 8000")]
Slug = Annotated[str, _pattern(r"[a-z0-9]+(-[a-z0-9]+)*", "write small letters a to z, digits and hyphens, such as krimiaften-2026")]
Email = Annotated[str, _pattern(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]+", "write an e-mail address, such as navn@bibliotek.example")]
SitePath = Annotated[str, _pattern(r"/(?![/\\])[^\s<>\"\\?#]*", "write a path of this site that begins with /, such as /arrangementer/krimi/")]
