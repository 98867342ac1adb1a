"""What every command that builds takes, and the Request that follows from it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from opslag.commands.options import moment, take_now, whole

if TYPE_CHECKING:
    from opslag.building.build import Request
    from opslag.screen import Screen


def take_request(command: argparse.ArgumentParser) -> None:
    take_now(command, "build as if it were this moment, such as 2026-12-01T08:00+01:00")
    command.add_argument("--base-url", type=_url, metavar="URL", help="in the place of base_url in site.yaml")
    command.add_argument(
        "--jobs",
        type=whole(1, 64, "write a number from 1 to 64"),
        metavar="N",
        help="processes to work with (default: as many as there are processors)",
    )


def request_of(options: argparse.Namespace, screen: Screen, output: Path) -> Request:
    """``output``: the folder to build into. Raises OpslagError where there is no project."""
    from opslag.building.build import Request
    from opslag.building.project import find_project
    from opslag.building.workers import default_jobs

    return Request(
        project=find_project(options.content),
        output=output,
        now=moment(options.now),
        previous=getattr(options, "previous", None),
        base_url=options.base_url,
        jobs=options.jobs or default_jobs(),
        full=getattr(options, "full", False),
        allow_shrink=getattr(options, "allow_shrink", False),
        step=screen.step,
    )


def _url(text: str) -> str:
    from opslag.source.scalars import read_url

    try:
        return read_url(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}; {error}") from None
