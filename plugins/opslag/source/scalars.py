"""The types that a key in front matter may declare; each reads the text that stands in the file.

They are annotations for frozen dataclasses, which ``source.shape`` checks. A text that does not fit raises
``PydanticCustomError`` whose message is the remedy: what to write instead.
"""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic_core import PydanticCustomError

from opslag.frozen import frozen
from opslag.source.keys import Filled, NotEmpty, Read


def wrong(remedy: str) -> PydanticCustomError:
    """The error of a scalar: only the remedy; what was found is known to ``source.shape``."""
    return PydanticCustomError("opslag", "{remedy}", {"remedy": remedy})


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WHEN = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d?):(\d\d)(?::(\d\d))?(Z|[+-][01]\d:?[0-5]\d)?)?", re.ASCII)
_TO_THE_MINUTE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.ASCII)
_CLOCK = re.compile(r"(\d\d?):(\d\d)(?::(\d\d))?", re.ASCII)
_LENGTH = re.compile(r"(?:(\d+) ?(?:days?|d))? ?(?:(\d+) ?(?:hours?|h))? ?(?:(\d+) ?(?:minutes?|min|m))?", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PRICE = re.compile(r"\d{1,7}(\.\d{1,2})?", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""What lies outside is a slip of the finger; near the ends of Python's calendar one could not even reckon with it."""


def read_when(text: Any) -> date | datetime:
    """``2026-12-03`` is a date; ``2026-12-03 19:00`` a local date-time; with ``+01:00`` or ``Z`` behind it, an instant."""
    if isinstance(text, str) and _TO_THE_MINUTE.fullmatch(text):  # as nearly all are written
        try:
            at = datetime.fromisoformat(text)
            if FIRST_YEAR <= at.year <= LAST_YEAR:
                return at
        except ValueError:  # which of its numbers is wrong is told below
            pass
    if isinstance(text, (date, datetime)):
        return text
    match = _WHEN.fullmatch(text.strip()) if isinstance(text, str) else None
    if not match:
        raise wrong("write a date and a time, such as 2026-12-03 19:00")
    day = read_day(match[1])
    if match[2] is None:
        return day
    try:
        at = datetime.combine(day, time(int(match[2]), int(match[3]), int(match[4] or 0)))
        if match[5] is None:
            return at
        return datetime.fromisoformat(at.isoformat() + ("+00:00" if match[5] == "Z" else match[5]))
    except ValueError as error:
        raise wrong(f"no such time ({error})") from None


def read_day(text: Any) -> date:
    if isinstance(text, date) and not isinstance(text, datetime):
        return text
    if not isinstance(text, str) or not _DAY.fullmatch(text.strip()):
        raise wrong("write a date, such as 2026-12-03")
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise wrong(f"no such date ({error})") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(f"write a year from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def read_moment(text: Any) -> datetime:
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
    if isinstance(text, str) and _UUID.fullmatch(canonical := text.strip().lower()):
        return canonical
    raise wrong(f"write a UUID; a new one for you: {uuid.uuid4()}")


def read_url(text: Any) -> str:
    """An absolute address, http or https, with a host and without a user name or password (RFC 3986)."""
    if isinstance(text, str):
        text = text.strip()
        try:
            parts = urlsplit(text)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
        except ValueError:
            good = False
        if good and not re.search(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]", text):
            return text if text.isascii() else _in_ascii(text)
    raise wrong("write a whole address that begins with https://")


def _in_ascii(address: str) -> str:
    """As it travels: the host in its IDNA form, all else percent-encoded (RFC 3987, section 3.1)."""
    parts = urlsplit(address)
    try:
        host = (parts.hostname or "").encode("idna").decode()
    except UnicodeError:
        raise wrong("write a whole address that begins with https://") from None
    netloc = f"{host}:{parts.port}" if parts.port else host
    path, query, fragment = (quote(part, safe="/:=&?~+!$,;'@()*%[]") for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, netloc, path, query, fragment))


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
    if isinstance(text, str) and _PRICE.fullmatch(text.strip()):
        return Decimal(text.strip())
    if isinstance(text, Decimal):
        return text
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
    if isinstance(text, str) and _COUNT.fullmatch(text.strip()):
        return int(text)
    raise wrong("write a whole number, such as 80")


def _pattern(pattern: str, remedy: str) -> Read:
    compiled = re.compile(pattern, re.ASCII)

    def read(text: Any) -> str:
        if isinstance(text, str) and compiled.fullmatch(text.strip()):
            return text.strip()
        raise wrong(remedy)

    return Read(read)


Text = Annotated[str, NotEmpty()]
When = Annotated[date | datetime, Read(read_when)]
Day = Annotated[date, Read(read_day)]
Moment = Annotated[datetime, Read(read_moment)]
Clock = Annotated[time, Read(read_clock)]
Length = Annotated[timedelta, Read(read_length)]
Uuid = Annotated[str, Read(read_uuid)]
Url = Annotated[str, Read(read_url)]
Link = Annotated[str, Read(read_link)]
Price = Annotated[Decimal, Read(read_price)]
Flag = Annotated[bool, Read(read_flag)]
Hiding = Annotated[Flag, Filled()]
Count = Annotated[int, Read(read_count)]
Colour = Annotated[str, _pattern(r"#[0-9a-fA-F]{6}", 'write a colour such as "#8a1f3c", in quotes')]
Country = Annotated[str, _pattern(r"[A-Z]{2}", "write a country as two capital letters, such as DK (ISO 3166-1)")]
Currency = Annotated[str, _pattern(r"[A-Z]{3}", "write a currency as three capital letters, such as DKK (ISO 4217)")]
ZipCode = Annotated[str, _pattern(r"\d{2,9}", "write a postal code, digits only, such as 8000")]
Slug = Annotated[
    str, _pattern(r"[a-z0-9]+(-[a-z0-9]+)*", "write small letters a to z, digits and hyphens, such as krimiaften-2026")
]
Email = Annotated[
    str, _pattern(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]+", "write an e-mail address, such as navn@bibliotek.example")
]
Sha256 = Annotated[str, _pattern(r"[0-9a-f]{64}", "write a SHA-256 as 64 hexadecimal digits, the letters small")]
SitePath = Annotated[
    str,
    _pattern(
        # Hosts read *, { } and : after a slash as patterns, which would lead the whole site away
        r"(?!.*/\.{0,2}/)(?!.*/\.\.?$)(?!.*/:)/[^\s<>\"\\?#*{}\x00-\x1f\x7f]*",
        "write a path of this site that begins with /, such as /arrangementer/krimi/",
    ),
]


@frozen
class DayRange:
    """The days from ``first`` to ``last``, both included; one day where they are the same."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


def read_day_range(text: Any) -> DayRange:
    """``2026-12-24..2027-01-02``, or one date."""
    if isinstance(text, DayRange):
        return text
    if isinstance(text, date) and not isinstance(text, datetime):
        return DayRange(text, text)
    if not isinstance(text, str) or not _SPAN.fullmatch(text.strip()):
        raise wrong("write a date, such as 2026-12-24, or the first and the last of several: 2026-12-24..2027-01-02")
    ends = [read_day(end) for end in text.split("..")]
    if ends[0] > ends[-1]:
        raise wrong(f"the first date comes after the last; did you mean {ends[-1]}..{ends[0]}?")
    return DayRange(ends[0], ends[-1])


def read_when_or_range(text: Any) -> DayRange | datetime:
    """As ``read_day_range``, or a local date-time: ``2026-12-24 10:00``."""
    if isinstance(text, datetime) or (isinstance(text, str) and _WHEN.fullmatch(text.strip()) and ":" in text):
        return read_moment(text)
    try:
        return read_day_range(text)
    except PydanticCustomError as error:
        if isinstance(text, str) and _SPAN.fullmatch(text.strip()):
            raise
        raise wrong("write a date (2026-12-24), several (2026-12-24..2027-01-02) or a time (2026-12-24 10:00)") from error


def one_or_many(value: Any) -> Any:
    """A list's only member may be written without the brackets."""
    return [value] if isinstance(value, str) else value


_SPAN = re.compile(r"\d{4}-\d\d-\d\d( ?\.\. ?\d{4}-\d\d-\d\d)?")

Days = Annotated[DayRange, Read(read_day_range)]
WhenOrDays = Annotated[DayRange | datetime, Read(read_when_or_range)]
