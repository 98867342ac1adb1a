"""What is about to be published is read as its readers will read it, and everything that is wrong is told at once."""

from __future__ import annotations

import json

import pytest
from opslag.contract.document import published
from opslag.contract.verdicts import Verdicts
from opslag.errors import Severity

from tests.contract.conftest import one_a_line

KRIMI = "content/events/2026/krimi.md"


def test_a_feed_that_keeps_the_contract_is_let_through(build, event):
    assert build(event(0), event(1), previous=[event(0), event(1)]).told() == []


def test_an_empty_feed_is_a_feed(build):
    assert build().told() == []


def test_an_editor_is_told_where_to_mend_it(build, event):
    broken = event(address=event()["address"] | {"zip_code": "8000"})
    sources = {(broken["uuid"], ""): f"{KRIMI}:1:1", (broken["uuid"], "address.zip_code"): f"{KRIMI}:14:13"}
    assert build(broken, sources=sources).told() == [
        f'{KRIMI}:14:13: address.zip_code: "8000"; the contract asks for a whole number'
    ]


def test_a_field_without_a_place_of_its_own_is_told_at_the_nearest_one_around_it(build, event):
    broken = event(ticket_categories=[{"title": "Voksen", "price": {"currency": "kr", "value": 75}}])
    sources = {(broken["uuid"], ""): f"{KRIMI}:1:1", (broken["uuid"], "ticket_categories.0"): f"{KRIMI}:9:5"}
    assert build(broken, sources=sources).told() == [
        f'{KRIMI}:9:5: ticket_categories.0.price.currency: "kr"; the contract asks for text such as DKK: the currency (ISO 4217)'
    ]


def test_a_place_that_is_only_a_file_will_do(build, event):
    broken = event(title="")
    assert build(broken, sources={(broken["uuid"], ""): KRIMI}).told()[0].startswith(f"{KRIMI}: title: ")


def test_an_event_that_comes_from_no_known_file_is_named_by_its_number_in_the_feed(build, event):
    assert build(event(0), event(1, state="Open")).told() == [
        'api/v1/events: [1].state: "Open"; the contract asks for one of TicketSaleNotOpen, Active, SoldOut, Cancelled, Occurred'
    ]


def test_all_faults_are_told_at_once(build, event):
    first, second = event(0, title=""), event(1, url="https://andre.example/x/", state="Open", all_day="nej")
    faulty = build(first, second, sources={(first["uuid"], ""): KRIMI})
    faulty.files["api/v1/openapi.json"] = b"{"
    fields = [(problem.path, problem.field) for problem in faulty.problems()]
    assert fields == [
        ("api/v1/events", "[1].all_day"),
        ("api/v1/events", "[1].state"),
        ("api/v1/events", "[1].url"),
        ("api/v1/openapi.json", ""),
        (KRIMI, "title"),
    ]


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"uuid": "krimi"}, "uuid", "a UUID"),
        ({"uuid": "5F0C1F0E-8A55-4A3E-9A07-3F0F7F0F2B11"}, "uuid", "text such as 5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11"),
        ({"url": None}, "url", "missing"),
        ({"external_data": None}, "external_data", "missing"),
        ({"tags": None}, "tags", "missing"),
        ({"tags": ["krimi", ""]}, "tags.1", "no empty text"),
        ({"tags": "krimi"}, "tags", '"krimi"; the contract asks for a list'),
        ({"body": ""}, "body", "no empty text: leave the field out"),
        ({"body": "<p>hej</p><SCRIPT>alert(1)</SCRIPT>"}, "body", "forbids"),
        ({"ticket_capacity": -1}, "ticket_capacity", "0 at the least"),
        ({"ticket_capacity": 2**31}, "ticket_capacity", "999999999 at the most"),
        ({"ticket_capacity": 80.0}, "ticket_capacity", "without a point"),
        ({"ticket_capacity": True}, "ticket_capacity", "true; the contract asks for a whole number"),
        ({"created_at": "2026-10-01"}, "created_at", "a date and time with its offset"),
        ({"created_at": "2026-10-01T09:00:00Z"}, "created_at", "text such as 2026-12-03T19:00:00+01:00"),
        ({"created_at": "2026-02-30T09:00:00+01:00"}, "created_at", "a date and time"),
        ({"date_time": {"start": "2026-12-03T19:00:00+01:00"}}, "date_time.end", "missing"),
        ({"series": {}}, "series.uuid", "missing"),
        ({"image": {"url": "billeder/krimi.jpg"}}, "image.url", "a whole address"),
        ({"external_data": {"url": "https://billetter.example/børn"}}, "external_data.url", "percent-encoded"),
        ({"external_data": {"url": "javascript:alert(1)"}}, "external_data.url", "text such as https://"),
        ({"organizer": {"name": "Sæby", "email": "saeby"}}, "organizer.email", "an e-mail address"),
        ({"organiser": {"name": "Sæby"}}, "organiser", 'did you mean "organizer"?'),
    ],
)
def test_whatever_the_schema_forbids_is_found(build, event, change, field, said):
    (problem,) = build(event(**change)).problems()
    assert problem.field == f"[0].{field}".removesuffix(".")
    assert said in str(problem)
    assert problem.severity is Severity.ERROR


