"""A record: one content file, read and checked as far as it can be by itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from opslag.content.frontmatter import take_apart
from opslag.content.markdown import render
from opslag.content.remnant import Remnant, RemnantError, left_of
from opslag.content.tree import typed
from opslag.errors import Problem, Severity
from opslag.frozen import frozen
from opslag.source.comments import doubtful_comments
from opslag.source.marks import MarkedError, Marks, Path, load_marked, load_with_empty
from opslag.source.shape import ShapeError, ShapeFault, shaped

T = TypeVar("T")

Finish = Callable[[T, Mapping[str, Any], Sequence[Path]], T]

Check = Callable[[Mapping[str, Any]], list[ShapeFault]]

FRONT_LINE = 2
"""The line of a file on which its front matter begins."""


@frozen
class Record(Generic[T]):
    """A file's front matter as its type, and its body as sanitised HTML whose links are not resolved yet."""

    path: str
    """As messages name it: ``content/events/2026/krimi.md``."""
    front: T
    body: str
    extra: dict[str, Any]
    """Keys that the type does not know, where it lets them through: text, lists and mappings of text."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the body, and what in the front matter may not be meant so."""

    @property
    def stem(self) -> str:
        """The file's name without folders and ending, as it is typed: what its address is made of, and other files name it by."""
        return typed(self.path.rpartition("/")[2].rpartition(".")[0])


def read_record(path: str, data: bytes, shape: type[T], finish: Finish[T] | None = None, check: Check | None = None) -> Record[T]:
    """The record in a file's bytes; a pure function of both. Raises ContentError, with all that is wrong in the file by itself,
    where the front matter cannot be used: a RemnantError, where there is front matter.

    ``finish`` may go on with the typed front matter, its text, and its keys that are empty; and raise ShapeError. ``check`` may
    find fault with the text, where an empty key has an empty one.
    """
    parts = take_apart(path, data)
    problems: list[Problem] = []
    faults: list[ShapeFault] = []
    front: T | None = None
    value: Any = None
    empty: Sequence[Path] = ()
    try:
        value, empty = load_with_empty(parts.front)
        if check and isinstance(value, dict):
            faults.extend(check(value | {str(path[0]): "" for path in empty if len(path) == 1}))
        front = shaped(shape, value, empty)
        if finish:
            front = finish(front, value, empty)
    except MarkedError as error:
        problems.append(Problem(path, error.line + FRONT_LINE - 1, error.column, error.field, error.found, error.remedy))
    except ShapeError as error:
        faults.extend(error.faults)
    body, found = render(parts.body, path, parts.body_line)
    found += doubtful_comments(path, parts.front, FRONT_LINE)
    known = keys_of(shape)
    if faults or front is None:

        def finished(left: T, rest: Mapping[str, Any]) -> T:
            return finish(left, rest, empty) if finish else left

        left, faulty, besides = left_of(shape, value, faults, known, finished)
        faults.extend(besides)
        if faults:
            problems.extend(ShapeError(faults).problems(path, load_marked(parts.front)[1], FRONT_LINE))
        raise RemnantError([*problems, *found], Remnant(Record(path, left, body, {}), faulty))
    extra = {} if value.keys() <= known else {key: value[key] for key in value if key not in known}
    return Record(path, front, body, extra, tuple(found))


def keys_of(shape: Any) -> frozenset[str]:
    """The keys that front matter of this type has."""
    return _keys_of(shape)


@cache
def _keys_of(shape: Any) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(shape))


class Places:
    """Where things stand in one file, for a fault that only other files show. Made by reading the file a second time."""

    def __init__(self, path: str, marks: Marks, first_line: int, body: str = "", body_line: int = 1) -> None:
        self._path, self._marks, self._first_line, self._body, self._body_line = path, marks, first_line, body, body_line

    @classmethod
    def of_file(cls, path: str, data: bytes) -> Places:
        """Of a file with front matter."""
        parts = take_apart(path, data)
        try:
            marks = load_marked(parts.front)[1]
        except MarkedError:  # which is told where the file is read; there is still its body
            marks = Marks({}, {})
        return cls(path, marks, FRONT_LINE, parts.body, parts.body_line)

    @classmethod
    def of_document(cls, path: str, data: bytes) -> Places:
        """Of a file that is YAML from its first line on."""
        return cls(path, load_marked(data.decode("utf-8-sig"))[1], 1)

    def problem(self, where: Path, found: str, remedy: str, severity: Severity = Severity.ERROR) -> Problem:
        """A Problem at the value of a key, or at what is around it where the key is not there."""
        line, column = self._marks.of(where)
        return Problem(self._path, line + self._first_line - 1, column, ".".join(map(str, where)), found, remedy, severity)

    def found(self, look: Callable[[Marks, int], list[Problem]]) -> list[Problem]:
        """What a check finds that needs the marks themselves, and the line of the file on which the document begins."""
        return look(self._marks, self._first_line)

    def in_body(self, text: str, found: str, remedy: str, severity: Severity = Severity.ERROR) -> Problem:
        """A Problem at the first place of a text in the body; at the body's beginning where it does not stand there as such."""
        at = max(self._body.find(text), 0)
        line = self._body_line + self._body.count("\n", 0, at)
        column = at - (self._body.rfind("\n", 0, at) + 1) + 1
        return Problem(self._path, line, column, "body", found, remedy, severity)
