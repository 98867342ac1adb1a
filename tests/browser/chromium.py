"""Debian's Chromium, as the tests start it: with nothing of the machine's own, and no word to anybody outside."""

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
)


def executable() -> str:
    """Where the browser stands. Raises FileNotFoundError."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise FileNotFoundError("no Chromium on this machine; make test installs it")
    return found


@contextmanager
def started() -> Iterator[Browser]:
    """A browser with a profile of its own, which ends with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
