"""Pictures drawn for the tests, as cameras and drawing programs would save them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

RED, BLUE = (200, 30, 30), (30, 30, 200)


def scene(width: int, height: int) -> Image.Image:
    """Red above, blue below, with a white disc: one can see which side is up."""
    image = Image.new("RGB", (width, height), RED)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height // 2, width, height), fill=BLUE)
    pen.ellipse((width // 3, height // 3, 2 * width // 3, 2 * height // 3), fill="white")
    return image


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def seen(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def jpeg(width: int = 1920, height: int = 1080, **options: Any) -> bytes:
    return saved(scene(width, height), "JPEG", **options)


def camera(up: int = 6, position: bool = True) -> Image.Exif:
    """What a telephone writes: how it was held, and where it was."""
    exif = Image.Exif()
    exif[0x0112] = up
    exif[0x010F] = "Telefon"
    if position:
        exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 40.0, 34.0), 3: "E", 4: (12.0, 34.0, 6.0)})
    return exif


def svg(inside: str = "", root: str = 'viewBox="0 0 96 48"') -> bytes:
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {xlink} {root}>\n{inside}\n</svg>\n'.encode()
