"""Every event file filed: what it comes to, and its pieces. What is still true is taken from the shelf, all else is made."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from opslag.building.few import few
from opslag.building.kept.drawer import Drawer
from opslag.building.kept.entries import FOREVER, Composed, KeptEntry, kept_entries
from opslag.building.kept.footing import ground_of
from opslag.building.kept.shelf import Change, Shelf
from opslag.building.kept.table import entries_of
from opslag.building.workers import spread
from opslag.content.composition import Around
from opslag.content.record import Record
from opslag.content.remnant import RemnantError
from opslag.content.tree import typed
from opslag.errors import ContentError, Problem
from opslag.events.entries import Entries
from opslag.events.event import Event
from opslag.events.programme import page_path
from opslag.framing import Frame
from opslag.frozen import frozen
from opslag.pieces import Made
from opslag.reading import read_one
from opslag.sealed import digest_of

READ = 128 << 10
"""Bytes of files that are read before the first of them is composed."""

DATES = 64
"""Of the events whose pieces are made together."""


@frozen
class Filed:
    """What all event files come to."""

    entries: Entries
    problems: tuple[Problem, ...]
    """Of the files that cannot be read."""
    broken: frozenset[str]
    """Those, below content/."""
    composed: int
    """How many were not taken from the shelf."""


class _UnsettledError(Exception):
    """An address was asked for that is known only when all files have been read."""


class _Early(Mapping[str, str]):
    """The addresses that are known before the event files are."""

    def __init__(self, known: Mapping[str, str], events: frozenset[str]) -> None:
        self._known, self._events = known, events

    def __getitem__(self, path: str) -> str:
        if path in self._events:
            raise _UnsettledError
        return self._known[path]

    def __iter__(self) -> Iterator[str]:
        raise _UnsettledError

    def __len__(self) -> int:
        raise _UnsettledError


@frozen
class _Later:
    """A file that waits for the addresses of others."""

    address: str


@frozen
class _Faulty:
    """A file that cannot be read, or whose front matter cannot be used."""

    problems: tuple[Problem, ...]


_Result = KeptEntry | _Later | _Faulty | None
"""None for a file with the bytes that it had: it comes to what it did."""


def file_events(frame: Frame, paths: Sequence[str], made: Made, shelf: Shelf, jobs: int) -> Filed:
    """``paths``: of the event files, below content/, in the order of their names."""
    return _Filing(frame, paths, made, shelf, jobs).filed()


class _Filing:
    def __init__(self, frame: Frame, paths: Sequence[str], made: Made, shelf: Shelf, jobs: int) -> None:
        self.frame, self.paths, self.made, self.shelf, self.jobs = frame, paths, made, shelf, jobs
        self.read = frame.tree.read
        self.prints = shelf.look(frame.records.files, self.read)
        self.ground = ground_of(frame, self.prints.of)
        early = _Early(dict(frame.addresses), frozenset(map(typed, paths)))
        self.early = replace(frame.around, addresses=early)

    def filed(self) -> Filed:
        kept = self.shelf.addresses()
        gone = kept.keys() - frozenset(self.paths)
        differing = self.prints.differing(self.paths)
        results = self.composed(differing, self.early)
        anew = {path: result for path, result in results.items() if result}
        for path in gone | anew.keys():
            kept.pop(path, None)
        addresses = kept | {path: "" if isinstance(result, _Faulty) else result.address for path, result in anew.items()}
        self.frame.addresses.update({typed(path): addresses[path] for path in self.paths if path in addresses})
        again = sorted((*self.fallen(kept), *(path for path, result in anew.items() if isinstance(result, _Later))))
        results |= self.composed(again, self.frame.around, anew=True)
        unsound = self.save(gone, results)
        faulty = {path: result for path, result in results.items() if isinstance(result, _Faulty)}
        return Filed(
            entries_of((*self.shelf.drawers, unsound), self.frame.surroundings.branches, self.shelf.volumes),
            tuple([problem for result in faulty.values() for problem in result.problems]),
            frozenset(faulty),
            len(differing) + len(again),
        )

    def save(self, gone: Iterable[str], results: Mapping[str, _Result]) -> Drawer:
        """Puts on the shelf what has changed. Gives what does not go there, because there is a mistake in it."""
        stamped = self.prints.settled()
        changes: dict[str, Change | None] = dict.fromkeys((*gone, *results))
        unsound = []
        for path, result in results.items():
            stamp = stamped.pop(path)[0] if path in stamped else None
            if isinstance(result, KeptEntry) and not result.sound:
                unsound.append((path, stamp, result))
            elif not isinstance(result, _Faulty | _Later):
                changes[path] = stamp, result
        self.shelf.save(changes, stamped)
        return Drawer.of(unsound)

    def fallen(self, kept: Container[str]) -> Iterator[str]:
        """Those of the files of which something is ``kept`` that come to something else, though their bytes are the same: what
        they rest on has changed."""
        now = self.frame.now.timestamp()
        for drawer in self.shelf.drawers:
            footings = {id(one): one for one in drawer.footings}.values()
            holds = max(drawer.since, default=now) <= now < min(drawer.until, default=FOREVER)
            if holds and self.ground.holds_for_all(footings, drawer.column("uuid")):
                continue
            for path, footing, since, until, uuids in drawer.stands():
                if path in kept and not (since <= now < until and self.ground.holds(path, footing, uuids)):
                    yield path

    def composed(self, paths: list[str], around: Around, *, anew: bool = False) -> dict[str, _Result]:
        """What each file comes to, and its digest noted. One with the bytes that it had is looked at no further, unless all are
        to be made ``anew``."""

        def work(piece: Sequence[str]) -> list[tuple[str, bytes, _Result]]:
            together = few(piece, READ, lambda path: self.frame.records.files[path].stamp[0])
            found = [one for some in together for one in self.compose(some, around, anew=anew)]
            self.shelf.volumes.flush()
            return found

        results: dict[str, _Result] = {}
        for path, digest, result in chain.from_iterable(spread(work, paths, self.jobs)):
            self.prints.note(path, digest)
            results[path] = result
        return results

    def compose(self, paths: Sequence[str], around: Around, *, anew: bool) -> Iterator[tuple[str, bytes, _Result]]:
        """The digest of each of a few files, and what it comes to."""
        data = [self.data_of(path) for path in paths]
        digests = [digest_of(one) if isinstance(one, bytes) else b"" for one in data]
        differ = [anew or not digest or digest != self.prints.before(path) for path, digest in zip(paths, digests, strict=True)]
        records = [
            one if isinstance(one, ContentError) else read_one(path, one) if differs else None
            for path, one, differs in zip(paths, data, differ, strict=True)
        ]
        found = [
            None if record is None else self.entry_of(record, digest, around)
            for record, digest in zip(records, digests, strict=True)
        ]
        together = few([one for one in found if isinstance(one, Composed)], DATES, lambda one: len(one.entry.occurrences))
        kept = chain.from_iterable(kept_entries(some, self.made, self.shelf.volumes) for some in together)
        results = [next(kept) if isinstance(one, Composed) else one for one in found]
        return zip(paths, digests, results, strict=True)

    def data_of(self, path: str) -> bytes | ContentError:
        try:
            return self.read(path)
        except ContentError as error:
            return error

    def entry_of(self, record: Record[Event] | ContentError, digest: bytes, around: Around) -> Composed | _Later | _Faulty:
        if isinstance(record, ContentError):
            return self.faulty(record, around)
        try:
            entry = self.frame.entry(record, around)
        except _UnsettledError:
            return _Later(page_path(record))
        footing = self.ground.footing(record, entry)
        if record.problems:
            entry = replace(entry, problems=(*record.problems, *entry.problems))
        return Composed(entry, footing, digest)

    def faulty(self, error: ContentError, around: Around) -> _Later | _Faulty:
        """A file that cannot be used, with what is wrong in the rest of it; it has no address, as long as that is so."""
        if not isinstance(error, RemnantError):
            return _Faulty(error.problems)
        try:
            found = self.frame.entry(error.remnant.record, around).problems
        except _UnsettledError:
            return _Later("")
        return _Faulty((*error.problems, *error.remnant.own(found)))
