"""The receivers of Pelican's signals. A fault ends Pelican with status 1 and its message, without a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from pelican import Pelican
from pelican.readers import Readers

from opslag.errors import OpslagError
from opslag.site.generator import LibraryGenerator
from opslag.site.opened import KEY, OpenedSite, judge, open_by_hand
from opslag.site.reader import OpslagReader
from opslag.site.settings import apply

Result = TypeVar("Result")


def _said(hook: Callable[[Any], Result]) -> Callable[[Any], Result]:
    @wraps(hook)
    def said(sender: Any) -> Result:
        try:
            return hook(sender)
        except OpslagError as error:
            print(error, file=sys.stderr)
            raise SystemExit(1) from None

    return said


@_said
def open_site(pelican: Pelican) -> None:
    site = pelican.settings.setdefault(KEY, None) or open_by_hand(pelican.settings)
    pelican.settings[KEY] = site
    apply(pelican.settings, site)


def add_reader(readers: Readers) -> None:
    readers.reader_classes["md"] = OpslagReader


def get_generator(pelican: Pelican) -> type[LibraryGenerator] | None:
    site: OpenedSite = pelican.settings[KEY]
    return None if site.pages_only else LibraryGenerator


@_said
def judge_site(pelican: Pelican) -> None:
    judge(pelican.settings)
