"""What a finished output holds, and what those who serve it must know of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from opslag.errors import OpslagError
from opslag.library import Library
from opslag.next_change import next_change


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a file that a generation holds."""

    digest: str
    """SHA-256, hexadecimal."""
    size: int

    @classmethod
    def of(cls, data: bytes) -> Entry:
        return cls(sha256(data).hexdigest(), len(data))


@dataclass(frozen=True, slots=True)
class Manifest:
    """The list of what one output holds; whoever publishes it needs nothing else of the build."""

    files: Mapping[str, Entry]
    """By path: ``api/v1/events``. Their Content-Type is ``media_types.media_type`` of the path."""
    base_url: str
    built: datetime
    next_change: datetime
    """When something in it turns untrue by itself (``next_change``)."""
    redirects: Mapping[str, str]
    """Addresses by the old ones that lead to them: paths of this site."""
    source: str = ""
    """Changes with whatever it was made of (``due.source``); "" where that is not known."""

    @classmethod
    def of(cls, library: Library, files: Mapping[str, Entry], source: str) -> Manifest:
        return cls(files, library.site.base_url, library.now, next_change(library), dict(library.redirects), source)

    def to_json(self) -> str:
        value = {
            "base_url": self.base_url,
            "built": self.built.isoformat(),
            "next_change": self.next_change.isoformat(),
            "redirects": dict(self.redirects),
            "source": self.source,
            "files": {path: [entry.digest, entry.size] for path, entry in sorted(self.files.items())},
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def listed_files(value: Any) -> dict[str, Entry]:
    """The files that a manifest, read as JSON, names. Raises KeyError, TypeError or ValueError where it is none."""
    return {path: Entry(digest, size) for path, (digest, size) in value["files"].items()}


def manifest_of(folder: Path) -> Path:
    """Where the manifest of a generation lies: beside its folder, so that no host serves it."""
    return folder.with_suffix(".manifest.json")


def read_manifest(output: Path) -> Manifest:
    """That of the public output. Raises OpslagError where there is none."""
    file = manifest_of(output.resolve())
    try:
        value = json.loads(file.read_bytes())
        built, turns = (datetime.fromisoformat(value[key]) for key in ("built", "next_change"))
        return Manifest(listed_files(value), value["base_url"], built, turns, value["redirects"], value.get("source", ""))
    except (OSError, ValueError, KeyError, TypeError):
        raise OpslagError(f"{output}: no output of a build; run opslag build first, or name it with --output") from None
