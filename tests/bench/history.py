"""What earlier benchmarks found, a line of JSON each, so that a change of the code can be seen in what it costs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """One benchmark."""

    at: str
    """When, in UTC: ``2026-12-01T08:00:00Z``."""
    commit: str
    """What was measured, with ``+`` where files had been changed since."""
    events: int
    runs: int
    processors: int
    figures: dict[str, float]
    """By what was measured, which ends in its unit: ``, s`` (a median), ``, MiB`` (the largest); a ratio has none."""

    @property
    def setting(self) -> str:
        """Only benchmarks with the same one are to be compared."""
        return f"{self.events} events, {self.processors} processor{'s' if self.processors > 1 else ''}"


def add(history: Path, result: Result) -> None:
    history.parent.mkdir(parents=True, exist_ok=True)
    with history.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")


def read(history: Path) -> list[Result]:
    """In the order in which they were made; [] where there are none."""
    return list(_results(history.read_text(encoding="utf-8").splitlines())) if history.is_file() else []


def _results(lines: Iterable[str]) -> Iterable[Result]:
    for line in lines:
        yield Result(**json.loads(line))
