"""A place that a site is published to: what publishing asks of it, and what may go wrong there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from opslag.errors import OpslagError
from opslag.frozen import frozen

ROOM = ".opslag"
"""The folder in the place that holds what publishing itself keeps there; no build makes a file of such a name."""

MAKE_ROOM = "make room there, and publish again: it goes on where it stopped"


@frozen
class Upload:
    """One file on its way: ``path`` below the place, without a slash at the beginning."""

    path: str
    data: bytes
    headers: Mapping[str, str]
    modified: int
    """When its bytes last changed, in nanoseconds since 1970; for places whose hosts make an ETag of it."""


@frozen
class Kept:
    """A file as it was read, with what names this version of it."""

    data: bytes
    version: str
    """Opaque; another one whenever the bytes are others."""


class StoreError(OpslagError):
    """The place cannot be used. The message says why and what to do; trying again at once would not help."""


class Unreached(StoreError):  # noqa: N818 - as below
    """The place did not answer, or said that it cannot just now: trying again may help."""


class Overtaken(Exception):  # noqa: N818 - it is no fault of anybody's
    """A file is no longer the version that was to be replaced."""


class Store(Protocol):
    """What a place can do. Every method may raise StoreError; each write of one file is whole or not at all."""

    keeps_headers: bool
    """Whether the place itself says how its files are served. Elsewhere the web host's configuration does."""
    batch: int
    """How many files one call of ``put`` is best given."""
    workers: int
    """How many calls may run at once."""

    def read(self, path: str) -> Kept | None:
        """None where there is no such file."""

    def replace(self, path: str, data: bytes, version: str | None) -> str:
        """Writes a file if it still is ``version`` (None: if it is not there), and gives the new version. Raises Overtaken."""

    def put(self, uploads: Sequence[Upload]) -> None: ...

    def delete(self, paths: Sequence[str]) -> None:
        """What is not there is deleted already. Folders that are empty then go too."""

    def tidy(self) -> None:
        """Removes what a publisher that was killed left in ROOM. Nobody else may be at work."""

    def close(self) -> None: ...
