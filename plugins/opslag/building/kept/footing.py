"""What an event file rests on besides its own bytes: what it asked of its surroundings, and what they answered.

As long as the answers are the same, the file comes to the same. What every file rests on (the settings, the calendars, the
theme, the code) is not among it: with that everything is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from unicodedata import normalize

from opslag.content.dating import Basis, Dating
from opslag.content.picture import Picture
from opslag.content.record import Record
from opslag.events.event import Event
from opslag.events.programme import Entry
from opslag.events.update import Update
from opslag.framing import Frame
from opslag.places.branch import Branch
from opslag.places.schedule import Schedule
from opslag.sealed import digest_of


class Footing(NamedTuple):
    """Questions with their answers, as plain values."""

    branches: tuple[tuple[str, bytes | None], ...]
    """(slug, digest of the branch as events show it)."""
    files: tuple[tuple[str, bytes | None], ...]
    """(path of a picture or of the text beside it, digest of its bytes; None where there is no such file)."""
    addresses: tuple[tuple[str, str | None], ...]
    """(path that a link names, the address of the content file there; None where there is none)."""
    updates: tuple[tuple[str, str], ...]
    """(uuid of an occurrence, what was reported of it)."""
    basis: Basis | None
    """Of its dates, where it does not give them itself."""
    horizon: str | None
    """For a series without an end; ISO 8601."""


class Ground:
    """The answers that one state of content/ gives."""

    def __init__(
        self,
        *,
        branches: Mapping[str, bytes],
        file: Callable[[str], bytes | None],
        addresses: Mapping[str, str],
        updates: Mapping[str, Update],
        dating: Dating,
        horizon: date,
    ) -> None:
        """``branches``: digests by slug; ``file`` gives the digest of a file by its path below content/."""
        self._branches, self._file, self._addresses = branches, file, addresses
        self._updates = {uuid: repr(update) for uuid, update in updates.items()}
        self._dating, self._horizon = dating, horizon.isoformat()
        self._answers: dict[frozenset[str], tuple[tuple[str, bytes | None], ...]] = {}
        self._same: dict[tuple[tuple[str, bytes | None], ...], bool] = {}
        """Answers about branches, and those that were compared already: many events have the same."""

    def footing(self, record: Record[Event], entry: Entry) -> Footing:
        """What a file rests on that has just been composed."""
        event, path = record.front, record.path.removeprefix("content/")
        slugs = frozenset(event.branch).union(*[own.event.branch for own in event.instances.values()])
        given = event.created is not None and event.updated is not None
        return Footing(
            branches=self._answered(slugs),
            files=tuple([(name, self._file(name)) for picture in entry.pictures for name in _files(picture)]),
            addresses=tuple([(target, self._addresses.get(target)) for _, target in entry.links]),
            updates=self._reported([one.uuid for one in entry.occurrences]) if self._updates else (),
            basis=self._dating.basis(path, given=given),
            horizon=self._horizon if entry.series and entry.series.endless else None,
        )

    def holds(self, path: str, footing: tuple[Any, ...], uuids: Iterable[str]) -> bool:
        """Whether all the answers are the same now. ``footing`` is a Footing, or its values; ``uuids`` are those of the file's
        occurrences."""
        branches, files, addresses, updates, basis, horizon = footing
        same = self._same.get(branches)
        if same is None:
            same = self._same[branches] = all(self._branches.get(slug) == digest for slug, digest in branches)
        return (
            same
            and basis == self._dating.basis(path, given=basis is None)
            and (not files or all(self._file(name) == digest for name, digest in files))
            and (not addresses or all(self._addresses.get(target) == address for target, address in addresses))
            and (horizon is None or horizon == self._horizon)
            and updates == (self._reported(uuids) if self._updates else ())
        )

    def _answered(self, slugs: frozenset[str]) -> tuple[tuple[str, bytes | None], ...]:
        """What there is to say of these branches."""
        found = self._answers.get(slugs)
        if found is None:
            found = self._answers[slugs] = tuple([(slug, self._branches.get(slug)) for slug in sorted(slugs)])
        return found

    def _reported(self, uuids: Iterable[str]) -> tuple[tuple[str, str], ...]:
        return tuple([(uuid, self._updates[uuid]) for uuid in uuids if uuid in self._updates])

    def holds_for_all(self, footings: Iterable[tuple[Any, ...]], uuids: Iterable[str]) -> bool:
        """As ``holds``, of many files at once; ``uuids`` are those of all their occurrences. Not where the answers are for each
        file to ask: what was reported of it, or when it was changed."""
        own = self._dating.imported or not self._updates.keys().isdisjoint(uuids)
        return not own and all(Footing._make(one).basis is None and self.holds("", one, ()) for one in footings)


def ground_of(frame: Frame, file: Callable[[str], bytes | None]) -> Ground:
    """``file`` gives the digest of a file by its path below content/."""
    return Ground(
        branches={branch.slug: _as_shown(branch) for branch in frame.branches},
        file=file,
        addresses=frame.addresses,
        updates=frame.surroundings.updates,
        dating=frame.around.dating,
        horizon=frame.surroundings.horizon,
    )


def _as_shown(branch: Branch) -> bytes:
    """Changes with all that an event shows of its branch."""
    return digest_of(repr(replace(branch, body="", schedule=Schedule())).encode())


def _files(picture: Picture) -> tuple[str, str]:
    """The picture's, and that of the text beside it, which need not be there."""
    return picture.path, str(PurePosixPath(normalize("NFC", picture.path)).with_suffix(".yaml"))
