"""``opslag check``: everything that is wrong with the content, or every date of one series. Nothing is published."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from opslag.commands.options import moment, take_content
from opslag.commands.request import request_of, take_request

if TYPE_CHECKING:
    from opslag.screen import Screen


def take(command: argparse.ArgumentParser) -> None:
    take_content(command)
    take_request(command)
    command.add_argument(
        "--series", metavar="FILE", help="say every date of one series, what is left out and why, and what the clock does"
    )
    command.add_argument("--previous", metavar="DIR|URL", help="what was published last (default: output, where there is one)")


def run(options: argparse.Namespace, screen: Screen) -> int:
    import tempfile

    if options.series:
        return _say_dates(options, screen)

    from opslag.building.build import build

    if options.previous is None and Path("output/api/v1/events").is_file():
        options.previous = "output"
    with tempfile.TemporaryDirectory(prefix="opslag-check-") as folder:
        built = build(request_of(options, screen, Path(folder) / "output"))
    screen.checked(built)
    return 0


def _say_dates(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.building.series_dates import dates_told
    from opslag.content.tree import Tree

    for line in dates_told(Tree(options.content), options.series, moment(options.now)):
        screen.say(line)
    return 0
