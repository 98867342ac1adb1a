"""libyaml's words for the mistakes that people make, and ours."""

from __future__ import annotations

import re

import yaml

from opslag.source.marks import MarkedError
from opslag.source.notation import scalar

NO_COLON = ('a line with no ": " in it', "write key: value, with a space behind the colon")
_MISFIT = ("a line that does not fit those around it", "give it the same indentation, or put the text in quotes")
_OPEN_QUOTE = ("a quotation mark that is never closed", "close it")
_ESCAPE = ("a \\ within quotes", "write it twice, or put the text in single quotes")
EXCLAMATION = ('a "!" that begins a value', "put the text in quotes")

# What libyaml says, what stands there, what was found, the remedy; and whether the fault is where the thing begins.
_SAID = (
    ("found character that cannot start any token", "\t", "a tab", "indent with spaces", False),
    ("found a tab character", "", "a tab", "indent with spaces", False),
    ("found character that cannot start any token", "", "a character that begins no value", "put the text in quotes", False),
    ("mapping values are not allowed", "", 'a second ":" in the line', 'put the text in quotes: "…"', False),
    ("could not find expected ':'", "", *NO_COLON, True),
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
    ("found undefined tag handle", "", *EXCLAMATION, False),
    ("did not find expected whitespace", "", *EXCLAMATION, True),
    ("expected comment or line break", "", "text behind a | or >", "write it on the lines below", True),
    ("did not find expected <document start>", "", _MISFIT[0], "give every key the same indentation", False),
)

_HAS_KEY = re.compile(r":(\s|$)")
_FRACTION = re.compile(r"(\d\d?|[-–])(?:,?[-–])?(?: ?kr\.?)?")
"""What a Dane writes behind the comma of an amount."""


def cut_by_comma(before: str, blank: str, rest: str) -> tuple[str, str]:
    """What was found, and the remedy, where within { } a comma has cut ``rest`` off the value ``before``."""
    found = f'"{rest}": a comma within {{ }} ends a value'
    fraction = _FRACTION.fullmatch(rest)
    if fraction and before.isdigit():
        amount = f"{before}.{fraction[1]} with a point" if fraction[1].isdigit() else before
        return found, f"write {amount}, and put text with a comma in quotes"
    return found, f"put the text in quotes: {scalar(f'{before},{blank}{rest}')}"


def explained(error: yaml.MarkedYAMLError, text: str) -> MarkedError:
    """What libyaml found wrong in a text, in an editor's words."""
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
            return MarkedError(line - 1, 1, "", *NO_COLON)
        problem, column = "did not find expected key", len(here) - len(here.lstrip()) + 1
    for said, sign, found, remedy, begins in _SAID:
        if said in problem and sign in here[column - 1 : column]:
            if begins and error.context_mark:
                line, column = error.context_mark.line + 1, error.context_mark.column + 1
            return MarkedError(line, column, "", found, remedy)
    return MarkedError(line, column, "", problem, "see the example in content/README.md")
