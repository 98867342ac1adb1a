"""When a content file was made and last changed: what it says itself, else git, else the file system."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from opslag.content.history import History
from opslag.content.moment import instant
from opslag.content.tree import Tree

Basis = tuple[str | None, float | None, int | str | None]
"""Plain values of which only the equality counts."""


class Dating:
    """The dates of one state of content/, as instants of the site's zone."""

    def __init__(self, tree: Tree, history: History | None, imported: Mapping[str, str], zone: ZoneInfo, now: datetime) -> None:
        """``imported``: path below content/ to the SHA-256 of the file as an import left it. Without a history the files' own
        times stand for it. What is not committed was changed ``now``."""
        self._tree, self._history, self._imported, self._zone, self._now = tree, history, imported, zone, now
        self._edited: dict[str, bool] = {}

    def of(self, path: str, created: datetime | None, updated: datetime | None) -> tuple[datetime, datetime]:
        """(made, last changed) of a file, given what it says itself.

        What an import wrote down holds as long as the file is as the import left it; an edit since then is later.
        """
        edited = updated is not None and self._is_edited(path)
        first, last = self._kept(path) if created is None or updated is None or edited else (self._now, self._now)
        made = instant(created, self._zone) if created else first
        changed = instant(updated, self._zone) if updated else last
        if edited:
            changed = max(changed, last)
        return (made, changed) if made <= changed else (changed, made)

    def basis(self, path: str, *, given: bool) -> Basis | None:
        """What the dates of a file follow from besides its own bytes; the same basis, the same dates. None where it gives both
        (``given``) and no import wrote it."""
        imported = self._imported.get(path)
        if given and imported is None:
            return None
        if self._history is None:
            return imported, self._tree.modified(path), None
        known = self._history.dates.get(path)
        if known is None or path in self._history.dirty:
            return imported, known.created if known else None, self._now.isoformat()
        return imported, known.created, known.updated

    @property
    def imported(self) -> bool:
        """Whether an import wrote any file."""
        return bool(self._imported)

    def _is_edited(self, path: str) -> bool:
        """Whether a file that an import wrote has other bytes now."""
        wrote = self._imported.get(path)
        if wrote is None:
            return False
        if path not in self._edited:
            self._edited[path] = sha256(self._tree.read(path)).hexdigest() != wrote
        return self._edited[path]

    def _kept(self, path: str) -> tuple[datetime, datetime]:
        """The file's first and last commit."""
        if self._history is None:
            modified = self._at(int(self._tree.modified(path)))
            return modified, modified
        known = self._history.dates.get(path)
        if known is None:
            return self._now, self._now
        return self._at(known.created), self._now if path in self._history.dirty else self._at(known.updated)

    def _at(self, seconds: int) -> datetime:
        return instant(datetime.fromtimestamp(seconds, UTC), self._zone)
