"""What is different between two events feeds, event by event, as a vendor that keeps them by uuid would see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

QUIET = frozenset({"updated_at", "created_at"})
"""Fields that say when, and not what."""

Item = Mapping[str, Any]


class Change(NamedTuple):
    """One event that is in one feed and not in the other, or not the same in both."""

    kind: Literal["added", "updated", "removed"]
    uuid: str
    item: Item
    """As it is now; of a removed one, as it was."""
    fields: tuple[str, ...] = ()
    """The names of those that changed, of an updated one: ``title``, ``date_time``."""


def changes(before: Mapping[str, Item], after: Mapping[str, Item]) -> list[Change]:
    """By start, then uuid; both feeds by uuid."""
    found = [Change("added", uuid, item) for uuid, item in after.items() if uuid not in before]
    found += [Change("removed", uuid, item) for uuid, item in before.items() if uuid not in after]
    for uuid, item in after.items():
        names = changed_fields(before[uuid], item) if uuid in before else ()
        if names:
            found.append(Change("updated", uuid, item, names))
    return sorted(found, key=lambda change: (change.item["date_time"]["start"], change.uuid))


def changed_fields(before: Item, after: Item) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys((*before, *after)) if name not in QUIET and before.get(name) != after.get(name))
