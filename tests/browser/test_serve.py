"""An editor of a large site sees a saved event on its page in the blink of an eye, in a real browser."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser

from tests.bench.scenes import Opslag, edited
from tests.bench.timed import running, until_link_changes, where
from tests.port import free_port

EVENTS, SAVES = 10_000, 9
SHOWN = "title => document.querySelector('h1')?.textContent.trim() === title"


@pytest.mark.speed
def test_a_saved_event_is_on_its_page_within_a_fifth_of_a_second(tmp_path: Path, browser: Browser) -> None:
    opslag = Opslag.laid_out(tmp_path, EVENTS, None)
    opslag.cold()
    port, took = free_port(), []
    with running(opslag.command("serve", "--port", str(port)), tmp_path):
        before = where(opslag.output)
        until_link_changes(opslag.output, before)  # the first build
        page = browser.new_page()
        for turn in range(SAVES):
            event, before = edited(EVENTS, "title", turn), where(opslag.output)
            page.goto(f"http://127.0.0.1:{port}/arrangementer/{event.stem}/")
            time.sleep(1)  # an editor reads what is there
            opslag.site.write(event)
            began = time.perf_counter()
            page.wait_for_function(SHOWN, arg=event.title)
            took.append(time.perf_counter() - began)
            until_link_changes(opslag.output, before)
            time.sleep(1)
        page.close()
    assert median(took) <= 0.2, took
