"""What the gate has found of an output that it let through, kept from one judgement to the next.

It follows from the feed's own bytes and the contract alone; whoever keeps it for another contract, or another version of this
package, keeps it apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from opslag.contract.feed import Feed


@dataclass(slots=True)
class Verdicts:
    feed: Feed | None = None
    """The events feed that is public; when that of now has been judged, this one."""
