"""The examples of RFC 5545 3.8.5.3: each rule gives the dates that the RFC lists.

Dates are written by month, ``2-5`` for a run of days, and all in the zone of the RFC's examples. Where a rule never ends, the
first dates are compared, as many as the RFC lists.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from opslag.events.clock import resolve
from opslag.events.expansion import named
from opslag.events.recurrence import recur
from opslag.events.repeat import Repeat
from opslag.events.rule import read_rule

NEW_YORK = ZoneInfo("America/New_York")


class Vector(NamedTuple):
    says: str
    start: str
    rule: str
    gives: str
    """Months with their days; at the start's time of day where no times follow behind "at"."""
    at: str = ""
    for_ever: bool = False


VECTORS = [
    Vector("daily for ten", "1997-09-02 09:00", "FREQ=DAILY;COUNT=10", "1997-09: 2-11"),
    Vector(
        "daily until Christmas Eve", "1997-09-02 09:00", "FREQ=DAILY;UNTIL=19971224T000000Z",
        "1997-09: 2-30; 1997-10: 1-31; 1997-11: 1-30; 1997-12: 1-23",
    ),
    Vector(
        "every other day", "1997-09-02 09:00", "FREQ=DAILY;INTERVAL=2",
        "1997-09: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30; 1997-10: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30; 1997-11: 1 3 5 7",
        for_ever=True,
    ),
    Vector("every ten days, five times", "1997-09-02 09:00", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09: 2 12 22; 1997-10: 2 12"),
    Vector(
        "every day of January, by the year", "1998-01-01 09:00",
        "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
        "1998-01: 1-31; 1999-01: 1-31; 2000-01: 1-31",
    ),
    Vector(
        "every day of January, by the day", "1998-01-01 09:00", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1",
        "1998-01: 1-31; 1999-01: 1-31; 2000-01: 1-31",
    ),
    Vector(
        "weekly for ten", "1997-09-02 09:00", "FREQ=WEEKLY;COUNT=10",
        "1997-09: 2 9 16 23 30; 1997-10: 7 14 21 28; 1997-11: 4",
    ),
    Vector(
        "weekly until Christmas Eve", "1997-09-02 09:00", "FREQ=WEEKLY;UNTIL=19971224T000000Z",
        "1997-09: 2 9 16 23 30; 1997-10: 7 14 21 28; 1997-11: 4 11 18 25; 1997-12: 2 9 16 23",
    ),
    Vector(
        "every other week", "1997-09-02 09:00", "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        "1997-09: 2 16 30; 1997-10: 14 28; 1997-11: 11 25; 1997-12: 9 23; 1998-01: 6 20; 1998-02: 3 17",
        for_ever=True,
    ),
    Vector(
        "Tuesdays and Thursdays for five weeks", "1997-09-02 09:00", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
        "1997-09: 2 4 9 11 16 18 23 25 30; 1997-10: 2",
    ),
    Vector(
        "Tuesdays and Thursdays, ten of them", "1997-09-02 09:00", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
        "1997-09: 2 4 9 11 16 18 23 25 30; 1997-10: 2",
    ),
    Vector(
        "three days of every other week", "1997-09-01 09:00",
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
        "1997-09: 1 3 5 15 17 19 29; 1997-10: 1 3 13 15 17 27 29 31; 1997-11: 10 12 14 24 26 28; 1997-12: 8 10 12 22",
    ),
    Vector(
        "two days of every other week, eight dates", "1997-09-02 09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        "1997-09: 2 4 16 18 30; 1997-10: 2 14 16",
    ),
    Vector(
        "the first Friday, ten times", "1997-09-05 09:00", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
        "1997-09: 5; 1997-10: 3; 1997-11: 7; 1997-12: 5; 1998-01: 2; 1998-02: 6; 1998-03: 6; 1998-04: 3; 1998-05: 1; 1998-06: 5",
    ),
    Vector(
        "the first Friday until Christmas Eve", "1997-09-05 09:00", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
        "1997-09: 5; 1997-10: 3; 1997-11: 7; 1997-12: 5",
    ),
    Vector(
        "the first and the last Sunday of every other month", "1997-09-07 09:00",
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        "1997-09: 7 28; 1997-11: 2 30; 1998-01: 4 25; 1998-03: 1 29; 1998-05: 3 31",
    ),
    Vector(
        "the Monday before the last", "1997-09-22 09:00", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
        "1997-09: 22; 1997-10: 20; 1997-11: 17; 1997-12: 22; 1998-01: 19; 1998-02: 16",
    ),
    Vector(
        "the third day from the end of the month", "1997-09-28 09:00", "FREQ=MONTHLY;BYMONTHDAY=-3",
        "1997-09: 28; 1997-10: 29; 1997-11: 28; 1997-12: 29; 1998-01: 29; 1998-02: 26",
        for_ever=True,
    ),
    Vector(
        "the 2nd and the 15th", "1997-09-02 09:00", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
        "1997-09: 2 15; 1997-10: 2 15; 1997-11: 2 15; 1997-12: 2 15; 1998-01: 2 15",
    ),
    Vector(
        "the first and the last of the month", "1997-09-30 09:00", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
        "1997-09: 30; 1997-10: 1 31; 1997-11: 1 30; 1997-12: 1 31; 1998-01: 1 31; 1998-02: 1",
    ),
    Vector(
        "the 10th to the 15th of every 18th month", "1997-09-10 09:00",
        "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
        "1997-09: 10-15; 1999-03: 10-13",
    ),
    Vector(
        "the Tuesdays of every other month", "1997-09-02 09:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
        "1997-09: 2 9 16 23 30; 1997-11: 4 11 18 25; 1998-01: 6 13 20 27; 1998-03: 3 10 17 24 31",
        for_ever=True,
    ),
    Vector(
        "June and July, ten times", "1997-06-10 09:00", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
        "1997-06: 10; 1997-07: 10; 1998-06: 10; 1998-07: 10; 1999-06: 10; 1999-07: 10; 2000-06: 10; 2000-07: 10;"
        "2001-06: 10; 2001-07: 10",
    ),
    Vector(
        "the first three months of every other year", "1997-03-10 09:00", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
        "1997-03: 10; 1999-01: 10; 1999-02: 10; 1999-03: 10; 2001-01: 10; 2001-02: 10; 2001-03: 10;"
        "2003-01: 10; 2003-02: 10; 2003-03: 10",
    ),
    Vector(
        "the 1st, 100th and 200th day of every third year", "1997-01-01 09:00",
        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
        "1997-01: 1; 1997-04: 10; 1997-07: 19; 2000-01: 1; 2000-04: 9; 2000-07: 18;"
        "2003-01: 1; 2003-04: 10; 2003-07: 19; 2006-01: 1",
    ),
    Vector(
        "the 20th Monday of the year", "1997-05-19 09:00", "FREQ=YEARLY;BYDAY=20MO",
        "1997-05: 19; 1998-05: 18; 1999-05: 17", for_ever=True,
    ),
    Vector(
        "the Monday of week 20", "1997-05-12 09:00", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "1997-05: 12; 1998-05: 11; 1999-05: 17", for_ever=True,
    ),
    Vector(
        "the Thursdays of March", "1997-03-13 09:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
        "1997-03: 13 20 27; 1998-03: 5 12 19 26; 1999-03: 4 11 18 25", for_ever=True,
    ),
    Vector(
        "the Thursdays of summer", "1997-06-05 09:00", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
        "1997-06: 5 12 19 26; 1997-07: 3 10 17 24 31; 1997-08: 7 14 21 28; 1998-06: 4 11 18 25; 1998-07: 2 9 16 23 30;"
        "1998-08: 6 13 20 27; 1999-06: 3 10 17 24; 1999-07: 1 8 15 22 29; 1999-08: 5 12 19 26",
        for_ever=True,
    ),
    Vector(
        "every Friday the 13th", "1997-09-02 09:00", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "1998-02: 13; 1998-03: 13; 1998-11: 13; 1999-08: 13; 2000-10: 13", for_ever=True,
    ),
    Vector(
        "the Saturday behind the first Sunday", "1997-09-13 09:00", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
        "1997-09: 13; 1997-10: 11; 1997-11: 8; 1997-12: 13; 1998-01: 10; 1998-02: 7; 1998-03: 7; 1998-04: 11;"
        "1998-05: 9; 1998-06: 13",
        for_ever=True,
    ),
    Vector(
        "election day", "1996-11-05 09:00", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "1996-11: 5; 2000-11: 7; 2004-11: 2", for_ever=True,
    ),
    Vector(
        "the third Tuesday, Wednesday or Thursday", "1997-09-04 09:00", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
        "1997-09: 4; 1997-10: 7; 1997-11: 6",
    ),
    Vector(
        "the weekday before the last", "1997-09-29 09:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        "1997-09: 29; 1997-10: 30; 1997-11: 27; 1997-12: 30; 1998-01: 29; 1998-02: 26; 1998-03: 30", for_ever=True,
    ),
    Vector(  # the RFC prints UNTIL=19970902T170000Z, which is 13:00 in New York, and lists dates until 17:00 there
        "every three hours of a working day", "1997-09-02 09:00", "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z",
        "1997-09: 2", at="09:00 12:00 15:00",
    ),
    Vector(
        "every quarter, six times", "1997-09-02 09:00", "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
        "1997-09: 2", at="09:00 09:15 09:30 09:45 10:00 10:15",
    ),
    Vector(
        "every hour and a half, four times", "1997-09-02 09:00", "FREQ=MINUTELY;INTERVAL=90;COUNT=4",
        "1997-09: 2", at="09:00 10:30 12:00 13:30",
    ),
    Vector(
        "every twenty minutes of a working day, by the day", "1997-09-02 09:00",
        "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
        "1997-09: 2 3", at=" ".join(f"{hour:02}:{minute:02}" for hour in range(9, 17) for minute in (0, 20, 40)), for_ever=True,
    ),
    Vector(
        "every twenty minutes of a working day, by the minute", "1997-09-02 09:00",
        "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
        "1997-09: 2 3", at=" ".join(f"{hour:02}:{minute:02}" for hour in range(9, 17) for minute in (0, 20, 40)), for_ever=True,
    ),
    Vector(
        "a week that begins on Monday", "1997-08-05 09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
        "1997-08: 5 10 19 24",
    ),
    Vector(
        "a week that begins on Sunday", "1997-08-05 09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
        "1997-08: 5 17 19 31",
    ),
    Vector(
        "a day that February lacks", "2007-01-15 09:00", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
        "2007-01: 15 30; 2007-02: 15; 2007-03: 15 30",
    ),
]  # fmt: skip


def listed(vector: Vector) -> list[datetime]:
    times = [time.fromisoformat(at) for at in (vector.at or vector.start[11:]).split()]
    return [datetime.combine(day, at) for day in days(vector.gives) for at in times]


def days(text: str) -> list[date]:
    found = []
    for month in text.split(";"):
        name, _, numbers = month.strip().partition(":")
        for number in numbers.split():
            first, _, last = number.partition("-")
            found += [date.fromisoformat(f"{name}-{day:02}") for day in range(int(first), int(last or first) + 1)]
    return found


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.says)
def test_a_rule_gives_the_dates_that_the_rfc_lists(vector: Vector) -> None:
    start, rule, dates = datetime.fromisoformat(vector.start), read_rule(vector.rule), listed(vector)
    if not vector.for_ever:
        series = recur(start, Repeat(rule=rule), date(2030, 1, 1), {}, NEW_YORK)
        assert [one.at for one in series.instances] == dates
    assert list(islice((at for at in named(rule, start, start.date()) if at >= start), len(dates))) == dates


