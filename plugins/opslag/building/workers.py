"""Work divided among processes. Each is a copy of this one (fork): nothing is sent to it, and only its results come back."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

from opslag.errors import OpslagError

Item = TypeVar("Item")
Result = TypeVar("Result")

FEWEST = 64
"""Below so many items a process costs more than it saves."""


def default_jobs() -> int:
    """As many processes as this one may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(work: Callable[[Sequence[Item]], Result], items: Sequence[Item], jobs: int, fewest: int = FEWEST) -> list[Result]:
    """``work`` done on ``jobs`` neighbouring pieces of the items, results in order. An exception in any piece is raised here.

    The results are the same for any number of jobs as far as ``work`` sees only its own piece.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        jobs = 1
    jobs = max(1, min(jobs, len(items) // fewest))
    pieces = [items[len(items) * job // jobs : len(items) * (job + 1) // jobs] for job in range(jobs)]
    others = [_start(work, piece) for piece in pieces[1:]]
    try:
        results = [work(pieces[0])]
        results.extend(_result(child, end) for child, end in others)
    finally:
        for child, end in others:
            end.close()
            if child.is_alive():
                child.terminate()
            child.join()
    return results


def _start(work: Callable[[Sequence[Item]], Result], piece: Sequence[Item]) -> tuple[BaseProcess, Connection]:
    ours, theirs = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_run, args=(work, piece, theirs), daemon=True)
    child.start()
    theirs.close()
    return child, ours


def _run(work: Callable[[Sequence[Item]], Result], piece: Sequence[Item], end: Connection) -> None:
    try:
        end.send((work(piece), None))
    except KeyboardInterrupt:
        return
    except Exception as error:
        end.send((None, error))


def _result(child: BaseProcess, end: Connection) -> object:
    try:
        result, error = end.recv()
    except EOFError:
        child.join()
        raise OpslagError(f"a worker process ended before its work was done (exit status {child.exitcode}); is memory short?") from None
    if error is not None:
        raise error
    return result
