"""nginx, Caddy and Apache serve an output as the feeds' guide promises, with the configuration as it was written."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from opslag.building.manifest import read_manifest

from tests.bare_site import BareSite, found
from tests.port import free_port
from tests.publishing.hosts import HOSTS, Answer, Gateway, Running, gateway, listen, passable, running

FEEDS = {
    "/api/v1/events": "application/json",
    "/api/v1/event-changes": "application/json",
    "/api/v1/opening_hours": "application/json",
    "/opening_hours/instances": "application/json",
    "/api/v1/openapi.json": "application/json",
    "/skaerm/foyer/feed.json": "application/json",
    "/kalender/alle.ics": "text/calendar; charset=utf-8",
    "/arrangementer/krimi/kalender.ics": "text/calendar; charset=utf-8",
    "/ding-redia-rss/event": "application/rss+xml; charset=utf-8",
    "/sitemap.xml": "application/xml; charset=utf-8",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BareSite:
    """A site that was built just now, so that the moment at which it turns untrue is to come."""
    site = found(tmp_path_factory.mktemp("hosted") / "site")
    site.write("pages/om.md", "---\ntitle: Om\nredirect_from: [/om-os/, /på-vej/]\n---\nVi er her.\n")
    site.event("stor", screens="[Foyer]")
    site.commit("Say who we are")
    ran = site.build(now=datetime.now(UTC).isoformat())
    assert ran.code == 0, ran.stderr
    return site


def configured(site: BareSite, name: str, port: int, file: Path, *arguments: str) -> Path:
    ran = site.opslag("host", name, "--listen", listen(name, port), "--write", str(file), *arguments)
    assert ran.code == 0, ran.stderr
    passable(site.root)
    return file


@pytest.fixture(scope="module", params=HOSTS)
def host(request: pytest.FixtureRequest, site: BareSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Without a gateway."""
    name, port, room = request.param, free_port(), tmp_path_factory.mktemp("host")
    with running(name, configured(site, name, port, room / "site"), port, room / "room") as up:
        yield up


@pytest.fixture(scope="module", params=HOSTS)
def behind(
    request: pytest.FixtureRequest, site: BareSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Running, Gateway]]:
    """With something that answers as a gateway does."""
    name, port, room = request.param, free_port(), tmp_path_factory.mktemp("behind")
    with gateway() as stands:
        file = configured(site, name, port, room / "site", "--gateway", stands.url)
        with running(name, file, port, room / "room") as up:
            yield up, stands


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_sent_as_what_it_is_byte_for_byte(host: Running, site: BareSite, address: str) -> None:
    answer = host.get(address)
    assert (answer.status, answer.kind) == (200, FEEDS[address])
    assert answer.body == (site.output / address[1:]).read_bytes()


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_may_be_read_by_pages_of_other_sites(host: Running, address: str) -> None:
    assert host.get(address).headers["Access-Control-Allow-Origin"] == "*"
    assert host.get(address).headers["Access-Control-Expose-Headers"] == "ETag"
    asked = host.get(address, "OPTIONS", Origin="https://kultur.example", Access_Control_Request_Method="GET")
    assert asked.status == 204
    assert "GET" in asked.headers["Access-Control-Allow-Methods"]
    assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("address", [*FEEDS, "/", "/arrangementer/krimi/"])
def test_who_has_the_newest_copy_is_told_so_and_sent_nothing(host: Running, address: str) -> None:
    for encoding in ("identity", "gzip"):
        tag = host.get(address, Accept_Encoding=encoding).headers["ETag"]
        assert tag
        again = host.get(address, If_None_Match=tag, Accept_Encoding=encoding)
        assert (again.status, again.body) == (304, b"")
    assert host.get(address, If_None_Match='"another"').status == 200


def test_a_page_is_a_page_and_refuses_what_a_page_never_needs(host: Running) -> None:
    answer = host.get("/arrangementer/krimi/")
    assert (answer.status, answer.kind) == (200, "text/html; charset=utf-8")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["Access-Control-Allow-Origin"] is None


