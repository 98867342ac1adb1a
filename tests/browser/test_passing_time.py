"""Between two builds the pages keep up with the clock by themselves."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.visit import NOW, Visit


def ends(one: Visit) -> list[str]:
    found: list[str] = one.page.locator(".row[data-end]").evaluate_all("all => all.map((one) => one.dataset.end)")
    return found


def labels(page: Page) -> dict[str, str]:
    """What each day of the list is called."""
    return {
        str(day.get_attribute("data-day")): day.locator(".label").inner_text().lower()
        for day in page.locator(".day[data-day]:not(.running)").all()
    }


def test_what_is_over_leaves_the_list(visit: Callable[..., Visit]) -> None:
    before, after = visit(), visit(now="2026-12-06T12:00:00+01:00")
    before.go("/arrangementer/")
    after.go("/arrangementer/")
    assert min(ends(before)) < "2026-12-06T12:00" < min(ends(after))
    assert ends(after) == [end for end in ends(before) if end > "2026-12-06T12:00"]


def test_no_day_is_left_without_an_event(visit: Callable[..., Visit]) -> None:
    page = visit(now="2026-12-06T12:00:00+01:00").go("/arrangementer/")
    assert page.locator(".day").count() == page.locator(".day:has(.row)").count() > 0


def test_what_ends_while_the_page_is_open_leaves_it(visit: Callable[..., Visit]) -> None:
    one = visit(now=None)
    one.page.clock.install(time=NOW)
    one.go("/arrangementer/")
    first, last = min(ends(one)), max(ends(one))
    one.page.clock.pause_at(f"{first[:10]}T23:59:59+01:00")
    one.page.clock.run_for(61_000)
    assert first not in ends(one)
    assert last in ends(one)


def test_today_and_tomorrow_stay_true(visit: Callable[..., Visit]) -> None:
    page = visit(now="2026-12-02T09:00:00+01:00").go("/arrangementer/")
    said = labels(page)
    assert said["2026-12-03"] == "i morgen"
    assert [day for day, label in said.items() if label == "i dag" and day != "2026-12-02"] == []


def test_today_is_the_library_s_wherever_the_visitor_is(visit: Callable[..., Visit]) -> None:
    half_past_five = "2026-12-01T17:30:00+01:00"
    here, tokyo = (visit(now=half_past_five, zone=zone) for zone in ("Europe/Copenhagen", "Asia/Tokyo"))
    expected = labels(here.go("/arrangementer/"))
    assert expected["2026-12-02"] == "i morgen"
    assert labels(tokyo.go("/arrangementer/")) == expected
    assert tokyo.go("/").locator("[data-built]").count() == here.go("/").locator("[data-built]").count() > 0


def test_an_open_page_goes_on_into_the_next_day(visit: Callable[..., Visit]) -> None:
    one = visit(now=None)
    one.page.clock.install(time="2026-12-01T23:58:00+01:00")
    page = one.go("/arrangementer/")
    assert labels(page)["2026-12-02"] == "i morgen"
    one.page.clock.run_for(180_000)
    assert labels(page)["2026-12-02"] == "i dag"


def test_a_branch_is_not_open_today_by_yesterday_s_hours(visit: Callable[..., Visit]) -> None:
    one = visit(now=None)
    one.page.clock.install(time="2026-12-01T23:58:00+01:00")
    page = one.go("/filialer/hovedbiblioteket/")
    today = page.locator("tr[aria-current=date]")
    assert (page.locator("[data-built]").count(), today.get_attribute("data-day")) == (1, "2026-12-01")
    one.page.clock.run_for(180_000)
    assert (page.locator("[data-built]").count(), today.get_attribute("data-day")) == (0, "2026-12-02")


def test_a_page_that_slept_says_the_right_day_as_soon_as_it_is_seen(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    page.clock.set_fixed_time("2026-12-02T08:00:00+01:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert labels(page)["2026-12-03"] == "i morgen"


def test_the_front_page_drops_what_is_over_too(visit: Callable[..., Visit]) -> None:
    one = visit(now="2026-12-20T12:00:00+01:00")
    page = one.go("/")
    assert all(end > "2026-12-20" for end in ends(one))
    assert page.locator(".poster[data-end]").count() == 0  # the highlight was on the 17th
    assert "sidst bygget" not in page.locator("main").inner_text()


def test_an_event_that_is_over_sells_no_more_tickets(visit: Callable[..., Visit], addresses: dict[str, str]) -> None:
    path = addresses["event-Active"]
    assert visit().go(path).locator(".act").inner_text() != "Arrangementet er slut"
    page = visit(now="2030-01-01T12:00:00+01:00").go(path)
    assert page.locator(".act").inner_text().strip() == "Arrangementet er slut"
    assert page.locator(".act a[href]").count() == 0
