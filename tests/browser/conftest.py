"""The sample library on a host of our own, and a browser to visit it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from opslag.publishing.hosting import open_hosting
from playwright.sync_api import Browser, expect

from tests.browser.chromium import started
from tests.browser.host import Host, serving
from tests.browser.sample import ROOT, build_extreme, build_sample, templates
from tests.browser.visit import Visit, visiting

BROWSER = Path(__file__).parent
MODULES = BROWSER / "node_modules"

expect.set_options(timeout=30_000)  # milliseconds; a busy machine is no fault


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder needs the browser, or what the browser's tests install. What is long or counts seconds is
    chosen by that mark alone."""
    for item in items:
        if item.path.is_relative_to(BROWSER) and not (item.get_closest_marker("speed") or item.get_closest_marker("soak")):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The sample library, built for the address at which it is served, with the policy that ``opslag host`` writes for it."""
    root = tmp_path_factory.mktemp("sample") / "site"
    with serving(root / "output") as host:
        build_sample(root, host.address, ROOT / ".build" / "tests")
        host.policy = open_hosting(root / "output", None, None).policy
        yield host


@pytest.fixture(scope="session", params=(0, 1, 400), ids=("no events", "one event", "400 events in a month"))
def extreme(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A library with an unlikely number of events, and the longest title that one can think of."""
    root = tmp_path_factory.mktemp("extreme") / "site"
    with serving(root / "output") as host:
        build_extreme(root, host.address, request.param)
        yield host


@pytest.fixture(scope="session")
def addresses(host: Host) -> dict[str, str]:
    """The address of a page of each template, by the template's name."""
    return templates(host.folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, host: Host) -> Iterator[Callable[..., Visit]]:
    """Opens the browser anew: ``visit(size=PHONE, scheme="dark").go("/")``. Whatever a test does, no page of ours may ask
    anything of a stranger or complain in the console."""
    with ExitStack() as open_visits:
        visits: list[Visit] = []

        def begin(origin: str = host.address, **how: object) -> Visit:
            visits.append(open_visits.enter_context(partial(visiting, browser, origin)(**how)))  # type: ignore[arg-type]
            return visits[-1]

        yield begin
        assert [stranger for one in visits for stranger in one.strangers] == []
        assert [complaint for one in visits for complaint in one.complaints] == []
