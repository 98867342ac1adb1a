"""Renditions: the files that are made of a picture, their sizes and their addresses. Nothing is read or drawn here."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Literal
from unicodedata import normalize

from opslag.content.picture import Picture
from opslag.content.slug import slug
from opslag.frozen import frozen

SETTINGS = 1
"""To be raised when renditions come out otherwise than before: their addresses change, and with them what caches keep."""

WIDE = (480, 800, 1280, 1920)
TEASER = (240, 480, 960)

_TALLEST = 16_383
"""No side of a WebP picture is longer (RFC 9649, section 2.4)."""

_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "SVG": "svg"}
_MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif", "SVG": "image/svg+xml"}


@frozen
class Rendition:
    """One file made of a picture. ``path`` is its address on the site: ``/billeder/krimi-3fa9c1d2e4/1280.webp``."""

    path: str
    kind: Literal["original", "wide", "teaser"]
    """As it is; the whole picture, scaled; or its 4:3 crop, scaled."""
    format: Literal["JPEG", "WEBP"] | None
    """None for the original, which keeps its own."""
    width: int
    height: int
    media_type: str

    @property
    def name(self) -> str:
        """``1280.webp``."""
        return self.path.rpartition("/")[2]


@frozen
class Sources:
    """What a template writes into ``<picture>``; the srcsets are empty for an SVG, which is its own only rendition."""

    webp_srcset: str
    jpeg_srcset: str
    src: str
    """The largest JPEG."""
    width: int
    """Of ``src``; with the height it tells a browser how much room to keep."""
    height: int


def fingerprint(picture: Picture) -> str:
    """Hexadecimal; another picture has another, and so has the same one made with other settings."""
    return sha256(f"{SETTINGS}:{picture.digest}".encode()).hexdigest()


@lru_cache(maxsize=4096)
def renditions(picture: Picture) -> tuple[Rendition, ...]:
    """All of them, the original first, each kind and format from narrow to wide. None is larger than the original."""
    original = _rendition(picture, "original", None, picture.width, picture.height)
    if picture.format == "SVG":
        return (original,)
    formats: tuple[Literal["WEBP", "JPEG"], ...] = ("WEBP", "JPEG")
    whole = tuple(_rendition(picture, "wide", form, *size) for form in formats for size in _wide_sizes(picture))
    crops = tuple(_rendition(picture, "teaser", form, *size) for form in formats for size in _teaser_sizes(picture))
    return original, *whole, *crops


def original(picture: Picture) -> Rendition:
    """The file itself, without the place where it was taken."""
    return renditions(picture)[0]


def main(picture: Picture) -> Rendition:
    """The whole picture as a JPEG, 1920 pixels wide where the original is; an SVG itself."""
    return _largest(picture, "wide")


def teaser(picture: Picture) -> Rendition:
    """The 4:3 crop as a JPEG, 960 x 720 where the original has as much; an SVG itself."""
    return _largest(picture, "teaser")


@lru_cache(maxsize=4096)
def sources(picture: Picture, kind: Literal["wide", "teaser"]) -> Sources:
    """Of the whole picture, or of its crop. How wide it is shown (``sizes``) is for the template to say."""
    src = _largest(picture, kind)
    return Sources(_srcset(picture, kind, "WEBP"), _srcset(picture, kind, "JPEG"), src.path, src.width, src.height)


def crop(width: int, height: int) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the 4:3 crop in a picture of that size; a very small one is not cropped.

    From a high picture it is cut above the middle, because faces and titles are there more often than feet.
    """
    if min(width // 4, height // 3) == 0:
        return 0, 0, width, height
    if width * 3 >= height * 4:
        margin = (width - height * 4 / 3) / 2
        return margin, 0, width - margin, height
    top = (height - width * 3 / 4) / 3
    return 0, top, width, top + width * 3 / 4


def _wide_sizes(picture: Picture) -> list[tuple[int, int]]:
    widest = max(1, min(picture.width, WIDE[-1], picture.width * _TALLEST // picture.height))
    return [(width, max(1, round(picture.height * width / picture.width))) for width in _steps(WIDE, widest)]


def _teaser_sizes(picture: Picture) -> list[tuple[int, int]]:
    quarter = min(picture.width // 4, picture.height // 3)
    if quarter == 0:
        return [(picture.width, picture.height)]
    return [(width, width * 3 // 4) for width in _steps(TEASER, min(TEASER[-1], 4 * quarter))]


def _steps(widths: tuple[int, ...], widest: int) -> list[int]:
    """The usual widths up to the widest there is; one that is nearly as wide as the widest would save nobody anything."""
    return [width for width in widths if width < 0.9 * widest] + [widest]


def _largest(picture: Picture, kind: str) -> Rendition:
    """The last of its kind that is a JPEG."""
    made = renditions(picture)
    return next((one for one in reversed(made) if one.kind == kind and one.format == "JPEG"), made[0])


def _srcset(picture: Picture, kind: str, form: str) -> str:
    found = (one for one in renditions(picture) if one.kind == kind and one.format == form)
    return ", ".join(f"{one.path} {one.width}w" for one in found)


def _rendition(
    picture: Picture,
    kind: Literal["original", "wide", "teaser"],
    form: Literal["JPEG", "WEBP"] | None,
    width: int,
    height: int,
) -> Rendition:
    written = form or picture.format
    what = {"original": "original", "wide": str(width), "teaser": f"teaser-{width}"}[kind]
    path = f"/billeder/{_stem(picture.path)}-{fingerprint(picture)[:10]}/{what}.{_EXTENSIONS[written]}"
    return Rendition(path, kind, form, width, height, _MEDIA_TYPES[written])


def _stem(path: str) -> str:
    """The file's name as it may stand in an address, not too long."""
    return slug(normalize("NFC", PurePosixPath(path).stem))[:60].rstrip("-")
