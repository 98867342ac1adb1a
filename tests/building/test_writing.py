"""What a plan holds is written where it is not there already, and what has not changed is not even looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from opslag import sealed
from opslag.artefacts import Artefact, Group
from opslag.building.generations import Generation
from opslag.building.manifest import Manifest
from opslag.building.writing import Before, look_through, write
from opslag.errors import ContentError

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Site:
    """A site of two groups with a page or two each. A page follows from its group's word and its own number."""

    def __init__(self, folder: Path) -> None:
        self.generation = Generation(folder / "a")
        self.words = {"krimi": "mord", "jazz": "swing"}
        self.looked_at: list[str] = []
        self.made: list[str] = []

    def group(self, name: str) -> Group:
        word = self.words[name].encode()
        return Group(name, lambda: self.artefacts(name, word), word)

    def artefacts(self, name: str, word: bytes) -> Iterator[Artefact]:
        self.looked_at.append(name)
        for number in range(2):
            path = f"{name}-{number}.html"
            key = word if number else b"always the same"
            yield Artefact(path, lambda path=path, key=key: self.make(path, key), key)  # type: ignore[misc]

    def make(self, path: str, key: bytes) -> bytes:
        self.made.append(path)
        return path.encode() + b" " + key

    def build(self, *more: Group) -> dict[str, bytes]:
        """Carries the plan out; gives the files that are there."""
        self.looked_at.clear()
        self.made.clear()
        sizes, notes = self.generation.look()
        before = Before(sizes, notes, self.generation.altered(sizes))
        self.generation.open()
        looked = look_through([*(self.group(name) for name in self.words), *more], before)
        found = {**looked.held, **write(looked.stale, self.generation, before, 1).sizes}
        self.generation.remove(sizes.keys() - found.keys())
        self.generation.note(looked.notes)
        self.generation.close(Manifest(found, "https://lillerup.example", NOW, NOW, {}))
        there = {file.name: file.read_bytes() for file in self.generation.folder.iterdir()}
        assert found == {path: len(data) for path, data in there.items()}
        return there


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.build()
    return site


def test_what_has_not_changed_is_not_looked_at(site: Site) -> None:
    before = site.build()
    assert (site.looked_at, site.made) == ([], [])
    assert set(before) == {"krimi-0.html", "krimi-1.html", "jazz-0.html", "jazz-1.html"}


def test_of_a_group_that_has_changed_only_what_has_is_made(site: Site) -> None:
    site.words["jazz"] = "bebop"
    assert site.build()["jazz-1.html"] == b"jazz-1.html bebop"
    assert (site.looked_at, site.made) == (["jazz"], ["jazz-1.html"])


def test_what_is_no_more_is_gone(site: Site) -> None:
    del site.words["jazz"]
    assert set(site.build()) == {"krimi-0.html", "krimi-1.html"}
    assert site.looked_at == []


@pytest.mark.parametrize("tampering", ["gone", "longer"])
def test_what_somebody_has_changed_is_mended(site: Site, tampering: str) -> None:
    before = site.build()
    file = site.generation.folder / "jazz-0.html"
    file.unlink()
    if tampering == "longer":
        file.write_bytes(b"noget, som en anden har skrevet")
    assert site.build() == before
    assert site.made == ["jazz-0.html"]


@pytest.mark.parametrize("damage", [b"", b"\x00" * 40, None])
def test_damaged_notes_are_no_notes(site: Site, damage: bytes | None) -> None:
    before = site.build()
    file = site.generation.folder.with_suffix(".notes")
    file.write_bytes(file.read_bytes()[:-1] + b"?" if damage is None else damage)
    assert site.build() == before
    assert sorted(site.made) == sorted(before)


def test_the_notes_of_another_version_are_no_notes(site: Site) -> None:
    before = site.build()
    sealed.write_values(site.generation.folder.with_suffix(".notes"), ({"jazz-1.html": b"swing"}, {}))
    assert site.build() == before
    assert sorted(site.made) == sorted(before)


def test_two_pages_of_one_address_are_refused_though_neither_is_looked_at(site: Site) -> None:
    double = Group("andre", lambda: iter([Artefact("jazz-1.html", bytes, b"")]))
    with pytest.raises(ContentError, match="two pages with one address"):
        site.build(double)
