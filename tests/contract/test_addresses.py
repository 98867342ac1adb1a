"""Every address in the feed opens, and one that was public goes on opening."""

from __future__ import annotations

import pytest
from opslag.errors import Severity

PAGE = "arrangementer/aften-0/index.html"


def moved(event, address):
    return event(0, url=f"https://bibliotek.example{address}")


def test_an_event_without_its_page_is_told(build, event):
    site = build(event(0))
    site.paths = site.written() - {PAGE}
    assert site.told() == [
        'api/v1/events: [0].url: "https://bibliotek.example/arrangementer/aften-0/"; '
        f"there is no such page: {PAGE} is not in the output"
    ]


def test_a_page_is_looked_for_without_query_and_fragment(build, event):
    assert build(moved(event, "/arrangementer/aften-0/?fra=feed#tid"), paths=build(event(0)).written()).told() == []


@pytest.mark.parametrize(
    "url", ["https://andre.example/arrangementer/aften-0/", "http://bibliotek.example/x/", "https://bibliotek.example.org/x/"]
)
def test_an_event_s_page_is_on_this_site(build, event, url):
    (problem,) = build(event(0, url=url)).problems()
    assert problem.field == "[0].url"
    assert "begins with https://bibliotek.example/" in problem.remedy


@pytest.mark.parametrize("picture", ["image", "originalImage", "teaserImage"])
def test_a_picture_that_is_not_in_the_output_is_told(build, event, picture):
    site = build(event(0))
    there = site.written()
    site.events[0][picture] = {"url": "https://bibliotek.example/billeder/nowhere.jpg"}
    site.paths = there
    (problem,) = site.problems()
    assert problem.field == f"[0].{picture}.url"
    assert "billeder/nowhere.jpg is not in the output" in problem.remedy


def test_a_picture_on_another_site_is_not_looked_for(build, event):
    site = build(event(0, image={"url": "https://billeder.example/krimi.jpg"}))
    assert site.told() == []


def test_an_encoded_address_is_the_file_of_its_decoded_name(build, event):
    there = build(event(0)).written() | {"billeder/rødgrød.jpg"}
    site = build(event(0, image={"url": "https://bibliotek.example/billeder/r%C3%B8dgr%C3%B8d.jpg"}), paths=there)
    assert site.told() == []


def test_a_site_may_live_below_another_s_address(build, event):
    base = "https://kommune.example/bibliotek"
    pictures = dict.fromkeys(("image", "originalImage", "teaserImage"))
    site = build(event(0, url=f"{base}/arrangementer/aften-0/", **pictures), base_url=base, paths={PAGE})
    assert site.told() == []
    site.base_url = f"{base}/"
    assert site.told() == []


def test_an_address_that_was_public_is_not_lost(build, event):
    site = build(moved(event, "/arrangementer/krimi/"), previous=[event(0)])
    site.sources[event(0)["uuid"], ""] = "content/events/krimi.md:1:1"
    assert site.told() == [
        'content/events/krimi.md:1:1: url: "https://bibliotek.example/arrangementer/aften-0/" was public and leads nowhere now; '
        "add redirect_from: [/arrangementer/aften-0/]"
    ]


def test_a_redirect_keeps_an_old_address(build, event):
    site = build(moved(event, "/arrangementer/krimi/"), previous=[event(0)], redirects=frozenset({"/arrangementer/aften-0/"}))
    assert site.told() == []


def test_a_page_that_stands_at_an_old_address_keeps_it(build, event):
    site = build(moved(event, "/arrangementer/krimi/"), previous=[event(0)])
    site.paths = site.written() | {PAGE}
    assert site.told() == []


def test_the_address_of_an_event_that_is_gone_is_not_missed(build, event):
    assert build(event(1), previous=[event(0), event(1)]).told() == []


def test_the_address_of_an_event_that_is_over_is_not_missed(build, event):
    over = {"start": "2026-11-01T10:00:00+01:00", "end": "2026-11-01T11:00:00+01:00"}
    before, after = event(0, state="Occurred", date_time=over), moved(event, "/arrangementer/krimi/")
    assert build(after | {"state": "Occurred", "date_time": over}, previous=[before]).told() == []


def test_a_site_that_moved_to_another_host_is_told_that_its_old_addresses_were_not_checked(build, event):
    (problem,) = build(event(0), previous=[event(0, url="https://gammel.example/arrangementer/aften-0/")]).problems()
    assert problem.severity is Severity.WARNING
    assert "https://gammel.example/arrangementer/aften-0/" in problem.found
