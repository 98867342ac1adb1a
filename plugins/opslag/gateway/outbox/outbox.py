"""The outbox: rows are put in, claimed, and settled; each of these is one transaction, on the disk when it returns."""

from __future__ import annotations

import time
import uuid
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, bindparam, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from opslag.errors import OpslagError
from opslag.gateway.outbox.database import forget, open_database
from opslag.gateway.outbox.keys import accept_keys
from opslag.gateway.outbox.outcome import Settlement, Verdict
from opslag.gateway.outbox.parcel import Claimed, Entry, State, Submission
from opslag.gateway.outbox.seal import Seal, read_seal
from opslag.gateway.outbox.tables import attempts, rows, spent

DAY = 86400.0
_ENTRY = tuple(rows.c[name] for name in Entry.__dataclass_fields__)


class Outbox:
    """What one gateway, or one command, does with the database. Methods wait for the disk: an event loop uses a Clerk."""

    def __init__(self, engine: Engine, seal: Seal, retention: float = 0.0) -> None:
        self.engine = engine
        self.seal = seal
        self.retention = retention
        """Days that what was delivered is kept; 0: it is deleted at once."""
        self._name = uuid.uuid4().hex
        self._untidy = True  # what an earlier process deleted may still be in the log

    def write(self, submissions: Sequence[Submission], settlements: Sequence[Settlement] = ()) -> list[bool]:
        """Keeps and settles in one transaction. For each submission, False where its captcha was used before: it is not kept."""
        with self.engine.begin() as connection:
            fresh = [self._spend(connection, submission.token) for submission in submissions]
            new = [submission for submission, is_fresh in zip(submissions, fresh, strict=True) if is_fresh]
            if filled := [row for submission in new for row in self._rows(submission)]:
                connection.execute(insert(rows), filled)
            if settlements:
                self._settle(connection, settlements)
        return fresh

    def claim(self, now: float, until: float, limit: int, without: Collection[tuple[str, int]] = ()) -> list[Claimed]:
        """Due rows, the longest due first, that no other gateway takes ``until`` then; ``without``: busy handlers."""
        with self.engine.begin() as connection:
            found = connection.execute(self._due(now, without).limit(limit).with_for_update(skip_locked=True)).all()
            claimed, spoilt = self._opened(found)
            if claimed:
                taken = update(rows).where(rows.c.id.in_([one.entry.id for one in claimed]))
                connection.execute(taken.values(claimant=self._name, claimed_until=until))
            if spoilt:
                left = update(rows).where(rows.c.id.in_(spoilt))
                connection.execute(left.values(state="kept", outcome="it was changed in the database, and cannot be opened"))
        return claimed

    def _opened(self, found: Sequence[Row[Any]]) -> tuple[list[Claimed], list[str]]:
        """Those that can be opened, and the ids of those that cannot: one bad row must not hold up the others."""
        claimed: list[Claimed] = []
        spoilt: list[str] = []
        for row in found:
            try:
                claimed.append(Claimed(_entry(row), self.seal.open(row.id, row.key, row.sealed)))
            except OpslagError:
                spoilt.append(row.id)
        return claimed, spoilt

    def entries(self, states: Collection[State] = ("waiting", "kept", "stored"), receipts: Collection[str] = ()) -> list[Entry]:
        """The rows in these states, the oldest first; ``receipts``: of these alone."""
        query = select(*_ENTRY).where(rows.c.state.in_(states)).order_by(rows.c.accepted, rows.c.place)
        if receipts:
            query = query.where(rows.c.receipt.in_(receipts))
        with self.engine.connect() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def contents(self, entry: Entry) -> bytes:
        """What the visitor wrote. Raises OpslagError where the key is not ours."""
        with self.engine.connect() as connection:
            row = connection.execute(select(rows.c.key, rows.c.sealed).where(rows.c.id == entry.id)).one()
        return self.seal.open(entry.id, row.key, row.sealed)

    def attempts(self, entry: Entry) -> list[tuple[float, float, str]]:
        """When each attempt began, how many seconds it took, and how it ended."""
        query = select(attempts.c.began, attempts.c.seconds, attempts.c.outcome).where(attempts.c.row == entry.id)
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(query.order_by(attempts.c.number))]

    def retry(self, entries: Iterable[Entry], now: float) -> None:
        """Makes them due at once, whatever was decided before."""
        again = update(rows).where(rows.c.id.in_([entry.id for entry in entries]), rows.c.state.in_(("waiting", "kept")))
        with self.engine.begin() as connection:
            connection.execute(again.values(state="waiting", due=now, reminded=False))

    def purge(self, entries: Iterable[Entry]) -> None:
        """Deletes them, delivered or not."""
        self._delete([entry.id for entry in entries])

    def remember(self, entries: Iterable[Entry]) -> None:
        """Notes that somebody has been told of them."""
        with self.engine.begin() as connection:
            connection.execute(update(rows).where(rows.c.id.in_([entry.id for entry in entries])).values(reminded=True))

    def expire(self, now: float) -> None:
        """Deletes what was kept for as long as it may be, and captchas that have run out by themselves."""
        old = select(rows.c.id).where(rows.c.state.in_(("delivered", "stored")), rows.c.due < now - self.retention * DAY)
        with self.engine.begin() as connection:
            connection.execute(delete(spent).where(spent.c.until < now))
            if self.retention:
                _remove(connection, old)  # by what they have in common: so many may be over that no statement could name them
        self._untidy = True

    def tidy(self) -> bool:
        """Takes away what deleted rows left on the disk; False where it has to be tried again."""
        if self._untidy:
            self._untidy = not forget(self.engine)
        return not self._untidy

    def close(self) -> None:
        self.engine.dispose()

    @property
    def _is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def _spend(self, connection: Connection, token: tuple[str, float] | None) -> bool:
        if token is None:
            return True
        once = (sqlite if self._is_sqlite else postgresql).insert(spent).values(token=token[0], until=token[1])
        return connection.execute(once.on_conflict_do_nothing().returning(spent.c.token)).first() is not None

    def _rows(self, submission: Submission) -> Iterable[dict[str, object]]:
        for parcel in submission.parcels:
            yield {
                "id": parcel.id,
                "receipt": submission.receipt,
                "form": parcel.form,
                "handler": parcel.handler,
                "place": parcel.place,
                "key": self.seal.name,
                "sealed": self.seal.seal(parcel.id, parcel.contents),
                "state": "stored" if parcel.handler == "database" else "waiting",
                "accepted": submission.accepted,
                "due": submission.accepted,
            }

    def _due(self, now: float, without: Collection[tuple[str, int]]) -> Select[tuple[object, ...]]:
        query = select(*_ENTRY, rows.c.key, rows.c.sealed).where(
            rows.c.state == "waiting", rows.c.due <= now, rows.c.claimed_until <= now, rows.c.key.in_(self.seal.names)
        )
        for form, place in without:
            query = query.where(or_(rows.c.form != form, rows.c.place != place))
        return query.order_by(rows.c.due)

    def _settle(self, connection: Connection, settlements: Sequence[Settlement]) -> None:
        delivered = {one.id: one.began + one.seconds for one in settlements if one.outcome.verdict is Verdict.DELIVERED}
        if delivered and self.retention:
            done = update(rows).where(rows.c.id == bindparam("_id")).values(state="delivered", due=bindparam("_at"))
            connection.execute(done, [{"_id": id, "_at": moment} for id, moment in delivered.items()])
        elif delivered:
            _remove(connection, list(delivered))
            self._untidy = True
        if failed := [one for one in settlements if one.outcome.verdict is not Verdict.DELIVERED]:
            self._record(connection, failed)

    def _record(self, connection: Connection, failed: Sequence[Settlement]) -> None:
        """Only of rows that are still ours: one whose claim ran out may have been delivered by another gateway meanwhile."""
        mine = select(rows.c.id, rows.c.tries).where(rows.c.id.in_([one.id for one in failed]), rows.c.claimant == self._name)
        tries = {row.id: row.tries + 1 for row in connection.execute(mine)}
        told = [one for one in failed if one.id in tries]
        if not told:
            return
        connection.execute(
            insert(attempts),
            [
                {"row": one.id, "number": tries[one.id], "began": one.began, "seconds": one.seconds, "outcome": one.outcome.said}
                for one in told
            ],
        )
        connection.execute(
            update(rows)
            .where(rows.c.id == bindparam("_id"))
            .values(tries=bindparam("_tries"), outcome=bindparam("_said"), state=bindparam("_state"), due=bindparam("_due"))
            .values(claimant="", claimed_until=0.0),
            [
                {
                    "_id": one.id,
                    "_tries": tries[one.id],
                    "_said": one.outcome.said,
                    "_state": "kept" if one.outcome.verdict is Verdict.REFUSED else "waiting",
                    "_due": one.due,
                }
                for one in told
            ],
        )

    def _delete(self, ids: Sequence[str]) -> None:
        with self.engine.begin() as connection:
            _remove(connection, ids)
        self._untidy = True


def open_outbox(address: str, key: str | None, retention: float = 0.0) -> Outbox:
    """Raises OpslagError where the database cannot be reached, or the key is missing, or is not the one that was used here."""
    seal = read_seal(key)
    engine = open_database(address)
    try:
        accept_keys(engine, seal, time.time())
    except OpslagError:
        engine.dispose()
        raise
    return Outbox(engine, seal, retention)


def own_address(content: Path) -> str:
    """Where the outbox of a site is if nobody says otherwise: beside its content, in a file that git leaves alone."""
    return f"sqlite:///{content.absolute().parent}/.opslag/outbox.db"


def _remove(connection: Connection, ids: Sequence[str] | Select[tuple[str]]) -> None:
    connection.execute(delete(attempts).where(attempts.c.row.in_(ids)))
    connection.execute(delete(rows).where(rows.c.id.in_(ids)))


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(*(getattr(row, name) for name in Entry.__dataclass_fields__))
