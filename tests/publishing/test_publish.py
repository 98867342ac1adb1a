"""What a build made reaches the public whole, at the cost of what changed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.bare_site import BareSite, Ran, here
from tests.publishing.places import Place


def publish(site: BareSite, target: str, *arguments: str, **environment: str) -> Ran:
    return here("publish", target, "--output", str(site.output), *arguments, **environment)


def published(site: BareSite, place: Place, *arguments: str) -> Ran:
    ran = publish(site, place.target, *arguments, **place.environment)
    assert ran.code == 0, ran.stderr
    return ran


def test_all_that_a_build_made_is_public_and_nothing_else(built_site: BareSite, place: Place) -> None:
    ran = published(built_site, place)
    assert place.files() == built_site.public()
    assert place.kept() == [".opslag/claim.json", ".opslag/published.json"]
    assert ran.stdout.startswith(f"{place.target}: {len(built_site.public())} files (")


def test_what_is_as_it_was_is_not_touched(built_site: BareSite, place: Place) -> None:
    published(built_site, place)
    before = seen(place)
    ran = published(built_site, place)
    assert "0 files (0 bytes) uploaded" in ran.stdout
    built_site.event("jazz", start="2026-12-05 20:00", end="2026-12-05 22:30", categories="[Koncert]")
    old = built_site.public()
    assert built_site.build_here().code == 0
    published(built_site, place)
    now = built_site.public()
    same = [path for path in now if old.get(path) == now[path]]
    assert same and {path: before[path] for path in same} == {path: seen(place)[path] for path in same}
    assert place.files() == now


def seen(place: Place) -> dict[str, tuple[str, ...]]:
    """What tells a file that was written again from one that was not."""
    if place.kind == "s3":
        answers = {key: place.get(key)[1] for key in place.names() if not key.startswith(".opslag/")}
        return {key: (said["ETag"], said["Last-Modified"]) for key, said in answers.items()}
    files = {path: (place.root / path).stat() for path in place.files()}
    return {path: (str(status.st_ino), str(status.st_ctime_ns)) for path, status in files.items()}


def test_what_is_no_part_of_the_site_any_more_goes_after_the_grace_and_not_before(built_site: BareSite, place: Place) -> None:
    published(built_site, place, "--now", "2026-11-21T12:00+01:00")
    page = "arrangementer/jazz/index.html"
    (built_site.content / "events" / "jazz.md").unlink()
    assert built_site.build_here("--allow-shrink").code == 0
    ran = published(built_site, place, "--now", "2026-11-21T13:00+01:00")
    assert "to be deleted later" in ran.stdout
    assert page in place.files()
    published(built_site, place, "--now", "2026-11-21T13:59+01:00")
    assert page in place.files()
    published(built_site, place, "--now", "2026-11-21T14:00+01:00")
    assert place.files() == built_site.public()


def test_no_grace_means_now(built_site: BareSite, near: Place) -> None:
    published(built_site, near)
    (built_site.content / "events" / "jazz.md").unlink()
    assert built_site.build_here("--allow-shrink").code == 0
    published(built_site, near, "--grace", "0")
    assert near.files() == built_site.public()


@pytest.mark.parametrize("umask", [0o077, 0o022, 0o002])
def test_a_web_server_of_another_user_can_read_what_is_public_whoever_publishes(
    built_site: BareSite, tmp_path: Path, umask: int
) -> None:
    place = Place("folder", str(tmp_path / "www"), tmp_path / "www")
    before = os.umask(umask)
    try:
        published(built_site, place)
    finally:
        os.umask(before)
    closed = [path for path in (place.root, *place.root.rglob("*")) if path.is_dir() and path.stat().st_mode & 0o055 != 0o055]
    assert closed == []
    assert [path for path in place.files() if not (place.root / path).stat().st_mode & 0o004] == []
    shared = place.root / "arrangementer"
    assert bool(shared.stat().st_mode & 0o020) == (umask == 0o002), "who shares the folder with a group goes on sharing it"


def test_what_others_put_there_stays(built_site: BareSite, tmp_path: Path) -> None:
    place = Place("folder", str(tmp_path / "www"), tmp_path / "www")
    place.root.mkdir()
    (place.root / "google1234.html").write_text("proof", encoding="utf-8")
    published(built_site, place, "--grace", "0")
    assert (place.root / "google1234.html").read_text(encoding="utf-8") == "proof"


def test_more_deletes_than_are_allowed_are_not_made_and_all_else_is(built_site: BareSite, near: Place) -> None:
    published(built_site, near)
    (built_site.content / "events" / "jazz.md").unlink()
    assert built_site.build_here("--allow-shrink").code == 0
    ran = publish(built_site, near.target, "--grace", "0", "--max-deletes", "1", **near.environment)
    assert ran.code == 1
    assert "files are to be deleted, which is more than --max-deletes 1; none was" in ran.stderr
    assert "arrangementer/jazz/index.html" in near.files()
    assert near.files()["api/v1/events"] == built_site.public()["api/v1/events"]
    published(built_site, near, "--grace", "0", "--max-deletes", "1", "--force")
    assert near.files() == built_site.public()


def test_a_dry_run_says_what_would_happen_and_does_nothing(built_site: BareSite, near: Place) -> None:
    ran = published(built_site, near, "--dry-run")
    assert [line.removeprefix("upload ") for line in ran.stdout.splitlines()[:-1]] != []
    assert {line.removeprefix("upload ") for line in ran.stdout.splitlines()[:-1]} == set(built_site.public())
    assert ran.stdout.splitlines()[-1].endswith("if this were no dry run")
    assert near.kind == "folder" or near.files() == {}
    assert near.kind != "folder" or not near.root.exists()


def test_another_site_is_not_put_in_the_place_of_one(built_site: BareSite, near: Place) -> None:
    published(built_site, near)
    before = near.files()
    assert built_site.build_here("--base-url", "https://andetsted.example").code == 0
    ran = publish(built_site, near.target, **near.environment)
    assert ran.code == 1
    assert "https://lillerup.example is published there, and this output is https://andetsted.example" in ran.stderr
    assert near.files() == before
    published(built_site, near, "--force")
    assert near.files() == built_site.public()


def test_a_place_that_lost_its_manifest_gets_everything_anew(built_site: BareSite, tmp_path: Path) -> None:
    place = Place("folder", str(tmp_path / "www"), tmp_path / "www")
    published(built_site, place)
    (place.root / ".opslag" / "published.json").write_text("{", encoding="utf-8")
    (place.root / "index.html").write_text("somebody's", encoding="utf-8")
    ran = published(built_site, place)
    assert "published.json cannot be read: everything goes up again" in ran.stderr
    assert place.files() == built_site.public()


def test_full_believes_nothing(built_site: BareSite, tmp_path: Path) -> None:
    place = Place("folder", str(tmp_path / "www"), tmp_path / "www")
    published(built_site, place)
    (place.root / "index.html").write_text("somebody's", encoding="utf-8")
    ran = published(built_site, place, "--full")
    assert f"{len(built_site.public())} files" in ran.stdout
    assert place.files() == built_site.public()


def test_a_file_that_another_build_changed_meanwhile_is_not_published(built_site: BareSite, tmp_path: Path) -> None:
    (built_site.output.resolve() / "sitemap.xml").write_text("half", encoding="utf-8")
    ran = publish(built_site, str(tmp_path / "www"))
    assert ran.code == 1
    assert "sitemap.xml: not as the build listed it, for there was another build meanwhile; publish again" in ran.stderr
    assert not (tmp_path / "www" / "sitemap.xml").exists()


def test_a_file_keeps_the_time_that_hosts_make_its_etag_of(built_site: BareSite, tmp_path: Path, sshd: object) -> None:
    for place in (Place("folder", str(tmp_path / "www"), tmp_path / "www"), sshd.folder(tmp_path / "there")):
        file = built_site.output / "api/v1/events"
        os.utime(file, (1_700_000_000, 1_700_000_000))
        published(built_site, place)
        assert (place.root / "api/v1/events").stat().st_mtime == 1_700_000_000
        assert (place.root / "api/v1/events").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    "target",
    [
        "ftp://lillerup.example/",
        "s3://",
        "ssh://lillerup.example",
        "ssh://-oProxyCommand=x/srv",
        "ssh://lillerup.example:port/srv",
    ],
)
def test_a_target_that_is_none_is_refused_with_what_to_write(built_site: BareSite, target: str) -> None:
    ran = publish(built_site, target)
    assert ran.code == 1
    assert ran.stderr.startswith(f"error: {target}: no place to publish to; write ")


def test_without_an_output_the_operator_is_told_what_to_do(bare_site: BareSite, tmp_path: Path) -> None:
    ran = publish(bare_site, str(tmp_path / "www"))
    assert ran.code == 1
    assert "no output of a build; run opslag build first" in ran.stderr


def test_the_public_manifest_says_what_was_built_and_when_it_turns_untrue(built_site: BareSite, bucket: Place) -> None:
    published(built_site, bucket)
    data, said = bucket.get(".opslag/published.json")
    value = json.loads(data)
    assert value["base_url"] == "https://lillerup.example"
    assert value["next_change"] > value["built"]
    assert set(value["files"]) == set(built_site.public())
    assert said["Cache-Control"] == "no-store"
