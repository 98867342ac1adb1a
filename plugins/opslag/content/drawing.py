"""Makes the files of a picture's renditions, and keeps them for the next build by what they were made from.

The same picture gives the same bytes on every machine with the same Pillow: one thread, fixed settings, nothing of the
clock. Whoever changes a setting here raises ``content.rendition.SETTINGS``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opslag.content.inventory import Inventory
from opslag.content.picture import Picture
from opslag.content.pictures import decoding, opened, orientation
from opslag.content.position import without_position
from opslag.content.rendition import Rendition, crop, fingerprint, main, renditions, teaser
from opslag.errors import ContentError, Problem

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsProfile

# Method 6 makes WebP 6 % smaller than method 4 and takes three times as long.
_WEBP = {"quality": 78, "method": 4}
_JPEG = {"quality": 82, "progressive": True, "optimize": True, "subsampling": "4:2:0"}

_HOUR = 3600.0
_DAY = 24 * _HOUR


def make(
    picture: Picture,
    read: Callable[[], bytes],
    kept: Path,
    wanted: Collection[Rendition] | None = None,
    *,
    doubted: bool = False,
) -> dict[str, Path]:
    """The files of the wanted renditions (all, where none are named) by their addresses on the site.

    ``kept`` is the folder of the build's cache; ``read`` gives the original's bytes, and is called only if a file is not
    there as it was drawn. ``doubted``: each is read through, and drawn again if a bit of it has changed, though it stands as it
    was left. Any number of processes may do this at once, and be killed. Raises ContentError for a broken picture.
    """
    if wanted is None:
        wanted = renditions(picture)
    folder = _folder(picture, kept)
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)  # ``prune`` goes by it
    files = {rendition.path: folder / rendition.name for rendition in wanted}
    inventory = Inventory(folder, f"{folder.parent.name} {folder.name}")
    missing = [rendition for rendition in wanted if not inventory.holds(rendition.name, read=doubted)]
    if missing:
        for rendition, data in drawn(picture, read(), missing):
            inventory.put(rendition.name, data)
    inventory.save()
    return files


def drawn(picture: Picture, data: bytes, wanted: Collection[Rendition]) -> Iterator[tuple[Rendition, bytes]]:
    """Each wanted rendition with its bytes. Raises ContentError where the picture turns out to be broken."""
    if sha256(data).hexdigest() != picture.digest:
        raise ContentError([Problem(f"content/{picture.path}", 0, 0, "", "changed while the site was built", "build again")])
    scaled = [rendition for rendition in wanted if rendition.kind != "original"]
    for rendition in wanted:
        if rendition.kind == "original":
            yield rendition, without_position(data, picture.format)
    if scaled:
        images = _scaled(_decoded(picture, data), picture)
        for rendition in scaled:
            image = images[rendition.kind, rendition.width]
            yield rendition, _webp(image) if rendition.format == "WEBP" else _jpeg(image)


def prune_daily(kept: Path, used: Iterable[Picture], now: float) -> None:
    """At the end of a build, once a day: any other looks at the time of one file. ``used`` are the pictures of the site: an
    output that has them already asks for none of them."""
    room = kept / "pictures"
    stamp = room / "pruned"
    with suppress(OSError):  # the site is public already, and what cannot be thrown away today can be tomorrow
        if not room.is_dir() or (stamp.exists() and 0 <= now - stamp.stat().st_mtime < _DAY):
            return
        stamp.touch()
        os.utime(stamp, (now, now))
        for picture in used:
            with suppress(FileNotFoundError):
                os.utime(_folder(picture, kept), (now, now))
        prune(kept, now)


def prune(kept: Path, now: float, unused_days: float = 90, megabytes: float = 4096) -> int:
    """Deletes what no build has used for so long, then the longest unused until the rest fits; says how many pictures.

    ``now`` is in seconds since 1970. What was used within the last hour stays: a build may be at work with it.
    """
    entries = sorted((folder.stat().st_mtime, folder) for folder in kept.glob("pictures/*/*") if folder.is_dir())
    sizes = {folder: _swept(folder, now) for _, folder in entries}
    total = sum(sizes.values())
    dropped = 0
    for used, folder in entries:
        age = now - used
        if age > _HOUR and (age > unused_days * _DAY or total > megabytes * 1_000_000):
            shutil.rmtree(folder, ignore_errors=True)
            total -= sizes[folder]
            dropped += 1
    return dropped


# The cache


def _folder(picture: Picture, kept: Path) -> Path:
    """Where the picture's files are kept; another Pillow may make other bytes, so it has another place."""
    from PIL import __version__

    return kept / "pictures" / f"pillow-{__version__}" / fingerprint(picture)


