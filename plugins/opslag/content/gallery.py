"""The gallery: pictures as front matter names them, found, measured, and with the text that stands beside them.

What is wrong where a picture is *named* is a PictureError, which the caller puts at its own line; what is wrong in the
picture's file, or in the YAML beside it, is a ContentError of that file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from posixpath import normpath
from typing import TypeVar
from unicodedata import normalize

from opslag.content.picture import Picture, PictureUse
from opslag.content.pictures import measure
from opslag.errors import ContentError, Problem, nearest
from opslag.frozen import frozen
from opslag.source.document import read_document
from opslag.source.scalars import Text
from opslag.source.shape import STRICT

ENDINGS = (".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
"""Of what is offered where a name is wrong; what is named is read, whatever it is called."""


class PictureError(ValueError):
    """A picture cannot be used as it is named: ``found`` and ``remedy``, for the line that names it."""

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(f"{found}; {remedy}")
        self.found, self.remedy = found, remedy


@frozen
class Caption:
    """What stands beside a picture, in the YAML file of the same name: ``images/krimi.yaml``."""

    __pydantic_config__ = STRICT
    alt: Text
    """What the picture shows, for those who do not see it."""
    credit: Text | None = None
    """Who made it, in the words that are to be shown: ``Foto: Anne Holm``."""


Known = TypeVar("Known")


class Gallery:
    """All pictures of one state of content/. Each is read and measured once, when it is first used."""

    def __init__(self, names: Iterable[str], read: Callable[[str], bytes]) -> None:
        """``names``: of the files, below content/; ``read`` gives the bytes of one."""
        # Some systems write å as a and a ring: the same name to whoever sees it (Unicode, NFC).
        self._names = {normalize("NFC", name): name for name in names if not name.endswith(".md")}
        self._read = read
        self._pictures: dict[str, Picture | tuple[Problem, ...]] = {}
        self._captions: dict[str, Caption | tuple[Problem, ...] | None] = {}

    def picture(self, use: PictureUse) -> Picture:
        """The picture that is named, with the alt text of that place, else the one beside the file.

        Raises PictureError for what is wrong at that place, ContentError with the faults of the picture's own files.
        """
        name = self._names.get(normalize("NFC", use.path))
        if name is None or name.endswith(".yaml"):
            raise self._missing(use.path)
        picture = _once(self._pictures, name, self._measured)
        caption = _once(self._captions, name, self._beside)
        if isinstance(picture, tuple) or isinstance(caption, tuple):
            raise ContentError(problem for known in (picture, caption) if isinstance(known, tuple) for problem in known)
        alt = use.alt or (caption.alt if caption else None)
        if not alt:
            beside = PurePosixPath(name).with_suffix(".yaml")
            raise PictureError(f'"{use.path}" has no alt text', f"say what it shows: write content/{beside} with the line alt: …")
        return replace(picture, alt=alt, credit=(caption and caption.credit) or "")

    def _measured(self, name: str) -> Picture:
        return measure(self._bytes(name), name)

    def _beside(self, name: str) -> Caption | None:
        beside = self._names.get(str(PurePosixPath(normalize("NFC", name)).with_suffix(".yaml")))
        return read_document(f"content/{beside}", self._bytes(beside), Caption) if beside else None

    def _bytes(self, name: str) -> bytes:
        try:
            return self._read(name)
        except OSError as error:
            remedy = "see that it is there, and that whoever builds the site may read it"
            raise ContentError([Problem(f"content/{name}", 0, 0, "", f"cannot be read ({error.strerror})", remedy)]) from None

    def _missing(self, path: str) -> PictureError:
        pictures = [name for name in self._names if name.lower().endswith(ENDINGS)]
        if "://" in path:
            return PictureError(
                f'"{path}", a picture on another site', "save it in content/images/ and write images/ and its name"
            )
        inside = normpath(path.replace("\\", "/").lstrip("/")).removeprefix("content/")
        if path.startswith("/") or "\\" in path or ".." in path.split("/"):
            return PictureError(
                f'"{path}", which is no path below content/', f"write images/ and its name; {_like(inside, pictures)}"
            )
        return PictureError(f'no picture "{path}" in content/', _like(inside, pictures))


def _once(known: dict[str, Known | tuple[Problem, ...]], name: str, find: Callable[[str], Known]) -> Known | tuple[Problem, ...]:
    """What is known of a file, or its faults; found out when it is first asked for."""
    if name not in known:
        try:
            known[name] = find(name)
        except ContentError as error:
            known[name] = error.problems
    return known[name]


def _like(path: str, names: list[str]) -> str:
    """The picture that was probably meant: the same name in another case, then in another folder, then one spelled alike."""
    folded = normalize("NFC", path).casefold()
    last = folded.rpartition("/")[2]
    same = [name for name in names if name.casefold() == folded]
    elsewhere = [name for name in names if name.casefold().rpartition("/")[2] == last]
    for name in (*same, *elsewhere):
        return f'did you mean "{name}"?'
    return nearest(path, names)
