"""Renditions: which files a picture becomes, and where they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.content import rendition
from opslag.content.picture import Picture
from opslag.content.rendition import crop, fingerprint, main, original, renditions, sources, teaser


def picture(
    width: int = 1920, height: int = 1080, form: str = "JPEG", path: str = "images/krimi.jpg", digest: str = "ab" * 32
) -> Picture:
    return Picture(path=path, digest=digest, width=width, height=height, format=form, size=1000, alt="En sal.")


sizes = st.builds(picture, st.integers(1, 12_000), st.integers(1, 12_000))


def widths(one: Picture, kind: str, form: str) -> list[int]:
    return [made.width for made in renditions(one) if made.kind == kind and made.format == form]


def test_a_large_picture_comes_in_four_widths_and_three_crops_in_two_formats() -> None:
    large = picture(4000, 3000)
    for form in ("WEBP", "JPEG"):
        assert widths(large, "wide", form) == [480, 800, 1280, 1920]
        assert widths(large, "teaser", form) == [240, 480, 960]
    assert len(renditions(large)) == 15


def test_the_main_picture_is_the_widest_jpeg_and_no_file_of_its_own() -> None:
    assert (main(picture(4000, 3000)).width, main(picture(4000, 3000)).height) == (1920, 1440)
    assert main(picture(1000, 500)).width == 1000
    assert main(picture()).media_type == "image/jpeg"
    assert main(picture()).path in sources(picture(), "wide").jpeg_srcset


def test_a_width_that_saves_nobody_anything_is_not_made() -> None:
    assert widths(picture(1300, 900), "wide", "WEBP") == [480, 800, 1300]
    assert widths(picture(500, 300), "wide", "WEBP") == [500]


@given(one=sizes)
def test_nothing_is_larger_than_the_original_and_nothing_is_made_twice(one: Picture) -> None:
    made = renditions(one)
    assert all(1 <= each.width <= min(one.width, 16_383) or each.kind == "original" for each in made)
    assert all(1 <= each.height <= min(one.height, 16_383) or each.kind == "original" for each in made)
    assert len({each.path for each in made}) == len(made)


@given(one=sizes)
def test_every_crop_is_four_to_three_and_lies_within_the_picture(one: Picture) -> None:
    left, top, right, bottom = crop(one.width, one.height)
    assert left >= 0 and top >= 0 and right <= one.width and bottom <= one.height + 1e-6
    if one.width >= 4 and one.height >= 3:
        assert (right - left) * 3 == pytest.approx((bottom - top) * 4)
        assert all(each.width * 3 == each.height * 4 for each in renditions(one) if each.kind == "teaser")


@given(one=sizes)
def test_what_is_scaled_keeps_its_shape(one: Picture) -> None:
    for each in renditions(one):
        if each.kind == "wide":
            assert abs(each.height - one.height * each.width / one.width) <= 1


def test_a_high_picture_is_cropped_above_its_middle_and_a_broad_one_in_it() -> None:
    assert crop(300, 900) == (0, 225, 300, 450)
    assert crop(800, 300) == (200, 0, 600, 300)


def test_a_picture_higher_than_webp_allows_is_made_as_high_as_it_may_be() -> None:
    assert main(picture(500, 40_000)).height <= 16_383


def test_an_address_says_which_picture_it_is_and_of_what_size() -> None:
    paths = [each.path for each in renditions(picture())]
    assert all(re.fullmatch(r"/billeder/krimi-[0-9a-f]{10}/(original|(teaser-)?\d+)\.(jpg|webp)", path) for path in paths)
    assert original(picture()).path.endswith("/original.jpg")
    assert teaser(picture()).path.endswith("/teaser-960.jpg")


def test_an_address_is_plain_letters_whatever_the_file_is_called() -> None:
    def folder(name: str) -> str:
        return original(picture(path=f"images/{name}")).path.split("/")[2][:-11]

    assert folder("Børneteater på Åen (1).jpg") == "boerneteater-paa-aaen-1"
    assert folder("A\u030a.jpg") == "aa"
    assert len(folder("meget-" * 40 + "lang.jpg")) <= 60
    assert re.fullmatch(r"[a-z0-9-]+", folder("図書館.jpg"))


def test_another_picture_or_another_setting_has_another_address(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(picture())
    assert fingerprint(picture(digest="cd" * 32)) != before
    monkeypatch.setattr(rendition, "SETTINGS", rendition.SETTINGS + 1)
    assert fingerprint(picture()) != before


def test_a_drawing_is_its_own_only_rendition() -> None:
    logo = picture(96, 48, "SVG", "images/logo.svg")
    assert [each.path for each in renditions(logo)] == [original(logo).path]
    assert main(logo) == teaser(logo) == original(logo)
    assert original(logo).media_type == "image/svg+xml"
    made = sources(logo, "teaser")
    assert (made.webp_srcset, made.jpeg_srcset, made.src, made.width) == ("", "", original(logo).path, 96)


@pytest.mark.parametrize(
    ("form", "ending", "media"), [("PNG", "png", "image/png"), ("GIF", "gif", "image/gif"), ("WEBP", "webp", "image/webp")]
)
def test_an_original_keeps_its_format(form: str, ending: str, media: str) -> None:
    one = picture(form=form)
    assert original(one).path.endswith(f"/original.{ending}")
    assert original(one).media_type == media
    assert main(one).media_type == "image/jpeg"


def test_a_template_gets_what_a_browser_can_choose_from() -> None:
    made = sources(picture(1000, 500), "wide")
    base = main(picture(1000, 500)).path.rpartition("/")[0]
    assert made.webp_srcset == f"{base}/480.webp 480w, {base}/800.webp 800w, {base}/1000.webp 1000w"
    assert made.jpeg_srcset == made.webp_srcset.replace("webp", "jpg")
    assert (made.src, made.width, made.height) == (f"{base}/1000.jpg", 1000, 500)
    assert sources(picture(1000, 500), "teaser").src == teaser(picture(1000, 500)).path
