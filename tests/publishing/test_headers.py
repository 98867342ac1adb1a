"""What is said of each file in a bucket, and that a change of it is published where the bytes stay the same."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest
from opslag.publishing import invalidation
from opslag.publishing.invalidation import Invalidation

from tests.bare_site import BareSite, Ran, here
from tests.publishing.places import Place

FOREVER = "public, max-age=31536000, immutable"


def published(site: BareSite, place: Place, *arguments: str) -> Ran:
    ran = here("publish", place.target, "--output", str(site.output), *arguments, **place.environment)
    assert ran.code == 0, ran.stderr
    return ran


def test_a_browser_is_told_what_each_file_is_and_how_long_to_keep_it(built_site: BareSite, bucket: Place) -> None:
    published(built_site, bucket)
    style = next(path for path in built_site.public() if path.startswith("theme/") and path.endswith(".css"))
    for path, kind, kept in (
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        ("api/v1/events", "application/json", "no-cache"),
        ("ding-redia-rss/event", "application/rss+xml; charset=utf-8", "no-cache"),
        (style, "text/css; charset=utf-8", FOREVER),
    ):
        said = bucket.get(path)[1]
        assert (said["Content-Type"], said["Cache-Control"], said["Content-Encoding"]) == (kind, kept, None), path


def test_a_changed_header_is_published_and_what_has_it_already_is_not_touched(built_site: BareSite, bucket: Place) -> None:
    published(built_site, bucket)
    before = {path: bucket.get(path)[1]["Last-Modified"] for path in bucket.files()}
    public = built_site.public()
    long = {path for path, data in public.items() if len(data) >= 1000}
    ran = published(built_site, bucket, "--gzip")
    assert f"{len(long)} files" in ran.stdout and 0 < len(long) < len(public)
    for path, data in public.items():
        body, said = bucket.get(path)
        if path in long:
            assert said["Content-Encoding"] == "gzip" and gzip.decompress(body) == data
        else:
            assert body == data and said["Last-Modified"] == before[path]
    assert "0 files" in published(built_site, bucket, "--gzip").stdout
    published(built_site, bucket)
    assert bucket.files() == public


def test_an_old_address_leads_on_where_a_place_only_serves_files(built_site: BareSite, bucket: Place) -> None:
    built_site.event("jazz", start="2026-12-05 20:00", end="2026-12-05 22:00", redirect_from="[/gammel-jazz/]")
    assert built_site.build_here().code == 0
    published(built_site, bucket)
    page = bucket.get("gammel-jazz/index.html")[0].decode()
    assert '<meta http-equiv="refresh" content="0; url=https://lillerup.example/arrangementer/jazz/">' in page


def test_a_cdn_is_told_of_what_changed_as_visitors_ask_for_it(built_site: BareSite, bucket: Place) -> None:
    heard = built_site.root / "heard"
    command = f'sh -c \'printf "%s\\n" "$@" > {heard}\' cdn'
    published(built_site, bucket, "--invalidate", command)
    assert "/\n" in heard.read_text() and "/api/v1/events\n" in heard.read_text()
    assert "/theme/" not in heard.read_text() and "index.html" not in heard.read_text()
    heard.unlink()
    built_site.event("kaffe", body="Nyt.\n", start="2026-12-04 10:00", end="2026-12-04 11:30", description="Kaffe og kage.")
    assert built_site.build_here().code == 0
    published(built_site, bucket, "--invalidate", command)
    said = heard.read_text().splitlines()
    assert "/arrangementer/kaffe/" in said and "/arrangementer/jazz/" not in said
    published(built_site, bucket, "--full", "--invalidate", command, "--invalidate-most", "3")
    assert heard.read_text() == "/*\n"


def test_what_a_cdn_could_not_be_told_it_is_told_the_next_time(built_site: BareSite, bucket: Place) -> None:
    arguments = ("publish", bucket.target, "--output", str(built_site.output))
    ran = here(*arguments, "--invalidate", "false", **bucket.environment)
    assert ran.code == 1
    assert "--invalidate: false ended with 1" in ran.stderr
    assert bucket.files() == built_site.public()
    heard = built_site.root / "heard"
    ran = published(built_site, bucket, "--invalidate", f'sh -c \'printf "%s\\n" "$@" > {heard}\' cdn')
    assert "/api/v1/events" in heard.read_text().splitlines()
    heard.unlink()
    published(built_site, bucket, "--invalidate", f"touch {heard}")
    assert not heard.exists()


_WAITS_FOR_TWO_BEATS = """
import json, pathlib, sys, time
claim, until = pathlib.Path(sys.argv[1]), time.monotonic() + 30
first = json.loads(claim.read_bytes())["beat"]
while json.loads(claim.read_bytes())["beat"] < first + 2 and time.monotonic() < until:
    time.sleep(0.02)
sys.exit(time.monotonic() >= until)
"""


def test_while_a_cdn_takes_its_time_nobody_takes_this_publisher_for_dead(
    built_site: BareSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invalidation, "BEAT", 0.1)
    waits = tmp_path / "waits.py"
    waits.write_text(_WAITS_FOR_TWO_BEATS)
    place = Place("folder", str(tmp_path / "www"), tmp_path / "www")
    command = f"{sys.executable} {waits} {place.root / '.opslag/claim.json'}"
    published(built_site, place, "--invalidate", command)
    assert place.claim()["ended"]


def test_a_command_that_never_ends_is_given_up_and_the_cdn_is_told_the_next_time(
    built_site: BareSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invalidation, "BEAT", 0.1)
    monkeypatch.setattr(invalidation, "LONGEST", 0.3)
    place = Place("folder", str(tmp_path / "www"), tmp_path / "www")
    ran = here("publish", place.target, "--output", str(built_site.output), "--invalidate", "sh -c 'exec sleep 600'")
    assert ran.code == 1 and "had not ended after" in ran.stderr
    assert place.files() == built_site.public()
    heard = tmp_path / "heard"
    published(built_site, place, "--invalidate", f"sh -c 'touch {heard}' cdn")
    assert heard.exists()


@pytest.mark.parametrize(
    ("paths", "said"), [(["a/index.html", "b c"], ["/a/", "/b%20c"]), (["index.html", "a", "b"], ["/*"]), ([], [])]
)
def test_addresses_are_those_of_visitors_and_past_a_number_one_stands_for_all(paths: list[str], said: list[str]) -> None:
    assert Invalidation("purge", 2).addresses([*paths, "theme/x.1.css"]) == said
