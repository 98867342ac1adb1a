"""A content file as the import would write it, and the parts of it that can be changed one without the other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from opslag.frozen import frozen
from opslag.source.notation import Value, lines

WHEN = ("start", "end", "duration", "all_day", "repeat")
"""Keys that make sense only together: an editor's end must not be joined with another site's start."""


@frozen
class Sheet:
    """``key`` says what the file is about, for the record (``content.imported``); ``path`` is where it goes, below content/."""

    key: str
    path: str
    front: Mapping[str, Value]
    body: str | None = ""
    """None where the file is YAML and nothing else."""

    @property
    def data(self) -> bytes:
        front = "".join(f"{line}\n" for key, value in self.front.items() for line in lines(key, value))
        return (front if self.body is None else f"---\n{front}---\n" + (f"\n{self.body}" if self.body else "")).encode()

    @property
    def digest(self) -> str:
        return sha256(self.data).hexdigest()

    def units(self) -> dict[str, Value]:
        return units(self.front, self.body)


def units(front: Mapping[str, Value], body: str | None) -> dict[str, Value]:
    """The parts of a file by their names: a key's value, ``instances/2026-12-08``, ``when`` for all that WHEN names, ``body``."""
    found: dict[str, Value] = {}
    when = {key: front[key] for key in WHEN if key in front}
    if when:
        found["when"] = when
    for key, value in front.items():
        if key == "instances" and isinstance(value, Mapping):
            found |= {f"instances/{name}": own for name, own in value.items()}
        elif key not in WHEN:
            found[key] = value
    if body is not None:
        found["body"] = body.strip()
    return found


def fingerprint(value: Value) -> str:
    """The same for two values that read the same; 64 bits of SHA-256."""
    return sha256(json.dumps(value, sort_keys=True, default=list).encode()).hexdigest()[:16]
