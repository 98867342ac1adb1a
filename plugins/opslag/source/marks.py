"""YAML whose every value knows its line and column, and whose scalars are the text that stands in the file.

``19:00`` stays "19:00" and ``no`` stays "no": what a scalar means is decided by the type that its key declares,
not by its looks. Aliases work, but may not multiply; duplicate keys are refused; nesting has a limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opslag.frozen import frozen
from opslag.source.plain import load_plain

Path = tuple[str | int, ...]
Mark = tuple[int, int]

MAX_DEPTH = 20
MAX_VALUES = 100_000


class MarkedError(ValueError):
    """The text is no YAML that can be used. ``line`` and ``column`` count from 1 in the text that was given."""

    def __init__(self, line: int, column: int, field: str, found: str, remedy: str) -> None:
        super().__init__(f"{line}:{column}: {field}: {found}; {remedy}")
        self.line, self.column, self.field, self.found, self.remedy = line, column, field, found, remedy


@frozen
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
    return load_with_empty(text)[0]


def load_with_empty(text: str) -> tuple[Any, Sequence[Path]]:
    """As ``load``, with the keys that are left out: one that nobody knows is a mistake, with or without a value."""
    plain = load_plain(text)
    if plain is None:
        return _composed(text, None)
    if None not in plain.values():
        return plain, ()
    empty: list[Path] = [(key,) for key, value in plain.items() if value is None]
    return {key: value for key, value in plain.items() if value is not None}, empty


def load_marked(text: str) -> tuple[Any, Marks]:
    """As ``load``, with the marks. Slower, so it is for a file that has a fault to be told."""
    marks = Marks({}, {})
    return _composed(text, marks)[0], marks


def _composed(text: str, marks: Marks | None) -> tuple[Any, Sequence[Path]]:
    from opslag.source.composer import compose  # with libyaml, which nearly all front matter does without

    return compose(text, marks)
