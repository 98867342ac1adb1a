"""A big screen turns its pages by itself, outlives the network and its own reload, and shows whatever there is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from opslag.publishing.hosting import open_hosting
from playwright.sync_api import Browser, TimeoutError

from tests.bare_site import BareSite
from tests.browser.host import Host, serving
from tests.browser.sample import build_screens, rebuild
from tests.browser.visit import Visit
from tests.browser.wall import LOOK, LYING, TURN, UPRIGHT, Wall, hanging


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The library of big screens, with the security policy that ``opslag host`` writes for it."""
    root = tmp_path_factory.mktemp("screens") / "site"
    with serving(root / "output") as host:
        build_screens(root, host.address)
        host.policy = open_hosting(root / "output", None, None).policy
        yield host


@pytest.fixture
def edited(tmp_path: Path) -> Iterator[tuple[BareSite, Host]]:
    """The same, for one test to edit."""
    root = tmp_path / "site"
    with serving(root / "output") as host:
        yield build_screens(root, host.address), host


def test_pages_turn_by_themselves_today_first_and_then_begin_again(browser: Browser, host: Host) -> None:
    with hanging(browser, host, "travl") as wall:
        seen = []
        for _ in range(4):
            seen.append((wall.day, wall.titles))
            wall.turn()
        first, second, third, again = seen
        assert [day for day, _ in seen] == ["i dag 1 december", "i dag 1 december", "i morgen 2 december", "i dag 1 december"]
        assert first[1] == [f"Travl dag nummer {number}" for number in range(4)]
        assert second[1] == ["Travl dag nummer 4", "Travl dag nummer 5", "Havet om vinteren"], "what began long ago comes last"
        assert (third[1], again) == (["I morgen"], first)


def test_a_very_long_title_has_the_room_of_two(browser: Browser, host: Host) -> None:
    with hanging(browser, host, "lang") as wall:
        shown = []
        for _ in range(3):
            shown.append(len(wall.titles))
            wall.turn()
        assert shown == [2, 2, 1]


def test_a_picture_that_does_not_come_is_left_out_and_asked_for_again(browser: Browser, host: Host) -> None:
    with hanging(browser, host, "travl", refused="**/billeder/**") as wall:
        assert [picture.is_visible() for picture in wall.page.locator("img").all()] == [False, False]
        wall.context.unroute("**/billeder/**")
        for _ in range(3):
            wall.turn()
        shown = "() => document.images.length === 2 && [...document.images].every((one) => one.checkVisibility())"
        wall.page.wait_for_function(shown)  # a page is shown without a picture that takes long, and that comes to it


def test_a_cancelled_and_a_sold_out_event_say_so(browser: Browser, host: Host) -> None:
    with hanging(browser, host, "travl") as wall:
        rows = wall.page.locator(".row").all()
        stickers = {row.locator("h2").inner_text(): row.locator(".sticker").all_inner_texts() for row in rows}
        assert stickers["Travl dag nummer 1"] == ["Aflyst"]
        assert stickers["Travl dag nummer 2"] == ["Udsolgt"]
        assert stickers["Travl dag nummer 0"] == stickers["Travl dag nummer 3"] == []
        assert wall.page.locator("s").all_inner_texts() == ["Travl dag nummer 1"]


def test_what_is_over_leaves_and_the_days_follow_the_librarys_clock(browser: Browser, host: Host) -> None:
    with hanging(browser, host, "travl", now="2026-12-01T11:55:00+01:00") as wall:
        assert wall.titles[0] == "Travl dag nummer 2"
        wall.page.clock.fast_forward("12:04:30")  # 23:59:30 at the library, an hour earlier by the screen's own clock
        wall.turn()
        assert wall.day == "i dag 1 december"
        wall.page.clock.run_for(60_000)
        wall.on("2")
        assert wall.day == "i dag 2 december"
        assert wall.page.locator(".now").inner_text().startswith("00.0")


