"""``opslag publish``: the last build, brought to the public."""

from __future__ import annotations

import argparse
import gc
from datetime import timedelta
from typing import TYPE_CHECKING

from opslag.commands.options import moment, take_now, take_output, whole

if TYPE_CHECKING:
    from opslag.screen import Screen


_count = whole(0, 10**9, "write a number: 0, or more")


def take(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "target", metavar="TARGET", help="s3://bucket, gs://bucket, az://container, ssh://user@host/folder, or a folder"
    )
    take_output(command)
    command.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    command.add_argument(
        "--grace", type=_minutes, default=_minutes("60"), metavar="MINUTES",
        help="how long a file that is no part of the site any more stays there (default: 60)",
    )  # fmt: skip
    command.add_argument(
        "--max-deletes", type=_count, default=256, metavar="N", help="delete no more than that (default: %(default)s)"
    )
    command.add_argument("--force", action="store_true", help="delete more than that; put this site in the place of another")
    command.add_argument("--full", action="store_true", help="upload every file, whatever is there")
    command.add_argument("--gzip", action="store_true", help="keep text compressed there, for hosts that do not compress")
    command.add_argument(
        "--invalidate", metavar="COMMAND", help="run this with the changed addresses after it, so that a CDN drops its copies"
    )
    command.add_argument(
        "--invalidate-most", type=_count, default=100, metavar="N", help="beyond so many give it /* (default: %(default)s)"
    )
    command.add_argument(
        "--patience", type=_count, default=180, metavar="SECONDS", help="how long to try again (default: %(default)s)"
    )
    take_now(command, "delete what is due at this moment")


def run(options: argparse.Namespace, screen: Screen) -> int:
    from contextlib import closing

    from opslag.publishing.invalidation import Invalidation
    from opslag.publishing.publish import Order, publish
    from opslag.publishing.target import open_store

    gc.enable()  # a large site takes hours to send
    order = Order(
        output=options.output,
        target=options.target,
        now=moment(options.now),
        grace=options.grace,
        max_deletes=options.max_deletes,
        force=options.force,
        full=options.full,
        compressed=options.gzip,
        dry_run=options.dry_run,
        patience=options.patience,
        invalidation=Invalidation(options.invalidate, options.invalidate_most) if options.invalidate else None,
        step=screen.step,
    )
    try:
        with closing(open_store(options.target)) as store:
            outcome = publish(order, store)
    except KeyboardInterrupt:
        screen.error("stopped; what is public is whole, and the next publishing goes on from here")
        return 130
    for note in outcome.notes:
        screen.note(note)
    for line in outcome.told():
        screen.say(line)
    for fault in outcome.faults():
        screen.error(fault)
    return 1 if any(outcome.faults()) else 0


def _minutes(text: str) -> timedelta:
    return timedelta(minutes=_count(text))
