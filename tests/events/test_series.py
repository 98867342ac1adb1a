"""A series in the feed and on the site: every date, each with what it has for itself, and ids that outlive every edit."""

from __future__ import annotations

import pytest

from tests.bare_site import NOW, BareSite, uuid_of

WEEKLY = "{every: week, until: 2026-12-22}"


def dates(site: BareSite) -> dict[str, dict[str, object]]:
    """The series' events by local date."""
    return {event["date_time"]["start"][:10]: event for event in site.feed() if "series" in event}


def build(site: BareSite, **keys: str | None) -> dict[str, dict[str, object]]:
    site.event("historietime", **({"start": "2026-12-01 10:00", "end": "2026-12-01 11:00", "repeat": WEEKLY} | keys))
    ran = site.build_here()
    assert ran.code == 0, ran.stderr
    return dates(site)


def test_a_vendor_reads_every_date_as_an_event_of_one_series(bare_site: BareSite) -> None:
    found = build(bare_site)
    assert list(found) == ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"]
    assert {event["series"]["uuid"] for event in found.values()} == {uuid_of("historietime")}
    assert len({event["uuid"] for event in found.values()}) == 4
    assert found["2026-12-08"]["url"] == "https://lillerup.example/arrangementer/historietime/2026-12-08/"


def test_a_date_has_what_its_entry_says_and_all_else_from_the_series(bare_site: BareSite) -> None:
    found = build(
        bare_site,
        description="Vi læser højt.",
        instances="{2026-12-08: {state: Cancelled}, 2026-12-15: {start: 16:00, title: Nisseaften, room: Kælderen}}",
    )
    assert found["2026-12-08"]["state"] == "Cancelled"
    assert found["2026-12-15"]["title"] == "Nisseaften"
    assert found["2026-12-15"]["address"]["locationAdditional"] == "Kælderen"
    assert found["2026-12-15"]["date_time"] == {"start": "2026-12-15T16:00:00+01:00", "end": "2026-12-15T17:00:00+01:00"}
    assert {event["description"] for event in found.values()} == {"Vi læser højt."}
    assert "Aflyst" in bare_site.page("/arrangementer/historietime/")


@pytest.mark.parametrize(
    ("start", "end"), [("2026-12-01T09:00Z", "2026-12-01T10:00Z"), ("2026-12-01 10:00+01:00", "2026-12-01 11:00+01:00")]
)
def test_a_series_that_is_given_with_an_offset_begins_at_that_instant(bare_site: BareSite, start: str, end: str) -> None:
    found = build(
        bare_site, start=start, end=end, instances="{2026-12-08: {start: 2026-12-08T09:30Z, end: 2026-12-08T12:00+02:00}}"
    )
    assert found["2026-12-01"]["date_time"] == {"start": "2026-12-01T10:00:00+01:00", "end": "2026-12-01T11:00:00+01:00"}
    assert found["2026-12-08"]["date_time"] == {"start": "2026-12-08T10:30:00+01:00", "end": "2026-12-08T11:00:00+01:00"}
    assert found["2026-12-22"]["date_time"]["start"] == "2026-12-22T10:00:00+01:00"


@pytest.mark.parametrize(
    ("own", "end"),
    [
        ("{start: 2027-10-31 02:30+01:00}", "2027-10-31T03:15:00+01:00"),
        ("{start: 2027-10-31 02:10+01:00}", "2027-10-31T02:55:00+01:00"),
        ("{start: 2027-10-31 02:10+01:00, end: 2027-10-31 02:40+01:00}", "2027-10-31T02:40:00+01:00"),
        ("{start: 2027-10-31 02:10+02:00, end: 2027-10-31 02:10+01:00}", "2027-10-31T02:10:00+01:00"),
    ],
)
def test_a_date_may_say_by_its_offset_which_of_two_hours_it_means(bare_site: BareSite, own: str, end: str) -> None:
    found = build(
        bare_site,
        start="2027-10-30 02:30",
        end="2027-10-30 03:15",
        repeat="{every: day, count: 2}",
        instances=f"{{2027-10-31: {own}}}",
    )
    started = own[8:24].replace(" ", "T")
    assert found["2027-10-31"]["date_time"] == {"start": f"{started}:00{own[24:30]}", "end": end}


def test_a_date_that_is_moved_keeps_its_uuid_and_its_address(bare_site: BareSite) -> None:
    before = build(bare_site)["2026-12-08"]
    after = build(bare_site, instances="{2026-12-08: {start: 2026-12-09 14:00}}")["2026-12-09"]
    assert (after["uuid"], after["url"]) == (before["uuid"], before["url"])
    assert after["date_time"]["end"] == "2026-12-09T15:00:00+01:00"


