"""``opslag workflow``: what a continuous integration service builds and publishes by."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from opslag.commands.options import take_output
from opslag.commands.written import take_write, write

if TYPE_CHECKING:
    from opslag.screen import Screen


def take(command: argparse.ArgumentParser) -> None:
    command.add_argument("service", choices=("github", "gitlab"), metavar="SERVICE", help="github, gitlab")
    command.add_argument("target", metavar="TARGET", help="where to publish to, as opslag publish is told it")
    take_output(command)
    take_write(command)


def run(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.building.manifest import read_manifest
    from opslag.publishing.workflow import workflow

    site = read_manifest(options.output).base_url
    write(workflow(options.service, site, options.target), options.write, screen)
    return 0
