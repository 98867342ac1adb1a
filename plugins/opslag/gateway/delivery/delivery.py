"""The loop that empties the outbox: claims what is due, hands it to its handler, and writes down how that ended."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

import orjson
from sqlalchemy.exc import SQLAlchemyError

from opslag.errors import OpslagError
from opslag.forms.form import Form, Recipient
from opslag.forms.reference import resolved
from opslag.frozen import frozen
from opslag.gateway.delivery.api import Api
from opslag.gateway.delivery.contents import Contents, unpacked
from opslag.gateway.delivery.letter import letter
from opslag.gateway.delivery.pace import Pace
from opslag.gateway.delivery.post_office import SMTP, PostOffice
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.outbox.clerk import Clerk
from opslag.gateway.outbox.outcome import Outcome, Settlement, Verdict
from opslag.gateway.outbox.parcel import Claimed, Entry

AT_ONCE = 16
"""Attempts of one gateway at a time."""
OF_ONE = 8
"""With so many to one handler of one form no more are begun, so that a receiver that hangs does not hold up the others."""
TIDY = 2.0
"""Seconds at most from a deletion until its traces are gone from the disk."""
ENDS_WITHIN = 10.0
"""Seconds that attempts may go on when the gateway stops."""


@frozen
class Carriers:
    """How a message leaves the house."""

    api: Api
    post_office: PostOffice | None
    sender: Recipient | None
    """From whom letters come where a form does not say."""
    environment: Mapping[str, str]

    async def carry(self, form: Form, claimed: Claimed, patience: float) -> Outcome:
        """One attempt by the handler that the row is for."""
        entry, contents = claimed.entry, unpacked(claimed.contents)
        if entry.handler == "email":
            return await self._mail(form, entry, contents, patience)
        if form.api is None:
            return Outcome(Verdict.LATER, "the form has no apiSettings")
        try:
            settings = resolved(form.api, self.environment)
        except OpslagError as error:
            return Outcome(Verdict.REFUSED, str(error))
        return await self.api.post(settings, orjson.dumps(contents.message), entry.id, patience)

    async def _mail(self, form: Form, entry: Entry, contents: Contents, patience: float) -> Outcome:
        to = (contents.chosen,) if contents.chosen else form.recipients
        sender = form.sender or self.sender
        if self.post_office is None or sender is None or not to:
            return Outcome(Verdict.REFUSED, f"there is no {SMTP}, or no sender or recipient for the form")
        try:
            written = letter(contents, sender, to, entry.id, entry.accepted)
        except ValueError:
            return Outcome(Verdict.REFUSED, "the sender or a recipient is no e-mail address")
        return await self.post_office.send(written, patience)


class Delivery:
    """``wake`` is called when something was put in; ``run`` is a task of the gateway."""

    def __init__(
        self, clerk: Clerk, forms: Callable[[str], Form | None], carriers: Carriers, pace: Pace, *, log: Log, metrics: Metrics
    ) -> None:
        self._clerk = clerk
        self._forms = forms
        self._carriers = carriers
        self._pace = pace
        self._log = log
        self._counted = metrics.counter("opslag_deliveries", "Attempts to deliver, by how they ended.", "handler", "verdict")
        self._woken = asyncio.Event()
        self._busy: Counter[tuple[str, int]] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._tidied = 0.0

    def wake(self) -> None:
        self._woken.set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Until it is to stop; then what is under way may end, and what does not is tried again by whoever is there."""
        stopper = asyncio.create_task(self._stopped(stopping))
        try:
            while not stopping.is_set():
                self._woken.clear()
                began = await self._begin_due()
                await self._tidy_at_times()
                if not began:
                    await self._rest()
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=ENDS_WITHIN)
        finally:
            for task in (stopper, *self._tasks):
                task.cancel()
        await self._tidy()

    async def _stopped(self, stopping: asyncio.Event) -> None:
        await stopping.wait()
        self.wake()

    async def _begin_due(self) -> int:
        """Begins as many attempts as there is room for, and says how many."""
        room = AT_ONCE - len(self._tasks)
        if not room:
            return 0
        now = time.time()
        full = [handler for handler, count in self._busy.items() if count >= OF_ONE]
        try:
            found = await self._clerk.claim(now, now + self._pace.claim, min(room, OF_ONE), full)
        except (SQLAlchemyError, OpslagError) as error:
            self._log.error("outbox unreadable", error=type(error).__name__)
            return 0
        for claimed in found:
            self._begin(claimed)
        return len(found)

    def _begin(self, claimed: Claimed) -> None:
        handler = (claimed.entry.form, claimed.entry.place)
        task = asyncio.create_task(self._deliver(claimed))
        self._busy[handler] += 1
        self._tasks.add(task)
        task.add_done_callback(lambda task: self._ended(task, handler))

    def _ended(self, task: asyncio.Task[None], handler: tuple[str, int]) -> None:
        self._tasks.discard(task)
        self._busy[handler] -= 1
        if not self._busy[handler]:
            del self._busy[handler]
        self._woken.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            self._log.error("attempt not written down", error=type(error).__name__)

    async def _rest(self) -> None:
        """Until there may be something to do."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.look):
                await self._woken.wait()

    async def _tidy_at_times(self) -> None:
        """Soon after there was something to deliver, and not after each delivery while there is always more."""
        if time.monotonic() - self._tidied >= TIDY:
            await self._tidy()
            self._tidied = time.monotonic()

    async def _tidy(self) -> None:
        try:
            await self._clerk.do(self._clerk.outbox.tidy)
        except SQLAlchemyError as error:
            self._log.warning("outbox not tidied", error=type(error).__name__)

    async def _deliver(self, claimed: Claimed) -> None:
        entry = claimed.entry
        began, watch = time.time(), time.monotonic()
        outcome = await self._outcome(claimed)
        seconds = time.monotonic() - watch
        now = time.time()
        if outcome.verdict is Verdict.LATER and now - entry.accepted > self._pace.end:
            outcome = replace(outcome, verdict=Verdict.REFUSED, said=f"{outcome.said}; tried for {self._pace.end / 86400:g} days")
        pause = max(outcome.wait, self._pace.pause(entry.tries, random.random()))  # noqa: S311 (spreads tries, keeps no secret)
        await self._clerk.settle(Settlement(entry.id, outcome, began, seconds, now + pause))
        self._tell(entry, outcome, seconds)

    def _tell(self, entry: Entry, outcome: Outcome, seconds: float) -> None:
        self._counted.labels(entry.handler, outcome.verdict.value).inc()
        told = {"form": entry.form, "receipt": entry.receipt, "handler": entry.handler, "attempt": entry.tries + 1}
        tell = self._log.info if outcome.verdict is Verdict.DELIVERED else self._log.warning
        tell(outcome.verdict.value, **told, said=outcome.said, seconds=round(seconds, 3))

    async def _outcome(self, claimed: Claimed) -> Outcome:
        form = self._forms(claimed.entry.form)
        if form is None:
            # Another gateway may have newer content than this one, and has taken it in.
            return Outcome(Verdict.LATER, "there is no such form here")
        try:
            return await self._carriers.carry(form, claimed, self._pace.patience)
        except Exception as error:  # a fault of ours must not end the loop, nor be repeated in a tight one
            return Outcome(Verdict.LATER, f"the gateway failed: {type(error).__name__}")
