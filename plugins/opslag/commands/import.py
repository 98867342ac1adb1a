"""``opslag import``: another system's events, brought into the content folder."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from opslag.commands.options import moment, take_content, take_now

if TYPE_CHECKING:
    from opslag.screen import Screen


def take(command: argparse.ArgumentParser) -> None:
    systems = command.add_subparsers(title="systems", metavar="SYSTEM", required=True)
    dpl = systems.add_parser("dpl-cms", help="a site of the Danish public libraries' CMS, or another that gives the same feed")
    dpl.add_argument("source", metavar="URL|FILE", help="the site, its /api/v1/events, or a file that holds it")
    dpl.add_argument("--opening-hours", metavar="URL|FILE", help="the site, its /api/v1/opening_hours, or a file that holds it")
    take_content(dpl)
    take_now(dpl, "import as if it were this moment")


def run(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.importing.dpl_cms import Request, bring_in

    now = moment(options.now)
    imported = bring_in(Request(options.source, options.content, now, options.opening_hours, screen.step))
    screen.problems(imported.outcome.conflicts)
    for line in imported.told():
        screen.say(line)
    return 0
