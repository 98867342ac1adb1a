"""What was committed becomes public: one task that pulls, builds and looks, whenever it is asked to or the clock says so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from opslag.content.tree import Tree
from opslag.errors import OpslagError
from opslag.gateway.known import Known
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.published import Published
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.unrest import Unrest
from opslag.gateway.seen import Seen, seen_in
from opslag.gateway.sharing import Sharing
from opslag.gateway.workshop import Workshop

MOMENT = 0.05
"""Seconds for which what is committed gathers before a build begins."""

LOOK = 0.2
"""Seconds between two looks whether git still changes the files."""

UNREST = 5.0
"""Seconds for which git may change them before that is told: what an editor does in the clone is usually over by then."""

AGAIN_AFTER = 15.0
"""Seconds until a build that failed is tried again where nobody asks for one."""


class Publishing:
    """Keeps the public output up to date with the content and the clock."""

    def __init__(
        self,
        content: Path,
        workshop: Workshop,
        published: Published,
        sharing: Sharing | None,
        *,
        unrest: Unrest,
        every: float,
        tell: Callable[[Mapping[str, Known]], None],
        log: Log,
        metrics: Metrics,
    ) -> None:
        """``every``: seconds between two looks for what editors did; ``tell`` is handed every occurrence whenever any changed."""
        self._unrest, self._every = unrest, every
        self._content, self._workshop, self._published, self._sharing, self._tell = content, workshop, published, sharing, tell
        self._log = log
        self._asked = asyncio.Event()
        self._reading = asyncio.Lock()
        self._ailing: str | None = "the first build is under way"
        self._waiting_for: str | None = None
        self._known: bytes | None = None
        self._built: Seen | None = None
        self._seconds = metrics.histogram("opslag_build_seconds", "How long a build took, from the request to the public output.")
        self._failures = metrics.counter("opslag_build_failures", "Builds that failed; the public output was left as it was.")
        self._last = metrics.gauge("opslag_published_timestamp_seconds", "When the public output was last made.")

    def ask(self) -> None:
        """Asks for a build; those who ask within a moment, or while one is made, share the next one."""
        self._asked.set()

    def ailment(self) -> str | None:
        return self._waiting_for or self._ailing

    async def run(self, stopping: asyncio.Event) -> None:
        """Builds at once, and then whenever there is a reason, until it is stopped."""
        stopped = asyncio.create_task(stopping.wait())
        work = asyncio.create_task(self._work())
        try:
            await asyncio.wait((stopped, work), return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                work.result()
        finally:
            work.cancel()
            stopped.cancel()
            self._workshop.close()

    async def _work(self) -> None:
        await self._read_if_they_can_be()
        while True:
            await self._publish()
            await self._until_there_is_a_reason()

    async def _until_there_is_a_reason(self) -> None:
        """Somebody asks, the output turns untrue, editors have pushed or written something, or a build failed. Where editors may
        have done something, the events are read first: whoever finds one in the feed may report on it."""
        again = time.monotonic() + AGAIN_AFTER
        while True:
            turns = again - time.monotonic() if self._ailing else self._turns_untrue_in()
            try:
                await asyncio.wait_for(self._asked.wait(), min(turns, self._every))
            except TimeoutError:
                await self._until_git_rests()
                if turns > self._every:
                    if self._sharing:
                        await self._sharing.pull()
                    if await self._is_as_built():
                        continue
                await self._read_if_they_can_be()
                return
            else:
                await asyncio.sleep(MOMENT)
                return

    def _turns_untrue_in(self) -> float:
        """Seconds: one at the least, a day at the most."""
        turns = self._published.next_change
        return min(86400.0, max(1.0, (turns - datetime.now(UTC)).total_seconds())) if turns else AGAIN_AFTER

    async def _until_git_rests(self) -> None:
        """What is public stays as it was as long as the files are half of one commit and half of another."""
        began = time.monotonic()
        while why := self._unrest.why():
            if time.monotonic() - began > UNREST and why != self._waiting_for:
                self._waiting_for = why
                self._log.error("not published", why=why)
            await asyncio.sleep(LOOK)
        self._waiting_for = None

    async def _publish(self) -> None:
        await self._until_git_rests()
        began = time.perf_counter()
        try:
            if self._sharing:
                await self._sharing.pull()
            self._asked.clear()  # what has been asked for until now will be in this build
            rebuilt = await self._workshop.rebuild()
            await asyncio.to_thread(self._published.look)
            await self._read_events(rebuilt.seen)
        except BusyError:  # git has begun meanwhile
            self.ask()
            return
        except OpslagError as error:
            self._failures.inc()
            self._ailing = str(error)
            self._log.error("not published", why=self._ailing)
            return
        self._ailing, self._built = None, rebuilt.seen
        took = time.perf_counter() - began
        self._seconds.observe(took)
        self._last.set_to_current_time()
        self._log.info("published", events=rebuilt.events, files=rebuilt.changed, seconds=round(took, 3))

    async def read_events(self) -> None:
        """Tells of every occurrence where anything but reports has changed since the last time, or a day has gone by. Raises
        OpslagError where the content has mistakes, BusyError while git changes it; what was told before holds."""
        self._unrest.refuse()
        await self._read_events(await self._seen())

    async def _read_events(self, seen: Seen) -> None:
        async with self._reading:
            if seen.others != self._known:
                self._tell(await self._workshop.known())
                self._known = seen.others

    async def _read_if_they_can_be(self) -> None:
        with suppress(OpslagError):  # the build tells what is wrong
            await self.read_events()

    async def _is_as_built(self) -> bool:
        try:
            return await self._seen() == self._built
        except OpslagError:
            return False  # the build tells what is wrong

    async def _seen(self) -> Seen:
        """Raises OpslagError where the content cannot be listed: files come and go meanwhile, and disks may be away."""
        try:
            return await asyncio.to_thread(lambda: seen_in(Tree(self._content)))
        except OSError as error:
            raise OpslagError(f"{error.filename}: {error.strerror}") from None
