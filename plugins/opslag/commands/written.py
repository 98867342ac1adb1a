"""A text that a command writes for another program: to standard output, or into a file with ``--write``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from opslag.errors import OpslagError

if TYPE_CHECKING:
    from opslag.screen import Screen


def take_write(command: argparse.ArgumentParser) -> None:
    command.add_argument("--write", type=Path, metavar="FILE", help="write into this file (default: to standard output)")


def write(text: str, file: Path | None, screen: Screen) -> None:
    """In UTF-8. Raises OpslagError where the file cannot be written."""
    if file is None:
        screen.say(text.rstrip("\n"))
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OpslagError(f"{file}: {error.strerror}") from None