@pytest.mark.parametrize("size", [LYING, UPRIGHT], ids=["lying", "upright"])
@pytest.mark.parametrize("screen", ["travl", "lang", "ene", "tom"])
def test_nothing_is_cut_off_or_reaches_over_the_edge(browser: Browser, host: Host, screen: str, size: tuple[int, int]) -> None:
    with hanging(browser, host, screen, size) as wall:
        for _ in range(max(wall.page.locator(".turns li").count() - 1, 0)):
            assert wall.cut_off == []
            wall.turn()
        assert wall.cut_off == []
        assert wall.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == list(size)


SHOWN = """() => [...document.querySelectorAll(".row")]
    .map((row) => [row, row.getBoundingClientRect()])
    .filter(([, box]) => box.left < innerWidth && box.right > 0)
    .map(([row, box]) => ({
        words: row.innerText, top: box.top, bottom: box.bottom,
        within: [...row.querySelectorAll("p, h2, img")].every((one) => {
            const inner = one.getBoundingClientRect();
            return !inner.height || (inner.top >= box.top - 1 && inner.bottom <= box.bottom + 1);
        }),
    }))"""


@pytest.mark.parametrize("size", [LYING, UPRIGHT, (360, 740)], ids=["lying", "upright", "phone"])
@pytest.mark.parametrize("screen", ["travl", "lang"])
def test_without_script_the_first_rows_stand_there_whole_each_with_its_day(
    visit: Callable[..., Visit], host: Host, screen: str, size: tuple[int, int]
) -> None:
    page = visit(host.address, size=size, script=False).go(f"/skaerm/{screen}/")
    rows = page.evaluate(SHOWN)
    assert len(rows) >= 3
    assert [row["words"] for row in rows if not row["within"] or row["bottom"] > size[1] + 1] == []
    assert all(above["bottom"] <= below["top"] + 1 for above, below in pairwise(rows))
    assert [row["words"] for row in rows if "dec" not in row["words"].lower()] == []
    lines = page.locator(".label").evaluate("(one) => one.offsetHeight / parseFloat(getComputedStyle(one).fontSize)")
    assert lines < 2, "the heading is not broken"


@pytest.mark.parametrize("size", [LYING, UPRIGHT], ids=["lying", "upright"])
def test_words_are_large_enough_for_the_other_end_of_the_room(browser: Browser, host: Host, size: tuple[int, int]) -> None:
    """A letter of 1/40 of a screen's short side is read from five times its height and more; titles and times are larger."""
    with hanging(browser, host, "travl", size) as wall:
        heights = wall.page.evaluate(
            "[...document.querySelectorAll('h2, .clock, .where, .sticker')]"
            ".map((one) => [one.className || one.localName, parseFloat(getComputedStyle(one).fontSize)])"
        )
        assert all(height >= 1080 / 40 for _, height in heights), heights
        assert all(height >= 1080 / 18 for name, height in heights if name in ("h2", "clock")), heights


def test_a_screen_without_events_says_so_and_waits(browser: Browser, host: Host) -> None:
    with hanging(browser, host, "tom") as wall:
        assert "ikke noget på programmet" in wall.page.locator(".nothing").inner_text().lower()
        assert (wall.day, wall.titles) == ("i dag 1 december", [])


def test_with_the_network_cut_it_goes_on_for_days_and_through_a_reload(browser: Browser, host: Host) -> None:
    with hanging(browser, host, "travl") as wall:
        wall.kept()
        wall.context.set_offline(True)
        assert wall.page.evaluate("fetch('/api/v1/events').then(() => 'there', () => 'gone')") == "gone"
        wall.reload()
        assert wall.titles[:2] == ["Travl dag nummer 0", "Travl dag nummer 1"]
        pictures = wall.page.evaluate("[...document.images].map((one) => one.naturalWidth)")
        assert pictures and min(pictures) > 0
        assert wall.page.evaluate("fetch('feed.json').then((answer) => answer.json()).then((rows) => rows.length)") == 8
        wall.turn()
        assert wall.titles[0] == "Travl dag nummer 4"
        wall.page.clock.fast_forward("28:00:00")
        wall.page.clock.run_for(TURN)
        wall.on("2")
        wall.reload()
        assert (wall.day, wall.titles) == ("i dag 2 december", ["Havet om vinteren"])


