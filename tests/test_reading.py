"""A tree of files read into records: each file by itself, and every fault that it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from opslag.content.record import Record
from opslag.content.tree import File, Tree
from opslag.errors import ContentError
from opslag.reading import FOLDERS, Records, read_file, read_records

from tests.bare_site import BRANCH, BareSite


def records(site: BareSite) -> Records:
    return read_records(Tree(site.content))


def test_each_folder_holds_its_kind_of_file(bare_site: BareSite) -> None:
    bare_site.write("pages/om.md", "---\ntitle: Om\n---\n")
    bare_site.write("news/nyt.md", "---\ntitle: Nyt\ndate: 2026-11-01\n---\n")
    bare_site.write("updates/0a.yaml", "vendor: billet\nat: 2026-11-01 12:00\n")
    bare_site.write("calendars/skole.yaml", "title: Skoleferie\ndays: [2026-12-21..2027-01-03]\n")
    found = records(bare_site)
    assert found.site.name == "Lillerup Bibliotek"
    assert [record.stem for record in found.events] == ["jazz", "kaffe", "krimi"]
    assert [record.stem for record in found.branches] == ["lillerup"]
    assert ([record.stem for record in found.pages], [record.stem for record in found.news]) == (["om"], ["nyt"])
    assert [uuid for uuid, _ in found.updates] == ["0a"]
    assert list(found.calendars) == ["skole"]
    assert (found.faults, found.broken, found.warnings) == ((), frozenset(), ())


def test_a_readme_is_for_editors_and_no_content(bare_site: BareSite) -> None:
    before = records(bare_site)
    for folder in ("", *(f"{folder}/" for folder in FOLDERS)):
        bare_site.write(f"{folder}README.md", "# Sådan gør du\n")
    after = records(bare_site)
    assert (after.faults, after.events) == ((), before.events)


def test_a_picture_may_lie_beside_the_event_that_shows_it_with_its_text(bare_site: BareSite) -> None:
    bare_site.write("events/krimi.jpg", b"x")
    bare_site.write("events/krimi.yaml", "alt: En kniv\n")
    assert records(bare_site).faults == ()


def test_a_file_with_a_fault_leaves_the_others_readable(bare_site: BareSite) -> None:
    bare_site.event("fejl", uuid="x")
    bare_site.event("krop", body="<script>x</script>\n")
    bare_site.write("calendars/skole.yaml", "dage: []\n")
    found = records(bare_site)
    assert [record.stem for record in found.events] == ["jazz", "kaffe", "krimi", "krop"]
    assert found.broken == {"events/fejl.md"}
    assert [problem.path for problem in found.faults] == [
        "content/events/fejl.md",
        "content/events/krop.md",
        "content/calendars/skole.yaml",
        "content/calendars/skole.yaml",
        "content/calendars/skole.yaml",
    ]


def test_without_settings_all_that_can_be_said_is_said(bare_site: BareSite) -> None:
    (bare_site.content / "site.yaml").unlink()
    bare_site.event("fejl", uuid="x")
    with pytest.raises(ContentError) as caught:
        records(bare_site)
    assert [problem.path for problem in caught.value.problems] == ["content/events/fejl.md", "content/site.yaml"]


def test_files_may_be_read_in_any_way_that_keeps_their_order(bare_site: BareSite) -> None:
    asked: list[list[str]] = []

    def backwards(tree: Tree, files: list[File]) -> Iterator[Record[Any] | ContentError]:
        asked.append([file.path for file in files])
        return iter([read_file(tree, file.path) for file in reversed(files)][::-1])

    assert read_records(Tree(bare_site.content), backwards) == records(bare_site)
    assert asked == [["branches/lillerup.md", "events/jazz.md", "events/kaffe.md", "events/krimi.md"]]


def test_a_file_that_vanishes_while_it_is_read_is_told(bare_site: BareSite) -> None:
    tree = Tree(bare_site.content)
    (bare_site.content / "events/krimi.md").unlink()
    result = read_file(tree, "events/krimi.md")
    assert isinstance(result, ContentError)
    assert "content/events/krimi.md: cannot be read (No such file or directory)" in str(result)


def test_branches_are_known_by_their_files_in_any_folder(bare_site: BareSite) -> None:
    bare_site.write("branches/nord/havnen.md", BRANCH.replace("id: 1", "id: 2"))
    assert [record.stem for record in records(bare_site).branches] == ["lillerup", "havnen"]
