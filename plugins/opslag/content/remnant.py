"""A remnant: what is left of a file when its faulty keys are taken away. What is wrong with the rest is told too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from opslag.errors import ContentError, Problem, did_you_mean
from opslag.frozen import frozen
from opslag.source.shape import UNKNOWN, ShapeError, ShapeFault, shaped

if TYPE_CHECKING:
    from opslag.content.record import Record

T = TypeVar("T")

STAND_INS: Mapping[str, Any] = {
    "title": "–",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "start": "2026-01-01 12:00",
    "date": "2026-01-01",
    "id": "0",
    "address": {"street": "–", "zip_code": "0999", "city": "–"},
    "location": "–",
    "repeat": {"every": "day", "count": "1"},
}
"""What is put, as it would be written, in the place of a faulty key, where without it the file would have another fault."""

_TIMES = ("start", "end", "duration", "all_day")

RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "start": ("all_day",),
    "end": _TIMES,
    "duration": _TIMES,
    "unpublish": ("publish",),
    "repeat": _TIMES,
    "instances": (*_TIMES, "repeat"),
}
"""By key: the others that decide with it whether it is right. While one of these is faulty, nobody can tell."""


@frozen
class Remnant:
    """A record without its faulty keys, or with stand-ins for them; and these keys: ``branch``, ``instances.2026-12-08``."""

    record: Record[Any]
    faulty: frozenset[str]

    def own(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Those of what was found in the record that are no consequence of a faulty key."""
        return tuple(problem for problem in problems if is_own(problem.field, self.faulty))


class RemnantError(ContentError):
    """The front matter of a file cannot be used; what is left of it can still be looked at."""

    def __init__(self, problems: Iterable[Problem], remnant: Remnant) -> None:
        super().__init__(problems)
        self.remnant = remnant

    def __reduce__(self) -> tuple[type[RemnantError], tuple[tuple[Problem, ...], Remnant]]:  # type: ignore[override]
        return type(self), (self.problems, self.remnant)


def is_own(field: str, faulty: Iterable[str]) -> bool:
    """Whether a fault at this place is none that a faulty key may have brought about."""
    return not any(f"{other}.".startswith(f"{key}.") for other in _grounds(field) for key in faulty)


def _grounds(field: str) -> Iterator[str]:
    yield field
    first, *rest = field.split(".")
    if first == "instances" and rest[1:]:  # what one date has for itself stands on the same as it would for the whole series
        yield from _grounds(".".join(rest[1:]))
    elif not (first == "repeat" and rest[:1] == ["skip"]):  # a calendar is there or not, whenever the series begins
        yield from RESTS_ON.get(first, ())


def faulty_keys(faults: Iterable[ShapeFault], keys: Iterable[str]) -> frozenset[str]:
    """The keys to take away: those that have faults, and those that a misspelt one was meant for."""
    said = list(faults)
    found = {f"{path[0]}.{path[1]}" if path[0] == "instances" and path[1:] else str(path[0]) for path, *_ in said}
    meant = {remedy for path, what, remedy, _ in said if what == UNKNOWN and len(path) == 1}
    return frozenset(found | {key for key in keys if did_you_mean(key) in meant})


def left_of(
    shape: type[T], value: Any, faults: Iterable[ShapeFault], keys: frozenset[str], finish: Callable[[T, Mapping[str, Any]], T]
) -> tuple[T, frozenset[str], list[ShapeFault]]:
    """The front matter, given as text, without its faulty keys; these; and what ``finish`` finds besides in the rest."""
    given, faulty = (value, faulty_keys(faults, keys)) if isinstance(value, dict) else ({}, keys)
    rest = _without(given, faulty, keys)
    try:
        return finish(shaped(shape, rest), rest), faulty, []
    except ShapeError as error:
        besides = [fault for fault in error.faults if is_own(".".join(map(str, fault[0])), faulty)]
        faulty |= faulty_keys(error.faults, keys)
        rest = _without(given, faulty, keys)
        return finish(shaped(shape, rest), rest), faulty, besides


def _without(value: Mapping[str, Any], faulty: frozenset[str], keys: frozenset[str]) -> dict[str, Any]:
    rest = {key: given for key, given in value.items() if key not in faulty}
    if "instances" in rest:
        rest["instances"] = {name: own for name, own in rest["instances"].items() if f"instances.{name}" not in faulty}
    return rest | {key: STAND_INS[key] for key in faulty & keys & STAND_INS.keys()}
