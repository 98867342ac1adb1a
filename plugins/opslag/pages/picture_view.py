"""A picture as templates see it."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from opslag.content.picture import Picture
from opslag.content.rendition import sources
from opslag.frozen import frozen


@frozen
class PictureView:
    """What ``<picture>`` needs; ``webp`` and ``jpeg`` are srcsets, both empty for an SVG."""

    webp: str
    jpeg: str
    src: str
    width: int
    height: int
    alt: str
    credit: str


@lru_cache(maxsize=8192)
def picture_view(picture: Picture | None, kind: Literal["wide", "teaser"]) -> PictureView | None:
    """The whole picture, or its 4:3 crop."""
    if picture is None:
        return None
    made = sources(picture, kind)
    return PictureView(made.webp_srcset, made.jpeg_srcset, made.src, made.width, made.height, picture.alt, picture.credit)
