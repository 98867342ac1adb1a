"""Values composed from the events of libyaml's parser: any YAML that may be written here."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from opslag.source.complaints import EXCLAMATION, NO_COLON, cut_by_comma, explained
from opslag.source.marks import MAX_DEPTH, MAX_VALUES, MarkedError, Marks, Path

CHARACTERS = 100
"""A text that aliases repeat counts as one more value for each so many characters."""

_MISSING = object()
_COLON = re.compile(r"(?:\s|#.*\n)*:")
"""What stands between a key and its value, comments and all."""
_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line breaks to YAML, and to no editor's program: counted as such, every line below one would have the wrong number."""


def compose(text: str, marks: Marks | None) -> tuple[Any, list[Path]]:
    """The document's value, and the keys that are left out of it because nothing stands behind them. Where its parts stand is
    noted in ``marks``. Raises MarkedError."""
    if _BREAKS.search(text):
        text = _BREAKS.sub(" ", text)
    try:
        composer = _Composer(text, marks)
        return composer.document(CParser(text)), composer.empty
    except yaml.reader.ReaderError:
        raise _unprintable(text) from None
    except yaml.MarkedYAMLError as error:
        raise explained(error, text) from None


def _unprintable(text: str) -> MarkedError:
    at = yaml.reader.Reader.NON_PRINTABLE.search(text)
    before = text[: at.start()] if at else ""
    found = "a character that cannot be printed" + (f" (U+{ord(at[0]):04X})" if at else "")
    return MarkedError(before.count("\n") + 1, len(before) - before.rfind("\n"), "", found, "delete it")


class _Node:
    """A mapping or sequence that is being filled; the outermost one, with no path, receives the document itself."""

    __slots__ = ("anchor", "empty", "key", "key_event", "path", "size", "value")

    def __init__(self, value: dict[str, Any] | list[Any], path: Path | None, anchor: str | None) -> None:
        self.value = value
        self.path = path
        self.anchor = anchor
        self.key: Any = _MISSING
        self.key_event: Any = None
        self.empty: list[str] = []
        self.size = 1


class _Composer:
    def __init__(self, text: str, marks: Marks | None) -> None:
        self._text = text
        self._marks = marks
        self.empty: list[Path] = []
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
                    raise _at(event, "", "a key in brackets or braces", "a key is one word")
                if len(stack) > MAX_DEPTH:
                    raise _at(event, _name(node.path), f"nested deeper than {MAX_DEPTH} levels", "write it flatter")
                path = self._path(node)
                if event.tag:
                    raise _at(event, _name(path), *EXCLAMATION)
                stack.append(_Node({} if kind is yaml.MappingStartEvent else [], path, event.anchor))
                if self._marks is not None:
                    self._marks.values[path] = (event.start_mark.line + 1, event.start_mark.column + 1)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                done = stack.pop()
                if done.empty and isinstance(done.value, dict):
                    for key in done.empty:
                        del done.value[key]
                        self.empty.append((*(done.path or ()), key))
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
            raise _at(event, _name(self._path(node)), *EXCLAMATION)
        if value == "" and not event.style:
            value = None  # a key with nothing behind it: left out of its mapping
            if type(node.value) is dict and not _COLON.match(self._text, node.key_event.end_mark.index):
                raise self._without_colon(node)
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
        node.key, node.key_event = key, event
        if self._marks is not None:
            self._marks.keys[self._path(node)] = (event.start_mark.line + 1, event.start_mark.column + 1)

    def _without_colon(self, node: _Node) -> MarkedError:
        """A key that is none: within { } it belongs to the value before the comma, or has not been written as one."""
        key, event, path = node.key, node.key_event, node.path or ()
        last, value = next(reversed(node.value.items()), ("", None)) if isinstance(node.value, dict) else ("", None)
        head = self._text[: event.start_mark.index]
        if not isinstance(value, str) or ":" in key or not head.rstrip().endswith(","):
            return _at(event, _name(path), f'"{key}", which has no ": " in it', NO_COLON[1])
        return _at(event, _name((*path, last)), *cut_by_comma(value, "" if head.endswith(",") else " ", key))

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
