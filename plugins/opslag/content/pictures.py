"""A picture's file: what it is, how large, and whether a browser can be given it."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5, sha256
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from opslag.content import exif, svg
from opslag.content.picture import Picture
from opslag.content.position import without_position
from opslag.errors import ContentError, Problem

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

MAX_PIXELS = 50_000_000
"""A picture that unfolds to more is refused before it is decoded: it would take the machine's memory."""

_SMALLER = f"save it smaller; {MAX_PIXELS // 1_000_000} megapixels is the most, and 1920 pixels wide is enough"
_BROKEN = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, EOFError, struct.error, zlib.error)
"""What Pillow's decoders raise for a file that is not what it says."""

_ALLOWED = "JPEG, PNG, WebP, GIF or SVG"


def measure(data: bytes, path: str) -> Picture:
    """What the head of a picture's file says; the pixels are not decoded. ``path`` is under content/.

    Raises ContentError where it is no picture that a browser shows, too large, or an SVG that does more than draw.
    """
    picture_format = _format(data, path)
    if picture_format == "SVG":
        width, height = svg.measure(data, path)
    else:
        width, height = _raster_size(data, picture_format, path)
    published = without_position(data, picture_format)
    return Picture(
        path=path,
        digest=sha256(data).hexdigest(),
        width=width,
        height=height,
        format=picture_format,
        size=len(published),
        md5=md5(published, usedforsecurity=False).hexdigest(),
    )


def _raster_size(data: bytes, picture_format: str, path: str) -> tuple[int, int]:
    with decoding(path):
        image = opened(data, picture_format)
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _fault(path, f"{width} x {height} pixels, {width * height / 1_000_000:.0f} megapixels", _SMALLER)
    if not (width and height):
        raise _fault(path, "a picture without pixels", "save it again")
    return (height, width) if orientation(image) >= 5 else (width, height)


@contextmanager
def decoding(path: str) -> Iterator[None]:
    """Within it, what Pillow raises for the file at ``path`` becomes a ContentError that names it."""
    from PIL.Image import DecompressionBombError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of metadata that are broken, while the picture is not
            yield
    except DecompressionBombError:
        raise _fault(path, f"more than {MAX_PIXELS // 1_000_000} megapixels", _SMALLER) from None
    except _BROKEN as error:
        raise _fault(path, f"a broken picture ({error})", "save it again, or copy it from where it came") from None


def opened(data: bytes, picture_format: str) -> ImageFile:
    """The picture as Pillow sees it, not decoded yet; to be used within ``decoding``."""
    # The readers themselves, because Image.open tries others, and measures the size by a limit and a warning of its own.
    if picture_format == "JPEG":
        from PIL.JpegImagePlugin import JpegImageFile

        return JpegImageFile(BytesIO(data))
    if picture_format == "PNG":
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile(BytesIO(data))
    if picture_format == "GIF":
        from PIL.GifImagePlugin import GifImageFile

        return GifImageFile(BytesIO(data))
    from PIL.WebPImagePlugin import WebPImageFile

    return WebPImageFile(BytesIO(data))


def orientation(image: Image) -> int:
    """How the camera was held, 1 to 8 (EXIF); from 5 on width and height change places."""
    block = image.info.get("exif")
    return exif.orientation(block) if isinstance(block, bytes) else 1


_Format = Literal["JPEG", "PNG", "GIF", "WEBP", "SVG"]

_SIGNATURES: tuple[tuple[bytes, _Format], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
)
# What people put there by mistake, and what it is called.
_OTHERS = (
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"8BPS", "a Photoshop document"),
    (b"%PDF", "a PDF document"),
    (b"\0\0\0\x0cjP", "a JPEG 2000 picture"),
    (b"PK\x03\x04", "a ZIP or Office document"),
)


def _format(data: bytes, path: str) -> _Format:
    """By what the file begins with; its name may say anything."""
    for begins, name in _SIGNATURES:
        if data.startswith(begins):
            return name
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return "SVG"
    if not data:
        raise _fault(path, "an empty file", "put the picture there")
    if data.startswith(b"version https://git-lfs"):
        raise _fault(path, "a pointer of Git LFS in the picture's place", "run: git lfs pull")
    if data[4:8] == b"ftyp":
        raise _fault(path, "an AVIF picture" if data[8:11] == b"avi" else "a HEIC picture or a film", f"save it as {_ALLOWED}")
    other = next((name for begins, name in _OTHERS if data.startswith(begins)), "no picture")
    raise _fault(path, other, f"save it as {_ALLOWED}")


def _fault(path: str, found: str, remedy: str) -> ContentError:
    return ContentError([Problem(f"content/{path}", 0, 0, "", found, remedy)])
