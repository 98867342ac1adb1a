"""What a place says of itself before anything is done there: two small files, however large the site."""

from __future__ import annotations

from collections.abc import Callable

from opslag.frozen import frozen
from opslag.publishing import claim as claims
from opslag.publishing import published as publisheds
from opslag.publishing.claim import LEASE, Claim, read_claim
from opslag.publishing.lease import wait_for_the_dead
from opslag.publishing.patience import Patience
from opslag.publishing.published import Published, read_published
from opslag.publishing.store import Kept, Store


@frozen
class Place:
    claim: Claim | None
    """The last publisher's; it is over."""
    claim_version: str | None
    doubtful: tuple[str, ...]
    """What that publisher may yet put there, should it only sleep, and wake with a file in its hands."""
    published: Published | None
    published_version: str | None
    notes: tuple[str, ...]


def look(store: Store, patience: Patience, step: Callable[[str], None], *, wait: bool) -> Place:
    """Raises StoreError where somebody publishes there just now and ``wait`` says that this matters."""

    def read(path: str) -> Kept | None:
        return patience.tried(lambda: store.read(path))

    step("looking what is public")
    notes: list[str] = []
    doubtful: tuple[str, ...] = ()
    kept = read(claims.PATH)
    claim = read_claim(kept.data) if kept else None
    if kept and claim is None:
        notes.append(f"{claims.PATH} cannot be read: nothing that is there is believed, and everything goes up again.")
    if kept and claim and wait and not wait_for_the_dead(kept, claim, lambda: read(claims.PATH), step):
        doubtful = tuple(claim.uncertain())
    listed = read(publisheds.PATH)
    published = read_published(listed.data) if listed else None
    if listed and published is None:
        notes.append(f"{publisheds.PATH} cannot be read: everything goes up again.")
    if notes:
        published = None
    if claim and doubtful:
        found = f"{claim.who} began to publish and has said nothing for {LEASE:.0f} seconds"
        notes.append(f"{found}. Should it only sleep, and wake with a file in its hands, the next publishing mends that.")
    return Place(
        claim=claim,
        claim_version=kept.version if kept else None,
        doubtful=doubtful,
        published=published,
        published_version=listed.version if listed else None,
        notes=tuple(notes),
    )
