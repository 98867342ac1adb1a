"""Debian's Chromium without windows, as the tests start it: with nothing of the machine's own, and no word to anybody outside."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

FLAGS = (
    *(("--no-sandbox",) if os.geteuid() == 0 else ()),  # root has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # letters are as wide as in a browser with windows, and not a whole number of pixels
)


PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The best first: one that could open windows makes a new one ready for each visit, and needs six times the work for it."""


def executable() -> str:
    """Where the browser stands. Raises FileNotFoundError."""
    for program in PROGRAMS:
        if found := shutil.which(program):
            return found
    raise FileNotFoundError("no Chromium on this machine; make test installs it")


@contextmanager
def started() -> Iterator[Browser]:
    """A browser with a profile of its own, which ends with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
