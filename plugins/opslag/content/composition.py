"""One content file on its way into the library: its links resolved, its pictures found, what is wrong with it noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from html import escape
from typing import Any

from opslag.content.dating import Dating
from opslag.content.fault import Fault
from opslag.content.gallery import Gallery, PictureError
from opslag.content.links import resolve
from opslag.content.own_links import own_links
from opslag.content.picture import Picture, PictureUse
from opslag.content.record import Places, Record
from opslag.content.registration import NAME as REGISTRATION
from opslag.content.rendition import main
from opslag.errors import ContentError, Problem, Severity, nearest
from opslag.frozen import frozen
from opslag.source.marks import Path as KeyPath


@frozen
class Around:
    """What a file shares with every other one."""

    read: Callable[[str], bytes]
    """The bytes of a file by its path below content/."""
    addresses: Mapping[str, str]
    """The address of every content file, by its path below content/ as it is typed; drafts included, "" for one with a fault."""
    gallery: Gallery
    dating: Dating
    user_types: tuple[str, ...] | None
    """The ids of the types of users; None where their file has a fault, which is told there."""
    base_url: str
    """The site's own."""


class Composition:
    """What one file asks of the others, noted in ``links``, ``own_links``, ``pictures``; what is wrong, in ``problems``."""

    def __init__(self, record: Record[Any], around: Around) -> None:
        self.record = record
        self.path = record.path.removeprefix("content/")
        self.problems: list[Problem] = []
        self.links: list[tuple[str, str]] = []
        """(the target as it is written, the path below content/ that it names, as it is typed), whether or not there is such a
        file."""
        self.own_links: tuple[str, ...] = ()
        """The addresses of the site that the body leads to by themselves, as they are written."""
        self.pictures: dict[str, Picture] = {}
        """By path."""
        self._around = around

    @cached_property
    def places(self) -> Places:
        return Places.of_file(self.record.path, self._around.read(self.path))

    def fault(self, where: KeyPath, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        self.problems.append(self.places.problem(where, found, remedy, severity))

    def in_body(self, text: str, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        """Notes a fault at the first place of a text in the body."""
        self.problems.append(self.places.in_body(text, found, remedy, severity))

    def body(self) -> str:
        """Sanitised HTML, its links resolved."""
        missing = self.in_body

        def image(path: str, alt: str) -> str | None:
            def fault(where: KeyPath, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:  # noqa: ARG001
                missing(path.rpartition("/")[2], found, remedy, severity)

            picture = self.picture(PictureUse(path, alt or None), ("body",), fault)
            return _markup(picture) if picture else None

        def asked(target: str, path: str) -> None:
            self.links.append((target, path))

        self.own_links = own_links(self.record.body, self._around.base_url)
        return resolve(self.record.body, self.path, self._around.addresses, image=image, missing=missing, asked=asked)

    def picture(self, use: PictureUse, where: KeyPath, fault: Fault | None = None) -> Picture | None:
        """The picture that a key names; None where it cannot be used, which is noted (by ``fault``, where that is given)."""
        fault = fault or self.fault
        try:
            found = self._around.gallery.picture(use)
        except PictureError as error:
            fault(where, error.found, error.remedy)
            return None
        except ContentError as error:
            self.problems.extend(error.problems)
            return None
        self.pictures.setdefault(found.path, found)
        return found

    def dates(self, created: datetime | None, updated: datetime | None) -> tuple[datetime, datetime]:
        """(made, last changed), given what the file says itself."""
        return self._around.dating.of(self.path, created, updated)

    def user_type(self, name: str | None, where: KeyPath) -> str | None:
        """The id of a type of user, where there is one of that name; a name that is none is noted."""
        known = self._around.user_types
        if name is None or known is None or name in known:
            return name if known else None
        self.fault(where, f'no type of user "{name}" in content/{REGISTRATION}', nearest(name, known))
        return None


def _markup(picture: Picture) -> str:
    """A picture within a body: in feeds too, so it is plain, with its size, so that the text below it never jumps."""
    shown = main(picture)
    return f'<img src="{shown.path}" alt="{escape(picture.alt)}" width="{shown.width}" height="{shown.height}" loading="lazy">'
