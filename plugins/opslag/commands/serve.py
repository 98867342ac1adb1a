"""``opslag serve``: the site on an editor's machine, built again at each save."""

from __future__ import annotations

import argparse
import gc
from typing import TYPE_CHECKING

from opslag.commands.options import take_content, take_output, take_place
from opslag.commands.request import request_of, take_request

if TYPE_CHECKING:
    from opslag.screen import Screen


def take(command: argparse.ArgumentParser) -> None:
    take_content(command)
    take_output(command)
    take_request(command)
    take_place(command, 8000)


def run(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.serving.watcher import serve

    gc.enable()  # it goes on for days
    serve(request_of(options, screen, options.output), options.host, options.port, screen, fixed=options.now is not None)
    return 0
