"""How long a command takes, and how large it grows."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 600.0
"""Seconds to wait for a build of a running ``opslag serve``."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One run."""

    seconds: float
    """By the wall."""
    mib: float
    """Of the largest process, when it was largest."""


def timed(command: Sequence[str | Path], folder: Path) -> Timed:
    """A command run to its end. Ends the benchmark where it fails, and says what it said."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, used = os.wait4(child.pid, 0)
        took = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            sys.exit(f"{command[0]} ended with {child.returncode}:\n{said.read().decode(errors='replace')}")
    return Timed(took, used.ru_maxrss / 1024)


@contextmanager
def running(command: Sequence[str | Path], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs until the block ends; what it says is not shown."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet) as child:
        try:
            yield child
        finally:
            child.terminate()


def until_link_changes(link: Path, before: str, patience: float = PATIENCE) -> float | None:
    """Seconds until a symbolic link leads elsewhere; None where it does not within ``patience`` seconds."""
    began = time.perf_counter()
    while (took := time.perf_counter() - began) < patience:
        if where(link) != before:
            return took
        time.sleep(0.002)
    return None


def where(link: Path) -> str:
    """Where a link leads; "" where there is none yet."""
    try:
        return str(link.readlink())
    except FileNotFoundError:
        return ""
