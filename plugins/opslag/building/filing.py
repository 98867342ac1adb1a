"""Every event file filed: what it comes to, and its pieces. What is still true is taken from the shelf, all else is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from jinja2 import TemplateError

from opslag.building.kept.entries import KeptEntry, kept_entry
from opslag.building.kept.footing import ground_of
from opslag.building.kept.light import uuid_on
from opslag.building.kept.shelf import Fingerprints, Shelf
from opslag.building.kept.table import entries_of
from opslag.building.workers import spread
from opslag.content.composition import Around
from opslag.errors import ContentError, Problem
from opslag.events.entries import Entries
from opslag.events.programme import page_path
from opslag.framing import Frame
from opslag.pages.theme import explained
from opslag.pieces import Made
from opslag.reading import read_one
from opslag.sealed import digest_of


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class _Later:
    """A file that waits for the addresses of others."""

    address: str


@dataclass(frozen=True, slots=True)
class _Faulty:
    """A file that cannot be read, or whose front matter cannot be used."""

    problems: tuple[Problem, ...]


_Result = KeptEntry | _Later | _Faulty


def file_events(frame: Frame, paths: Sequence[str], made: Made, shelf: Shelf, jobs: int) -> Filed:
    """``paths``: of the event files, below content/, in the order of their names."""
    return _Filing(frame, paths, made, shelf, jobs).filed()


class _Filing:
    def __init__(self, frame: Frame, paths: Sequence[str], made: Made, shelf: Shelf, jobs: int) -> None:
        self.frame, self.paths, self.made, self.shelf, self.jobs = frame, paths, made, shelf, jobs
        self.read = frame.tree.read
        self.prints: Fingerprints = shelf.look(frame.records.files, self.read)
        self.ground = ground_of(frame, self.prints.of)
        early = _Early(dict(frame.addresses), frozenset(paths))
        self.early = replace(frame.around, addresses=early)

    def filed(self) -> Filed:
        results: dict[str, _Result] = {path: kept for path in self.paths if (kept := self.unchanged(path))}
        unknown = [path for path in self.paths if path not in results]
        results |= self.composed(unknown, lambda path: self.compose(path, self.early, self.shelf.entries.get(path)))
        self.frame.addresses.update(
            {path: "" if isinstance(result, _Faulty) else result.address for path, result in results.items()}
        )
        again = self.fallen(results)
        results |= self.composed(again, lambda path: self.compose(path, self.frame.around, None))
        faulty = {path: result for path, result in results.items() if isinstance(result, _Faulty)}
        entries = {path: entry for path in self.paths if isinstance(entry := results[path], KeptEntry)}
        entries = self.shelf.save(entries, self.prints)
        return Filed(
            entries_of(tuple(entries.values()), self.frame.surroundings.branches, self.shelf.volumes),
            tuple([problem for result in faulty.values() for problem in result.problems]),
            frozenset(faulty),
            len(unknown) + len(again),
        )

    def unchanged(self, path: str) -> KeptEntry | None:
        """The kept entry of a file whose bytes are what they were, as far as can be told without reading it."""
        entry = self.shelf.entries.get(path)
        return entry if entry is not None and self.prints.unread(path) == entry.digest else None

    def fallen(self, results: Mapping[str, _Result]) -> list[str]:
        """The files that do not come to that, now that all addresses are known: those that waited for them, and those whose
        footing is another one."""
        entries, now = self.shelf.entries, self.frame.now.timestamp()

        def stands(path: str, result: _Result) -> bool:
            kept = entries.get(path)
            if isinstance(result, _Later) or kept is None or isinstance(result, _Faulty) or result.identity != kept.identity:
                return not isinstance(result, _Later)
            return kept.since <= now < kept.until and self.ground.holds(path, kept.footing, map(uuid_on, kept.cards))

        return [path for path in self.paths if not stands(path, results[path])]

    def composed(self, paths: list[str], compose: Callable[[str], tuple[bytes, _Result]]) -> dict[str, _Result]:
        """What each file comes to, and its digest noted."""

        def work(piece: Sequence[str]) -> list[tuple[str, bytes, _Result]]:
            try:
                found = [(path, *compose(path)) for path in piece]
            except TemplateError as error:
                raise explained(error) from error
            self.shelf.volumes.flush()
            return found

        results: dict[str, _Result] = {}
        for path, digest, result in chain.from_iterable(spread(work, paths, self.jobs)):
            self.prints.note(path, digest)
            results[path] = result
        return results

    def compose(self, path: str, around: Around, kept: KeptEntry | None) -> tuple[bytes, _Result]:
        """The digest of a file, and what it comes to; ``kept`` goes for its bytes, whether or not it ``stands``."""
        try:
            data = self.read(path)
        except ContentError as error:
            return b"", _Faulty(error.problems)
        digest = digest_of(data)
        if kept is not None and kept.digest == digest:
            return digest, kept
        return digest, self.entry_of(path, data, digest, around)

    def entry_of(self, path: str, data: bytes, digest: bytes, around: Around) -> _Result:
        record = read_one(path, data)
        if isinstance(record, ContentError):
            return _Faulty(record.problems)
        try:
            entry = self.frame.entry(record, around)
        except _UnsettledError:
            return _Later(page_path(record))
        footing = self.ground.footing(record, entry)
        entry = replace(entry, problems=(*record.problems, *entry.problems))
        return kept_entry(entry, footing, digest, self.made, self.shelf.volumes)
