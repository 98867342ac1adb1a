"""What one build does, counted. Counts are the same on every machine and under every load; seconds are not.

``python -m tests.bench.work ROOT NOW`` builds ROOT/content into ROOT/output in one process and prints the counts as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Work:
    """The counts of one build."""

    read: int
    """Files below content/ that were opened."""
    composed: int
    """Event files whose meaning was worked out anew."""
    made: int
    """Files of the output whose bytes were made: rendered, or put together."""
    written: int
    """Files of the output that were written."""
    bytes: int
    """Of those."""


def counted(root: Path, now: datetime) -> Work:
    """Builds a site in a process of its own, as an editor does. Raises CalledProcessError where the build fails."""
    command = (sys.executable, "-m", "tests.bench.work", str(root), now.isoformat())
    path = os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "plugins")))
    run = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, check=True)
    return Work(**json.loads(run.stdout))


def _build(root: Path, now: datetime) -> Work:
    from opslag.building.build import Request, build
    from opslag.building.project import find_project

    content, reads = f"{root.resolve() / 'content'}{os.sep}", []

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(content):
            reads.append(arguments[0])

    sys.addaudithook(heard)  # it cannot be taken away again: one reason for a process of its own
    built = build(Request(find_project(root.resolve() / "content"), root.resolve() / "output", now))
    return Work(len(reads), built.composed, built.made, built.changed, built.written_bytes)


if __name__ == "__main__":
    print(json.dumps(asdict(_build(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])))))
