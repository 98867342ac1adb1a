"""A consumer's profile: what one system that reads the feeds needs beyond the contract, as data in ``feeds/consumers/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from opslag.errors import ContentError, Problem, nearest
from opslag.frozen import frozen

ANY = "any"
"""In a condition: the field is there and not empty."""

_KEYS = {"title", "reads", "about", "when", "on_violation", "known_from", "needs"}
_NEED_KEYS = {"fields", "when", "longest", "never_ends", "say", "or_else", "from"}


@frozen
class Need:
    """One thing that a consumer needs of an event."""

    fields: tuple[str, ...]
    """Dotted, as in the feed: ``image.url``. Each has to be there, and not to be empty."""
    say: str
    """For the editor, with the names of the front-matter keys: ``Place2Book needs `capacity` …``."""
    or_else: str
    """What happens where it is not met."""
    known_from: str
    """One of the profile's ``known_from``."""
    when: Mapping[str, Any]
    """Field to the value that it must have for the need to hold, or a list of such values, or ANY."""
    longest: int | None = None
    """Characters of a text, or entries of a list; then the fields may be missing."""
    never_ends: str = ""
    """What a text must not end with, such as ``.svg``; then the fields may be missing."""

    def unmet(self, event: Mapping[str, Any]) -> str | None:
        """The first field for which the need is not met; None where it is, or does not hold for such an event."""
        if not holds(self.when, event):
            return None
        for field in self.fields:
            value = value_at(event, field)
            if self.longest is None and not self.never_ends and is_empty(value):
                return field
            if self.never_ends and isinstance(value, str) and value.lower().endswith(self.never_ends):
                return field
            if self.longest is not None and isinstance(value, str | list) and len(value) > self.longest:
                return field
        return None


@frozen
class Profile:
    """What one consumer needs."""

    name: str
    """As ``site.yaml`` calls it: ``place2book``."""
    title: str
    """As people call it: ``Place2Book``."""
    reads: tuple[str, ...]
    """Which feeds."""
    about: str
    when: Mapping[str, Any]
    """Which events it takes; all of them where this is empty."""
    on_violation: str
    """What it does with an event that it cannot use."""
    known_from: Mapping[str, str]
    """Where what is said here comes from, each by a short name. What is our guess says so."""
    needs: tuple[Need, ...]

    def unmet(self, event: Mapping[str, Any]) -> Iterator[tuple[Need, str]]:
        """Each need that an item of the events feed does not meet, and the field."""
        if holds(self.when, event):
            for need in self.needs:
                field = need.unmet(event)
                if field is not None:
                    yield need, field


def value_at(event: Mapping[str, Any], field: str) -> Any:
    """The value of a dotted field; None where it is not there. Of a list of objects, the list of their values."""
    value: Any = event
    for part in field.split("."):
        if isinstance(value, list):
            value = [one[part] for one in value if isinstance(one, dict) and part in one]
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value


def is_empty(value: Any) -> bool:
    """Nothing, an empty text or an empty list; 0 and false are something."""
    return value is None or (isinstance(value, str | list | dict) and not value)


def holds(when: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    for field, wanted in when.items():
        value = value_at(event, field)
        if wanted == ANY:
            if is_empty(value):
                return False
        elif (False if value is None else value) not in (wanted if isinstance(wanted, list) else [wanted]):
            return False
    return True


def read_profile(name: str, data: bytes, path: str) -> Profile:
    """The profile in a file's bytes. Raises ContentError where it is none, with all that is wrong in it."""
    import yaml  # an edit does without, where nobody asks for profiles

    try:
        value = yaml.safe_load(data)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        found = str(getattr(error, "problem", error))
        raise ContentError([Problem(path, line, column, "", found, "mend the profile")]) from None
    faults = list(_faults(value))
    if faults:
        raise ContentError(Problem(path, 0, 0, field, found, remedy) for field, found, remedy in faults)
    return Profile(
        name=name,
        title=value["title"],
        reads=tuple(value["reads"]),
        about=value["about"],
        when=value.get("when") or {},
        on_violation=value["on_violation"],
        known_from=value["known_from"],
        needs=tuple(_need(need) for need in value["needs"]),
    )


def _need(need: dict[str, Any]) -> Need:
    return Need(
        fields=tuple(need["fields"]),
        say=need["say"],
        or_else=need["or_else"],
        known_from=need["from"],
        when=need.get("when") or {},
        longest=need.get("longest"),
        never_ends=need.get("never_ends", ""),
    )


def _faults(value: Any) -> Iterator[tuple[str, str, str]]:
    """(field, found, remedy) of everything that makes a value no profile."""
    if not isinstance(value, dict):
        yield "", "no mapping", "write title, reads, about, on_violation, known_from and needs"
        return
    for key in value.keys() - _KEYS:
        yield str(key), "unknown key", nearest(str(key), _KEYS)
    for key in sorted(_KEYS - value.keys() - {"when"}):
        yield key, "missing", f"add {key}: …"
    known = value.get("known_from")
    if "known_from" in value and not _is_texts(known):
        yield "known_from", "no mapping of names to texts", "say where each need is known from"
    needs = value.get("needs", [])
    if not isinstance(needs, list) or not all(isinstance(need, dict) for need in needs):
        yield "needs", "no list of needs", "write - fields: […] and so on"
        return
    for number, need in enumerate(needs):
        yield from _need_faults(f"needs.{number}", need, known if isinstance(known, dict) else {})


def _need_faults(place: str, need: dict[str, Any], known: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for key in need.keys() - _NEED_KEYS:
        yield f"{place}.{key}", "unknown key", nearest(str(key), _NEED_KEYS)
    for key in ("fields", "say", "or_else", "from"):
        if not need.get(key):
            yield f"{place}.{key}", "missing", f"add {key}: …"
    if need.get("from") and need["from"] not in known:
        yield f"{place}.from", f'"{need["from"]}", which known_from does not name', nearest(str(need["from"]), known)
    if not isinstance(need.get("longest", 1), int):
        yield f"{place}.longest", "no number", "write how many characters, or entries, are the most"
    if not isinstance(need.get("never_ends", ""), str):
        yield f"{place}.never_ends", "no text", "write how a text must not end, such as .svg"


def _is_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) and text for text in value.values())
