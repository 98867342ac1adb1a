"""``opslag new``: a content file, begun."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from opslag.commands.options import moment, take_content

if TYPE_CHECKING:
    from opslag.screen import Screen


def take(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", choices=("event", "branch", "page", "news", "form"), help="what it is to be")
    command.add_argument("title", help="what it is called")
    take_content(command)


def run(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.content.beginning import begin

    screen.say(str(begin(options.content, options.kind, options.title, moment())))
    return 0
