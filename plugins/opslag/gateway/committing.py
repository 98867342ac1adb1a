"""Reports become commits, many at once: while one group is committed the next one gathers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Executor

from opslag.content.git import GitError
from opslag.events.update import Update
from opslag.gateway.asked import Asked, Outcome, committed, held_up
from opslag.gateway.known import Known
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.report import Patch
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.repository import Repository

MOST_TOGETHER = 256
MOST_WAITING = 1024
"""Reports that wait for their commit; whoever comes then is asked to come again."""

TIDY_AFTER = 50
"""Commits."""

LOOKED_FOR_EVERY = 5.0
"""Seconds between two looks whether what ailed has gone: a vendor whose report was refused may have nothing more to say."""


class Committing:
    """The queue of reports, and the one task that commits them."""

    def __init__(self, repository: Repository, thread: Executor, log: Log, metrics: Metrics, changed: Callable[[], None]) -> None:
        """``thread``: the one that uses the repository; ``changed`` is called after each commit."""
        self._repository, self._thread, self._log, self._changed = repository, thread, log, changed
        self._waiting: list[Asked] = []
        self._woken = asyncio.Event()
        self._ailing: BusyError | None = None
        self._held_up: dict[str, BusyError] = {}
        self._commits = 0
        self._tidying: asyncio.Task[None] | None = None
        self._together = metrics.histogram("opslag_reports_together", "Reports that shared a commit.")
        self._seconds = metrics.histogram("opslag_commit_seconds", "How long a group of reports took to be committed.")
        self._failures = metrics.counter("opslag_commit_failures", "Groups of reports that could not all be committed.")

    async def commit(self, uuid: str, known: Known, patch: Patch, vendor: str) -> Update | None:
        """What holds of the event afterwards; it is committed then. Raises BusyError where that is not possible now."""
        if len(self._waiting) >= MOST_WAITING:
            raise BusyError("too many reports at once")
        done: asyncio.Future[Update | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(Asked(uuid, known, patch, vendor, done))
        self._woken.set()
        return await done

    def ailment(self) -> str | None:
        """Why nothing can be committed, or of which events no report can be."""
        return str(self._ailing) if self._ailing else "; ".join(map(str, self._held_up.values())) or None

    async def run(self, stopping: asyncio.Event) -> None:
        """Commits what comes until it is stopped; what waits then is committed too."""
        stopped = asyncio.create_task(stopping.wait())
        try:
            while not stopped.done() or self._waiting:
                woken = asyncio.create_task(self._woken.wait())
                pause = LOOKED_FOR_EVERY if self._ailing or self._held_up else None
                done, _ = await asyncio.wait((woken, stopped), timeout=pause, return_when=asyncio.FIRST_COMPLETED)
                woken.cancel()
                if not done:
                    await self._looked()
                self._woken.clear()
                while self._waiting:
                    group, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                    await self._together_committed(group)
        finally:
            stopped.cancel()

    async def _together_committed(self, group: list[Asked]) -> None:
        began = time.perf_counter()
        try:
            loop = asyncio.get_running_loop()
            outcomes, commit = await loop.run_in_executor(self._thread, committed, self._repository, group)
        except Exception as error:
            self._ailing = error if isinstance(error, BusyError) else BusyError(repr(error))
            self._told_failure(self._ailing, len(group))
            for asked in group:
                if not asked.done.done():
                    asked.done.set_exception(self._ailing)
            return
        self._ailing = None
        self._together.observe(len(group))
        self._seconds.observe(time.perf_counter() - began)
        for asked, outcome in zip(group, outcomes, strict=True):
            self._answered(asked, outcome)
        refused = [outcome for outcome in outcomes if isinstance(outcome, BusyError)]
        if refused:
            self._told_failure(refused[0], len(refused))
        if commit:
            self._commits += 1
            if self._commits % TIDY_AFTER == 0:
                self._tidying = asyncio.create_task(self._tidy())
            kept, seconds = len(group) - len(refused), round(time.perf_counter() - began, 3)
            self._log.info("committed", commit=commit, reports=kept, seconds=seconds)
            self._changed()

    def _answered(self, asked: Asked, outcome: Outcome) -> None:
        self._held_up.pop(asked.path, None)
        if isinstance(outcome, BusyError):
            self._held_up[asked.path] = outcome
        if asked.done.done():  # whoever asked may have gone
            return
        if isinstance(outcome, BusyError):
            asked.done.set_exception(outcome)
        else:
            asked.done.set_result(outcome)

    async def _looked(self) -> None:
        """Whether what ailed is over, although nobody reports."""
        loop, paths = asyncio.get_running_loop(), list(self._held_up)
        try:
            self._held_up = await loop.run_in_executor(self._thread, held_up, self._repository, paths)
        except Exception as error:
            self._ailing = error if isinstance(error, BusyError) else BusyError(repr(error))
            return
        self._ailing = None
        if not self._held_up:
            self._log.info("reports can be committed again")

    async def _tidy(self) -> None:
        try:
            await asyncio.to_thread(self._repository.tidy)
        except (OSError, GitError) as error:
            self._log.warning("not tidied", why=str(error))

    def _told_failure(self, why: BusyError, reports: int) -> None:
        self._failures.inc()
        self._log.error("not committed", reports=reports, why=str(why))
