"""``created_at`` never changes, and ``updated_at`` never goes back."""

from __future__ import annotations

from collections.abc import Iterator

from opslag.contract.finding import Finding
from opslag.contract.since import Since
from opslag.errors import Severity


def rewritten(since: Since) -> Iterator[Finding]:
    """A warning for each of the two promises that is not kept, with how often, and where first.

    They are warnings because git's history, from which the two come, may have been rewritten on purpose.
    """
    moved = [(now, then) for then, now, old, new in _pairs(since, "created_at") if new != old]
    back = [(now, then) for then, now, old, new in _pairs(since, "updated_at") if new < old]
    for key, place, pairs, what in (("created", 2, moved, "changed"), ("updated", 3, back, "went back")):
        if pairs:
            now, then = min(pairs)
            more = f", as in {len(pairs) - 1} more" if len(pairs) > 1 else ""
            remedy = f"where that is not meant, write {key}: {since.before.event(then).written[place]} in the file"
            yield Finding(now, f"{key}_at", f"{what} since the last published feed{more}", remedy, Severity.WARNING)


def _pairs(since: Since, name: str) -> Iterator[tuple[int, int, float, float]]:
    """(place before, place now, moment before, moment now) of those that have both."""
    olds, news = since.before.column(name), since.feed.column(name)
    for then, now in since.other:
        if olds[then] is not None and news[now] is not None:
            yield then, now, olds[then], news[now]
