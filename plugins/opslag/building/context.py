"""What everything that is kept rests on: the code, what it is installed with, the settings, and what every page shows."""

from __future__ import annotations

import os
import sys
import sysconfig
from functools import cache
from hashlib import blake2b

from opslag.building.code import code_digest
from opslag.framing import Frame
from opslag.library import Library
from opslag.pages.theme import Theme


def context_of(frame: Frame, theme: Theme) -> str:
    """Changes with anything that every event file follows from; hexadecimal."""
    return _digest(f"{settings_of(frame)} {theme.signature}").hex()


def settings_of(frame: Frame) -> str:
    """What of the content every event file follows from."""
    records = frame.records
    return repr((frame.site, frame.logo, sorted(records.calendars.items()), records.registration))


def shown_everywhere(library: Library, theme: Theme) -> bytes:
    """Changes with anything that all pages show besides events."""
    branches = [(branch.title, branch.path, branch.address, branch.phone, branch.email) for branch in library.branches]
    shown = (library.site, branches, library.registration, library.logo, library.share_image, theme.signature)
    return _digest(repr(shown))


def _digest(shown: str) -> bytes:
    return blake2b(f"{code_digest()} {installed()} {shown}".encode(), digest_size=12).digest()


@cache
def installed() -> str:
    """Python's version, and the names of all that is installed beside Opslag, which say their versions."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    packages = sorted(name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208 - half the time
    return f"{sys.version} {packages}"
