"""A process that writes a repository, and is killed at one of its steps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.bare_site import clean_environment

ROOT = Path(__file__).parents[3]

CODE = """
import os, signal, sys
from pathlib import Path
from opslag.gateway.repository.index import Index
from opslag.gateway.repository.journal import Journal
from opslag.gateway.repository.locks import IndexLock
from opslag.gateway.repository.remote import Remote
from opslag.gateway.repository.repository import Repository
from tests.gateway.repository.test_repository import commit, report

def killed(*arguments):
    if {after}:
        whole(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)

repository = Repository(Path(sys.argv[1]))
whole = {step}
with repository.locked():
    repository.recover()
    {step} = killed
    {doing}
"""


def killed_at(step: str, content: Path, doing: str, *, after: bool = False) -> None:
    """Kills before or after a step, such as ``Index.enter``, while a line of Python does something with ``repository``."""
    code = CODE.format(step=step, doing=doing, after=after)
    environment = clean_environment()
    environment["PYTHONPATH"] += os.pathsep + str(ROOT)
    run = subprocess.run((sys.executable, "-c", code, content), env=environment, capture_output=True, check=False)
    assert run.returncode == -9, run.stderr.decode()
