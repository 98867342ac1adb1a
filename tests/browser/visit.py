"""One page open in the browser, and all that it asked for and complained of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

NOW = "2026-12-01T08:00:00+01:00"
"""The moment of every visit, and the one that the sample library was built for: a Tuesday morning."""

PHONE, TABLET, DESKTOP = (360, 780), (768, 1024), (1280, 800)
"""Width and height in CSS pixels."""

Scheme = Literal["light", "dark"]

ALL_HERE = """() => document.fonts.status === "loaded"
    && [...document.images].every((one) => one.complete || !one.checkVisibility())"""
"""Has every font come that was asked for, and every picture that is not hidden?"""

OUTSIDE = """() => [...document.querySelectorAll("body *")]
    .filter((one) => !one.closest(".unseen, .skip, .sideways table, .prose table"))
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => `${one.localName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)"""
"""What one cannot see without moving the page sideways; a table may be moved within its own frame."""

PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) {
            const moved = shift.sources.map((source) => source.node?.nodeName + "." + source.node?.className);
            if (!shift.hadRecentInput) window.shifts.push([shift.value, ...moved]);
        }
    }).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Visit:
    """``page`` is Playwright's; the lists grow while it is open."""

    page: Page
    origin: str
    requests: list[str] = field(default_factory=list)
    """Every address that was asked for."""
    complaints: list[str] = field(default_factory=list)
    """What the console shows a developer in red or yellow, and what was not found."""
    answers: list[Response] = field(default_factory=list)

    def listen(self) -> None:
        page = self.page
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def go(self, path: str) -> Page:
        self.page.goto(self.origin + path, wait_until="load")
        return self.page

    def to_the_end(self) -> None:
        """Scrolls down as a reader does, so that all pictures are asked for; ends when they and all fonts are painted."""
        self.page.evaluate(
            """async () => {
                for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
                    scrollTo(0, y);
                    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
                }
            }"""
        )
        self.page.wait_for_function(ALL_HERE)
        self.page.evaluate(PAINTED)

    def shifts(self) -> list[Any]:
        """Every movement of what had been painted already: [share of the window, what moved]."""
        return list(self.page.evaluate("window.shifts"))

    @property
    def strangers(self) -> list[str]:
        """What was asked of anybody but the site's own host."""
        return [url for url in self.requests if not url.startswith((self.origin + "/", "data:"))]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the visitor has gone on to another page
            self.complaints.append(f"{request.failure}: {request.url}")

    def _response(self, response: Response) -> None:
        self.answers.append(response)
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def weight(self, *kinds: str) -> int:
        """The size in bytes, unpacked, of all that was loaded of these kinds: ``document``, ``stylesheet``, ``script`` …"""
        return sum(len(answer.body()) for answer in self.answers if answer.request.resource_type in kinds)


Open = Callable[..., Visit]


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """What is done in the block leads to another page: the block ends when that one is there whole, and its scripts have run.
    A click and a key end sooner, when the page that one leaves may still be what is read."""
    with page.expect_navigation(wait_until="load"):
        yield


@contextmanager
def visiting(
    browser: Browser,
    origin: str,
    *,
    size: tuple[int, int] = DESKTOP,
    scheme: Scheme = "light",
    script: bool = True,
    now: str | None = NOW,
    zone: str = "Europe/Copenhagen",
) -> Iterator[Visit]:
    """A visit by somebody who was never here before. ``now`` None leaves the clock to the test;
    ``zone`` is where the visitor is."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        java_script_enabled=script,
        locale="da-DK",
        timezone_id=zone,
        reduced_motion="no-preference",
    )
    try:
        page = context.new_page()
        if now and script:
            page.clock.set_fixed_time(now)
        if script:
            page.add_init_script(SHIFTS)
        visit = Visit(page, origin)
        visit.listen()
        yield visit
    finally:
        context.close()
