"""Takes a picture of every template, as a phone, a tablet and a desk show it, light and dark, into ``.build/screenshots``.

    .venv/bin/python -m tests.browser.screenshots              all of them
    .venv/bin/python -m tests.browser.screenshots event page   those whose name has one of these words in it

The sample library is shown, and a small library without events, with one, and with 400 in a month.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.chromium import started
from tests.browser.host import Host, serving
from tests.browser.sample import ROOT, build_extreme, build_sample, templates
from tests.browser.visit import DESKTOP, PHONE, TABLET, visiting

SHOTS = ROOT / ".build" / "screenshots"
EXTREMES = {"no-events": 0, "one-event": 1, "400-events": 400}
Build = Callable[[Path, str], object]


@contextmanager
def library(room: Path, build: Build) -> Iterator[Host]:
    """A library that is built in a folder and served from there."""
    root = room / "site"
    with serving(root / "output") as host:
        build(root, host.address)
        yield host


def shoot(browser: Browser, host: Host, name: str, path: str) -> None:
    """Six pictures of one page, each of the whole length of it."""
    for scheme in ("light", "dark"):
        for size in (PHONE, TABLET, DESKTOP):
            with visiting(browser, host.address, size=size, scheme=scheme) as visit:
                visit.go(path)
                visit.to_the_end()
                visit.page.evaluate("scrollTo(0, 0)")
                visit.page.screenshot(path=SHOTS / f"{name}-{size[0]}-{scheme}.png", full_page=True)


def main(words: list[str]) -> None:
    def wanted(name: str) -> bool:
        return not words or any(word in name for word in words)

    SHOTS.mkdir(parents=True, exist_ok=True)
    for old in SHOTS.glob("*.png"):
        if wanted(old.stem):
            old.unlink()
    with tempfile.TemporaryDirectory(prefix="opslag-screenshots-") as folder, started() as browser:
        room = Path(folder)
        with library(room / "sample", lambda root, address: build_sample(root, address, ROOT / ".build" / "tests")) as host:
            for name, path in templates(host.folder).items():
                if wanted(name):
                    shoot(browser, host, name, path)
        for extreme, number in EXTREMES.items():
            if not wanted(extreme):
                continue
            with library(room / extreme, lambda root, address, number=number: build_extreme(root, address, number)) as host:
                for name, path in {"home": "/", "list": "/arrangementer/", "event": "/arrangementer/nr-000/"}.items():
                    if host.file(path):
                        shoot(browser, host, f"{extreme}-{name}", path)
            shutil.rmtree(room / extreme)
    print(f"{len(list(SHOTS.glob('*.png')))} pictures in {SHOTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
