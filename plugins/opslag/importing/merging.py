"""A file that an editor has changed since the import wrote it, brought up to date part by part.

A part that only the other site changed is taken over; one that only the editor changed is kept; where both did, the editor's
stays, and the conflict is told. What else stands in the file (comments, order, the way values are written) is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from opslag.content.frontmatter import take_apart
from opslag.content.record import FRONT_LINE
from opslag.errors import ContentError, Problem, Severity
from opslag.frozen import frozen
from opslag.importing.sheet import WHEN, Sheet, fingerprint, units
from opslag.source.document import decoded
from opslag.source.marks import MarkedError, load, load_marked
from opslag.source.notation import Value, flow, lines, scalar

_SHOWN = 60


@frozen
class Merged:
    """The file's bytes, and what was not taken over, each at its line."""

    data: bytes
    conflicts: tuple[Problem, ...]


def merge(current: bytes, base: Mapping[str, str], sheet: Sheet, path: str) -> Merged:
    """``base``: the fingerprints of what the import wrote last; ``path`` is the file's, below content/.

    A file that cannot be read, or changed part by part, is left alone, with a conflict that says so.
    """
    try:
        file = _File(current, path, whole=sheet.body is None)
        return file.merged(base, sheet)
    except (ContentError, MarkedError, _UnfitError):
        found = "changed here, in a way that cannot be brought together with the other site's changes"
        return Merged(current, (Problem(f"content/{path}", 0, 0, "", found, "nothing in it was changed", Severity.WARNING),))


class _UnfitError(Exception):
    """The front matter is not laid out a key a line."""


class _File:
    def __init__(self, data: bytes, path: str, *, whole: bool) -> None:
        self.path = f"content/{path}"
        self.whole = whole
        if whole:
            front, body = decoded(self.path, data), None
        else:
            parts = take_apart(self.path, data)
            front, body = parts.front, parts.body
        self.lines = front.removesuffix("\n").split("\n") if front.strip() else []
        self.body = body

    def front(self) -> dict[str, Any]:
        value = load("\n".join(self.lines))
        if value is not None and not isinstance(value, dict):
            raise _UnfitError
        return value or {}

    def bytes(self) -> bytes:
        front = "".join(f"{line}\n" for line in self.lines)
        return (front if self.whole else f"---\n{front}---\n{self.body}").encode()

    def merged(self, base: Mapping[str, str], sheet: Sheet) -> Merged:
        here, there = units(self.front(), self.body), sheet.units()
        conflicts: list[Problem] = []
        taken: dict[str, Value | None] = {}
        for name in dict.fromkeys((*there, *base)):
            own, other, was = (_printed(here.get(name)), _printed(there.get(name)), base.get(name))
            if other in (own, was):
                continue
            if own == was:
                taken[name] = there.get(name)
            else:
                conflicts.append(self.conflict(name, here.get(name), there.get(name)))
        if "when" not in taken and _printed(here.get("when")) != _printed(there.get("when")):
            dates = [name for name in taken if name.startswith("instances/") and (name not in here or name not in there)]
            conflicts += [self.conflict(name, here.get(name), taken.pop(name)) for name in dates]
        for name, value in taken.items():
            self.take(name, value, sheet)
        wanted = {**here, **{name: value for name, value in taken.items() if value is not None}}
        wanted = {name: value for name, value in wanted.items() if not (name in taken and taken[name] is None)}
        if {name: _printed(value) for name, value in units(self.front(), self.body).items()} != {
            name: _printed(value) for name, value in wanted.items()
        }:
            raise _UnfitError
        return Merged(self.bytes(), tuple(conflicts))

    def conflict(self, name: str, own: Value | None, other: Value | None) -> Problem:
        path: tuple[str, ...] = tuple(name.split("/", 1))
        if name == "when":
            path = next(((key,) for key in WHEN if key in self.front()), ("start",))
        line, column = load_marked("\n".join(self.lines))[1].of(path)
        found = f"kept as it was edited here ({_said(own)})"
        remedy = f"the other site says {_said(other)} now"
        first = 1 if self.whole else FRONT_LINE
        if name == "body":
            line, column, first, found, remedy = 0, 0, 0, "kept as it was edited here", "the other site has another text now"
        return Problem(self.path, line + first - 1 if first else 0, column, ".".join(path), found, remedy, Severity.WARNING)

    # What is taken over

    def take(self, name: str, value: Value | None, sheet: Sheet) -> None:
        if name == "body":
            self.body = f"\n{value}\n" if value else ""
        elif name == "when":
            for key in WHEN:
                self.set_key(key, sheet.front.get(key), sheet)
        elif name.startswith("instances/"):
            self.set_instance(name.partition("/")[2], value)
        else:
            self.set_key(name, value, sheet)

    def set_key(self, key: str, value: Value | None, sheet: Sheet) -> None:
        there = self.block((key,))
        new = [] if value is None else lines(key, value)
        if there:
            self.lines[there[0] : there[1]] = new
        elif new:
            at = self.place_of(key, sheet)
            self.lines[at:at] = new

    def set_instance(self, name: str, value: Value | None) -> None:
        there = self.block(("instances", name))
        around = self.block(("instances",))
        if there:
            head = self.lines[there[0]]
            indent = head[: len(head) - len(head.lstrip())]
            self.lines[there[0] : there[1]] = [] if value is None else [f"{indent}{scalar(name)}: {flow(value)}"]
            if value is None and around and there[1] - there[0] == around[1] - around[0] - 1:
                del self.lines[around[0]]
        elif around and value is not None:
            second = self.lines[around[0] + 1]
            indent = second[: len(second) - len(second.lstrip())] or "  "
            self.lines[around[1] : around[1]] = [f"{indent}{scalar(name)}: {flow(value)}"]
        elif value is not None:
            self.lines += lines("instances", {name: value})

    def block(self, path: tuple[str, ...]) -> tuple[int, int] | None:
        """The first line of a key and the one behind its last; None where the key is not there."""
        mark = load_marked("\n".join(self.lines))[1].keys.get(path)
        if mark is None:
            return None
        first, indent = mark[0] - 1, mark[1] - 1
        if self.lines[first][:indent].strip() or (len(path) == 1 and indent):
            raise _UnfitError
        end = first + 1
        for at in range(first + 1, len(self.lines)):
            line = self.lines[at]
            if line.strip() and not line.lstrip().startswith("#"):
                if len(line) - len(line.lstrip()) <= indent:
                    break
                end = at + 1
        return first, end

    def place_of(self, key: str, sheet: Sheet) -> int:
        """Behind the last of the keys that the import writes before this one."""
        order = list(sheet.front)
        for former in reversed(order[: order.index(key)]):
            there = self.block((former,))
            if there:
                return there[1]
        return len(self.lines)


def _printed(value: Value | None) -> str | None:
    return None if value is None else fingerprint(value)


def _said(value: Value | None) -> str:
    if value is None:
        return "nothing"
    text = re.sub(r"\s+", " ", value if isinstance(value, str) else flow(value))
    return f'"{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"}"'
