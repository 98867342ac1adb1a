"""``opslag host``: a web host's configuration for the last build."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from opslag.commands.options import take_output
from opslag.commands.written import take_write, write
from opslag.errors import OpslagError

if TYPE_CHECKING:
    from opslag.screen import Screen

HOSTS = ("nginx", "caddy", "apache", "netlify", "cloudflare", "s3")
"""Those of ``publishing.presets``, which need not be read to tell their names; the tests hold the two together."""
ROOTED = ("nginx", "caddy", "apache")
"""Those that are told where the files are; to the others they are given."""


def take(command: argparse.ArgumentParser) -> None:
    command.add_argument("preset", choices=HOSTS, metavar="HOST", help=", ".join(HOSTS))
    take_output(command)
    command.add_argument(
        "--root",
        metavar="DIR",
        help="where the files are on the host, from / on, for nginx, caddy and apache (default: --output)",
    )
    command.add_argument(
        "--gateway", metavar="URL", help="where the gateway listens: http://127.0.0.1:8080 (default: there is none)"
    )
    command.add_argument(
        "--listen",
        metavar="ADDRESS",
        help="where the host listens, in its own words, such as 127.0.0.1:8443 (default: as it usually does)",
    )
    take_write(command)


def run(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.publishing.hosting import open_hosting
    from opslag.publishing.presets import PRESETS

    if options.root is not None and options.preset not in ROOTED:
        raise OpslagError(f"--root: {options.preset} is given the files, and need not be told where they are")
    hosting = open_hosting(options.output, options.gateway, options.listen, options.root)
    write(PRESETS[options.preset](hosting), options.write, screen)
    return 0
