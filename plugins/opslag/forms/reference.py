"""``${NAME}``: a secret that stands in the gateway's environment, and not in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from opslag.errors import OpslagError
from opslag.forms.form import ApiSettings

REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}", re.ASCII)


def references(settings: ApiSettings) -> frozenset[str]:
    """The names that the settings ask the environment for."""
    names: set[str] = set()

    def note(text: str) -> str:
        names.update(REFERENCE.findall(text))
        return text

    _with_texts(settings, note)
    return frozenset(names)


def resolved(settings: ApiSettings, environment: Mapping[str, str]) -> ApiSettings:
    """The settings with every reference filled in. Raises OpslagError that names all that the environment lacks, and every header
    that would have a line break in it."""
    missing = sorted(name for name in references(settings) if not environment.get(name))
    if missing:
        raise OpslagError(f"not in the environment: {', '.join(missing)}")
    found = _with_texts(settings, lambda text: REFERENCE.sub(lambda match: environment[match[1]], text))
    broken = [name for name, value in found.headers if "\n" in value or "\r" in value]
    if broken:
        raise OpslagError(f"a line break in the header {', '.join(broken)}; take it out of the environment's value")
    return found


def _with_texts(settings: ApiSettings, change: Callable[[str], str]) -> ApiSettings:
    return replace(
        settings,
        url=change(settings.url),
        username=None if settings.username is None else change(settings.username),
        password=None if settings.password is None else change(settings.password),
        headers=tuple((name, change(value)) for name, value in settings.headers),
    )
