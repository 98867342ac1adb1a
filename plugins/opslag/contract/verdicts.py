"""What the gate has found of an output that it let through, kept from one judgement to the next.

It follows from the files' own bytes and the contract alone; whoever keeps it for another contract, or another version of this
package, keeps it apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from opslag.contract.feed import Feed


@dataclass(slots=True)
class Verdicts:
    feed: Feed | None = None
    """The events feed that is public; when that of now has been judged, this one."""
    documents: set[bytes] = field(default_factory=set)
    """The seals of other files that keep the contract, each by itself."""


def seal(path: str, data: bytes, base_url: str) -> bytes:
    """By which a file of one site is told from others."""
    return blake2b(f"{path}\0{base_url}\0".encode() + data, digest_size=16).digest()
