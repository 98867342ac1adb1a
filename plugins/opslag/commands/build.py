"""``opslag build``: the site and every feed, made public where the gate lets them pass."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from opslag.commands.options import take_content, take_output
from opslag.commands.request import request_of, take_request

if TYPE_CHECKING:
    from opslag.screen import Screen


def take(command: argparse.ArgumentParser) -> None:
    take_content(command)
    take_output(command)
    take_request(command)
    command.add_argument(
        "--previous", metavar="DIR|URL", help="what was published last, for the shrink guard (default: the present output)"
    )
    full = "use nothing that an earlier build kept but drawn pictures, and of these what is bit for bit as it was drawn"
    command.add_argument("--full", action="store_true", help=full)
    command.add_argument("--allow-shrink", action="store_true", help="yes, that many future events are really to go")
    command.add_argument(
        "--if-due", action="store_true", help="only if something has changed, or the last output has turned untrue by the clock"
    )


def run(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.building.build import build

    request = request_of(options, screen, options.output)
    if options.if_due:
        from opslag.building.due import Made, read_made, source_of, why_due
        from opslag.content.tree import Tree

        made = read_made(request.output, request.previous)
        why = why_due(made, source_of(request.project, Tree(request.project.content), request.base_url), request.now)
        if isinstance(made, Made) and not why:
            screen.say(f"{options.output}: nothing is due until {made.next_change.isoformat()}")
            return 0
        screen.note(f"A build is due: {why}.")
    options.built = build(request)  # with the options it is there until the process ends, and never freed
    screen.built(options.built, options.output)
    return 0
