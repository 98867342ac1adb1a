"""Each scalar: what it reads, and what it says where it cannot."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.source.marks import load
from opslag.source.scalars import (
    Clock,
    Colour,
    Count,
    Country,
    Currency,
    Day,
    Email,
    Flag,
    Length,
    Link,
    Moment,
    Price,
    SitePath,
    Slug,
    Text,
    Url,
    Uuid,
    When,
    ZipCode,
)
from opslag.source.schema import schema_of
from pydantic_core import SchemaValidator, ValidationError

DANISH = timezone(timedelta(hours=1))


def read(declared: Any, written: str) -> Any:
    """What a key of this type says where a file has ``key: written``."""
    return SchemaValidator(schema_of(declared)).validate_python(load(f"key: {written}\n")["key"])


def remedy(declared: Any, written: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        SchemaValidator(schema_of(declared)).validate_python(written)
    return str(caught.value.errors(include_url=False)[0]["msg"])


@pytest.mark.parametrize(
    ("declared", "written", "value"),
    [
        (Text, "1984", "1984"),
        (Text, "19:00", "19:00"),
        (Text, "no", "no"),
        (Text, "00100", "00100"),
        (Text, "~", "~"),
        (Text, "null", "null"),
        (Text, "1e3", "1e3"),
        (Text, "0x1F", "0x1F"),
        (Text, "2026-12-03", "2026-12-03"),
        (Text, '"  Krimi "', "Krimi"),
        (ZipCode, "0999", "0999"),
        (When, "2026-12-03", date(2026, 12, 3)),
        (When, "2026-12-03 19:00", datetime(2026, 12, 3, 19)),
        (When, "2026-12-03T19:00", datetime(2026, 12, 3, 19)),
        (When, "2026-12-03 9:05", datetime(2026, 12, 3, 9, 5)),
        (When, "2026-12-03 19:00:30", datetime(2026, 12, 3, 19, 0, 30)),
        (When, "2026-12-03T19:00+01:00", datetime(2026, 12, 3, 19, tzinfo=DANISH)),
        (When, "2026-12-03T19:00+0100", datetime(2026, 12, 3, 19, tzinfo=DANISH)),
        (When, "2026-12-03T18:00Z", datetime(2026, 12, 3, 18, tzinfo=UTC)),
        (Day, "2028-02-29", date(2028, 2, 29)),
        (Moment, "2026-12-03", datetime(2026, 12, 3)),
        (Clock, "19:00", time(19)),
        (Clock, "9:30", time(9, 30)),
        (Length, "1h30m", timedelta(minutes=90)),
        (Length, "45m", timedelta(minutes=45)),
        (Length, "45 min", timedelta(minutes=45)),
        (Length, "2 days", timedelta(days=2)),
        (Length, "1d 2h", timedelta(hours=26)),
        (Uuid, "5F0C1F0E-8A55-4A3E-9A07-3F0F7F0F2B11", "5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11"),
        (Price, "0", Decimal(0)),
        (Price, "59.50", Decimal("59.50")),
        (Count, "080", 80),
        (Flag, "no", False),
        (Flag, "yes", True),
        (Flag, "ja", True),
        (Flag, "off", False),
        (Flag, "true", True),
        (Url, "https://billet.example/køb?a=1&b=2", "https://billet.example/k%C3%B8b?a=1&b=2"),
        (Link, "/arrangementer/", "/arrangementer/"),
        (Link, "https://billet.example", "https://billet.example"),
        (Colour, '"#8A1f3c"', "#8A1f3c"),
        (Country, "NO", "NO"),
        (Currency, "DKK", "DKK"),
        (Slug, "krimi-2026", "krimi-2026"),
        (Email, "navn@bibliotek.example", "navn@bibliotek.example"),
        (SitePath, "/arrangementer/krimi/", "/arrangementer/krimi/"),
        (SitePath, "/gammel.html", "/gammel.html"),
        (SitePath, "/kl-19:30/", "/kl-19:30/"),
    ],
)
def test_a_scalar_means_what_its_key_declares(declared: Any, written: str, value: Any) -> None:
    assert read(declared, written) == value
    assert type(read(declared, written)) is type(value)


@pytest.mark.parametrize(
    ("declared", "written", "said"),
    [
        (When, "i morgen", "write a date and a time, such as 2026-12-03 19:00"),
        (When, "3/12 2026", "write a date and a time, such as 2026-12-03 19:00"),
        (When, "2026-12-03 19.00", "write a date and a time, such as 2026-12-03 19:00"),
        (When, "2026-12-03 kl. 19", "write a date and a time, such as 2026-12-03 19:00"),
        (When, "2026-02-30 19:00", "no such date (day is out of range for month)"),
        (When, "2026-13-01", "no such date (month must be in 1..12)"),
        (When, "2026-12-03 24:00", "no such time (hour must be in 0..23)"),
        (When, "2026-12-03 19:60", "no such time (minute must be in 0..59)"),
        (When, "2026-12-03T19:00+24:00", "write a date and a time, such as 2026-12-03 19:00"),
        (When, "0001-01-01 00:00", "write a year from 1900 to 2199"),
        (When, "9999-12-31 23:59", "write a year from 1900 to 2199"),
        (When, "٢٠٢٦-١٢-٠٣", "write a date and a time, such as 2026-12-03 19:00"),
        (Day, "2026-12-03 19:00", "write a date, such as 2026-12-03"),
        (Day, "2026-02-29", "no such date (day is out of range for month)"),
        (Clock, "19", "write a time of day, such as 19:00"),
        (Clock, "24:00", "there is no such time of day; write one from 00:00 to 23:59"),
        (Length, "90", "write a length of time, such as 1h30m, 45m or 2 days"),
        (Length, "", "write a length of time, such as 1h30m, 45m or 2 days"),
        (Length, "-1h", "write a length of time, such as 1h30m, 45m or 2 days"),
        (Length, "0h", "a length of nothing; write one such as 1h30m"),
        (Length, "99999999999 days", "that is longer than a century; write a length such as 1h30m"),
        (Price, "120 kr.", "write an amount such as 120 or 59.50 (with a point, and without the currency)"),
        (Price, "59,50", "write an amount such as 120 or 59.50 (with a point, and without the currency)"),
        (Price, "-5", "write an amount such as 120 or 59.50 (with a point, and without the currency)"),
        (Price, "gratis", "write an amount such as 120 or 59.50 (with a point, and without the currency)"),
        (Price, "1e3", "write an amount such as 120 or 59.50 (with a point, and without the currency)"),
        (Count, "80 pladser", "write a whole number, such as 80"),
        (Count, "-1", "write a whole number, such as 80"),
        (Count, "1.5", "write a whole number, such as 80"),
        (Flag, "måske", "write true or false"),
        (Flag, "1", "write true or false"),
        (Url, "billet.example", "write a whole address that begins with https://"),
        (Url, "javascript:alert(1)", "write a whole address that begins with https://"),
        (Url, "https://", "write a whole address that begins with https://"),
        (Url, "https://eva:hemmelig@billet.example", "write a whole address that begins with https://"),
        (Url, "https://:hemmelig@billet.example", "write a whole address that begins with https://"),
        (Url, "https://billet.example/<script>", "write a whole address that begins with https://"),
        (Url, "https://[::1", "write a whole address that begins with https://"),
        (Url, "https://billet.example:99999", "write a whole address that begins with https://"),
        (Url, "https://bil let.example", "write a whole address that begins with https://"),
        (Link, "//evil.example", "write an address that begins with https://, or with / for a page of this site"),
        (Link, "/\\evil.example", "write an address that begins with https://, or with / for a page of this site"),
        (Colour, "red", 'write a colour such as "#8a1f3c", in quotes'),
        (Country, "Danmark", "write a country as two capital letters, such as DK (ISO 3166-1)"),
        (Currency, "kr", "write a currency as three capital letters, such as DKK (ISO 4217)"),
        (ZipCode, "DK-8000", "write a postal code, digits only, such as 8000"),
        (Slug, "Krimi Aften", "write small letters a to z, digits and hyphens, such as krimiaften-2026"),
        (Slug, "krimi-", "write small letters a to z, digits and hyphens, such as krimiaften-2026"),
        (Slug, "../ud", "write small letters a to z, digits and hyphens, such as krimiaften-2026"),
        (Email, "navn", "write an e-mail address, such as navn@bibliotek.example"),
        (SitePath, "gammel", "write a path of this site that begins with /, such as /arrangementer/krimi/"),
        (SitePath, "/../../etc/cron.d/x", "write a path of this site that begins with /, such as /arrangementer/krimi/"),
        (SitePath, "/a/..", "write a path of this site that begins with /, such as /arrangementer/krimi/"),
        (SitePath, "/a/./b/", "write a path of this site that begins with /, such as /arrangementer/krimi/"),
        (SitePath, "//a/", "write a path of this site that begins with /, such as /arrangementer/krimi/"),
        (SitePath, "/a?b", "write a path of this site that begins with /, such as /arrangementer/krimi/"),
        *(
            (SitePath, pattern, "write a path of this site that begins with /, such as /arrangementer/krimi/")
            for pattern in ("/*", "/arrangementer/*", "/:splat/", "/a/:b", "/{path}", "/a{1}/", "/a\x7f/")
        ),
    ],
)  # fmt: skip
def test_a_scalar_that_does_not_fit_says_what_to_write(declared: Any, written: str, said: str) -> None:
    assert remedy(declared, written) == said


def test_each_request_for_a_uuid_offers_a_new_one() -> None:
    first, second = remedy(Uuid, "krimi"), remedy(Uuid, "krimi")
    assert first.startswith("write a UUID; a new one for you: ")
    assert read(Uuid, first.rpartition(" ")[2]) != read(Uuid, second.rpartition(" ")[2])


scalars = st.sampled_from([Clock, Colour, Count, Country, Currency, Day, Email, Flag, Length, Link, Moment, Price, SitePath])
others = st.sampled_from([Slug, Text, Url, Uuid, When, ZipCode])
texts = st.text(max_size=40) | st.text(st.sampled_from("0123456789-:.T+Zhmd /"), max_size=30)
no_texts = st.none() | st.lists(texts, max_size=2) | st.dictionaries(texts, texts, max_size=2)


@given(scalars | others, texts | no_texts)
def test_nothing_that_a_file_can_hold_brings_a_scalar_down(declared: Any, given_: Any) -> None:
    try:
        SchemaValidator(schema_of(declared)).validate_python(given_)
    except ValidationError as error:
        assert all(detail["msg"] for detail in error.errors())


# What is written in the usual way is read as it was meant.

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
clocks = st.times().map(lambda at: at.replace(microsecond=0))


@given(days, clocks, st.sampled_from([" ", "T"]))
def test_any_date_and_time_is_read_back(day: date, at: time, between: str) -> None:
    assert read(When, day.isoformat()) == day
    assert read(When, f"{day}{between}{at}") == datetime.combine(day, at)
    assert read(Clock, at.isoformat()) == at


@given(st.integers(0, 400), st.integers(0, 23), st.integers(0, 59))
def test_any_length_is_read_back(days: int, hours: int, minutes: int) -> None:
    length = timedelta(days=days, hours=hours, minutes=minutes)
    if length:
        assert read(Length, f"{days}d{hours}h{minutes}m") == length
        assert read(Length, f"{days} days {hours} hours {minutes} minutes") == length


@given(st.decimals(0, 9_999_999, places=2))
def test_any_price_is_read_back(price: Decimal) -> None:
    assert read(Price, str(price)) == price


@given(st.uuids())
def test_any_uuid_is_read_in_its_canonical_form(uuid: Any) -> None:
    assert read(Uuid, str(uuid).upper()) == str(uuid)