def test_half_a_character_is_found(build, event):
    escaped = json.dumps([event(title="half \ud800")]).encode()
    assert build(files={"api/v1/events": escaped}).told() == [
        "api/v1/events: no JSON: half a character, \\ud800; nobody could read it; build it again"
    ]


def test_a_whole_character_may_be_escaped(build, event):
    site = build(event(title="Fest 🎈"))
    site.files["api/v1/events"] = json.dumps(site.events).encode()
    assert site.told() == []


@pytest.mark.parametrize(
    ("times", "change", "told"),
    [
        ("19:00:00+01:00 18:59:59+01:00", {}, "[0].date_time.end: it ends before it begins"),
        ("19:00:00+01:00 19:30:00+02:00", {}, "[0].date_time.end: it ends before it begins"),
        ("00:00:00+01:00 23:59:00+01:00", {"all_day": True}, "[0].date_time.end: an all-day event says 23:59:59"),
        ("08:00:00+01:00 23:59:59+01:00", {"all_day": True}, "[0].date_time.start: an all-day event says 00:00:00"),
        (
            "19:00:00+01:00 21:00:00+01:00",
            {"created_at": "2026-11-18T15:00:00+01:00"},
            "[0].updated_at: it changed before it was",
        ),
    ],
)
def test_what_the_contract_says_in_words_is_held_too(build, event, times, change, told):
    start, end = (f"2026-12-03T{clock}" for clock in times.split())
    (problem,) = build(event(date_time={"start": start, "end": end}, **change)).problems()
    assert f"{problem.field}: {problem.remedy}".startswith(told)


@pytest.mark.parametrize("state", ["Occurred", "Cancelled"])
def test_an_event_that_is_over_has_occurred_or_was_cancelled(build, event, state):
    over = {"start": "2026-11-01T10:00:00+01:00", "end": "2026-11-01T11:00:00+01:00"}
    assert build(event(state=state, date_time=over)).told() == []


def test_an_event_that_is_over_and_says_otherwise_is_told(build, event):
    over = {"start": "2026-11-01T10:00:00+01:00", "end": "2026-11-01T11:00:00+01:00"}
    (problem,) = build(event(date_time=over)).problems()
    assert problem.field == "[0].state"
    assert "it ended at 2026-11-01T11:00:00+01:00" in problem.remedy


def test_a_ticket_system_may_say_early_that_an_event_has_occurred(build, event):
    assert build(event(state="Occurred")).told() == []