def test_every_file_that_the_manifest_names_is_served_with_its_type(host: Running, site: BareSite) -> None:
    from opslag.media_types import media_type

    manifest = read_manifest(site.output)
    moved = {f"{old.strip('/')}/index.html" for old in manifest.redirects}
    for path in manifest.files.keys() - moved - {"404.html"}:
        address = f"/{path.removesuffix('index.html')}" if path.endswith("index.html") else f"/{path}"
        answer = host.get(address)
        assert (answer.status, answer.kind, answer.body) == (200, media_type(path), (site.output / path).read_bytes()), path


RECKONS = ("nginx", "caddy")
"""Hosts that can be told a moment; of Apache every copy is asked about."""


def age(cache_control: str) -> int:
    match = re.search(r"max-age=(\d+)", cache_control)
    return int(match[1]) if match else 0


def test_no_copy_outlives_the_moment_at_which_the_site_turns_untrue(host: Running, site: BareSite) -> None:
    left = read_manifest(site.output).next_change - datetime.now(UTC)
    for address in ("/api/v1/events", "/arrangementer/", "/kalender/alle.ics"):
        kept = age(host.get(address).headers["Cache-Control"])
        assert kept <= max(left.total_seconds(), 0)
        assert kept == (60 if host.name in RECKONS else 0) or left < timedelta(seconds=62)


@pytest.mark.parametrize("name", RECKONS)
@pytest.mark.parametrize(("later", "kept"), [(-50, "public, max-age=60"), (30, "no-cache"), (59, "no-cache"), (3600, "no-cache")])
def test_near_that_moment_and_after_it_every_copy_is_asked_about(
    built_site: BareSite, tmp_path: Path, name: str, later: int, kept: str
) -> None:
    """The site turns untrue when its first event ends, which is set to ``later`` seconds before a minute from now."""
    site, port = built_site, free_port()
    ends = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=60 - later)
    stamp = "%Y-%m-%dT%H:%M:%S+00:00"
    site.event("kort", start=f"{ends - timedelta(days=1):{stamp}}", end=f"{ends:{stamp}}")
    assert site.build(now=(ends - timedelta(minutes=3)).isoformat()).code == 0
    with running(name, configured(site, name, port, tmp_path / "site.conf"), port, tmp_path / "room") as up:
        assert up.get("/api/v1/events").headers["Cache-Control"] in {kept, "no-cache" if later < 0 and near_midnight() else kept}


def near_midnight() -> bool:
    """Midnight is such a moment too."""
    return datetime.now(UTC).minute in (58, 59, 0, 1)


def test_what_has_its_digest_in_its_address_is_kept_for_ever(host: Running, site: BareSite) -> None:
    named = [path for path in read_manifest(site.output).files if path.startswith(("theme/", "billeder/"))]
    assert named
    for path in named:
        assert host.get(f"/{path}").headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_format_may_be_asked_for_and_changes_nothing(host: Running, site: BareSite) -> None:
    answer = host.get("/api/v1/events?_format=json")
    assert (answer.status, answer.body) == (200, (site.output / "api/v1/events").read_bytes())


def test_without_a_gateway_a_query_is_answered_with_the_whole_file(host: Running, site: BareSite) -> None:
    assert host.get("/api/v1/events?from_date=2026-12-05").body == (site.output / "api/v1/events").read_bytes()


NOWHERE = ["/api/v1/events/00000000-0000-4000-8000-000000000000", "/forms/spoerg", "/findes-ikke/", "/findes-ikke"]


@pytest.mark.parametrize("address", NOWHERE)
def test_what_there_is_not_is_said_on_a_page_of_the_site(host: Running, site: BareSite, address: str) -> None:
    answer = host.get(address)
    assert (answer.status, answer.kind) == (404, "text/html; charset=utf-8")
    assert answer.body == (site.output / "404.html").read_bytes()
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "default-src" in answer.headers["Content-Security-Policy"]


def landing(answer: Answer) -> str:
    """Where a redirect leads on the site; Apache names the site's host, and by no other name than its own."""
    return answer.headers["Location"].removeprefix("https://lillerup.example")


