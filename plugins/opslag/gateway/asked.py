"""Reports that wait for their commit, and what becomes of each of them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime

from opslag.errors import ContentError
from opslag.events.update import Update
from opslag.frozen import frozen
from opslag.gateway.group import new_commits
from opslag.gateway.known import Known
from opslag.gateway.report import Patch, Report, merged, written
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.index import would_overwrite
from opslag.gateway.repository.new_commit import NewCommit
from opslag.gateway.repository.repository import Repository
from opslag.source.document import read_document

Outcome = Update | BusyError | None
"""What holds of an event, None where nothing was ever reported; or why nothing can be reported of it now."""


@frozen
class Asked:
    """One report that waits for its commit."""

    uuid: str
    known: Known
    patch: Patch
    vendor: str
    done: asyncio.Future[Update | None]

    @property
    def path(self) -> str:
        """Of its file, below content/."""
        return f"updates/{self.uuid}.yaml"


def committed(repository: Repository, group: Sequence[Asked]) -> tuple[list[Outcome], str | None]:
    """What became of each, and the commit; no commit where nothing changed. Raises BusyError where none is possible now.

    That nothing changed is as much of a promise as a commit: it is looked for while the files are those of the branch's last
    commit, and stay it.
    """
    outcomes: list[Outcome] = []

    def decide(edited: Collection[str]) -> list[NewCommit]:
        there = {asked.path: _present(repository, asked.path, edited) for asked in group}
        reports: list[Report] = []
        for asked in group:
            before = there[asked.path]
            if not isinstance(before, BusyError):
                at = datetime.now(asked.known.zone).replace(microsecond=0)
                after = merged(before, asked.patch, asked.vendor, at)
                if after != (before or Update(asked.vendor, at)):
                    reports.append(Report(asked.vendor, at, asked.path, written(after), says(asked, before, after)))
                    there[asked.path] = after
            outcomes.append(there[asked.path])
        return new_commits(reports, repository.kept)

    return outcomes, repository.commit({asked.path for asked in group}, decide)


def held_up(repository: Repository, paths: Collection[str]) -> dict[str, BusyError]:
    """Those of the paths below content/ on which nothing can be reported, and why. Raises BusyError where that is so of all."""
    edited = repository.look(paths)
    return {path: why for path in paths if isinstance(why := _present(repository, path, edited), BusyError)}


def _present(repository: Repository, path: str, edited: Collection[str]) -> Outcome:
    """What was reported before, by the file as the builds see it; the error where nobody can tell it from an editor's words."""
    if path in edited:
        return would_overwrite(f"content/{path}")
    try:
        return read_document(f"content/{path}", (repository.content / path).read_bytes(), Update)
    except FileNotFoundError:
        return None
    except ContentError as error:
        return BusyError(f"{error}; mend the file, or delete it")


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
