"""A mistake in a template, told as its designer needs it: which file, which line, what was found, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

import jinja2
from jinja2 import Environment, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.utils import missing

from opslag.errors import ContentError, OpslagError, meant, nearest
from opslag.sealed import DamagedError

UNKNOWN = re.compile(r"'(\w+)' is undefined")
"""What Jinja2 says of a name that nobody told the template."""


class TemplateFaultError(OpslagError):
    """A fault with its place: what is raised on through the templates that this one stands in."""


class Unknown(StrictUndefined):
    """A name that does not exist. Whatever is done with it is an error, which says which name was meant."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        said, of, name = super()._undefined_message, self._undefined_obj, self._undefined_name
        if self._undefined_hint or of is missing or not isinstance(name, str):
            return said
        known = [str(key) for key in of] if isinstance(of, Mapping) else dir(of)
        return _with_remedy(said, name, known)


def raise_with_place(environment: Environment, source: str | None = None) -> NoReturn:
    """``Environment.handle_exception``, which Jinja2 calls where a template fails: raises a TemplateFaultError in its place. What
    is no fault of a template (a full disk, a damaged file) is raised as it is."""
    try:
        Environment.handle_exception(environment, source)
    except (TemplateFaultError, ContentError, DamagedError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and not isinstance(error, TemplateNotFound):
            raise
        raise TemplateFaultError(_told(error, environment)) from error


def not_found(error: TemplateNotFound, environment: Environment) -> str:
    """What to say of a template that is asked for and not there."""
    known = [name for name in environment.list_templates() if name[0] not in "!."]  # "!": Pelican's own, by another name
    return f'the theme has no template "{error.name}"; {nearest(str(error.name), known)}'


def _told(error: Exception, environment: Environment) -> str:
    frames = list(_frames(error.__traceback__))
    passed = [frame for frame in frames if "__jinja_exception__" in frame.tb_frame.f_globals]
    if not passed:
        return _said(error, {}, environment)
    at, known = passed[-1], passed[-1].tb_frame.f_locals
    users = [] if _file(at) == _file(passed[0]) else [one for one in passed if _file(one) != _file(at)]
    if users:  # what a page must set, and does not, is no misspelt function
        known = {name: value for name, value in known.items() if not callable(value)}
    said = _said(error, known, environment)
    if not isinstance(error, (TemplateError, OpslagError)) and not _is_of_templates(frames[-1]):
        said += f" (raised at {_place(frames[-1])})"  # the template may be right then, and that Python wrong
    if users:  # of a macro, or of what the page extends: it may be right, and not what it was given
        said += f" (used by {_place(users[-1])})"
    return f"{_place(at)}: {said}"


def _said(error: Exception, known: Mapping[str, Any], environment: Environment) -> str:
    """What was found. ``known``: the names that the template could use."""
    if isinstance(error, OpslagError):
        return str(error)
    if isinstance(error, TemplateNotFound):
        return not_found(error, environment)
    if not isinstance(error, TemplateError):
        return f"{type(error).__name__}: {error}"
    unknown = UNKNOWN.fullmatch(error.message or "")
    return _with_remedy(error.message or "", unknown[1], known) if unknown else str(error.message)


def _with_remedy(said: str, name: str, known: Iterable[str]) -> str:
    """Capitals alone are Pelican's settings."""
    named = meant(name, (one for one in known if one != name and not one.startswith("_") and not one.isupper()))
    return f"{said}; {named}" if named else said


def _frames(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _is_of_templates(frame: TracebackType) -> bool:
    """A line of a template, or of what Jinja2 does for it."""
    return "__jinja_exception__" in frame.tb_frame.f_globals or Path(jinja2.__file__).parent in Path(_file(frame)).parents


def _place(frame: TracebackType) -> str:
    return f"{_file(frame)}:{frame.tb_lineno}"


def _file(frame: TracebackType) -> str:
    return frame.tb_frame.f_code.co_filename
