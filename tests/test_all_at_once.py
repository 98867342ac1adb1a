"""Whatever is wrong in a file is told at once: what a key is, what it means, and what stands below it; and nothing twice over."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest
from opslag.composing import open_library
from opslag.content.tree import Tree
from opslag.errors import ContentError
from opslag.reading import SHAPES

from tests.bare_site import BRANCH, NOW, BareSite, here, uuid_of
from tests.test_bad_input import PNG

README = Path(__file__).parents[1] / "content/README.md"

FULL = {
    "title": "Fejl",
    "uuid": uuid_of("fejl"),
    "start": "2026-12-01 19:00",
    "end": "2026-12-01 21:00",
    "all_day": "false",
    "location": "Havnen",
    "room": "Salen",
    "address": "{street: Kajen 1, zip_code: 0999, city: Lillerup}",
    "attendance": "hybrid",
    "description": "Kom.",
    "image": "images/krimi.png",
    "teaser_image": "images/krimi.png",
    "categories": "[Koncert]",
    "tickets": "[{title: Voksen, price: 120}, {title: Barn, price: 60}]",
    "capacity": "80",
    "registration": "barn",
    "state": "SoldOut",
    "publish": "2026-10-01",
    "unpublish": "2027-10-01",
    "slug": "en-fejl",
    "redirect_from": "[/fejl/]",
    "repeat": "{every: week, count: 4, skip: [public-holidays]}",
    "series": uuid_of("serie"),
    "instances": "{2026-12-08: {start: 18:00, end: 20:00, branch: lillerup}, 2026-12-15: {state: Cancelled, all_day: true}}",
}
"""An event that says as much as one can, and in which much rests on other keys."""


@pytest.fixture
def site(built_site: BareSite) -> BareSite:
    built_site.write("images/krimi.png", PNG)
    built_site.write("images/krimi.yaml", "alt: En kniv\n")
    built_site.write("registration.yaml", "title: Meld dig ind\ntypes:\n  - {id: barn, title: Barn, url: https://ind.example/}\n")
    return built_site


def told(site: BareSite, *arguments: str) -> list[str]:
    """Every fault but the number of them, without uuids that are offered."""
    ran = site.build_here(*arguments)
    return [re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "UUID", line) for line in ran.lines[:-1]] if ran.code else []


def keys(site: BareSite) -> set[str]:
    """The keys at which there are faults."""
    return {line.split(": ")[1].partition(".")[0] for line in told(site)}


def test_what_the_manual_shows_is_what_an_editor_sees(site: BareSite) -> None:
    chapter = README.read_text(encoding="utf-8").partition("## When something is wrong\n")[2]
    shown = chapter[chapter.index("    content/") :].partition("\n\n")[0]
    lines = re.sub(r"\n    (?!content/)", " ", shown).split("\n")
    site.write("branches/hovedbiblioteket.md", BRANCH.replace("id: 1", "id: 2"))
    front = f"title: Krimi\nuuid: {uuid_of('krimi')}\nstart: 2026-12-03 19:00\nend: 2026-12-03 18:00\nbranch: hovedbibliotket\n"
    rest = "categori: [Koncert]\nimage: images/krimi.jpg\ntickets:\n  - {title: Voksen, price: 120 kr.}\n"
    site.write("events/krimi.md", f"---\n{front}{rest}---\n")
    assert told(site) == [line.strip() for line in lines]


def test_a_full_event_is_in_order(site: BareSite) -> None:
    site.event("fejl", **FULL)
    assert told(site) == []


@pytest.mark.parametrize("key", FULL)
@pytest.mark.parametrize("value", ["{x: {y: z}}", "☃"])
def test_a_faulty_key_brings_no_other_into_doubt(site: BareSite, key: str, value: str) -> None:
    site.event("fejl", **{**FULL, key: value})
    assert keys(site) <= {key}


@pytest.mark.parametrize("key", FULL)
def test_neither_does_one_that_is_misspelt(site: BareSite, key: str) -> None:
    misspelt = {f"{key}s" if one == key else one: value for one, value in FULL.items()}
    site.event("fejl", **{"end": None, "start": None, "title": None, "uuid": None, **misspelt})
    assert keys(site) == {f"{key}s"}


@pytest.mark.parametrize("key", FULL)
def test_another_mistake_is_told_beside_it(site: BareSite, key: str) -> None:
    body = "Se [her]({filename}nej.md) og ![x](/images/nej.png).\n"
    site.event("fejl", body, **{**FULL, "branch": "lillerop", key: "{x: {y: z}}"})
    assert keys(site) == {key, "branch", "body"}


@pytest.mark.parametrize("kind", SHAPES)
def test_every_key_that_a_file_must_have_may_be_the_faulty_one(site: BareSite, kind: str) -> None:
    place = ["branch"] if kind == "events" else []
    needed = [field.name for field in fields(SHAPES[kind]) if field.default is field.default_factory]
    for key in [*needed, ""]:
        site.write(f"{kind}/fejl.md", f"---\n{key or 'x'}: [[x]]\n---\n[Se]({{filename}}nej.md)\n")
        said = [line.split(": ")[1] for line in told(site)]
        assert set(said) - {"x"} == {*needed, *place, "body"}, "missing, or not of that kind; and the link below it"


def test_what_is_told_depends_on_no_build_before_and_on_no_number_of_processes(site: BareSite) -> None:
    for number in range(150):
        body = f"[Se]({{filename}}fejl-{number + 1:03}.md) [eller]({{filename}}krimi.md) ![her](/images/nej.png)\n"
        site.event(f"fejl-{number:03}", body, farve="rød", end="2026-12-03 18:00", branch="lillerop")
    alone = told(site, "--jobs", "1")
    assert len(alone) == 4 * 150 + 1, "the last link leads nowhere"
    assert told(site, "--jobs", "2") == alone
    assert told(site, "--jobs", "2", "--full") == alone
    assert told(site, "--jobs", "1") == alone
    assert here("check", "--content", str(site.content), "--now", NOW).lines[:-1] == alone
    with pytest.raises(ContentError) as caught:
        open_library(Tree(site.content), datetime.fromisoformat(NOW))
    assert [str(problem) for problem in caught.value.problems] == alone
    site.event("fejl-000", farve="rød")
    site.event("krimi")
    assert told(site, "--jobs", "1") == [line for line in alone if "fejl-000.md:" not in line or ": farve: " in line]
