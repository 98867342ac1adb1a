"""A publisher that is killed, at whatever moment, leaves a public site that is whole, and the next one finishes."""

from __future__ import annotations

import random
import shutil
import time

import pytest

from tests.bare_site import BareSite, found
from tests.drawn import jpeg
from tests.publishing.places import Place, Publisher
from tests.publishing.whole import invalid, missing


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> list[BareSite]:
    """Two editions of one site, in the theme that ships: in the second some events are new, some edited, some gone."""
    first = found(tmp_path_factory.mktemp("editions") / "first")
    (first.root / "pelicanconf.py").unlink()
    first.write("images/krimi.jpg", jpeg(800, 600))
    for number in range(8):
        first.event(f"stays-{number}", categories=f"[Slags {number % 3}]", image="{path: images/krimi.jpg, alt: Krimi}")
        first.event(f"goes-{number}")
    first.commit()
    ran = first.build_here()
    assert ran.code == 0, ran.stderr
    shutil.copytree(first.root, first.root.parent / "second", symlinks=True)
    second = BareSite(first.root.parent / "second")
    second.write("site.yaml", (second.content / "site.yaml").read_text(encoding="utf-8") + 'colour: "#1f5a7a"\n')
    for number in range(8):
        (second.content / "events" / f"goes-{number}.md").unlink()
        second.event(f"comes-{number}", categories=f"[Slags {number % 4}]")
        second.event(
            f"stays-{number}",
            title=f"Ny titel {number}",
            categories=f"[Slags {number % 3}]",
            image="{path: images/krimi.jpg, alt: Krimi}",
        )
    second.commit()
    ran = second.build_here("--allow-shrink")
    assert ran.code == 0, ran.stderr
    return [first, second]


def test_an_interrupted_publishing_is_whole_and_the_next_one_finishes(editions: list[BareSite], place: Place) -> None:
    """The short form of the one below."""
    publish_and_kill(editions, place, kills=3)


@pytest.mark.soak
def test_many_interrupted_publishings_are_whole(editions: list[BareSite], place: Place) -> None:
    publish_and_kill(editions, place, kills=10 if place.kind == "ssh" else 50)  # each word with another machine takes its time


def publish_and_kill(editions: list[BareSite], place: Place, kills: int) -> None:
    chance = random.Random(kills)
    public, takes, midway = 0, 0.1, 0
    for number in range(kills):
        wanted = 1 - public if chance.random() < 0.8 else public
        publisher(editions[wanted], place).killed_after(chance.uniform(0.0, takes))
        files = place.files()
        midway += not place.claim().get("ended", True)
        assert invalid(files) == []
        assert missing(files, {"index.html"} | place.listed()) == set(), number
        if number % 5 == 1:
            public = 1 - public
            takes = finished(editions[public], place)
    finished(editions[0], place)
    assert midway >= kills // 10, "hardly any kill came while a publisher was at work"


def finished(edition: BareSite, place: Place) -> float:
    """Seconds that it took to the word that it is done."""
    running = publisher(edition, place)
    began = time.monotonic()
    running.begin()
    took = running.said()
    status, said = running.ended()
    assert status == 0, said
    assert place.files() == edition.public()
    return took - began


def publisher(edition: BareSite, place: Place) -> Publisher:
    return Publisher(place.environment, place.target, "--output", str(edition.output), "--grace", "0")