def test_an_event_may_end_the_moment_it_begins(build, event):
    at = "2026-12-03T19:00:00+01:00"
    assert build(event(date_time={"start": at, "end": at})).told() == []


def test_two_kinds_of_ticket_never_share_an_identity(build, event):
    ticket = event()["ticket_categories"][0]
    (problem,) = build(event(ticket_categories=[ticket, ticket | {"title": "Barn"}])).problems()
    assert problem.field == "[0].ticket_categories.1.uuid"
    assert "ticket_categories.0 has it already" in problem.remedy


def test_two_events_never_share_an_identity(build, event):
    (problem,) = build(event(0), event(1, uuid=event(0)["uuid"])).problems()
    assert problem.field == "[1].uuid"
    assert '"Aften 0" (2026-12-03) has it already' in problem.remedy


def test_two_events_never_share_a_page(build, event):
    (problem,) = build(event(0), event(1, url=event(0)["url"])).problems()
    assert problem.field == "[1].url"
    assert "another slug" in problem.remedy


def test_events_stand_by_the_instant_they_begin_whatever_their_offsets(build, event):
    earlier = event(0, date_time={"start": "2026-12-03T19:30:00+02:00", "end": "2026-12-03T21:00:00+02:00"})
    later = event(1, date_time={"start": "2026-12-03T19:00:00+01:00", "end": "2026-12-03T21:00:00+01:00"})
    assert build(earlier, later).told() == []
    (problem,) = build(later, earlier).problems()
    assert problem.path == "api/v1/events"
    assert "out of order" in problem.found


def test_events_that_begin_together_stand_by_their_uuid(build, event):
    one, two = event(0), event(1, date_time=event(0)["date_time"])
    assert build(one, two).told() == []
    assert len(build(two, one).told()) == 1


def test_every_pair_out_of_order_is_counted(build, event):
    (problem,) = build(event(3), event(2), event(1), event(0)).problems()
    assert problem.found.endswith("; 2 more")


@pytest.mark.parametrize("path", ["api/v1/events", "api/v1/openapi.json"])
def test_a_file_that_the_contract_promises_must_be_there(build, path):
    (problem,) = build(files={path: None}).problems()
    assert (problem.path, problem.found) == (path, "missing")


@pytest.mark.parametrize(
    ("data", "line", "column", "said"),
    [
        (b"", 1, 1, "Expecting value"),
        (b'[\n{"uuid": 1},\n{"uuid" 2}\n]\n', 3, 9, "Expecting ':'"),
        (b"[\n{},\n]\n", 3, 1, "Expecting value"),
        (b"[{} {}]", 1, 5, "not closed"),
        (b"[{}", 1, 4, "not closed"),
        (b"[] []", 1, 3, "more after"),
        (b"{}", 1, 1, "no list"),
        (b"\xef\xbb\xbf[]", 1, 1, "byte order mark"),
        (b'[\n{"title": "b\xf8rn"}\n]\n', 2, 13, "not UTF-8"),
        (b'[\n{"price": NaN}\n]\n', 2, 1, "NaN"),
        (b"[" * 100_000, 1, 2, "nested too deeply"),
    ],
)
def test_a_feed_that_is_no_json_is_told_with_its_place(build, data, line, column, said):
    (problem,) = build(files={"api/v1/events": data}).problems()
    assert (problem.path, problem.line, problem.column) == ("api/v1/events", line, column)
    assert said in problem.found


def test_an_event_that_is_no_object_is_told(build):
    assert build(files={"api/v1/events": b'["krimi", null]'}).told() == [
        'api/v1/events: [0]: "krimi"; the contract asks for an object',
        "api/v1/events: [1]: null; the contract asks for an object",
    ]


def test_a_contract_of_another_site_is_not_published(build):
    faulty = build()
    faulty.files["api/v1/openapi.json"] = json.dumps(faulty.contract).encode().replace(b"bibliotek.example", b"andre.example")
    assert [problem.field for problem in faulty.problems()] == ["components", "servers"]


