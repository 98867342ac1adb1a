"""One publishing, from a build's output to the public. Read ``publish`` first: it is the whole of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from opslag.errors import OpslagError
from opslag.frozen import frozen
from opslag.publishing import claim as claims
from opslag.publishing import published as publisheds
from opslag.publishing.claim import Claim, process, who
from opslag.publishing.comparison import Comparison, compare
from opslag.publishing.invalidation import Invalidation
from opslag.publishing.lease import Lease
from opslag.publishing.outcome import Outcome
from opslag.publishing.patience import Patience
from opslag.publishing.place import Place, look
from opslag.publishing.published import Published
from opslag.publishing.sending import Progress, send
from opslag.publishing.source import Source
from opslag.publishing.store import Overtaken, Store, StoreError

AT_ONCE = 1000
"""Files that one request may delete, at most, by S3's rule (DeleteObjects)."""


@frozen
class Order:
    """What the operator asks for."""

    output: Path
    target: str
    """As it was written; for messages."""
    now: datetime
    """Aware."""
    grace: timedelta = timedelta(hours=1)
    """How long a file that is no part of the site any more still lies there."""
    max_deletes: int = 256
    force: bool = False
    """Delete more than that; put a site in the place of another."""
    full: bool = False
    """Believe nothing of what is there."""
    compressed: bool = False
    dry_run: bool = False
    patience: float = 180.0
    """Seconds to go on where the network or the store fails."""
    invalidation: Invalidation | None = None
    step: Callable[[str], None] = lambda _: None


def publish(order: Order, store: Store) -> Outcome:
    """Makes a place show the output of the last build. Raises OpslagError; then whatever is public is whole, and the next
    publishing goes on where this one stopped."""
    began = time.monotonic()
    source = Source(order.output, headed=store.keeps_headers, compressed=order.compressed)
    patience = Patience(order.patience)
    while True:
        place = look(store, patience, order.step, wait=not order.dry_run)
        _refuse_another_site(order, source, place.published)
        comparison = compare(source.parts, place.published, place.claim, order.now, order.grace, full=order.full)
        outcome = _expected(order, source, comparison, place)
        if order.dry_run or _is_public(source, comparison, outcome, place):
            return replace(outcome, seconds=time.monotonic() - began)
        lease = _claimed(store, patience, place, comparison)
        if lease is not None:
            break
    fault = _Publishing(order, store, source, patience, lease).carry_out(comparison, outcome.deleted, place)
    return replace(outcome, fault=fault, seconds=time.monotonic() - began)


def _refuse_another_site(order: Order, source: Source, published: Published | None) -> None:
    ours = source.manifest.base_url
    if published and published.base_url != ours and not order.force:
        found = f"{published.base_url} is published there, and this output is {ours}"
        raise OpslagError(f"{order.target}: {found}; name another place, or say --force if the site has moved")


def _expected(order: Order, source: Source, comparison: Comparison, place: Place) -> Outcome:
    held_back = 0 if order.force or len(comparison.due) <= order.max_deletes else len(comparison.due)
    due = () if held_back else comparison.due
    return Outcome(
        target=order.target,
        dry=order.dry_run,
        uploaded={path: source.size(path) for path in comparison.uploads},
        unchanged=len(source.parts) - len(comparison.uploads),
        deleted=due,
        waiting=len(comparison.gone) - len(due),
        held_back=held_back,
        max_deletes=order.max_deletes,
        notes=place.notes,
    )


def _is_public(source: Source, comparison: Comparison, outcome: Outcome, place: Place) -> bool:
    """Whether nothing is to be done. A build that made nothing new is not told as one."""
    before, claim = place.published, place.claim
    unfinished = claim is not None and bool(claim.plan or claim.strays or claim.owed)
    if before is None or unfinished or comparison.uploads or outcome.deleted:
        return False
    return replace(source.published(comparison.gone), built=before.built) == before


def _claimed(store: Store, patience: Patience, place: Place, comparison: Comparison) -> Lease | None:
    """The claim, with all that is about to change; None where somebody else was quicker."""
    before = place.claim
    owed = sorted({*before.owed, *before.plan, *before.strays}) if before else []
    strays = tuple(sorted({*comparison.strays, *place.doubtful}))
    claim = Claim(uuid4().hex, who(), process(), comparison.plan, len(comparison.carried), strays, tuple(owed))
    try:
        version = patience.tried(lambda: store.replace(claims.PATH, claim.to_json(), place.claim_version))
    except Overtaken:
        return None
    return Lease(store, patience, claim, version)


@frozen
class _Publishing:
    """What is done once the claim is ours."""

    order: Order
    store: Store
    source: Source
    patience: Patience
    lease: Lease

    def carry_out(self, comparison: Comparison, due: Sequence[str], place: Place) -> str:
        """Uploads, then the manifest, then deletes. Gives what failed when all of that was done, or ""."""
        progress = Progress(comparison)
        try:
            self.patience.tried(self.store.tidy)
            send(
                comparison,
                self.source,
                self.store,
                patience=self.patience,
                lease=self.lease,
                progress=progress,
                step=self.order.step,
            )
            self.lease.progressed(progress.done)
            self.lease.renew()
            self.order.step("the manifest")
            version = self._commit(comparison.gone, place.published_version)
            if due:
                self._delete(due)
                self._commit({path: since for path, since in comparison.gone.items() if path not in set(due)}, version)
            owed, fault = self._told([*self.lease.owed, *comparison.uploads, *due])
            self.lease.end(owed, place.doubtful)
        except BaseException:
            self.lease.give_up(progress.done)
            raise
        return fault

    def _commit(self, gone: Mapping[str, datetime], version: str | None) -> str:
        said = self.source.published(gone).to_json()
        try:
            return self.patience.tried(lambda: self.store.replace(publisheds.PATH, said, version))
        except Overtaken:
            raise StoreError(f"{self.order.target}: another publisher has published meanwhile, and theirs is public") from None

    def _delete(self, due: Sequence[str]) -> None:
        self.order.step(f"deleting {len(due)}")
        for first in range(0, len(due), AT_ONCE):
            some = due[first : first + AT_ONCE]

            def attempt(some: Sequence[str] = some) -> None:
                self.lease.hold()
                self.store.delete(some)

            self.patience.tried(attempt)
            self.lease.renew()

    def _told(self, paths: Sequence[str]) -> tuple[tuple[str, ...], str]:
        """What the content delivery network has still to be told, and why it was not."""
        invalidation = self.order.invalidation
        addresses = invalidation.addresses(paths) if invalidation else []
        if invalidation is None or not addresses:
            return (), ""
        self.order.step("telling the content delivery network")
        try:
            invalidation.tell(addresses, self.lease.renew)
        except OpslagError as error:
            return tuple(sorted(set(paths))), str(error)
        return (), ""
