"""Where the fields of the feed stand in the content: looked up only when the gate has found something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cached_property

from opslag.content.record import Places
from opslag.content.tree import Tree
from opslag.events.event import Event
from opslag.library import Library
from opslag.source.marks import Path as KeyPath

KEYS: dict[str, KeyPath] = {
    "": ("title",),
    "url": ("slug",),
    "date_time": ("start",),
    "date_time.start": ("start",),
    "date_time.end": ("end",),
    "image": ("image",),
    "originalImage": ("image",),
    "teaserImage": ("teaser_image",),
    "branches": ("branch",),
    "organizer": ("branch",),
    "ticket_categories": ("tickets",),
    "ticket_capacity": ("capacity",),
    "ticket_manager_relevance": ("ticket_manager",),
    "external_data": ("ticket_url",),
    "screen_names": ("screens",),
    "created_at": ("created",),
    "updated_at": ("updated",),
    "series": ("repeat",),
}
"""The front-matter key behind a field of the feed, where it has another name."""

_NAMED = frozenset(key.name for key in fields(Event))


class Sources(Mapping[tuple[str, str], str]):
    """(uuid, field of the feed) to ``content/events/krimi.md:7:8``."""

    def __init__(self, library: Library, tree: Tree) -> None:
        self._library = library
        self._tree = tree
        self._read: dict[str, Places] = {}

    @cached_property
    def _files(self) -> dict[str, str]:
        occurrences = self._library.occurrences
        return dict(zip(occurrences.column("uuid"), occurrences.column("source"), strict=True))

    def __getitem__(self, key: tuple[str, str]) -> str:
        uuid, field = key
        path = self._files[uuid]
        where = KEYS.get(field) or ((field,) if field in _NAMED else None)
        if where is None:
            raise KeyError(key)
        problem = self._places(path).problem(where, "", "")
        return f"{path}:{problem.line}:{problem.column}"

    def _places(self, path: str) -> Places:
        if path not in self._read:
            self._read[path] = Places.of_file(path, self._tree.read(path.removeprefix("content/")))
        return self._read[path]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((uuid, "") for uuid in self._files)

    def __len__(self) -> int:
        return len(self._files)
