"""Locks: that of the gateway which writes a repository, git's own ``index.lock``, and those that a killed git left."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from opslag.errors import OpslagError
from opslag.gateway.repository.busy import BusyError

PATIENCE = 1.0
"""Seconds that an editor's command, which holds ``index.lock``, is waited for before a vendor is asked to come again."""

AT_WORK = 60.0
"""Seconds for which a command of git's changes files, at the most. One that holds the lock for longer waits for somebody to write
its message, or was killed."""

STARTS_WITHIN = 30.0
"""Seconds that a gateway waits for the one before it to end."""


@contextmanager
def one_gateway(room: Path) -> Iterator[int]:
    """Held by one gateway at a time; gives the file descriptor, and ends with all processes that have it.

    ``room`` is made where it is missing. Raises OpslagError where it cannot be, or another gateway goes on.
    """
    try:
        room.mkdir(exist_ok=True)
        file = os.fdopen(os.open(room / "lock", os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666))
    except OSError as error:
        raise OpslagError(f"{room}: {error.strerror}; the gateway must be able to write the repository") from None

    def held() -> bool:
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    with file:
        if not _comes_true(held, STARTS_WITHIN):
            raise OpslagError(f"{room.parent}: another gateway writes this repository; stop it first")
        yield file.fileno()


class IndexLock:
    """git's ``index.lock``, while which is held no command of an editor's comes between.

    It is a hard link to a file of ours, so the lock that a killed gateway left is known from that of an editor.
    """

    def __init__(self, folder: Path, room: Path) -> None:
        """``folder``: of git's; ``room``: of ours, on the same disk."""
        self._lock, self._held = folder / "index.lock", room / "held"

    def take(self) -> None:
        """Raises BusyError where an editor's command holds it longer than ``PATIENCE``."""
        self._held.touch()

        def taken() -> bool:
            with suppress(FileExistsError):
                self._lock.hardlink_to(self._held)
                return True
            return self._is_ours()

        if not _comes_true(taken, PATIENCE):
            raise self._busy()

    def refuse_if_held(self) -> None:
        """Raises BusyError where an editor's command holds it. It is not taken: the editor's next command would fail at it."""
        if self._lock.exists() and not self._is_ours():
            raise self._busy()

    def refuse_while_at_work(self) -> None:
        """Raises BusyError where a command of an editor's may be changing files just now."""
        with suppress(FileNotFoundError):
            if time.time() - self._lock.stat().st_mtime < AT_WORK:
                self.refuse_if_held()

    def release(self) -> None:
        """An editor's stays where it is."""
        if self._is_ours():
            self._lock.unlink()

    def _is_ours(self) -> bool:
        """Whether this gateway holds it, or held it before it was killed."""
        with suppress(FileNotFoundError):
            return self._lock.samefile(self._held)
        return False

    def _busy(self) -> BusyError:
        return BusyError(f"{self._lock} is held: a command of git's is at work, or was killed")


def take_away(lock: Path) -> None:
    """Ends a lock of git's that nobody holds any more: git holds it for an instant, unless it was killed with us."""
    if not _comes_true(lambda: not lock.exists(), PATIENCE):
        lock.unlink(missing_ok=True)


def _comes_true(asked: Callable[[], bool], seconds: float) -> bool:
    """Whether it does within so long."""
    until = time.monotonic() + seconds
    while not asked():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
