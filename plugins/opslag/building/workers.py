"""Work divided among processes. Each is a copy of this one (fork): nothing is sent to it, and only its results come back."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from tempfile import TemporaryFile
from typing import IO, Any, Generic, TypeVar

from opslag.errors import OpslagError

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Sequence[Item]], Result]
_Other = tuple[BaseProcess, Connection]

FEWEST = 64
"""Below so many items a process costs more than it saves."""

MOST = 256
"""Pieces at the most: their numbers are bytes."""

SHARES = 3
"""What is left, divided by this and by the number of processes, is the next piece; whoever is done takes it. So the first ones
are large, and at the end nobody is waited for long."""

SMALLEST = 16
"""Items of the last pieces."""

_CAN_FORK = "fork" in multiprocessing.get_all_start_methods()


def default_jobs() -> int:
    """As many processes as this one may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(work: Work[Item, Result], items: Sequence[Item], jobs: int, fewest: int = FEWEST) -> list[Result]:
    """``work`` done on neighbouring pieces of the items, by ``jobs`` processes at once; the results in the order of the items.

    They are the same for any number of jobs as far as ``work`` gives for a piece what it would give for each of its items.
    An exception in any piece is raised here.
    """
    jobs = max(1, min(jobs, len(items) // fewest, MOST)) if _CAN_FORK else 1
    if jobs == 1:
        return [work(items)]
    pieces = _pieces(items, jobs, min(fewest, SMALLEST))
    tickets = _tickets(len(pieces))
    others = [_start(lambda: _packed(_take(work, pieces, tickets))) for _ in range(jobs - 1)]
    done: dict[int, Result] = {}
    try:
        done.update(_take(work, pieces, tickets))
        for child, end in others:
            done.update((at, pickle.loads(result)) for at, result in _received(child, end))  # noqa: S301 - our own
    finally:
        os.close(tickets)
        for other in others:
            _end(*other)
    return [done[at] for at in range(len(pieces))]


def in_a_copy(work: Callable[[], Result]) -> Result:
    """What the work gives, or raises. It is done in a copy of this process, and all that it makes besides is gone with that; it
    may start processes of its own."""
    copy = _start(work, daemon=False)
    try:
        result: Result = _received(*copy)
        return result
    finally:
        _end(*copy)


class Aside:
    """Has things worked out in other processes, beside what this one does next; at once, where one process is all there is.
    None of them outlives it."""

    def __init__(self, jobs: int) -> None:
        self._alone = jobs == 1 or not _CAN_FORK
        self._others: list[_Other] = []

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, *_: object) -> None:
        for other in self._others:
            _end(*other)

    def start(self, work: Callable[[], Result], *, after: Later[Any] | None = None, apart: bool = False) -> Callable[[], Result]:
        """What gives the result, once; it raises what the work raised. Work that waits for something ``after`` which it comes is
        done when its result is asked for, where one process is all there is. Work that would leave traces in this process is
        always done ``apart``."""
        if self._alone and after:
            return work
        if self._alone and not apart:
            result = work()
            return lambda: result
        other = _start(work)
        self._others.append(other)
        return lambda: _received(*other)


class Later(Generic[Result]):
    """A value that becomes known after what needs it was started aside."""

    def __init__(self, file: IO[bytes]) -> None:
        self._process, self._file = os.getpid(), file
        self._told, self._teller = os.pipe()

    @classmethod
    @contextmanager
    def known(cls) -> Iterator[Later[Result]]:
        """One that may be waited for within."""
        with TemporaryFile() as file:
            one = cls(file)
            try:
                yield one
            finally:
                os.close(one._told)
                os.close(one._teller)

    def tell(self, value: Result) -> None:
        pickle.dump(value, self._file)
        self._file.flush()
        os.write(self._teller, b"\0")

    def wait(self) -> Result:
        """To be asked for once, in one process."""
        if os.getpid() != self._process:
            os.close(self._teller)  # so that the end of whoever is to tell is noticed
        if not os.read(self._told, 1):
            raise OpslagError("the build ended before its feeds were judged")
        self._file.seek(0)
        value: Result = pickle.load(self._file)  # noqa: S301 - our own, of a moment ago
        return value


def _pieces(items: Sequence[Item], jobs: int, smallest: int) -> list[Sequence[Item]]:
    """Each smaller than the one before it."""
    smallest = max(smallest, -(-len(items) // MOST))
    pieces, at = [], 0
    while at < len(items):
        size = max((len(items) - at) // (jobs * SHARES), smallest)
        pieces.append(items[at : at + size])
        at += size
    return pieces


def _tickets(count: int) -> int:
    """A pipe that holds the number of each piece, a byte each: whoever reads one has that piece, and nobody else has it."""
    tickets, giver = os.pipe()
    os.write(giver, bytes(range(count)))
    os.close(giver)
    return tickets


def _take(work: Work[Item, Result], pieces: Sequence[Sequence[Item]], tickets: int) -> Iterator[tuple[int, Result]]:
    """The pieces that this process comes to do, each with its place."""
    while ticket := os.read(tickets, 1):
        yield ticket[0], work(pieces[ticket[0]])


def _packed(done: Iterable[tuple[int, Result]]) -> list[tuple[int, bytes]]:
    """Results, each packed as soon as it is there: at the end somebody waits."""
    return [(at, pickle.dumps(result, pickle.HIGHEST_PROTOCOL)) for at, result in done]


def _start(work: Callable[[], object], *, daemon: bool = True) -> _Other:
    """Another process, a copy of this one, and the end of a pipe at which its result comes out. Ctrl-C does not reach it: whoever
    started it ends it, and tells the person. A ``daemon`` may start none itself."""
    ours, theirs = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_run, args=(ours, theirs, work), daemon=daemon)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        child.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    theirs.close()
    return child, ours


def _run(ours: Connection, end: Connection, work: Callable[[], object]) -> None:
    ours.close()  # or this process would wait for ever, with the build's locks, to be read by itself once nobody else is there
    found: tuple[object, Exception | None]
    try:
        found = work(), None
    except Exception as error:
        found = None, error
    with suppress(BrokenPipeError):  # whoever started this was killed
        end.send(found)


def _end(child: BaseProcess, end: Connection) -> None:
    end.close()
    if child.is_alive():
        child.terminate()
    child.join()


def _received(child: BaseProcess, end: Connection) -> Any:
    try:
        result, error = end.recv()
    except EOFError:
        child.join()
        raise OpslagError(
            f"a worker process ended before its work was done (exit status {child.exitcode}); is memory short?"
        ) from None
    child.join()
    if error is not None:
        raise error
    return result
