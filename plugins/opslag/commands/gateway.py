"""``opslag gateway``: the service that takes in what others write back."""

from __future__ import annotations

import argparse
import gc
from typing import TYPE_CHECKING

from opslag.commands.options import take_content, take_output, take_place

if TYPE_CHECKING:
    from opslag.screen import Screen


def take(command: argparse.ArgumentParser) -> None:
    take_content(command)
    take_output(command)
    take_place(command, 8080)
    command.add_argument("--remote", metavar="URL", help="the git repository that editors push to (default: OPSLAG_REMOTE)")


def run(options: argparse.Namespace, screen: Screen) -> int:  # noqa: ARG001 - the gateway writes a log
    from opslag.gateway.serving import Request, serve

    gc.enable()  # it goes on for days
    serve(Request(options.content, options.output, options.host, options.port, options.remote))
    return 0
