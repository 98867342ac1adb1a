"""``opslag vendor``: which ticket systems may report to the gateway."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from opslag.commands.options import moment, whole
from opslag.errors import OpslagError

if TYPE_CHECKING:
    from opslag.screen import Screen


def take(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", choices=("add", "list", "revoke"), help="let it report; see all; stop it")
    command.add_argument("name", nargs="?", help="what the system is called: a to z, 0 to 9 and -")
    command.add_argument(
        "--branch",
        type=whole(0, 10**9, "write a branch's number, such as 1"),
        action="append",
        default=[],
        metavar="ID",
        help="only events of this branch; may be repeated",
    )


def run(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.gateway.environment import read_environment
    from opslag.gateway.vendors import Vendors

    file = read_environment(os.environ).vendors
    if file is None:
        raise OpslagError("set OPSLAG_VENDORS to the whole path of the file that is to hold the vendors, outside content/")
    vendors = Vendors(file)
    if options.what == "list":
        for name, vendor in sorted(vendors.known().items()):
            whose = f"branches {', '.join(map(str, vendor.branches))}" if vendor.branches else "all branches"
            screen.say(f"{name}  {whose}, since {vendor.added:%Y-%m-%d}")
        return 0
    if options.name is None:
        raise OpslagError(f"opslag vendor {options.what}: name the vendor")
    if options.what == "revoke":
        vendors.revoke(options.name)
        screen.say(f"{options.name} may report no longer")
        return 0
    password = vendors.add(options.name, options.branch, moment())
    screen.say(f"{options.name} may report from now on. This password is shown once, and kept nowhere:")
    screen.say(password)
    return 0
