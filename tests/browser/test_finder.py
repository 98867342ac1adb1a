"""Filters and search answer at once, and the address bar always says what is chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from opslag.pages.programme_list import FEWEST
from playwright.sync_api import Page, expect

from tests.browser.visit import Visit, next_page

AT_ONCE = 48
"""Events that the browser shows of what it has found, before one asks for more."""


def titles(page: Page) -> list[str]:
    return page.locator("#list .row h3 a").all_inner_texts()


def rows(page: Page) -> dict[str, str]:
    """When, what, in which state and for how much, as each row says it, by the address to which it leads."""
    found: list[tuple[str, str]] = page.locator("#list .row").evaluate_all(
        """all => all.map((row) => [
            row.querySelector("h3 a").getAttribute("href"),
            [...row.querySelectorAll(".clock, h3, .end")].map((one) => one.innerText.trim()).join(" / "),
        ])"""
    )
    return dict(found)


def address(page: Page) -> str:
    parts = urlsplit(page.url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def pick(page: Page, kind: str, title: str) -> None:
    """Chooses a value of a filter, as a hand does."""
    group = page.locator(f".filters [data-kind={kind}]")
    group.locator("summary").click()
    group.get_by_role("link", name=title).click()


def search(page: Page, words: str) -> None:
    """Ends when the script has answered."""
    page.get_by_role("searchbox").fill(words)
    answered(page, words)


def answered(page: Page, words: str) -> None:
    """Waits for what was found with some words. Only the script says them, and with them it shows the whole of its answer."""
    expect(page.locator("#found")).to_contain_text(f"»{words}«")


def settled(page: Page) -> None:
    """Waits until a script that were to answer would have done so."""
    page.evaluate("() => fetch(document.querySelector('.finder').dataset.index).then((answer) => answer.text())")
    page.wait_for_timeout(300)


def found(page: Page) -> int:
    return int(page.locator("#found").inner_text().split()[0])


def test_a_filter_narrows_the_list_without_a_new_page(visit: Callable[..., Visit]) -> None:
    one = visit()
    page = one.go("/arrangementer/")
    all_of_them = found(page)
    pick(page, "branch", "Vestbyen")
    expect(page.locator("#found")).to_contain_text("Vestbyen")
    assert address(page) == "/arrangementer/filial/vestbyen/"
    assert 0 < len(titles(page)) == min(found(page), AT_ONCE) < all_of_them
    assert len([url for url in one.requests if url.endswith("/")]) == 1  # the page that was opened first, and no other


def test_the_address_that_a_filter_shows_is_a_page_with_the_same_events(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    pick(page, "branch", "Vestbyen")
    expect(page.locator("#found")).to_contain_text("Vestbyen")
    fresh = visit(script=False).go(address(page))
    assert len(titles(fresh)) >= min(found(page), FEWEST)
    assert titles(fresh) == titles(page)[: len(titles(fresh))] != []
    assert [fresh.locator(one).inner_text() for one in ("h1", "#found")] == [
        page.locator(one).inner_text() for one in ("h1", "#found")
    ]


def test_a_row_that_is_found_says_what_the_page_says_that_was_built(visit: Callable[..., Visit]) -> None:
    searched, built = visit().go("/arrangementer/?q=e"), visit(script=False)
    answered(searched, "e")
    while searched.locator("#more").is_visible():
        searched.locator("#more").click()
    here = rows(searched)
    there: dict[str, str] = {}
    for number in range(1, 5):
        there |= rows(built.go("/arrangementer/" if number == 1 else f"/arrangementer/side/{number}/"))
    both = here.keys() & there.keys()
    assert len(both) > FEWEST
    assert {path: here[path] for path in both} == {path: there[path] for path in both}
    assert [state for state in ("Aflyst", "Udsolgt") if not any(state in here[path] for path in both)] == []


def test_two_filters_narrow_more_than_one_and_the_address_opens_to_the_same(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    pick(page, "branch", "Hovedbiblioteket")
    expect(page.locator("#found")).to_contain_text("Hovedbiblioteket")
    broad = titles(page)
    pick(page, "month", "december 2026")
    expect(page.locator("#found")).to_contain_text("december")
    both = titles(page)
    assert 0 < len(both) < len(broad)
    again = visit().go(address(page))
    expect(again.locator("#found")).to_have_text(page.locator("#found").inner_text())
    assert titles(again) == both


def test_what_is_chosen_stands_above_the_list_and_can_be_taken_away(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    before = found(page)
    pick(page, "branch", "Vestbyen")
    chosen = page.locator("#chosen").get_by_role("link")
    expect(chosen).to_contain_text("Vestbyen")
    chosen.click()
    expect(page.locator("#chosen a")).to_have_count(0)
    assert address(page) == "/arrangementer/"
    assert found(page) == before


def test_one_is_not_told_to_follow_another_list_than_one_sees(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    follow = page.get_by_role("link", name="Følg med i din egen kalender")
    expect(follow).to_be_visible()
    pick(page, "branch", "Vestbyen")
    expect(follow).to_be_hidden()
    page.locator("#chosen a").click()
    expect(follow).to_be_visible()


def test_back_and_forward_work(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    first = page.locator("#found").inner_text()
    pick(page, "branch", "Vestbyen")
    expect(page.locator("#found")).to_contain_text("Vestbyen")
    page.go_back()
    expect(page.locator("#found")).to_have_text(first)
    assert address(page) == "/arrangementer/"
    page.go_forward()
    expect(page.locator("#found")).to_contain_text("Vestbyen")


def test_back_leads_to_the_page_of_the_list_that_one_left(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/side/2/")
    there = titles(page)
    pick(page, "branch", "Vestbyen")
    expect(page.locator("#found")).to_contain_text("Vestbyen")
    page.go_back()
    expect(page.locator("#list .row h3 a")).to_have_text(there)
    assert address(page) == "/arrangementer/side/2/"


def test_the_way_past_the_menu_leaves_the_list_as_it_is(visit: Callable[..., Visit]) -> None:
    one = visit()
    page = one.go("/arrangementer/side/2/")
    there = titles(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
    page.go_back()
    expect(page).to_have_url(re.compile("/side/2/$"))
    settled(page)
    assert titles(page) == there


@pytest.mark.parametrize("path", ["/arrangementer/side/2/", "/arrangementer/filial/hovedbiblioteket/"])
def test_what_others_hang_on_an_address_leaves_the_list_as_it_is(visit: Callable[..., Visit], path: str) -> None:
    there = visit(script=False).go(path)
    one = visit()
    page = one.go(f"{path}?fbclid=abc&ref=mail")
    settled(page)
    assert titles(page) == titles(there)
    assert page.locator("#found").inner_text() == there.locator("#found").inner_text()


def test_words_are_found_in_titles_and_tags_whatever_their_case_and_accents(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    search(page, "JUL hjerter")
    assert "/arrangementer/?q=JUL" in address(page)
    search(page, "jul")
    assert any("jul" in title.lower() for title in titles(page))


def test_a_search_that_finds_nothing_says_so(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    search(page, "xylofonkvadratrod")
    assert (found(page), titles(page)) == (0, [])
    assert page.locator("#list .nothing").inner_text() != ""


def test_a_search_for_what_is_no_event_leads_to_where_it_stands(visit: Callable[..., Visit]) -> None:
    page = visit().go("/soeg/?q=åbningstider")
    answered(page, "åbningstider")
    assert page.locator("h1").inner_text() == "Søg i arrangementer"
    assert "filter" not in page.locator("main").inner_text()
    helpful = page.locator("#list").get_by_role("link")
    assert {"Filialer og åbningstider", "Kontakt", "Bliv låner"} <= set(helpful.all_inner_texts())
    assert "/arrangementer/" not in helpful.evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    with next_page(page):
        helpful.get_by_text("Filialer og åbningstider").click()
    assert "Åbent i dag" in page.locator("main").inner_text()


def test_the_way_to_the_search_says_in_what_one_searches(visit: Callable[..., Visit]) -> None:
    page = visit().go("/")
    with next_page(page):
        page.get_by_role("banner").get_by_role("link", name="Søg i arrangementer").click()
    assert page.title().startswith("Søg i arrangementer")


def test_a_search_can_be_sent_as_a_link(visit: Callable[..., Visit]) -> None:
    page = visit().go("/soeg/?q=stjerner")
    expect(page.locator("#list .row h3 a").first).to_contain_text("stjerner", ignore_case=True)
    assert page.get_by_role("searchbox").input_value() == "stjerner"
    with next_page(page):
        page.locator("#list .row h3 a").first.click()
    assert "/arrangementer/" in page.url
    page.go_back()
    expect(page.locator("#list .row").first).to_be_visible()


def test_a_search_finds_nothing_that_is_over(visit: Callable[..., Visit]) -> None:
    page = visit(now="2026-12-20T12:00:00+01:00").go("/soeg/?q=jul")
    answered(page, "jul")
    ends: list[str] = page.locator("#list .row").evaluate_all("all => all.map((one) => one.dataset.end)")
    assert all(end > "2026-12-20" for end in ends)


def test_the_whole_of_a_long_answer_can_be_shown(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/?q=e")
    answered(page, "e")
    number = found(page)
    while page.locator("#more").is_visible():
        page.locator("#more").click()
    assert len(titles(page)) == number > 24


def test_words_that_look_like_markup_are_words(visit: Callable[..., Visit]) -> None:
    page = visit().go("/soeg/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    answered(page, "<img src=x onerror=alert(1)>")
    assert page.locator("main img").count() == 0


@pytest.fixture
def without_index(visit: Callable[..., Visit]) -> Iterator[Visit]:
    """A visit during which the index does not come, until ``page.unroute_all()``; what the console says of that is no fault."""
    one = visit()
    one.page.route("**/index.json", lambda route: route.fulfill(status=503, body="{}"))
    yield one
    assert one.complaints != []
    assert [complaint for complaint in one.complaints if "503" not in complaint] == []
    one.complaints.clear()


def test_a_search_that_cannot_be_answered_says_where_the_programme_stands(without_index: Visit) -> None:
    page = without_index.go("/soeg/?q=stjerner")
    expect(page.locator("#found")).to_contain_text("Søgningen svarer ikke lige nu.")
    with next_page(page):
        page.locator("#found").get_by_role("link", name="Hele programmet").click()
    assert titles(page) != []


def test_a_search_is_tried_again_at_the_next_word(without_index: Visit) -> None:
    page = without_index.go("/soeg/")
    page.get_by_role("searchbox").fill("stjer")
    expect(page.locator("#found")).to_contain_text("svarer ikke")
    page.unroute_all()
    search(page, "stjerner")
    assert "svarer ikke" not in page.locator("#found").inner_text()
    assert titles(page) != []


def test_a_filter_leads_to_its_own_page_where_the_script_has_no_answer(without_index: Visit) -> None:
    page = without_index.go("/arrangementer/")
    with page.expect_event("load"):  # the address and the heading are the filter's before its page has come
        pick(page, "branch", "Vestbyen")
    expect(page.locator("h1")).to_contain_text("Vestbyen")
    assert address(page) == "/arrangementer/filial/vestbyen/"
    assert titles(page) != []