@pytest.mark.parametrize(
    ("own", "start", "end"),
    [
        ("{start: 2026-12-09}", "2026-12-09T00:00:00+01:00", "2026-12-09T23:59:59+01:00"),
        ("{end: 2026-12-09}", "2026-12-08T00:00:00+01:00", "2026-12-09T23:59:59+01:00"),
        ("{duration: 2 days}", "2026-12-08T00:00:00+01:00", "2026-12-09T23:59:59+01:00"),
        ("{start: 2026-12-08 00:00, end: 2026-12-09 23:59:59}", "2026-12-08T00:00:00+01:00", "2026-12-09T23:59:59+01:00"),
        ("{all_day: no, start: 16:00, end: 18:00}", "2026-12-08T16:00:00+01:00", "2026-12-08T18:00:00+01:00"),
    ],
)
def test_one_date_of_an_all_day_series_may_be_other_days_or_have_hours(
    bare_site: BareSite, own: str, start: str, end: str
) -> None:
    found = build(bare_site, start="2026-12-01", end=None, all_day="true", instances=f"{{2026-12-08: {own}}}")
    assert found["2026-12-01"]["date_time"] == {"start": "2026-12-01T00:00:00+01:00", "end": "2026-12-01T23:59:59+01:00"}
    assert found[start[:10]]["date_time"] == {"start": start, "end": end}


@pytest.mark.parametrize("length", [{"end": "2026-12-03"}, {"end": None, "duration": "3 days"}])
def test_every_date_of_an_all_day_series_lasts_as_many_days_as_the_file_says(
    bare_site: BareSite, length: dict[str, str | None]
) -> None:
    found = build(bare_site, **{"start": "2026-12-01", "all_day": "true", **length})
    ends = [str(event["date_time"]["end"])[:10] for event in found.values()]
    assert ends == ["2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24"]


def test_one_date_of_a_series_may_be_all_day(bare_site: BareSite) -> None:
    found = build(bare_site, instances="{2026-12-08: {all_day: yes}}")
    assert found["2026-12-08"]["date_time"] == {"start": "2026-12-08T00:00:00+01:00", "end": "2026-12-08T23:59:59+01:00"}


def test_dates_that_another_system_adds_to_an_all_day_series_at_midnight_are_its_days(bare_site: BareSite) -> None:
    found = build(bare_site, start="2026-12-01", end=None, all_day="true", repeat="{also: [2026-12-05 00:00]}")
    assert found["2026-12-05"]["date_time"] == {"start": "2026-12-05T00:00:00+01:00", "end": "2026-12-05T23:59:59+01:00"}


@pytest.mark.parametrize(
    "edit",
    [
        {"title": "Nyt navn"},
        {"start": "2026-12-01 15:30", "end": "2026-12-01 16:30"},
        {"end": "2026-12-01 13:00"},
        {"room": "Kælderen"},
        {"repeat": "{every: week, until: 2026-12-29}"},
        {"repeat": "{every: week, count: 4}"},
        {"repeat": "{every: week, until: 2026-12-22, except: [2026-12-08]}"},
        {"repeat": "{until: 2026-12-22, also: [2026-12-18 10:00], every: week}"},
        {"instances": "{2026-12-08: {state: Cancelled}}"},
    ],
    ids=lambda edit: next(iter(edit)),
)
def test_no_edit_changes_the_uuid_of_a_date_that_survives_it(bare_site: BareSite, edit: dict[str, str]) -> None:
    before = build(bare_site)
    after = build(bare_site, **edit)
    common = before.keys() & after.keys()
    assert len(common) >= 3
    assert {day: after[day]["uuid"] for day in common} == {day: before[day]["uuid"] for day in common}


def test_an_import_may_pin_the_uuid_that_a_date_had_elsewhere(bare_site: BareSite) -> None:
    elsewhere = "3f7d1a52-6c0b-4f7e-9a57-0d5d6a1c2b11"
    assert build(bare_site, instances=f"{{2026-12-08: {{uuid: {elsewhere}}}}}")["2026-12-08"]["uuid"] == elsewhere


def test_a_series_without_an_end_is_made_until_the_horizon_and_says_so(bare_site: BareSite) -> None:
    found = build(bare_site, repeat="{every: month}")
    assert max(found) == "2027-12-01"
    assert "26. december 2027" in bare_site.page("/arrangementer/historietime/")


