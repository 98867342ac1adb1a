"""Options of several commands, and the moment of which a command speaks."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path


def take_content(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR", help="the content folder (default: %(default)s)"
    )


def take_output(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--output", type=Path, default=Path("output"), metavar="DIR", help="the public folder, a link (default: %(default)s)"
    )


def take_now(command: argparse.ArgumentParser, words: str) -> None:
    command.add_argument("--now", type=_iso, metavar="ISO8601", help=words)


def take_place(command: argparse.ArgumentParser, port: int) -> None:
    """Where a service listens; ``port`` is the usual one."""
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s, this machine alone)")
    read = whole(0, 65_535, "write a port from 0 to 65535")
    command.add_argument("--port", type=read, default=port, help="(default: %(default)s)")


def whole(least: int, most: int, words: str) -> Callable[[str], int]:
    """The type of an option that is a whole number; ``words`` say what to write."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(words)
        return int(text)

    return read


def moment(given: datetime | None = None) -> datetime:
    """What ``--now`` gave, or else this moment; aware. No other module of a command reads the clock."""
    return given or datetime.now(UTC)


def _iso(text: str) -> datetime:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date and time; write 2026-12-01T08:00+01:00") from None
    if read.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} has no offset; write 2026-12-01T08:00+01:00")
    return read
