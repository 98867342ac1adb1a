"""Reports become commits, many at once: while one group is committed the next one gathers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path

from opslag.content.git import GitError
from opslag.errors import ContentError
from opslag.events.update import Update
from opslag.frozen import frozen
from opslag.gateway.group import new_commits
from opslag.gateway.known import Known
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.report import Patch, Report, merged, written
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.repository import Repository
from opslag.source.document import read_document

MOST_TOGETHER = 256
MOST_WAITING = 1024
"""Reports that wait for their commit; whoever comes then is asked to come again."""


TIDY_AFTER = 50
"""Commits."""


@frozen
class Asked:
    """One report that waits for its commit."""

    uuid: str
    known: Known
    patch: Patch
    vendor: str
    done: asyncio.Future[Update | None]


class Committing:
    """The queue of reports, and the one task that commits them."""

    def __init__(self, repository: Repository, thread: Executor, log: Log, metrics: Metrics, changed: Callable[[], None]) -> None:
        """``thread``: the one that uses the repository; ``changed`` is called after each commit."""
        self._repository, self._thread, self._log, self._changed = repository, thread, log, changed
        self._waiting: list[Asked] = []
        self._woken = asyncio.Event()
        self._ailing: str | None = None
        self._commits = 0
        self._tidying: asyncio.Task[None] | None = None
        self._together = metrics.histogram("opslag_reports_together", "Reports that shared a commit.")
        self._seconds = metrics.histogram("opslag_commit_seconds", "How long a group of reports took to be committed.")
        self._failures = metrics.counter("opslag_commit_failures", "Groups of reports that could not be committed.")

    async def commit(self, uuid: str, known: Known, patch: Patch, vendor: str) -> Update | None:
        """What holds of the event afterwards; it is committed then. Raises BusyError where that is not possible now."""
        if len(self._waiting) >= MOST_WAITING:
            raise BusyError("too many reports at once")
        done: asyncio.Future[Update | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(Asked(uuid, known, patch, vendor, done))
        self._woken.set()
        return await done

    def ailment(self) -> str | None:
        return self._ailing

    async def run(self, stopping: asyncio.Event) -> None:
        """Commits what comes until it is stopped; what waits then is committed too."""
        stopped = asyncio.create_task(stopping.wait())
        try:
            while not stopped.done() or self._waiting:
                woken = asyncio.create_task(self._woken.wait())
                await asyncio.wait((woken, stopped), return_when=asyncio.FIRST_COMPLETED)
                woken.cancel()
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
            updates, commit = await loop.run_in_executor(self._thread, committed, self._repository, group)
        except Exception as error:
            self._told_failure(error, len(group))
            busy = error if isinstance(error, BusyError) else BusyError(repr(error))
            for asked in group:
                if not asked.done.done():
                    asked.done.set_exception(busy)
            return
        self._ailing = None
        self._together.observe(len(group))
        self._seconds.observe(time.perf_counter() - began)
        for asked, update in zip(group, updates, strict=True):
            if not asked.done.done():  # whoever asked may have gone
                asked.done.set_result(update)
        if commit:
            self._commits += 1
            if self._commits % TIDY_AFTER == 0:
                self._tidying = asyncio.create_task(self._tidy())
            self._log.info("committed", commit=commit, reports=len(group), seconds=round(time.perf_counter() - began, 3))
            self._changed()

    async def _tidy(self) -> None:
        try:
            await asyncio.to_thread(self._repository.tidy)
        except (OSError, GitError) as error:
            self._log.warning("not tidied", why=str(error))

    def _told_failure(self, error: Exception, reports: int) -> None:
        self._failures.inc()
        self._ailing = str(error) or repr(error)
        self._log.error("not committed", reports=reports, why=self._ailing)


def committed(repository: Repository, group: list[Asked]) -> tuple[list[Update | None], str | None]:
    """What holds of each event after its report, and the commit; no commit where nothing changed. Raises BusyError."""
    there: dict[str, Update | None] = {}
    updates: list[Update | None] = []
    reports: list[Report] = []
    for asked in group:
        path = f"updates/{asked.uuid}.yaml"
        if path not in there:
            there[path] = _present(repository.content, path)
        before = there[path]
        at = datetime.now(asked.known.zone).replace(microsecond=0)
        after = merged(before, asked.patch, asked.vendor, at)
        if after != (before or Update(asked.vendor, at)):
            reports.append(Report(asked.vendor, at, path, written(after), says(asked, before, after)))
            there[path] = after
        updates.append(there[path])
    return updates, repository.commit(new_commits(reports, repository.kept)) if reports else None


def _present(content: Path, path: str) -> Update | None:
    """What was reported before, by the file as the builds see it. Raises BusyError where it cannot be understood."""
    try:
        return read_document(f"content/{path}", (content / path).read_bytes(), Update)
    except FileNotFoundError:
        return None
    except ContentError as error:
        raise BusyError(f"{error}; mend the file, or delete it") from None


def says(asked: Asked, before: Update | None, after: Update) -> str:
    """The line in git's log: ``Krimiaften med tre forfattere: SoldOut``."""
    was, parts = before or Update(asked.vendor, after.at), []
    if after.state != was.state:
        parts.append(after.state.value if after.state else "no state")
    parts += [
        f"{key} {url or 'gone'}"
        for key in ("url", "admin_url")
        if (url := getattr(after.external_data, key)) != getattr(was.external_data, key)
    ]
    return f"{' '.join(asked.known.title.split())}: {', '.join(parts)}"
