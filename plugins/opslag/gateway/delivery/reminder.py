"""A letter to those who look after a form, when answers cannot be delivered. It tells which, and why; never what is in them."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from opslag.forms.form import Form, Recipient
from opslag.gateway.delivery.letter import note
from opslag.gateway.delivery.pace import Pace
from opslag.gateway.delivery.post_office import PostOffice
from opslag.gateway.log import Log
from opslag.gateway.outbox.clerk import Clerk
from opslag.gateway.outbox.outcome import Verdict
from opslag.gateway.outbox.parcel import Entry
from opslag.language import Language

LOOK = 60.0
"""Seconds between two looks."""
LATE = 86_400.0
"""Seconds after which somebody is told of what still waits."""


class Reminder:
    """``run`` is a task of the gateway."""

    def __init__(
        self,
        clerk: Clerk,
        forms: Callable[[str], Form | None],
        post_office: PostOffice | None,
        sender: Recipient | None,
        log: Log,
    ) -> None:
        self._clerk = clerk
        self._forms = forms
        self._post_office = post_office
        self._sender = sender
        self._log = log
        self._kept = 0

    def ailment(self) -> str | None:
        return f"{self._kept} messages wait for a person; opslag outbox list says why" if self._kept else None

    async def run(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            try:
                await self.remind(time.time())
                await self._clerk.do(lambda: self._clerk.outbox.expire(time.time()))
            except SQLAlchemyError as error:  # the next look will do; deliveries go on meanwhile
                self._log.error("outbox unreadable", error=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), LOOK)

    async def remind(self, now: float) -> None:
        """One letter for each form that has something to tell."""
        stuck: dict[str, list[Entry]] = defaultdict(list)
        entries = await self._clerk.do(lambda: self._clerk.outbox.entries(("waiting", "kept")))
        self._kept = sum(entry.state == "kept" for entry in entries)
        for entry in entries:
            if not entry.reminded and (entry.state == "kept" or (entry.tries and now - entry.accepted > LATE)):
                stuck[entry.form].append(entry)
        for name, entries in stuck.items():
            if await self._told(name, entries, now):
                await self._clerk.do(lambda entries=entries: self._clerk.outbox.remember(entries))  # type: ignore[misc]

    async def _told(self, name: str, entries: list[Entry], now: float) -> bool:
        form = self._forms(name)
        self._log.error("undelivered", form=name, count=len(entries), said=entries[-1].outcome)
        if form is None or form.reminder_email is None:
            return True
        sender = form.sender or self._sender or Recipient(form.reminder_email)
        if self._post_office is None:
            return True
        language = Language(form.language)
        subject, text = words(form, entries, language)
        outcome = await self._post_office.send(note(sender, Recipient(form.reminder_email), subject, text, now), Pace().patience)
        return outcome.verdict is not Verdict.LATER


def words(form: Form, entries: list[Entry], language: Language) -> tuple[str, str]:
    """Subject and text."""
    subject = language.gettext("Answers to “%(form)s” could not be delivered") % {"form": form.title}
    said = [
        language.gettext("These answers are safe with the gateway, but the receiver has not taken them:"),
        "",
        *(f"  {entry.receipt}  {_moment(entry.accepted)}  {entry.outcome}" for entry in entries[:100]),
        "",
        language.gettext("When the cause is gone, run: opslag outbox retry"),
    ]
    return subject, "\n".join(said) + "\n"


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%MZ")
