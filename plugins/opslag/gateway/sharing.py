"""Editors' commits come in, ours go out; while the other machine is away, all goes on without it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor

from opslag.content.git import GitError
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.remote import ConflictError, Remote

MOST_PAUSE = 60.0
"""Seconds between two tries to reach a machine that is away, at the most."""


class Sharing:
    """What the gateway has with a remote repository."""

    def __init__(self, remote: Remote, thread: Executor, *, changed: Callable[[], None], log: Log, metrics: Metrics) -> None:
        """``thread``: the one that uses the repository; ``changed`` is called when editors' commits have come in."""
        self._remote, self._thread, self._changed, self._log = remote, thread, changed, log
        self._to_push = asyncio.Event()
        self._to_push.set()
        self._away: str | None = None
        self._conflict: str | None = None
        self._failures = metrics.counter("opslag_remote_failures", "Times that the remote repository could not be reached.")
        self._conflicts = metrics.counter("opslag_remote_conflicts", "Times that editors' commits could not be taken in.")

    def ask(self) -> None:
        """There is something to push."""
        self._to_push.set()

    def ailment(self) -> str | None:
        return "; ".join(filter(None, (self._conflict, self._away))) or None

    async def pull(self) -> None:
        """Takes in what editors pushed. Nobody waits for a machine that is away: ``run`` looks after it."""
        if self._away is None:
            await self._fetch()
        await self._take_in()

    async def run(self, stopping: asyncio.Event) -> None:
        """Pushes what is committed, and tries again while that is not possible."""
        pause = 1.0
        while not stopping.is_set():
            await _first(stopping.wait(), self._to_push.wait())
            if stopping.is_set():
                return
            self._to_push.clear()
            if await self._push():
                pause = 1.0
                continue
            self._to_push.set()
            await _first(stopping.wait(), asyncio.sleep(pause))
            pause = min(2 * pause, MOST_PAUSE)

    async def _push(self) -> bool:
        try:
            if self._away is not None:  # where there is nothing to push, nobody would have been asked
                await asyncio.to_thread(self._remote.fetch)
            pushed = await asyncio.to_thread(self._remote.push)
            if not pushed:
                await asyncio.to_thread(self._remote.fetch)
                pushed = await self._take_in() and await asyncio.to_thread(self._remote.push)
        except BusyError:  # an editor is at work here; whoever takes in tells it
            return False
        except GitError as error:
            self._is_away(str(error))
            return False
        self._is_back()
        return pushed

    async def _fetch(self) -> None:
        try:
            await asyncio.to_thread(self._remote.fetch)
        except BusyError:  # as above
            return
        except GitError as error:
            self._is_away(str(error))
            self._to_push.set()
        else:
            self._is_back()

    async def _take_in(self) -> bool:
        loop = asyncio.get_running_loop()
        try:
            changes = await loop.run_in_executor(self._thread, self._remote.take_in)
        except (GitError, BusyError) as error:
            if self._conflict != str(error):
                self._log.error("editors' commits not taken in", why=str(error), by_hand=isinstance(error, ConflictError))
            self._conflict = str(error)
            self._conflicts.inc()
            return False
        if changes:
            self._log.info("editors' commits taken in", files=len(changes))
            self._changed()
        self._conflict = None
        return True

    def _is_away(self, why: str) -> None:
        self._failures.inc()
        if self._away is None:
            self._log.error("the remote repository cannot be reached", remote=self._remote.name, why=why)
        self._away = why

    def _is_back(self) -> None:
        if self._away is not None:
            self._log.info("the remote repository is reached again", remote=self._remote.name)
        self._away = None


async def _first(*awaited: object) -> None:
    tasks = [asyncio.ensure_future(one) for one in awaited]  # type: ignore[call-overload]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
