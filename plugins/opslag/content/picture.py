"""Pictures: how content names them, and what is known of the files."""

from __future__ import annotations

from typing import Annotated, Any

from opslag.frozen import frozen
from opslag.source.keys import Before
from opslag.source.scalars import Text
from opslag.source.shape import STRICT


@frozen
class PictureUse:
    """A picture as front matter names it: ``images/krimi.jpg``, or ``{path: images/krimi.jpg, alt: …}``.

    Without ``alt`` the text beside the picture's file is used (``images/krimi.yaml``, its key ``alt``).
    """

    __pydantic_config__ = STRICT
    path: Text
    """Under content/, with ``/`` between folders."""
    alt: Text | None = None


def _from_path(text: Any) -> Any:
    return {"path": text} if isinstance(text, str) else text


PictureKey = Annotated[PictureUse, Before(_from_path)]
"""The type of a front-matter key that names a picture."""


@frozen
class Picture:
    """A picture file that was found and measured, as it is used in one place."""

    path: str
    """Under content/."""
    digest: str
    """SHA-256 of the file, hexadecimal; the renditions' addresses begin with it."""
    width: int
    """Of the original, in pixels, as it is to be shown (EXIF orientation applied)."""
    height: int
    format: str
    """Pillow's name: JPEG, PNG, WEBP, GIF; or SVG, which is published as it is."""
    size: int
    """Of the original as it is published, in bytes."""
    alt: str = ""
    credit: str = ""
    md5: str = ""
    """MD5 of the original as it is published, hexadecimal; Media RSS readers compare it (``media:hash``)."""