def test_a_contract_that_the_feeds_were_not_judged_by_is_not_published(build):
    faulty = build()
    document = faulty.contract | {"paths": {}, "servers": [{"url": faulty.base_url}]}
    faulty.files["api/v1/openapi.json"] = json.dumps(document).encode()
    assert [problem.field for problem in faulty.problems()] == ["paths"]


@pytest.mark.parametrize(
    "contract",
    [
        {"openapi": "3.1.0"},
        {"paths": []},
        {"paths": {"/api/v1/events": {"get": {"responses": {}}}}},
    ],
)
def test_a_contract_that_is_none_is_told_to_those_who_write_it(build, contract):
    faulty = build(files={"api/v1/openapi.json": b"{}"})
    faulty.contract = contract
    (problem,) = faulty.problems()
    assert (problem.path, problem.remedy) == ("feeds/openapi.yaml", "mend the contract")


@pytest.mark.parametrize("event", [{"type": "objekt"}, {"format": "uuidd"}, {"$ref": "#/components/schemas/Nothing"}])
def test_a_schema_that_is_none_is_told_to_those_who_write_it(build, event):
    faulty = build()
    schemas = faulty.contract["components"]["schemas"] | {"Event": event}
    faulty.contract = faulty.contract | {"components": {"schemas": schemas}}
    (problem,) = faulty.problems()
    assert (problem.path, problem.field) == ("feeds/openapi.yaml", "paths./api/v1/events")


FOYER = "skaerm/foyer/feed.json"


def test_a_screen_shows_events_as_the_events_feed_has_them(build, event):
    whole = build(event(0), event(1))
    whole.files[FOYER] = one_a_line([event(1)])
    assert whole.told() == []
    whole.files[FOYER] = b"[]\n"
    assert whole.told() == []


def test_a_screen_that_tells_otherwise_is_stopped(build, event):
    whole = build(event(0), event(1), previous=[event(0), event(1, title="Som det hed i går")])
    whole.files[FOYER] = one_a_line([event(0), event(1, title="Som det hed i går")])
    assert whole.told() == [f'{FOYER}: 1: "Som det hed i går"; not as the events feed has it; build it again']


def test_a_screen_keeps_the_contract_by_itself(build, event):
    whole = build(event(0))
    whole.files[FOYER] = one_a_line([event(0, state="Aflyst")])
    assert [problem.field for problem in whole.problems()] == ["0.state"]
    whole.files[FOYER] = b"["
    assert [problem.path for problem in whole.problems()] == [FOYER]


def test_what_kept_the_contract_before_is_held_against_the_rest_again(build, event):
    whole = build(event(0), event(1), verdicts=Verdicts())
    whole.files[FOYER] = one_a_line([event(1)])
    assert whole.told() == []
    whole.previous, whole.events = [event(0), event(1)], [event(0), event(1, title="Som det hedder i dag")]
    assert whole.told() == [f'{FOYER}: 0: "Aften 1"; not as the events feed has it; build it again']
    whole.files[FOYER], whole.paths = one_a_line([whole.events[1]]), set()
    assert {"[0].url", "[1].url"} <= {problem.field for problem in whole.problems()}


def test_what_did_not_keep_the_contract_is_told_again(build, event):
    whole = build(event(0), verdicts=Verdicts(), files={"api/v1/opening_hours": b"[{}]", "api/v1/openapi.json": b"{}"})
    assert len(whole.told()) == len(whole.told()) > 2


def test_the_contract_of_one_site_is_none_of_another(build, event):
    whole = build(event(0), verdicts=Verdicts())
    assert whole.told() == []
    whole.files["api/v1/openapi.json"] = published(whole.contract, whole.base_url)
    whole.base_url = "https://andetsteds.example"
    assert "api/v1/openapi.json" in {problem.path for problem in whole.problems()}
