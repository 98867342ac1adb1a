"""The ``opslag`` command: from what somebody typed to an exit status. What each command takes and does is in ``commands``.

argparse rather than a framework: the two that were measured add 90 ms to every start, a tenth of what an edit may take.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

from opslag import __version__
from opslag.errors import ContentError, OpslagError

COMMANDS: Mapping[str, str] = {
    "build": "make the site and every feed, and publish them into --output if the gate lets them pass",
    "check": "say everything that is wrong with the content; write nothing",
    "diff": "what an edit will change for those who read the feeds",
    "serve": "build, serve on this machine, build again when a file is saved, and reload the browser",
    "new": "begin a content file, with a uuid and every key that it needs",
    "host": "write a web host's configuration for the output of the last build",
    "publish": "bring the last build to the public: only what differs, in a safe order",
    "workflow": "write by what a continuous integration service builds and publishes",
    "import": "bring another system's events into the content folder",
    "gateway": "take in what ticket systems report, and publish it; answer the feeds' queries",
    "vendor": "say which ticket systems may report; OPSLAG_VENDORS names the file",
    "outbox": "see what visitors have sent and nobody has taken yet (OPSLAG_OUTBOX_KEY)",
}
"""What each command is for, by what people type: the name of its module in ``commands``. In the order of ``--help``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status: 0, 1 for a fault that was told, 2 for a wrong call, 130 for Ctrl-C."""
    return carry_out(called(sys.argv[1:] if arguments is None else arguments))


def called(words: Sequence[str]) -> argparse.Namespace:
    """The options of a call, ``run`` among them: what its command does."""
    return parser(words).parse_args(words)


def carry_out(options: argparse.Namespace) -> int:
    """As ``main``."""
    from opslag.screen import Screen

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as Python does for stderr: words are told on any terminal
    screen = Screen(sys.stdout, sys.stderr)
    try:
        return int(options.run(options, screen))
    except ContentError as error:
        screen.problems(error.problems)
        return 1
    except OpslagError as error:
        screen.error(str(error))
        return 1
    except KeyboardInterrupt:
        screen.error("stopped; the public output is as it was")
        return 130
    except BrokenPipeError:
        return 1
    finally:
        screen.close()


def command() -> NoReturn:
    """``main`` as a process, which ends at once: to free the values of a large site one by one would take half a second, and so
    would looking for garbage among them. What goes on for days looks for it."""
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to find any, all that is installed would be read
    options = called(sys.argv[1:])
    status = carry_out(options)
    with suppress(OSError):  # nobody reads any more
        sys.stdout.flush()
        sys.stderr.flush()
    if status == 0 and threading.active_count() == 1:
        os._exit(0)
    sys.exit(status)  # ends or awaits whoever is still at work


class _Whole(argparse.ArgumentParser):
    """Options are written out: a short form that works today would mean another one when there are more of them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False)


def parser(words: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Every command with its options. ``words`` of a call: a command that is not among them is not the one that is called, and is
    told of without being imported."""
    top = argparse.ArgumentParser(prog="opslag", description="A library's website and its feeds, from Markdown in git.")
    top.add_argument("--version", action="version", version=f"opslag {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Whole)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose)
        if words is None or name in words:
            module = import_module(f"opslag.commands.{name}")
            module.take(command)
            command.set_defaults(run=module.run)
    return top


if __name__ == "__main__":
    command()
