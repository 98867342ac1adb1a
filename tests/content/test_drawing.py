"""Renditions as they are drawn: upright, in sRGB, without a word of where or by whom, the same bytes everywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.content.drawing import drawn
from opslag.content.pictures import measure
from opslag.content.rendition import renditions
from opslag.errors import ContentError
from PIL import Image, ImageCms

from tests.bare_site import clean_environment
from tests.drawn import BLUE, RED, camera, jpeg, saved, scene, seen, svg


def made(data: bytes, path: str = "images/krimi.jpg") -> dict[str, bytes]:
    """The renditions of a picture by their names."""
    picture = measure(data, path)
    return {rendition.name: content for rendition, content in drawn(picture, data, renditions(picture))}


def near(colour: object, other: tuple[int, ...], most: int = 12) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - two) <= most for one, two in zip(colour, other, strict=True))


# What they look like


def test_every_rendition_has_the_size_and_format_that_its_address_says() -> None:
    data = jpeg(2400, 1350)
    picture = measure(data, "images/krimi.jpg")
    files = made(data)
    assert len(files) == 15
    for rendition in renditions(picture):
        image = seen(files[rendition.name])
        assert image.size == (rendition.width, rendition.height)
        assert Image.MIME[image.format or ""] == rendition.media_type


def test_the_original_is_the_file_itself() -> None:
    data = jpeg(600, 400)
    assert made(data)["original.jpg"] == data


@pytest.mark.parametrize("up", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(up: int) -> None:
    taken = {
        1: scene(600, 400),
        2: scene(600, 400).transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: scene(600, 400).transpose(Image.Transpose.ROTATE_180),
        4: scene(600, 400).transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: scene(600, 400).transpose(Image.Transpose.TRANSPOSE),
        6: scene(600, 400).transpose(Image.Transpose.ROTATE_90),
        7: scene(600, 400).transpose(Image.Transpose.TRANSVERSE),
        8: scene(600, 400).transpose(Image.Transpose.ROTATE_270),
    }
    files = made(saved(taken[up], "JPEG", exif=camera(up, position=False)))
    for name in ("600.jpg", "600.webp", "teaser-532.jpg"):
        image = seen(files[name]).convert("RGB")
        assert image.width > image.height
        assert near(image.getpixel((5, 5)), RED)
        assert near(image.getpixel((5, image.height - 5)), BLUE)


def test_nothing_is_left_of_what_the_camera_and_the_program_wrote() -> None:
    data = jpeg(600, 400, exif=camera(), comment=b"Taget hjemme hos Anne", dpi=(300, 300))
    assert seen(data).getexif().get_ifd(0x8825)
    for name, content in made(data).items():
        assert not seen(content).getexif().get_ifd(0x8825), name
        if name != "original.jpg":
            assert not set(seen(content).info) & {"exif", "xmp", "comment", "icc_profile", "photoshop"}
            assert b"Anne" not in content and b"Telefon" not in content


def test_colours_of_another_profile_are_brought_to_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    other = _swapped_profile()
    data = saved(Image.new("RGB", (300, 200), (250, 20, 20)), "PNG", icc_profile=other)
    assert near(seen(made(data)["300.jpg"]).getpixel((9, 9)), (20, 20, 250), 25)
    for useless in (lab, b"ingen profil"):
        data = saved(Image.new("RGB", (300, 200), (250, 20, 20)), "PNG", icc_profile=useless)
        assert near(seen(made(data)["300.jpg"]).getpixel((9, 9)), (250, 20, 20))


def _swapped_profile() -> bytes:
    """sRGB with red and blue changed about, under another name."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for text in (b"s\0R\0G\0B", b"sRGB"):
        profile = profile.replace(text, text.replace(b"s", b"x"))
    return profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")


def test_a_picture_for_print_is_shown_in_its_colours() -> None:
    files = made(saved(scene(600, 400).convert("CMYK"), "JPEG"))
    image = seen(files["600.jpg"])
    assert image.mode == "RGB"
    assert near(image.getpixel((5, 5)), RED, 20)