def test_the_poster_address_leads_on_when_one_date_is_left(bare_site: BareSite) -> None:
    bare_site.event("historietime", start="2026-12-01 10:00", end="2026-12-01 11:00", repeat=WEEKLY)
    assert bare_site.build_here(now="2026-12-20T12:00+01:00").code == 0
    page = bare_site.page("/arrangementer/historietime/")
    assert 'http-equiv="refresh" content="0; url=https://lillerup.example/arrangementer/historietime/2026-12-22/"' in page


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (
            {"instances": "{2026-12-09: {state: Cancelled}}"},
            "instances.2026-12-09: 2026-12-09, which is no date of the series; the nearest is 2026-12-08",
        ),
        (
            {"repeat": "{every: week, until: 2026-12-22, except: [2026-12-08]}", "instances": "{2026-12-08: {state: Cancelled}}"},
            "instances.2026-12-08: 2026-12-08, which is left out (except); delete the entry, or add the date under also",
        ),
        ({"instances": "{2026-12-08: {stat: Cancelled}}"}, 'instances.2026-12-08.stat: unknown key; did you mean "state"?'),
        (
            {"instances": "{2026-12-08: {end: 09:00}}"},
            "instances.2026-12-08.end: an end that is not after the start; write a later end",
        ),
        ({"instances": "{2026-12-08: {branch: byen}}"}, 'instances.2026-12-08.branch: no branch "byen"'),
        ({"instances": "{2026-12-08: {slug: x}}"}, "instances.2026-12-08.slug: slug for one date; write it for the whole series"),
        ({"instances": "{tirsdag: {state: Cancelled}}"}, "write a date"),
        (
            {"repeat": None, "instances": "{2026-12-08: {state: Cancelled}}"},
            "instances: dates of their own, in an event that does not repeat",
        ),
        ({"repeat": "{every: week, until: 9999-12-31}"}, "write a year from 1900 to 2199"),
        ({"repeat": "{every: day, until: 2199-12-31}"}, "more than 10000 dates"),
        ({"repeat": "{rule: FREQ=SECONDLY}"}, "more than"),
    ],
)
def test_an_editor_is_told_what_makes_no_sense_in_a_series(bare_site: BareSite, keys: dict[str, str | None], told: str) -> None:
    bare_site.event("historietime", **({"start": "2026-12-01 10:00", "end": "2026-12-01 11:00", "repeat": WEEKLY} | keys))
    ran = bare_site.build_here()
    assert ran.code == 1
    assert told in ran.stderr
    assert "content/events/historietime.md:" in ran.stderr


def test_a_time_that_the_clock_skips_or_shows_twice_is_said_and_builds(bare_site: BareSite) -> None:
    found = build(bare_site, start="2027-03-27 02:30", end="2027-03-27 03:30", repeat="{every: day, count: 3}")
    assert found["2027-03-28"]["date_time"]["start"] == "2027-03-28T03:30:00+02:00"
    assert "2027-03-28, when the clock is changed" in bare_site.build_here().stderr


def test_a_date_whose_offset_says_which_hour_it_means_is_not_asked_for_it(bare_site: BareSite) -> None:
    instances = "{2026-10-25: {start: 2026-10-25 02:30+02:00}}"
    bare_site.event("nat", start="2026-10-24 02:30", end="2026-10-24 04:00", repeat="{every: day, count: 2}", instances=instances)
    ran = bare_site.build_here()
    assert (ran.code, "twice" in ran.stderr) == (0, False)


def test_a_series_of_which_no_date_is_left_is_told_and_builds(bare_site: BareSite) -> None:
    repeat = "{every: week, count: 2, except: [2026-12-01, 2026-12-08]}"
    assert build(bare_site, repeat=repeat) == {}
    warning = "no date, for all are left out (except); leave one in, or delete the file"
    file = "content/events/historietime.md"
    assert f"{file}:7:9: warning: repeat: {warning}" in bare_site.build_here().lines
    ran = bare_site.opslag("check", "--series", file, "--now", NOW)
    assert ran.stdout.splitlines()[-2:] == ["0 dates, 2 left out", f"{file}:7:9: repeat: {warning}"]


ON_THE_15TH = "start: 2026-12-15 10:00"
AS_WELL = "start: 2026-12-15 10:00, when {} is as well; write another time, or cancel one of the two"


@pytest.mark.parametrize(
    ("instances", "told"),
    [
        (f"{{2026-12-08: {{{ON_THE_15TH}}}}}", [f"8:33: warning: instances.2026-12-08.{AS_WELL.format('2026-12-15')}"]),
        (f"{{2026-12-22: {{{ON_THE_15TH}}}}}", [f"8:33: warning: instances.2026-12-22.{AS_WELL.format('2026-12-15')}"]),
        (
            f"{{2026-12-01: {{{ON_THE_15TH}}}, 2026-12-08: {{{ON_THE_15TH}}}, 2026-12-15: {{start: 16:00}}}}",
            [f"8:72: warning: instances.2026-12-08.{AS_WELL.format('2026-12-01')}"],
        ),
        (f"{{2026-12-08: {{{ON_THE_15TH}}}, 2026-12-15: {{state: Cancelled}}}}", []),
        (f"{{2026-12-08: {{{ON_THE_15TH}}}, 2026-12-15: {{start: 16:00}}}}", []),
        ("{2026-12-08: {start: 10:00}}", []),
    ],
    ids=["to a later one", "to an earlier one", "two to one time", "to a cancelled one", "to a moved one", "not moved"],
)
def test_a_date_that_is_moved_onto_another_one_is_told_and_builds(bare_site: BareSite, instances: str, told: list[str]) -> None:
    build(bare_site, instances=instances)
    assert bare_site.build_here().lines == [f"content/events/historietime.md:{line}" for line in told]
