"""One build of the gateway's. Whoever imports this has all at hand that a build begins with."""

from __future__ import annotations

import ctypes
import signal
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from opslag.building.build import Request, build
from opslag.building.project import find_project
from opslag.building.workers import default_jobs, in_a_copy
from opslag.content.tree import Tree
from opslag.frozen import frozen
from opslag.gateway.repository.unrest import Unrest
from opslag.gateway.seen import Seen, seen_in

PR_SET_PDEATHSIG = 1

MOST_BUILDS = 3
"""Until what was built is made public although files have changed meanwhile: somebody may change some all the time."""


@frozen
class Rebuilt:
    """What a build did."""

    events: int
    changed: int
    seen: Seen
    """What of the content is in it."""


class _ChangedError(Exception):
    """What was built may be half of what the files were and half of what they are, for git is quicker than a build."""


def rebuild(content: Path, output: Path, unrest: Unrest) -> Rebuilt:
    """Builds and makes public what the content says now. It is done in a copy of this process, which takes all that it made away
    with it. Raises BusyError where git is changing the files when all is done."""
    return in_a_copy(partial(_rebuild, content, output, unrest, MOST_BUILDS))


def _rebuild(content: Path, output: Path, unrest: Unrest, builds: int) -> Rebuilt:
    """``builds``: how many may be made."""
    die_with_the_parent()

    def certain(tree: Tree) -> None:
        unrest.refuse()
        if builds > 1 and seen_in(Tree(content)).others != seen_in(tree).others:
            raise _ChangedError

    try:
        built = build(Request(find_project(content), output, datetime.now(UTC), jobs=default_jobs(), certain=certain))
    except _ChangedError:
        return _rebuild(content, output, unrest, builds - 1)
    return Rebuilt(len(built.library.occurrences), built.changed, seen_in(built.frame.tree))


def die_with_the_parent() -> None:
    """A gateway that was killed leaves no build behind, for which the next one would wait (prctl(2), on Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
