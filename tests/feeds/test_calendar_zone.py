"""A zone as calendars tell it is the zone: a reader that knows nothing else shows every moment as it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Timezone
from opslag.feeds.vtimezone import vtimezone

ZONES = [
    "Europe/Copenhagen", "Europe/Helsinki", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata", "UTC",
    "America/Nuuk",
]  # fmt: skip
"""Two clock changes by a rule; half an hour's; some that no yearly rule gives; none at all; and one whose rules were changed."""

FIRST, LAST = 2022, 2028


@cache
def by_dateutil(key: str) -> tzinfo:
    told = vtimezone(ZoneInfo(key), FIRST, LAST).decode().replace("\r\n ", "")
    zone = tzical(StringIO(told)).get(key)
    assert zone is not None
    return zone


@cache
def by_icalendar(key: str) -> tzinfo:
    return Timezone.from_ical(vtimezone(ZoneInfo(key), FIRST, LAST)).to_tz(lookup_tzid=False)


MOMENTS = st.datetimes(datetime(FIRST, 1, 1), datetime(LAST, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@given(st.sampled_from(ZONES), MOMENTS)
def test_a_local_time_is_read_as_the_moment_that_it_was(key: str, moment: datetime) -> None:
    local = moment.astimezone(ZoneInfo(key))
    if local.fold or local.replace(fold=1).utcoffset() != local.utcoffset():
        return  # told in UTC
    wall = local.replace(tzinfo=None)
    assert wall.replace(tzinfo=by_dateutil(key)).utcoffset() == local.utcoffset()


@pytest.mark.parametrize("key", ZONES)
def test_on_both_sides_of_every_clock_change_two_readers_agree_with_the_zone(key: str) -> None:
    zone = ZoneInfo(key)
    moment = datetime(FIRST, 1, 1, tzinfo=UTC)
    while moment.year <= LAST:
        after = moment + timedelta(hours=6)
        if moment.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            for one in (moment - timedelta(hours=2), after + timedelta(hours=2)):
                local = one.astimezone(zone)
                wall = local.replace(tzinfo=None)
                assert wall.replace(tzinfo=by_dateutil(key)).utcoffset() == local.utcoffset(), local
                assert wall.replace(tzinfo=by_icalendar(key)).utcoffset() == local.utcoffset(), local
        moment = after


def test_the_clock_of_denmark_changes_by_a_rule_that_programs_know() -> None:
    assert vtimezone(ZoneInfo("Europe/Copenhagen"), 2026, 2027).decode().splitlines() == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Copenhagen",
        "BEGIN:DAYLIGHT",
        "DTSTART:20250330T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20251026T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_a_zone_that_never_changes_its_clock_is_one_line_of_time() -> None:
    told = vtimezone(ZoneInfo("Asia/Kolkata"), 2026, 2026).decode()
    assert told.count("BEGIN:STANDARD") == 1
    assert "TZOFFSETTO:+0530" in told
    assert "DAYLIGHT" not in told
