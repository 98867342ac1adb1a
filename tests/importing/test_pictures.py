"""Pictures come along, the best there is of each, and are called what they were called."""

from __future__ import annotations

from io import BytesIO

import pytest
from opslag.importing.feed import same_picture
from PIL import Image

from tests.importing.conftest import Json, MovingIn
from tests.importing.made_up import picture

THIRD = "events/2026/12/nummer-3.md"
ORIGINAL, WIDE, CROP = (
    "/sites/default/files/2026-11/Nat%20i%20havnen.png",
    "/sites/default/files/styles/wide/public/2026-11/Nat%20i%20havnen.png.webp",
    "/sites/default/files/styles/teaser/public/2026-11/Nat%20i%20havnen.png.webp",
)


@pytest.fixture
def sizes(moving_in: MovingIn) -> MovingIn:
    """The other site has one picture, in three sizes."""
    for path, width in ((ORIGINAL, 300), (WIDE, 200), (CROP, 100)):
        moving_in.other.says(path, picture(1, (width, width)), "image/png")
    return moving_in


def address(moving_in: MovingIn, path: str) -> Json:
    return {"url": f"{moving_in.other.address}{path}?itok=x1"}


def width(moving_in: MovingIn, path: str) -> int:
    with Image.open(BytesIO(moving_in.file(path).read_bytes())) as image:
        return image.width


def test_by_the_contract_the_picture_is_the_original(sizes: MovingIn) -> None:
    item = sizes.event(3, image=address(sizes, ORIGINAL))
    sizes.bring_in()
    assert width(sizes, "images/arrangementer/nat-i-havnen.png") == 300
    assert sizes.built(item).keys() >= {"image", "originalImage", "teaserImage"}


def test_in_practice_the_original_is_another_field_and_is_taken(sizes: MovingIn) -> None:
    sizes.event(3, image=address(sizes, WIDE), originalImage=address(sizes, ORIGINAL), teaserImage=address(sizes, CROP))
    done = sizes.bring_in()
    assert (done.pictures, width(sizes, "images/arrangementer/nat-i-havnen.png")) == (1, 300)
    assert "teaser_image" not in sizes.file(THIRD).read_text(encoding="utf-8"), "a crop of the picture is made here"


@pytest.mark.parametrize("wrong", ["missing", "too large", "no picture", "cut off"])
def test_where_the_original_cannot_be_had_the_rendition_is_taken(sizes: MovingIn, wrong: str) -> None:
    match wrong:
        case "missing":
            del sizes.other.answers[ORIGINAL]
        case "too large":
            sizes.other.says(ORIGINAL, picture(1) + bytes(20_000_001), "image/png")
        case "no picture":
            sizes.other.says(ORIGINAL, b"Adgang forbudt", "text/plain")
        case "cut off":
            sizes.other.says(ORIGINAL, picture(1, (300, 300))[:-40], "image/png")
    sizes.event(3, image=address(sizes, WIDE), originalImage=address(sizes, ORIGINAL))
    done = sizes.bring_in()
    assert width(sizes, "images/arrangementer/nat-i-havnen.png") == 200
    said = f"a picture that could not be had (1): {sizes.other.address}{ORIGINAL}?itok=x1: "
    assert [line for line in done.remarks if line.startswith(said)]


def test_an_event_whose_picture_cannot_be_had_comes_without_one(moving_in: MovingIn) -> None:
    item = moving_in.event(3, image=address(moving_in, ORIGINAL))
    moving_in.bring_in()
    assert "image" not in moving_in.built(item)


def test_a_picture_of_its_own_for_lists_comes_too(sizes: MovingIn) -> None:
    sizes.other.says("/lille.png", picture(2), "image/png")
    sizes.event(3, image=address(sizes, ORIGINAL), teaserImage=address(sizes, "/lille.png"))
    sizes.bring_in()
    text = sizes.file(THIRD).read_text(encoding="utf-8")
    assert "image: images/arrangementer/nat-i-havnen.png\nteaser_image: images/arrangementer/lille.png\n" in text


def test_the_text_beside_a_picture_is_the_feeds_else_the_events_title(sizes: MovingIn) -> None:
    sizes.other.says("/lille.png", picture(2), "image/png")
    sizes.event(3, image=address(sizes, ORIGINAL))
    sizes.event(4, image=address(sizes, "/lille.png") | {"alt": "En kran i tåge"})
    sizes.bring_in()
    assert sizes.file("images/arrangementer/nat-i-havnen.yaml").read_text(encoding="utf-8") == "alt: Nummer 3\n"
    assert sizes.file("images/arrangementer/lille.yaml").read_text(encoding="utf-8") == "alt: En kran i tåge\n"


def test_pictures_of_one_name_have_files_of_their_own_and_one_picture_has_one(sizes: MovingIn) -> None:
    for path, number in (("/a/billede.png", 5), ("/b/billede.png", 6), ("/c/andet.png", 5)):
        sizes.other.says(path, picture(number), "image/png")
    for number, path in enumerate(("/a/billede.png", "/b/billede.png", "/c/andet.png"), 3):
        sizes.event(number, image=address(sizes, path))
    assert sizes.bring_in().pictures == 2
    used = [sizes.file(f"events/2026/12/nummer-{number}.md").read_text(encoding="utf-8") for number in (3, 4, 5)]
    assert ["billede.png" in text for text in used] == [True, False, True]
    assert "images/arrangementer/billede-2.png" in used[1]


def test_pictures_within_a_text_come_along(sizes: MovingIn) -> None:
    item = sizes.event(3, body=f'<p>Se: <img src="{ORIGINAL}" alt="En kran" width="9"> og <img src="/ikke-der.png"> her</p>')
    sizes.bring_in()
    text = sizes.file(THIRD).read_text(encoding="utf-8")
    assert "Se: ![En kran]({filename}/images/arrangementer/nat-i-havnen.png) og her" in text
    assert 'src="https://lillerup.example/billeder/nat-i-havnen-' in sizes.built(item)["body"]


@pytest.mark.parametrize("name", ["Børn og både.png", "B%C3%B8rn og både.png"])
def test_a_picture_whose_address_is_written_as_people_write_it_comes_along(moving_in: MovingIn, name: str) -> None:
    """With letters and spaces that an address cannot have: browsers send them encoded (WHATWG URL, "path percent-encode set")."""
    moving_in.other.says("/filer/B%C3%B8rn%20og%20b%C3%A5de.png", picture(1), "image/png")
    moving_in.event(3, body=f'<p>Se: <img src="/filer/{name}" alt="Havnen"></p>')
    assert moving_in.bring_in().pictures == 1
    assert "![Havnen]({filename}/images/arrangementer/boern-og-baade.png)" in moving_in.file(THIRD).read_text(encoding="utf-8")


def test_renditions_of_one_file_are_known_as_such() -> None:
    site = "https://gammelt.example"
    assert same_picture(f"{site}{CROP}?itok=ab", f"{site}{ORIGINAL}")
    assert same_picture(f"{site}{CROP}", f"{site}{WIDE}?itok=cd")
    assert not same_picture(f"{site}{ORIGINAL}", f"{site}/sites/default/files/2026-11/dag.png")
