"""Holding the claim while files go up: kept alive, and given up the moment it is somebody else's."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from opslag.publishing import claim as claims
from opslag.publishing.claim import BEAT, LEASE, Claim, is_dead
from opslag.publishing.patience import Patience
from opslag.publishing.store import Kept, Overtaken, Store, StoreError

STALE = LEASE - 2 * BEAT
"""Seconds without a word to the place, after which nothing more is written until the claim has been seen to hold."""


class Lease:
    """A claim that is written already. ``hold`` may be called by any thread, everything else by one alone."""

    def __init__(self, store: Store, patience: Patience, claim: Claim, version: str) -> None:
        self._store, self._patience = store, patience
        self._claim, self._version = claim, version
        self._renewed = time.monotonic()
        self._changed = threading.Condition()
        self._lost: StoreError | None = None

    @property
    def owed(self) -> tuple[str, ...]:
        return self._claim.owed

    def hold(self) -> None:
        """Returns while the claim is ours, and waits while that is not known. Raises StoreError where it is lost."""
        with self._changed:
            while self._lost is None and time.monotonic() - self._renewed > STALE:
                self._changed.wait(1.0)
            if self._lost is not None:
                raise self._lost

    def progressed(self, done: int) -> None:
        """So many of the plan's files are there, from the first one on. Told to the place every BEAT."""
        self._claim = replace(self._claim, done=done)
        if time.monotonic() - self._renewed >= BEAT:
            self.renew()

    def renew(self) -> None:
        """Says that this publisher lives. Raises StoreError where another has taken over, or the place is not reached."""
        began = time.monotonic()
        claim = replace(self._claim, beat=self._claim.beat + 1)
        try:
            version = self._patience.tried(lambda: self._store.replace(claims.PATH, claim.to_json(), self._version))
        except (Overtaken, StoreError) as error:
            lost = taken_over() if isinstance(error, Overtaken) else error
            with self._changed:
                self._lost = lost
                self._changed.notify_all()
            raise lost from None
        with self._changed:
            self._claim, self._version, self._renewed = claim, version, began
            self._changed.notify_all()

    def end(self, owed: tuple[str, ...], doubtful: tuple[str, ...]) -> None:
        """All is done; ``owed`` is what the content delivery network has still to be told, ``doubtful`` what the next publisher
        had better not believe."""
        self._claim = replace(self._claim, plan={}, done=0, strays=doubtful, owed=owed, ended=True)
        self.renew()

    def give_up(self, done: int) -> None:
        """Leaves word for the next publisher, so that it need not wait to see whether this one lives. One try: it may be the
        network that failed."""
        claim = replace(self._claim, done=done, beat=self._claim.beat + 1, ended=True)
        try:
            self._store.replace(claims.PATH, claim.to_json(), self._version)
        except (Overtaken, StoreError):
            return


def taken_over() -> StoreError:
    found = "another publisher has taken over; what it publishes is what is public, and nothing more was done here"
    return StoreError(f"{found}. What was on its way from here may still have arrived: the next publishing sends that again")


def wait_for_the_dead(
    kept: Kept, claim: Claim, read: Callable[[], Kept | None], step: Callable[[str], None], lease: float = LEASE
) -> bool:
    """Returns where the claim is over, and whether its publisher is so too: it has ended, or its process is dead. One that has
    not changed the claim for ``lease`` seconds may only be asleep. Raises StoreError where it lives."""
    if claim.ended or is_dead(claim.process):
        return True
    until = time.monotonic() + lease
    while time.monotonic() < until:
        step(f"seeing whether {claim.who} still publishes")
        time.sleep(min(2.0, max(0.0, until - time.monotonic())))
        now = read()
        if now is None or now.version != kept.version:
            raise StoreError(f"{claim.who} is publishing there just now; nothing was done. Publish again when it has ended")
    return False
