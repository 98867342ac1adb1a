"""YAML whose every value knows its line and column, and whose scalars are the text that stands in the file.

``19:00`` stays "19:00" and ``no`` stays "no": what a scalar means is decided by the type that its key declares,
not by its looks. Aliases work, but may not multiply; duplicate keys are refused; nesting has a limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from opslag.source.plain import load_plain

Path = tuple[str | int, ...]
Mark = tuple[int, int]

MAX_DEPTH = 20
MAX_VALUES = 100_000
CHARACTERS = 100
"""A text that aliases repeat counts as one more value for each so many characters."""

_MISSING = object()


class MarkedError(ValueError):
    """The text is no YAML that can be used. ``line`` and ``column`` count from 1 in the text that was given."""

    def __init__(self, line: int, column: int, field: str, found: str, remedy: str) -> None:
        super().__init__(f"{line}:{column}: {field}: {found}; {remedy}")
        self.line, self.column, self.field, self.found, self.remedy = line, column, field, found, remedy


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the keys and values of one document stand: a path such as ``("tickets", 0, "price")`` to line, column."""

    values: dict[Path, Mark]
    keys: dict[Path, Mark]

    def of(self, path: Path) -> Mark:
        """The place of a value; of the nearest thing around it where the path itself is not in the document."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def of_key(self, path: Path) -> Mark:
        return self.keys.get(path) or self.of(path)


def load(text: str) -> Any:
    """The document's value: dicts, lists and strings. A key left empty is left out.

    Raises MarkedError for what is no YAML, for duplicate keys, for nesting deeper than MAX_DEPTH and for aliases
    that would unfold to more than MAX_VALUES values.
    """
    plain = load_plain(text)
    return _compose(text, None) if plain is None else plain


def load_marked(text: str) -> tuple[Any, Marks]:
    """As ``load``, with the marks. Slower, so it is for a file that has a fault to be told."""
    marks = Marks({}, {})
    return _compose(text, marks), marks


class _Node:
    """A mapping or sequence that is being filled; the outermost one, with no path, receives the document itself."""

    __slots__ = ("anchor", "empty", "key", "path", "size", "value")

    def __init__(self, value: dict[str, Any] | list[Any], path: Path | None, anchor: str | None) -> None:
        self.value = value
        self.path = path
        self.anchor = anchor
        self.key: Any = _MISSING
        self.empty: list[str] = []
        self.size = 1


def _compose(text: str, marks: Marks | None) -> Any:
    if _BREAKS.search(text):
        text = _BREAKS.sub(" ", text)
    try:
        return _Composer(marks).document(CParser(text))
    except yaml.reader.ReaderError:
        raise _unprintable(text) from None
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text) from None


_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line breaks to YAML, and to no editor's program: counted as such, every line below one would have the wrong number."""


def _unprintable(text: str) -> MarkedError:
    at = yaml.reader.Reader.NON_PRINTABLE.search(text)
    before = text[: at.start()] if at else ""
    found = "a character that cannot be printed" + (f" (U+{ord(at[0]):04X})" if at else "")
    return MarkedError(before.count("\n") + 1, len(before) - before.rfind("\n"), "", found, "delete it")


