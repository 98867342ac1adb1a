"""What a person sees in the terminal: steps while something is done, then Problems and results. Quiet where nobody watches."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from opslag.errors import Problem, Severity

if TYPE_CHECKING:
    from opslag.building.build import Built

RED, YELLOW, BOLD, DIM, PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Screen:
    """Results go to ``out``; steps, warnings and errors to ``err``. Colours and steps only where ``err`` is a terminal."""

    def __init__(self, out: TextIO = sys.stdout, err: TextIO = sys.stderr) -> None:
        self._out, self._err = out, err
        self._watched = err.isatty()
        self._coloured = self._watched and "NO_COLOR" not in os.environ

    def step(self, doing: str) -> None:
        if self._watched:
            self._err.write(f"\r\x1b[K{DIM if self._coloured else ''}{doing} …{PLAIN if self._coloured else ''}")
            self._err.flush()

    def close(self) -> None:
        self._clear()

    def say(self, words: str) -> None:
        self._clear()
        print(words, file=self._out, flush=True)

    def error(self, words: str) -> None:
        self._clear()
        print(f"{self._in(RED, 'error:')} {words}", file=self._err, flush=True)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Every Problem on a line of its own, by file and line, and how many there are."""
        self._clear()
        errors = warnings = 0
        for problem in sorted(problems):
            warning = problem.severity is Severity.WARNING
            warnings += warning
            errors += not warning
            place, _, said = str(problem).partition(": ")
            mark = self._in(YELLOW, "warning: ") if warning else ""
            print(f"{self._in(BOLD, place)}: {mark}{said}", file=self._err)
        if errors:
            also = f", {_counted(warnings, 'warning')}" if warnings else ""
            print(self._in(RED, f"{_counted(errors, 'fault')}{also}; nothing was published"), file=self._err)
        self._err.flush()

    def built(self, built: Built, output: Path) -> None:
        self._told(built)
        if built.advice:
            missed = "1 thing is" if len(built.advice) == 1 else f"{len(built.advice)} things are"
            print(
                f"{self._in(YELLOW, 'note:')} {missed} missing for those who read the feeds; opslag check tells what",
                file=self._err,
            )
        self.say(
            f"{output}: {_counted(len(built.library.occurrences), 'event')}, {_counted(built.files, 'file')}, "
            f"{built.changed} changed, {built.removed} removed, in {built.seconds:.1f} s"
        )

    def checked(self, built: Built) -> None:
        self.problems((*built.warnings, *built.advice))
        warnings = len(built.warnings) + len(built.advice)
        also = f", {_counted(warnings, 'warning')}" if warnings else ""
        self.say(f"{_counted(len(built.library.occurrences), 'event')}, nothing wrong{also}")

    def note(self, words: str) -> None:
        self._clear()
        print(f"{self._in(YELLOW, 'note:')} {words}", file=self._err, flush=True)

    def _told(self, built: Built) -> None:
        self.problems(built.warnings)
        for note in built.notes:
            self.note(note)

    def _clear(self) -> None:
        if self._watched:
            self._err.write("\r\x1b[K")
            self._err.flush()

    def _in(self, colour: str, words: str) -> str:
        return f"{colour}{words}{PLAIN}" if self._coloured else words


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