def _swept(folder: Path, now: float) -> int:
    """The size of a picture's files in bytes; what a killed build left unfinished is deleted."""
    size = 0
    for file in folder.iterdir():
        with suppress(FileNotFoundError):  # another build has just given it its name
            status = file.stat()
            if (file.name.startswith(".") or file.suffix == ".new") and now - status.st_mtime > _HOUR:
                file.unlink()
            else:
                size += status.st_size
    return size


# From bytes to pixels, from pixels to pixels


def _decoded(picture: Picture, data: bytes) -> Image:
    """The picture upright, in sRGB, RGB or RGBA, no larger than its renditions need."""
    scale = _needed(picture)
    with decoding(picture.path):
        image: Image = opened(data, picture.format)
        up = orientation(image)
        profile = image.info.get("icc_profile")
        if picture.format == "JPEG":  # decodes at a half, a quarter or an eighth where that is enough
            image.draft(None, (ceil(image.width * scale), ceil(image.height * scale)))
        image.load()
        plain = _plain(image)
    image = _upright(plain, up)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return _srgb(_resized(image, size, (0, 0, *image.size)), profile)


def _needed(picture: Picture) -> float:
    """What part of the original's size is enough for each of its renditions, whichever of them are wanted now."""
    return max(main(picture).width / picture.width, teaser(picture).width / _crop_width(picture.width, picture.height))


def _plain(image: Image) -> Image:
    """As eight bits a channel, with colours and not a palette; the first picture of an animation."""
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off and not scale
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("RGB", "L", "CMYK"):
        return image if "transparency" not in image.info else image.convert("RGBA")
    if not image.has_transparency_data:
        return image.convert("RGB")
    return image.convert("RGBA")


def _upright(image: Image, up: int) -> Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[up]) if up in turns else image


def _srgb(image: Image, profile: Any) -> Image:
    """In sRGB, which is what a browser takes a picture for that says nothing; and without anything it said."""
    from PIL import ImageCms

    if isinstance(profile, bytes):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if "sRGB" not in ImageCms.getProfileDescription(source):
                mode = "RGBA" if image.mode == "RGBA" else "RGB"
                image = ImageCms.profileToProfile(image, source, _srgb_profile(), outputMode=mode) or image
        except (OSError, ImageCms.PyCMSError):
            pass  # a profile that is broken, or of another kind of picture: browsers pass over it too
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    image = image if image.mode == "RGBA" else image.convert("RGB")
    image.info.clear()
    return image


@cache
def _srgb_profile() -> ImageCmsProfile:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _scaled(base: Image, picture: Picture) -> dict[tuple[str, int], Image]:
    """The picture in the size of each rendition, by kind and width; each is scaled from the next larger one.

    All are scaled, whichever are wanted now: what comes out must not depend on what is kept already.
    """
    images: dict[tuple[str, int], Image] = {}
    wide = _sizes(picture, "wide")
    image = base
    for size in wide:
        image = images["wide", size[0]] = _resized(image, size, (0, 0, *image.size))
    teasers = _sizes(picture, "teaser")
    enough = [images["wide", width] for width, height in wide if _crop_width(width, height) >= teasers[0][0]]
    image = enough[-1] if enough else base
    box = crop(*image.size)
    for size in teasers:
        image = images["teaser", size[0]] = _resized(image, size, box)
        box = (0, 0, *size)
    return images


def _sizes(picture: Picture, kind: str) -> list[tuple[int, int]]:
    """Width and height of the renditions of a kind, the widest first."""
    return sorted({(one.width, one.height) for one in renditions(picture) if one.kind == kind}, reverse=True)


def _crop_width(width: int, height: int) -> float:
    left, _, right, _ = crop(width, height)
    return right - left


def _resized(image: Image, size: tuple[int, int], box: tuple[float, float, float, float]) -> Image:
    from PIL.Image import Resampling

    if image.size == size:
        return image
    if box[2] - box[0] == size[0] and box[3] - box[1] == size[1]:
        left, top = round(box[0]), round(box[1])
        return image.crop((left, top, left + size[0], top + size[1]))
    return image.resize(size, Resampling.LANCZOS, box=box, reducing_gap=3.0)


# From pixels to bytes


def _webp(image: Image) -> bytes:
    from PIL.WebPImagePlugin import WebPImageFile  # registers itself: Pillow need not load all the formats it has

    file = BytesIO()
    image.save(file, WebPImageFile.format, **_WEBP)
    return file.getvalue()


def _jpeg(image: Image) -> bytes:
    from PIL.Image import new
    from PIL.JpegImagePlugin import JpegImageFile

    if image.mode == "RGBA":
        ground = new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    file = BytesIO()
    image.save(file, JpegImageFile.format, **_JPEG)
    return file.getvalue()