class _Composer:
    def __init__(self, marks: Marks | None) -> None:
        self._marks = marks
        self._anchors: dict[str, tuple[Any, int]] = {}

    def document(self, parser: Any) -> Any:
        """Builds the value from the parser's events, without recursion: a hostile file cannot exhaust the stack."""
        received: list[Any] = []
        stack = [_Node(received, None, None)]
        documents = 0
        while True:
            event = parser.get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(stack[-1], event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                node = stack[-1]
                if type(node.value) is dict and node.key is _MISSING:
                    raise _at(event, "", "a key that is a list or a mapping", "a key is one word")
                if len(stack) > MAX_DEPTH:
                    raise _at(event, _name(node.path), f"nested deeper than {MAX_DEPTH} levels", "write it flatter")
                path = self._path(node)
                if event.tag:
                    raise _at(event, _name(path), *_EXCLAMATION)
                stack.append(_Node({} if kind is yaml.MappingStartEvent else [], path, event.anchor))
                if self._marks is not None:
                    self._marks.values[path] = (event.start_mark.line + 1, event.start_mark.column + 1)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                done = stack.pop()
                if done.empty and isinstance(done.value, dict):
                    for key in done.empty:
                        del done.value[key]
                if done.anchor:
                    self._anchors[done.anchor] = (done.value, done.size)
                self._put(stack[-1], done.value, event, done.size)
            elif kind is yaml.AliasEvent:
                if event.anchor not in self._anchors:
                    found = f'"*{event.anchor}" points at nothing'
                    raise _at(event, "", found, "write the value itself, in quotes if it begins with *")
                value, size = self._anchors[event.anchor]
                self._put(stack[-1], value, event, size)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _at(event, "", "a second --- in the same place", "keep one block of settings")
            elif kind is yaml.StreamEndEvent or event is None:
                return received[0] if received else None

    def _scalar(self, node: _Node, event: Any) -> None:
        value = event.value
        if event.style == '"' and yaml.reader.Reader.NON_PRINTABLE.search(value):
            raise _at(event, "", "a character that cannot be printed", "delete it")
        if type(node.value) is dict and node.key is _MISSING:
            self._key(node, event)
            return
        if event.tag:
            raise _at(event, _name(self._path(node)), *_EXCLAMATION)
        if value == "" and not event.style:
            value = None  # a key with nothing behind it: left out of its mapping
        if event.anchor:
            self._anchors[event.anchor] = (value, 1 + len(event.value) // CHARACTERS)
        self._put(node, value, event, 1)

    def _path(self, node: _Node) -> Path:
        """The path of the value that the node receives next."""
        if node.path is None:
            return ()
        return (*node.path, len(node.value) if type(node.value) is list else node.key)

    def _key(self, node: _Node, event: Any) -> None:
        key = event.value
        if key in node.value:
            raise _at(event, key, f'"{key}" stands twice', "keep one of them")
        if key == "<<" and not event.style:
            raise _at(event, key, "merge keys are not used here", "write the keys themselves")
        node.key = key
        if self._marks is not None:
            self._marks.keys[self._path(node)] = (event.start_mark.line + 1, event.start_mark.column + 1)

    def _put(self, node: _Node, value: Any, event: Any, size: int) -> None:
        if self._marks is not None and type(value) is not dict and type(value) is not list:
            self._marks.values[self._path(node)] = (event.start_mark.line + 1, event.start_mark.column + 1)
        node.size += size
        if node.size > MAX_VALUES:
            raise _at(event, _name(node.path), f"unfolds to more than {MAX_VALUES} values", "write it without aliases")
        if type(node.value) is list:
            node.value.append(value)
            return
        if node.key is _MISSING:
            raise _at(event, "", "a key that is an alias", "write the key itself")
        if value is None:
            node.empty.append(node.key)  # it stays until the mapping ends, so that a second key of that name is seen
        node.value[node.key] = value
        node.key = _MISSING


def _name(path: Path | None) -> str:
    return ".".join(map(str, path or ()))


def _at(event: Any, field: str, found: str, remedy: str) -> MarkedError:
    mark = event.start_mark
    return MarkedError(mark.line + 1, mark.column + 1, field, found, remedy)


_NO_COLON = ('a line with no ": " in it', "write key: value, with a space behind the colon")
_MISFIT = ("a line that does not fit those around it", "give it the same indentation, or put the text in quotes")
_OPEN_QUOTE = ("a quotation mark that is never closed", "close it")
_ESCAPE = ("a \\ within quotes", "write it twice, or put the text in single quotes")
_EXCLAMATION = ('a "!" that begins a value', "put the text in quotes")

# libyaml's words for the mistakes that people make, and ours. Where the last is true, the fault is where the thing begins.
_SAID = (
    ("found character that cannot start any token", "\t", "a tab", "indent with spaces", False),
    ("found a tab character", "", "a tab", "indent with spaces", False),
    ("found character that cannot start any token", "", "a character that begins no value", "put the text in quotes", False),
    ("mapping values are not allowed", "", 'a second ":" in the line', 'put the text in quotes: "…"', False),
    ("could not find expected ':'", "", *_NO_COLON, True),
    ("did not find expected ',' or ']'", "", "a [ that is never closed", "end the list with ]", True),
    ("did not find expected ',' or '}'", "", "a { that is never closed", "end it with }", True),
    ("found unexpected end of stream", "", *_OPEN_QUOTE, True),
    ("found unexpected document indicator", "", *_OPEN_QUOTE, True),
    ("found unknown escape character", "", *_ESCAPE, False),
    ("found invalid Unicode character escape code", "", *_ESCAPE, False),
    ("did not find expected hexdecimal number", "", *_ESCAPE, False),
    ("did not find expected key", "", *_MISFIT, False),
    ("did not find expected '-' indicator", "", *_MISFIT, False),
    ("block sequence entries are not", "", 'a "-" that begins a value', "put the text in quotes, or the list below", False),
    ("did not find expected node content", "", "no value where one is expected", "write one, or delete the comma", False),
    ("did not find expected alphabetic or numeric", "", "a & or * that begins a value", "put the text in quotes", True),
    ("found undefined tag handle", "", *_EXCLAMATION, False),
    ("did not find expected whitespace", "", *_EXCLAMATION, True),
    ("expected comment or line break", "", "text behind a | or >", "write it on the lines below", True),
    ("did not find expected <document start>", "", _MISFIT[0], "give every key the same indentation", False),
)

_HAS_KEY = re.compile(r":(\s|$)")


def _explained(error: yaml.MarkedYAMLError, text: str) -> MarkedError:
    problem = error.problem or str(error)
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return MarkedError(line, here.index("\t") + 1, "", "a tab", "indent with spaces")
    if "mapping values are not allowed" in problem and ":" not in here[: column - 1]:  # so it is the line above that is odd
        above = lines[line - 2] if line > 1 else ""
        if not _HAS_KEY.search(above):
            return MarkedError(line - 1, 1, "", *_NO_COLON)
        problem, column = "did not find expected key", len(here) - len(here.lstrip()) + 1
    for said, sign, found, remedy, begins in _SAID:
        if said in problem and sign in here[column - 1 : column]:
            if begins and error.context_mark:
                line, column = error.context_mark.line + 1, error.context_mark.column + 1
            return MarkedError(line, column, "", found, remedy)
    return MarkedError(line, column, "", problem, "see the example in content/README.md")