def test_sixteen_bits_of_grey_are_scaled_and_not_cut_off() -> None:
    files = made(saved(Image.new("I;16", (300, 200), 40_000), "PNG"), "images/a.png")
    assert near(seen(files["300.jpg"]).convert("RGB").getpixel((9, 9)), (156, 156, 156), 3)


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA"])
def test_what_is_transparent_stays_so_in_webp_and_is_white_in_jpeg(mode: str) -> None:
    image = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    image.paste((*RED, 255), (100, 0, 300, 200))
    options = {}
    if mode == "P":
        image = Image.new("P", (300, 200), 0)
        image.putpalette([0, 0, 0, *RED])
        image.paste(1, (100, 0, 300, 200))
        options = {"transparency": 0}
    files = made(saved(image if mode == "P" else image.convert(mode), "PNG", **options), "images/a.png")
    webp = seen(files["300.webp"])
    assert webp.mode == "RGBA"
    corner = webp.getpixel((20, 20))
    assert isinstance(corner, tuple) and corner[3] == 0
    assert near(seen(files["300.jpg"]).getpixel((20, 20)), (255, 255, 255))


def test_an_animation_is_shown_by_its_first_picture_and_its_original_moves_on() -> None:
    frames = [Image.new("RGB", (300, 200), colour) for colour in (RED, BLUE)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    files = made(data, "images/a.gif")
    assert files["original.gif"] == data
    assert not getattr(seen(files["300.webp"]), "is_animated", False)
    assert near(seen(files["300.jpg"]).getpixel((9, 9)), RED)


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (1, 900), (900, 1), (4, 3), (5000, 20), (20, 5000), (1000, 1500)])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_shape_of_picture_has_its_renditions(size: tuple[int, int], form: str) -> None:
    data = saved(scene(*size), form)
    picture = measure(data, "images/a")
    files = made(data, "images/a")
    assert {rendition.name for rendition in renditions(picture)} == set(files)
    for rendition in renditions(picture):
        assert seen(files[rendition.name]).size == (rendition.width, rendition.height)


def test_a_crop_from_a_very_broad_picture_is_as_sharp_as_the_original_allows() -> None:
    stripes = Image.new("L", (6000, 720))
    stripes.putdata([255 * (x // 3 % 2) for _ in range(720) for x in range(6000)])
    crop = seen(made(saved(stripes, "JPEG", quality=95))["teaser-960.jpg"]).convert("L")
    row = crop.crop((300, 300, 400, 301)).tobytes()
    assert max(row) > 220 and min(row) < 35


def test_a_drawing_is_published_as_it_is() -> None:
    data = svg("<path d='M0 0h9'/>")
    assert made(data, "images/logo.svg") == {"original.svg": data}


# What is broken


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_that_breaks_off_is_a_problem_that_names_it(form: str) -> None:
    data = saved(Image.effect_noise((300, 200), 90), form)
    cut = data[: len(data) // 2]
    with pytest.raises(ContentError) as caught:
        made(cut)
    assert str(caught.value).startswith("content/images/krimi.jpg: a broken picture")
    assert caught.value.problems[0].remedy


@settings(deadline=None, max_examples=60)
@given(at=st.integers(0, 5000), value=st.integers(0, 255), form=st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
def test_whatever_is_wrong_in_a_picture_nothing_but_a_problem_comes_of_it(at: int, value: int, form: str) -> None:
    data = bytearray(saved(scene(40, 30).quantize(16) if form == "GIF" else scene(40, 30), form))
    data[at % len(data)] = value
    try:
        assert made(bytes(data))
    except ContentError as error:
        assert error.problems


# The same bytes everywhere


CODE = """
import hashlib, sys
from pathlib import Path
from opslag.content.drawing import drawn
from opslag.content.pictures import measure
from opslag.content.rendition import renditions
data = Path(sys.argv[1]).read_bytes()
picture = measure(data, "images/krimi.jpg")
for rendition, content in drawn(picture, data, renditions(picture)):
    print(rendition.path, hashlib.sha256(content).hexdigest())
"""


def test_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "krimi.jpg"
    file.write_bytes(saved(Image.effect_noise((700, 500), 60).convert("RGB"), "JPEG", exif=camera()))
    runs = [
        subprocess.run(
            [sys.executable, "-c", CODE, str(file)],
            capture_output=True,
            text=True,
            check=True,
            env=clean_environment(PYTHONHASHSEED=seed),
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].splitlines()) == 7
