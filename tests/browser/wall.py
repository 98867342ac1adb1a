"""A big screen as it hangs on a wall: a browser that shows one page and that nobody touches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.host import Host
from tests.waiting import until

LYING, UPRIGHT = (1920, 1080), (1080, 1920)
MORNING = "2026-12-01T07:59:00+01:00"
TURN = 12_000
"""Milliseconds from one page to the next."""

LOOK = 20_000
"""Milliseconds from one look for what is new to the next."""

KEPT = """async (words) => {
    const copy = navigator.serviceWorker.controller && await caches.match(location.pathname);
    return Boolean(copy) && (await copy.text()).includes(words);
}"""

CUT_OFF = """() => {
    const over = (box) => box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
    const seen = [...document.querySelectorAll("body *:not(svg *)")].filter((one) => one.getBoundingClientRect().height);
    const cut = (one) => one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2;
    const clips = (one) => getComputedStyle(one).overflow !== "visible" || one.matches(".what, .row, .clock");
    return seen
        .filter((one) => over(one.getBoundingClientRect()) || (clips(one) && cut(one)))
        .map((one) => `${one.localName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`);
}"""


@dataclass
class Wall:
    """``complaints`` are what the page's scripts, or its security policy, complained of."""

    page: Page
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        return self.page.locator(".row h2").all_inner_texts()

    @property
    def day(self) -> str:
        """``I dag 1 december``."""
        return " ".join(self.page.locator(".day").inner_text().split()).lower()

    @property
    def cut_off(self) -> list[str]:
        """What does not fit: elements that reach over the edge, and words that are not seen whole."""
        return list(self.page.evaluate(CUT_OFF))

    def settle(self) -> None:
        """Waits until a page of rows, or the word that there are none, stands there with its pictures."""
        self.page.wait_for_function(
            "() => document.querySelector('.rows.of-0, .rows[class*=of-]') && [...document.images].every((one) => one.complete)"
        )

    def turn(self) -> None:
        """Lets the time pass in which a page is read, and waits for the next one."""
        before = self.page.locator(".turns").inner_html()
        self.page.clock.run_for(TURN)
        self.page.wait_for_function("(before) => document.querySelector('.turns').innerHTML !== before", arg=before)
        self.settle()

    def on(self, day: str) -> None:
        """Waits until the heading says this day of the month."""
        self.page.wait_for_function("(day) => document.querySelector('.day b').textContent === day", arg=day)

    def kept(self, words: str = "", within: float = 60.0) -> None:
        """Waits until the page has a whole copy of itself, with these words in it; AssertionError after so many seconds."""
        until(lambda: self.page.evaluate(KEPT, words), "the copy", within)

    def reload(self) -> None:
        self.page.reload(wait_until="load")
        self.settle()


@contextmanager
def hanging(
    browser: Browser, host: Host, screen: str, size: tuple[int, int] = LYING, *, now: str = MORNING, refused: str = ""
) -> Iterator[Wall]:
    """A screen that was switched on just now; its machine believes to be in London, as so many do. What it asks for at addresses
    that are ``refused`` it does not get. Its clock goes on when a test says so: a slow machine turns no pages by itself."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-GB", timezone_id="Europe/London")
    try:
        if refused:
            context.route(refused, lambda route: route.abort())
        page = context.new_page()
        wall = Wall(page, context)
        page.on("pageerror", lambda error: wall.complaints.append(str(error)))
        page.on("console", lambda said: wall.complaints.append(said.text) if "Policy" in said.text else None)
        page.clock.install(time=datetime.fromisoformat(now) - timedelta(minutes=1))
        page.clock.pause_at(now)
        page.goto(f"{host.address}/skaerm/{screen}/", wait_until="load")
        wall.settle()
        yield wall
        assert not wall.complaints, wall.complaints
    finally:
        context.close()
