"""How fast the gateway is, held against what the machine can do at all in the same minute; the figures are printed."""

from __future__ import annotations

import itertools
import statistics
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from opslag.gateway.repository.repository import Repository

from tests.bare_site import BareSite, clean_environment
from tests.gateway.asking import Asked, ask, get, patch
from tests.gateway.repository.test_repository import commit, report
from tests.gateway.running import Gateway, running
from tests.large_site import large_site
from tests.port import free_port
from tests.waiting import awaited, until

pytestmark = pytest.mark.speed

EVENTS = 10_000
CONNECTIONS = 32


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A gateway on a site of ten thousand events, built twice, so that both generations are there."""
    root = tmp_path_factory.mktemp("large") / "site"
    site = large_site(root, EVENTS, datetime.now(UTC).date() + timedelta(days=1))
    (root / ".gitignore").write_text("/output\n/.output/\n/.build/\n/.opslag/\n", encoding="utf-8")
    site.commit("Leave out what is made")
    for _ in range(2):
        ran = site.opslag("build")
        assert ran.code == 0, ran.stderr
    with running(site) as gateway:
        until(lambda: gateway.told("published"), "the first build", within=300)
        yield gateway


def uuids(gateway: Gateway) -> list[str]:
    return [event["uuid"] for event in gateway.site.feed()]


def is_public(gateway: Gateway, link: bytes, seen: list[int]) -> bool:
    """Whether the public file has the link; it is read once for each output, for to read it costs as much as a build may."""
    made = gateway.site.output.lstat().st_mtime_ns
    if made in seen:
        return False
    seen.append(made)
    return link in (gateway.site.output / "api/v1/events").read_bytes()


def test_a_report_is_public_within_two_seconds(large: Gateway) -> None:
    """From the answer to the public file; the median of twenty."""
    took = []
    for number, uuid in enumerate(uuids(large)[5:2000:100][:20]):
        url = f"https://billetter.example/e/{number}"
        seen = [large.site.output.lstat().st_mtime_ns]
        answer = large.patch(uuid, {"external_data": {"url": url}})
        began = time.perf_counter()
        assert answer.status_code == 200
        link = f'"{url}"'.encode()
        until(lambda link=link, seen=seen: is_public(large, link, seen), "the public feed", within=120)
        took.append(time.perf_counter() - began)
    print(f"\npublic after {statistics.median(took):.2f} s (median of {len(took)}; {min(took):.2f} to {max(took):.2f})")
    assert statistics.median(took) <= 2


def bare_commits(site: BareSite, seconds: float) -> float:
    """Reports a second that a loop of group commits reaches which does nothing else."""
    repository = Repository(site.content)
    done, began = 0, time.perf_counter()
    with repository.locked():
        while time.perf_counter() - began < seconds:
            commit(repository, *(report() for _ in range(CONNECTIONS)))
            done += CONNECTIONS
    return done / (time.perf_counter() - began)


def test_two_hundred_reports_a_second_or_as_many_as_git_can_commit(large: Gateway, tmp_path: Path) -> None:
    """On the same repository, before it and after it, the bare loop; the slower of the two counts, for machines are busy."""
    copy = BareSite(tmp_path / "copy")
    subprocess.run(("git", "clone", "--quiet", large.site.root, copy.root), check=True)
    chosen = uuids(large)[:CONNECTIONS]
    counter = itertools.count()
    credentials = large.credentials
    assert credentials

    def next_report(number: int) -> bytes:
        return patch(chosen[number], {"external_data": {"url": f"https://billetter.example/r/{next(counter)}"}}, credentials)

    before = bare_commits(copy, 8)
    asked = awaited(ask(large.port, CONNECTIONS, 30, next_report))
    after = bare_commits(copy, 8)
    rate, bare = asked.rate(200), min(before, after)
    print(f"\n{rate:.0f} reports/s; a bare loop of commits {before:.0f}/s before and {after:.0f}/s after: {rate / bare:.0%}")
    assert asked.statuses.keys() == {200}
    assert rate >= 200 or rate >= 0.8 * bare


@contextmanager
def bare_answer(body: Path) -> Iterator[int]:
    """A Starlette app that answers these bytes to everything, and does nothing else; its port."""
    port = free_port()
    code = """
        import sys, uvicorn
        from pathlib import Path
        from starlette.applications import Starlette
        from starlette.responses import Response
        from starlette.routing import Route
        data = Path(sys.argv[1]).read_bytes()
        async def answer(_): return Response(data, media_type="application/json")
        app = Starlette(routes=[Route("/api/v1/events", answer)])
        uvicorn.run(app, port=int(sys.argv[2]), http="h11", access_log=False, log_level="error", lifespan="off")
    """
    process = subprocess.Popen((sys.executable, "-c", textwrap.dedent(code), body, str(port)), env=clean_environment())
    try:
        until(lambda: _answers(port), "the bare app")
        yield port
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        awaited(ask(port, 1, 0.01, lambda _: get("/api/v1/events")))
    except OSError:
        return False
    return True


@pytest.mark.parametrize("share", [0.02, 0.5])
def test_queries_are_answered_nearly_as_fast_as_bytes_that_lie_ready(large: Gateway, share: float, tmp_path: Path) -> None:
    days = sorted(event["date_time"]["start"][:10] for event in large.site.feed())
    address = f"/api/v1/events?from_date={days[int(len(days) * (1 - share))]}"
    until(lambda: large.client.get("/healthz").json()["status"] == "well", "a quiet gateway", within=120)
    body = tmp_path / "body"
    body.write_bytes(large.client.get(address).content)
    ours, theirs = Asked(0), Asked(0)
    with bare_answer(body) as port:
        for _ in range(4):  # in turns: what else the machine does meets both
            for total, where, what in ((ours, large.port, address), (theirs, port, "/api/v1/events")):
                asked = awaited(ask(where, 8, 2, lambda _, what=what: get(what)))
                total.seconds += asked.seconds
                total.statuses[200] = total.statuses.get(200, 0) + asked.statuses[200]
    ratio = ours.rate(200) / theirs.rate(200)
    print(f"\n{body.stat().st_size / 1000:.0f} kB: {ours.rate(200):.0f} answers/s, bare {theirs.rate(200):.0f}/s: {ratio:.0%}")
    assert ratio >= 0.7
