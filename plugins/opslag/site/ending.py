"""A fault ends Pelican with status 1 and its message. Pelican itself would log it with a traceback, or go on without the page."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from opslag.errors import ContentError, OpslagError, Problem, Severity

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def ends_with_its_message(step: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """The step, such that an OpslagError in it is told and ends the process."""

    @wraps(step)
    def said(*arguments: Arguments.args, **options: Arguments.kwargs) -> Result:
        try:
            return step(*arguments, **options)
        except ContentError as error:
            say(error.problems)
        except OpslagError as error:
            print(f"error: {error}", file=sys.stderr)
        raise SystemExit(1)

    return said


def say(problems: tuple[Problem, ...]) -> None:
    """Each on a line, as ``opslag build`` has them."""
    for problem in sorted(problems):
        place, _, said = str(problem).partition(": ")
        print(f"{place}: {'warning: ' if problem.severity is Severity.WARNING else ''}{said}", file=sys.stderr)
