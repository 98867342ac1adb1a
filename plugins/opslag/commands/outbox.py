"""``opslag outbox``: what visitors have sent, and nobody has taken yet."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from opslag.commands.options import take_content

if TYPE_CHECKING:
    from opslag.screen import Screen


def take(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "what",
        choices=("list", "show", "retry", "purge", "key"),
        help="list what waits; show what is in it; try again at once; delete for ever; make a key",
    )
    command.add_argument("receipt", nargs="*", help="of these receipts alone")
    command.add_argument("--all", action="store_true", help="show, purge: everything")
    take_content(command)


def run(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.gateway.environment import read_environment
    from opslag.gateway.outbox.operating import operate

    environment = read_environment(os.environ)
    for line in operate(options.what, options.receipt, options.content, environment, everything=options.all):
        screen.say(line)
    return 0