@pytest.mark.parametrize("vector", [v for v in VECTORS if v.for_ever and "13th" not in v.says], ids=lambda vector: vector.says)
def test_a_rule_without_an_end_gives_the_dates_until_the_horizon(vector: Vector) -> None:
    start, dates = datetime.fromisoformat(vector.start), listed(vector)
    series = recur(start, Repeat(rule=read_rule(vector.rule)), dates[-1].date(), {}, NEW_YORK)
    assert [one.at for one in series.instances] == dates
    assert series.endless


def test_the_clock_in_new_york_is_put_back_between_the_dates_as_the_rfc_says() -> None:
    series = recur(
        datetime(1997, 9, 2, 9), Repeat(rule=read_rule("FREQ=DAILY;UNTIL=19971224T000000Z")), date(1999, 1, 1), {}, NEW_YORK
    )
    summer = [one.at.date() for one in series.instances if resolve(one.at, NEW_YORK)[0].utcoffset() == timedelta(hours=-4)]
    winter = [one.at.date() for one in series.instances if resolve(one.at, NEW_YORK)[0].utcoffset() == timedelta(hours=-5)]
    assert (summer[0], summer[-1]) == (date(1997, 9, 2), date(1997, 10, 25))
    assert (winter[0], winter[-1]) == (date(1997, 10, 26), date(1997, 12, 23))


def test_an_end_in_utc_is_one_of_the_sites_own_clock() -> None:
    """19971007T000000Z is 20:00 on the evening of the 6th in New York, so 7 October is not among the dates."""
    rule = read_rule("FREQ=DAILY;UNTIL=19971007T000000Z")
    dates = [one.at for one in recur(datetime(1997, 10, 5, 20), Repeat(rule=rule), date(1998, 1, 1), {}, NEW_YORK).instances]
    assert dates == [datetime(1997, 10, 5, 20), datetime(1997, 10, 6, 20)]