@pytest.mark.parametrize("address", ["/om-os/", "/om-os", "/p%C3%A5-vej/", "/p%c3%a5-vej"])
def test_an_old_address_leads_on_for_good(host: Running, address: str) -> None:
    answer = host.get(address)
    assert (answer.status, landing(answer)) == (301, "/om/")


@pytest.mark.parametrize("address", ["/arrangementer/krimi", "/arrangementer/krimi/index.html"])
def test_a_page_has_one_address(host: Running, address: str) -> None:
    answer = host.get(address)
    assert (answer.status, landing(answer)) == (308, "/arrangementer/krimi/")


LEFT = [
    ".env", ".git/config", "notes.txt", "backup.sql", "api/v1/events.bak", "arrangementer/krimi/.index.html.swp",
    "arrangementer/plan.xlsx", "arrangementer/krimi/udkast.html", "kalender/alle.ics~", "theme/.DS_Store",
]  # fmt: skip


@pytest.mark.parametrize("path", LEFT)
def test_a_file_that_somebody_left_in_the_folder_is_not_served(host: Running, site: BareSite, path: str) -> None:
    file = site.output / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("secret", encoding="utf-8")
    try:
        answer = host.get(f"/{path}")
        assert answer.status == 404
        assert b"secret" not in answer.body
    finally:
        file.unlink()


def test_a_build_on_another_machine_may_ask_what_is_public_and_sees_nothing_else_that_publishing_keeps(
    host: Running, site: BareSite
) -> None:
    room = site.output / ".opslag"
    room.mkdir()
    try:
        for name in ("published.json", "claim.json", "lock", "1.part"):
            (room / name).write_text("{}", encoding="utf-8")
        answer = host.get("/.opslag/published.json")
        assert (answer.status, answer.kind, answer.body) == (200, "application/json", b"{}")
        for address in ("/.opslag/claim.json", "/.opslag/lock", "/.opslag/1.part", "/.opslag/", "/.opslag"):
            assert host.get(address).status == 404, address
    finally:
        shutil.rmtree(room)
    assert host.get("/.opslag/published.json").status == 404


ELSEWHERE = ["/../.output/a.manifest.json", "/%2e%2e/site.yaml", "/.output/a.manifest.json", "/a.manifest.json", "//etc/passwd"]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nothing_beside_the_output_is_served(host: Running, address: str) -> None:
    assert host.get(address).status in (400, 404)


@pytest.mark.parametrize("address", ["/x%0d%0aSet-Cookie:%20a=b", "/arrangementer/krimi%0d%0aX:%20y", "/%0d%0aX:y/index.html"])
def test_an_address_adds_no_header(host: Running, address: str) -> None:
    answer = host.get(address)
    assert answer.status in (400, 404)
    assert answer.headers["Set-Cookie"] is answer.headers["X"] is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nobody_writes_to_a_file(host: Running, method: str) -> None:
    assert host.get("/api/v1/events", method).status == 405


# With a gateway

ASKED = {
    "/api/v1/events": ["from_date=2026-12-05"],
    "/api/v1/opening_hours": ["branch_id=1", "from_date=2026-12-05", "to_date=2026-12-05", "_format=json&branch_id=1"],
    "/opening_hours/instances": ["nid=1,2&from_date=2026-12-01&to_date=2026-12-31"],
}


@pytest.mark.parametrize(("address", "query"), [(address, query) for address, queries in ASKED.items() for query in queries])
def test_a_query_is_answered_by_the_gateway(behind: tuple[Running, Gateway], address: str, query: str) -> None:
    host, stands = behind
    answer = host.get(f"{address}?{query}")
    assert json.loads(answer.body) == ["from the gateway"]
    assert stands.asked[-1] == ("GET", f"{address}?{query}", b"")


def test_without_a_query_the_gateway_is_not_asked(behind: tuple[Running, Gateway], site: BareSite) -> None:
    host, stands = behind
    before = len(stands.asked)
    assert host.get("/api/v1/events?_format=json").body == (site.output / "api/v1/events").read_bytes()
    assert len(stands.asked) == before


