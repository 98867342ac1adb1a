"""What is wrong, where it stands, and what to do: the one shape of every fault that a person can mend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """An error stops a build; a warning is printed and the build goes on."""

    ERROR = 0
    WARNING = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in one file.

    ``line`` and ``column`` count from 1, as editors' programs do; 0 means that the fault has no such place
    (a missing file). ``remedy`` is a sentence or a question that tells the person what to write instead.
    """

    path: str
    line: int
    column: int
    field: str
    found: str
    remedy: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        said = "; ".join(part for part in (self.found, self.remedy) if part)
        return f"{place}: {self.field}: {said}" if self.field else f"{place}: {said}"


class OpslagError(Exception):
    """Something that an editor or an operator can mend. The message is for that person; no traceback is shown."""


class ContentError(OpslagError):
    """The content, or the output made from it, has faults; all that were found are in ``problems``."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)  # so that it comes whole out of a worker process


def one_of(word: str, allowed: Sequence[str]) -> str:
    """What to write where only a few words are allowed, all of which are told."""
    close = closest(word, allowed)
    return f'did you mean "{close}"? (allowed: {", ".join(allowed)})' if close else f"write one of {', '.join(allowed)}"


def nearest(word: str, known: Iterable[str]) -> str:
    """``did you mean "…"?`` where a known word is close to this one, else the list of those that are known."""
    known = sorted(set(known))
    if said := meant(word, known):
        return said
    if not known:
        return "there is none yet"
    shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return f"known here: {shown}"


def misspelt(word: str, known: Iterable[str]) -> str | None:
    """The known word that this one is meant for, if it must be one: ``statuss`` must, ``subtitle`` is a word of its own."""
    close = closest(word, sorted(set(known)), cutoff=0.8)
    return close if close and abs(len(close) - len(word)) <= 1 else None


def meant(word: str, known: Iterable[str]) -> str:
    """``did you mean "…"?``; "" where no known word is close to this one."""
    close = closest(word, sorted(set(known)))
    return did_you_mean(close) if close else ""


def did_you_mean(word: str) -> str:
    """The question that is the whole remedy where one word is close to what was written."""
    return f'did you mean "{word}"?'


def closest(word: str, known: Sequence[str], cutoff: float = 0.6) -> str | None:
    """The known word that is most like this one, if any is; small and capital letters are the same."""
    from difflib import get_close_matches

    folded = {one.casefold(): one for one in reversed(known)}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else None
