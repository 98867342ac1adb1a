"""A picture's file: what is told of it without decoding it, and what is refused."""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.content.pictures import measure
from opslag.errors import ContentError, Problem
from PIL import Image

from tests.drawn import camera, jpeg, saved, scene, svg


def problem(data: bytes, path: str = "images/krimi.jpg") -> Problem:
    with pytest.raises(ContentError) as caught:
        measure(data, path)
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


def png_head(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and ends there."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    chunks = [struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in (head, data, b"IEND")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_known_by_its_bytes_and_not_by_its_name(form: str) -> None:
    data = saved(scene(64, 48), form)
    found = measure(data, "images/navn.bin")
    assert (found.format, found.width, found.height) == (form, 64, 48)
    assert found.path == "images/navn.bin"
    assert found.size == len(data)
    assert found.digest == hashlib.sha256(data).hexdigest()
    assert found.md5 == hashlib.md5(data, usedforsecurity=False).hexdigest()


@pytest.mark.parametrize(("up", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60)), (8, (40, 60))])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_size_is_the_one_that_is_shown_however_the_camera_was_held(form: str, up: int, size: tuple[int, int]) -> None:
    found = measure(saved(scene(60, 40), form, exif=camera(up, position=False)), "images/a.jpg")
    assert (found.width, found.height) == size


def test_exif_that_is_broken_turns_nothing() -> None:
    exif = camera(6).tobytes()
    for cut in range(6, len(exif), 5):
        found = measure(jpeg(60, 40, exif=exif[:cut]), "images/a.jpg")
        assert sorted((found.width, found.height)) == [40, 60]
    assert measure(jpeg(60, 40, exif=b"Exif\0\0II*\0\xff\xff\xff\xff"), "images/a.jpg").width == 60


def test_a_picture_of_one_pixel_is_a_picture() -> None:
    found = measure(saved(Image.new("RGB", (1, 1)), "PNG"), "images/a.png")
    assert (found.width, found.height) == (1, 1)


def test_a_picture_that_would_take_the_memory_is_refused_by_its_head_alone() -> None:
    found = problem(png_head(60_000, 60_000))
    assert "60000 x 60000 pixels, 3600 megapixels" in found.found
    assert "50 megapixels is the most" in found.remedy
    assert "51 megapixels" in problem(png_head(10_200, 5_000)).found
    webp = bytearray(saved(scene(20, 20), "WEBP"))
    at = webp.index(b"\x9d\x01\x2a") + 3
    webp[at : at + 4] = struct.pack("<HH", 16_000, 16_000)
    assert problem(bytes(webp)).found == "more than 50 megapixels"
    assert measure(png_head(10_000, 5_000), "images/a.png").width == 10_000


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"Krimiaften med tre forfattere", "no picture"),
        (b"II*\0" + bytes(40), "a TIFF picture"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "a HEIC picture or a film"),
        (b"\0\0\0\x18ftypavif" + bytes(40), "an AVIF picture"),
        (b"%PDF-1.7", "a PDF document"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "a pointer of Git LFS in the picture's place"),
        (b"<!DOCTYPE html><html><body></body></html>", ""),
        (b"<html><body></body></html>", "no picture, but a file that begins with <html>"),
    ],
)
def test_what_is_no_picture_is_called_by_its_name(data: bytes, found: str) -> None:
    with pytest.raises(ContentError) as caught:
        measure(data, "images/krimi.jpg")
    assert found in str(caught.value)
    assert all(one.path == "content/images/krimi.jpg" and one.remedy for one in caught.value.problems)


def test_a_picture_cut_off_in_its_head_is_a_problem_that_names_the_file() -> None:
    found = problem(jpeg()[:40])
    assert found.path == "content/images/krimi.jpg"
    assert "broken" in found.found


@settings(deadline=None)
@given(
    at=st.integers(0, 600),
    value=st.integers(0, 255),
    cut=st.integers(0, 700),
    form=st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]),
)
def test_whatever_is_wrong_in_a_file_is_said_as_a_problem(at: int, value: int, cut: int, form: str) -> None:
    data = bytearray(saved(scene(20, 20), form, **({} if form == "GIF" else {"exif": camera()})))
    data[at % len(data)] = value
    try:
        measure(bytes(data[: len(data) - cut]), "images/a.jpg")
    except ContentError as error:
        assert error.problems


def test_the_original_of_a_picture_taken_somewhere_is_as_large_as_what_is_published() -> None:
    data = jpeg(60, 40, exif=camera(1))
    assert measure(data, "images/a.jpg").size < len(data)


def test_pillow_is_not_loaded_until_there_is_a_picture_to_measure() -> None:
    code = "import sys, opslag.content.gallery, opslag.content.rendition, opslag.content.drawing; print('PIL' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert done.stdout.strip() == "False"


def test_a_drawing_is_measured_as_a_browser_would() -> None:
    found = measure(svg("<path d='M0 0h9'/>"), "images/logo.svg")
    assert (found.format, found.width, found.height) == ("SVG", 96, 48)
