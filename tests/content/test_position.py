"""Nobody learns from a published picture where it was taken."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.content.position import without_position
from PIL import Image, PngImagePlugin

from tests.drawn import camera, jpeg, saved, scene, seen

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="55,40.57N"/></x:xmpmeta>'


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("up", [1, 6])
def test_the_position_goes_and_the_picture_and_its_orientation_stay(form: str, up: int) -> None:
    data = saved(scene(60, 40), form, exif=camera(up))
    assert seen(data).getexif().get_ifd(0x8825)
    published = without_position(data, form)
    assert not seen(published).getexif().get_ifd(0x8825)
    assert 0x010F not in seen(published).getexif()
    assert seen(published).getexif().get(0x0112, 1) == up
    assert seen(published).tobytes() == seen(data).tobytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_tells_no_position_is_published_byte_for_byte(form: str) -> None:
    data = saved(scene(60, 40), form, exif=camera(6, position=False))
    assert without_position(data, form) == data


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_a_position_in_xmp_goes_too(form: str) -> None:
    data = saved(scene(60, 40), form, xmp=XMP, exif=camera(6, position=False))
    assert b"GPSLatitude" in data
    published = without_position(data, form)
    assert b"GPSLatitude" not in published
    assert seen(published).getexif().get(0x0112) == 6


def test_text_in_a_png_that_cannot_be_looked_into_goes() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Raw profile type exif", "\nexif\n 99\n4578696600", zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    published = without_position(saved(scene(60, 40), "PNG", pnginfo=info), "PNG")
    assert not opened(published).info
    assert b"GPS" not in published


def test_the_colour_profile_stays() -> None:
    data = jpeg(60, 40, exif=camera(), icc_profile=b"en profil")
    assert opened(without_position(data, "JPEG")).info["icc_profile"] == b"en profil"


@pytest.mark.parametrize("progressive", [False, True])
def test_a_film_that_a_telephone_hangs_behind_a_picture_goes(progressive: bool) -> None:
    data = jpeg(600, 400, progressive=progressive)
    assert without_position(data + b"\0\0\0\x18ftypmp42" + bytes(500), "JPEG") == data
    assert without_position(data + b"\0\0", "JPEG") == data + b"\0\0"


def test_a_webp_without_its_metadata_is_a_whole_webp() -> None:
    data = saved(scene(60, 40), "WEBP", exif=camera(1), icc_profile=b"en profil", xmp=XMP)
    published = without_position(data, "WEBP")
    assert int.from_bytes(published[4:8], "little") == len(published) - 8
    assert published[20] & 0x0C == 0
    assert set(opened(published).info) & {"exif", "xmp", "icc_profile"} == {"icc_profile"}


@settings(deadline=None)
@given(
    data=st.binary(max_size=200),
    form=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    cut=st.integers(0, 900),
)
def test_a_broken_file_is_left_to_those_who_measure_it(data: bytes, form: str, cut: int) -> None:
    whole = saved(scene(20, 20), form, exif=camera())
    assert isinstance(without_position(whole[:cut] + data, form), bytes)
    assert isinstance(without_position(data, form), bytes)
