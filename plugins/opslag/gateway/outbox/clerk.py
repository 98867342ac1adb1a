"""All writing of one gateway, in one thread, many submissions to one commit: the disk is waited for once for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from opslag.gateway.outbox.outbox import Outbox
from opslag.gateway.outbox.outcome import Settlement
from opslag.gateway.outbox.parcel import Claimed, Submission

T = TypeVar("T")
MOST = 200
"""Submissions and settlements of one commit."""


class Clerk:
    """The outbox for an event loop."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="outbox")
        self._submissions: list[tuple[Submission, asyncio.Future[bool]]] = []
        self._settlements: list[tuple[Settlement, asyncio.Future[bool]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def keep(self, submission: Submission) -> bool:
        """True when it is on the disk; False where its captcha was used before. Raises what the database raises."""
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._submissions.append((submission, future))
        return await self._written(future)

    async def settle(self, settlement: Settlement) -> None:
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._settlements.append((settlement, future))
        await self._written(future)

    async def claim(self, now: float, until: float, limit: int, without: Collection[tuple[str, int]]) -> list[Claimed]:
        return await self.do(lambda: self.outbox.claim(now, until, limit, without))

    async def do(self, work: Callable[[], T]) -> T:
        """Anything else that waits for the database, in its turn."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """After what was begun has been written."""
        self._thread.shutdown(wait=True)
        self.outbox.close()

    async def _written(self, future: asyncio.Future[bool]) -> bool:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await future

    async def _write(self) -> None:
        while self._submissions or self._settlements:
            new, self._submissions = self._submissions[:MOST], self._submissions[MOST:]
            ended, self._settlements = self._settlements[:MOST], self._settlements[MOST:]
            futures = [future for _, future in new] + [future for _, future in ended]
            try:
                fresh = await self.do(lambda new=new, ended=ended: self.outbox.write([s for s, _ in new], [s for s, _ in ended]))  # type: ignore[misc]
            except Exception as error:  # whatever it is, each of those who wait is told
                for future in futures:
                    _answer(future, error)
            else:
                for future, is_fresh in zip(futures, [*fresh, *(True for _ in ended)], strict=True):
                    _answer(future, is_fresh)


def _answer(future: asyncio.Future[bool], result: bool | Exception) -> None:
    """Where the one who asked is still waiting."""
    if future.done():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
