"""``opslag diff``: what an edit will change for those who read the feeds."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from opslag.commands.options import moment, take_content, take_now

if TYPE_CHECKING:
    from opslag.screen import Screen


def take(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "revision", nargs="?", default="HEAD", metavar="REV", help="compare with this git revision (default: what is committed)"
    )
    take_content(command)
    take_now(command, "compare as of this moment")


def run(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.building.preview import preview, told
    from opslag.content.revision import RevisionError

    try:
        found = preview(options.content, options.revision, moment(options.now))
    except RevisionError as error:
        screen.problems(error.problems)
        screen.note(f"{options.revision} has faults itself, and so have the commits before it; name one that has none")
        return 1
    for line in told(found):
        screen.say(line)
    return 0