def test_a_ticket_system_reaches_the_gateway(behind: tuple[Running, Gateway]) -> None:
    host, stands = behind
    address = "/api/v1/events/5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11"
    answer = host.get(address, "PATCH", b'{"state":"SoldOut"}', Content_Type="application/json")
    assert (answer.status, stands.asked[-1]) == (200, ("PATCH", address, b'{"state":"SoldOut"}'))


def test_a_form_reaches_the_gateway(behind: tuple[Running, Gateway]) -> None:
    host, stands = behind
    assert host.get("/forms/spoerg", "POST", b"navn=Eva").status == 200
    assert stands.asked[-1] == ("POST", "/forms/spoerg", b"navn=Eva")


def test_what_the_gateway_refuses_is_refused(behind: tuple[Running, Gateway]) -> None:
    host, stands = behind
    stands.status = 400
    try:
        assert host.get("/api/v1/events?from_date=i+morgen").status == 400
        assert host.get("/forms/spoerg", "POST", b"").status == 400
    finally:
        stands.status = 200


@pytest.mark.parametrize("name", HOSTS)
def test_while_the_gateway_is_down_a_query_is_answered_with_the_whole_file(site: BareSite, tmp_path: Path, name: str) -> None:
    port = free_port()
    file = configured(site, name, port, tmp_path / "site.conf", "--gateway", f"http://127.0.0.1:{free_port()}")
    with running(name, file, port, tmp_path / "room") as up:
        answer = up.get("/api/v1/events?from_date=2026-12-05")
        assert up.get("/forms/spoerg", "POST", b"").status in (502, 503)
        if name == "apache":  # which cannot, as the guide says
            assert answer.status == 503
            return
        assert (answer.status, answer.kind) == (200, "application/json")
        assert answer.body == (site.output / "api/v1/events").read_bytes()
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


# From where it is published to


@pytest.mark.parametrize("name", HOSTS)
def test_a_published_folder_is_served_by_what_the_building_machine_wrote_and_tells_the_next_builder_that_nothing_is_due(
    built_site: BareSite, tmp_path: Path, name: str
) -> None:
    """As the guide to operating says it, by somebody whose files are usually closed to everybody else."""
    site, port, www = built_site, free_port(), tmp_path / "www"
    before = os.umask(0o077)
    try:
        ran = site.opslag("publish", str(www))
    finally:
        os.umask(before)
    assert ran.code == 0, ran.stderr
    file = configured(site, name, port, tmp_path / "site.conf", "--root", str(www))
    shutil.rmtree(site.root / ".output")
    site.output.unlink()
    with running(name, file, port, tmp_path / "room") as up:
        assert up.get("/arrangementer/krimi/").body == (www / "arrangementer/krimi/index.html").read_bytes()
        assert up.get("/.opslag/claim.json").status == 404
        ran = site.build_here("--if-due", "--previous", f"http://127.0.0.1:{port}")
    assert (ran.code, ran.stderr) == (0, "")
    assert "nothing is due until " in ran.stdout


# From one build to the next


def tag(up: Running) -> str:
    """As If-None-Match compares it (RFC 9110, 13.1.2); Apache calls the tag of a file weak in the second after it was written."""
    answer = up.get("/api/v1/events")
    assert answer.status == 200, answer.body
    return (answer.headers["ETag"] or "").removeprefix("W/")


@pytest.mark.parametrize("name", HOSTS)
def test_a_feed_that_a_build_leaves_as_it_was_keeps_its_etag_and_another_gets_another(
    built_site: BareSite, tmp_path: Path, name: str
) -> None:
    site, port = built_site, free_port()
    with running(name, configured(site, name, port, tmp_path / "site.conf"), port, tmp_path / "room") as up:
        tags = [tag(up)]
        for title in ("Krimi", "Krimi", "Krims", "Krimi"):
            site.event("krimi", title=title, tickets="[{title: Voksen, price: 120}]")
            assert site.build().code == 0
            tags.append(tag(up))
        assert tags[0] == tags[1] == tags[2]
        assert tags[2] != tags[3] != tags[4]
        assert up.get("/api/v1/events").body == (site.output / "api/v1/events").read_bytes()