def test_a_host_that_has_gone_is_no_reason_to_go_dark(browser: Browser, host: Host) -> None:
    with hanging(browser, host, "travl") as wall:
        wall.kept()
        host.down = True
        try:
            wall.reload()
            assert wall.titles[0] == "Travl dag nummer 0"
        finally:
            host.down = False


def change(site: BareSite, host: Host, title: str) -> None:
    file = site.content / "events" / "travl-0.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Travl dag nummer 0", title), encoding="utf-8")
    rebuild(site, host.address)


def test_with_the_network_back_an_edited_title_is_shown_within_a_minute(browser: Browser, edited: tuple[BareSite, Host]) -> None:
    site, host = edited
    with hanging(browser, host, "travl") as wall:
        wall.kept()
        wall.context.set_offline(True)
        wall.reload()
        change(site, host, "Nu med kage")
        wall.page.clock.run_for(60_000)
        assert "Nu med kage" not in wall.titles
        wall.context.set_offline(False)
        within_a_minute(wall, "Nu med kage")
        host.down = True
        wall.reload()
        assert wall.titles[0] == "Nu med kage", "and it is what is kept from now on"


def test_nobody_need_tell_the_browser_that_the_network_is_back(browser: Browser, edited: tuple[BareSite, Host]) -> None:
    site, host = edited
    with hanging(browser, host, "travl") as wall:
        wall.kept()
        host.down = True
        wall.page.clock.run_for(60_000)
        assert wall.titles
        change(site, host, "Nu med kage")
        host.down = False
        within_a_minute(wall, "Nu med kage")


def within_a_minute(wall: Wall, title: str) -> None:
    """By the screen's own clock. It looks when the browser says that the network is back, which may be too soon, and else every
    20 seconds; it keeps what is new, and then the title stands on whichever page comes up."""
    for passing, patience in ((1000, 2), (LOOK, 60)):
        wall.page.clock.run_for(passing)
        with suppress(AssertionError):
            wall.kept(title, patience)
            break
    for _ in range(2):
        with suppress(TimeoutError):
            wall.page.wait_for_function(
                "(title) => document.querySelector('.rows').textContent.includes(title)", arg=title, timeout=1500
            )
            return
        wall.turn()
    assert title in wall.titles


def test_a_theme_that_was_changed_is_taken_over_whole(browser: Browser, edited: tuple[BareSite, Host]) -> None:
    site, host = edited
    with hanging(browser, host, "ene") as wall:
        wall.kept()
        colour = wall.page.evaluate("getComputedStyle(document.querySelector('.side')).backgroundColor")
        site.write("site.yaml", (site.content / "site.yaml").read_text(encoding="utf-8") + 'colour: "#0b5c3b"\n')
        rebuild(site, host.address)
        with wall.page.expect_navigation():
            wall.page.clock.run_for(LOOK)
        wall.settle()
        assert wall.page.evaluate("getComputedStyle(document.querySelector('.side')).backgroundColor") != colour


def test_a_stranger_in_between_changes_nothing(browser: Browser, edited: tuple[BareSite, Host]) -> None:
    """A wireless network that wants a password answers for everybody, with its own page."""
    site, host = edited
    with hanging(browser, host, "ene") as wall:
        wall.kept()
        page = site.output / "skaerm" / "ene" / "index.html"
        page.write_text("<!doctype html><title>Log ind</title>", encoding="utf-8")
        with wall.page.expect_response("**/skaerm/ene/"):
            wall.page.clock.run_for(LOOK)
        wall.page.clock.run_for(TURN)
        assert wall.titles == ["I morgen"]
