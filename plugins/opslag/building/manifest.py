"""What a finished output holds, and what those who serve it must know of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from opslag.errors import OpslagError
from opslag.frozen import frozen
from opslag.library import Library
from opslag.next_change import next_change


@frozen
class Manifest:
    """The list of what one output holds; whoever publishes it needs nothing else of the build."""

    files: Mapping[str, int]
    """Sizes in bytes, by path: ``api/v1/events``. Their Content-Type is ``media_types.media_type`` of the path."""
    base_url: str
    built: datetime
    next_change: datetime
    """When something in it turns untrue by itself (``next_change``)."""
    redirects: Mapping[str, str]
    """Addresses by the old ones that lead to them: paths of this site."""
    source: str = ""
    """Changes with whatever it was made of (``due.source``); "" where that is not known."""

    @classmethod
    def of(cls, library: Library, files: Mapping[str, int], source: str) -> Manifest:
        return cls(files, library.site.base_url, library.now, next_change(library), dict(library.redirects), source)

    def to_json(self) -> bytes:
        value = {
            "base_url": self.base_url,
            "built": self.built.isoformat(),
            "next_change": self.next_change.isoformat(),
            "redirects": dict(self.redirects),
            "source": self.source,
            "files": dict(sorted(self.files.items())),
        }
        return orjson.dumps(value)


def listed_files(value: Any) -> dict[str, int]:
    """The files that a manifest, read as JSON, names. Raises KeyError, TypeError or ValueError where it is none."""
    files: dict[str, int] = value["files"]
    if not isinstance(files, dict) or not all(isinstance(size, int) for size in files.values()):
        raise TypeError("files")
    return files


def manifest_of(folder: Path) -> Path:
    """Where the manifest of a generation lies: beside its folder, so that no host serves it."""
    return folder.with_suffix(".manifest.json")


def read_manifest(output: Path) -> Manifest:
    """That of the public output. Raises OpslagError where there is none."""
    file = manifest_of(output.resolve())
    try:
        value = orjson.loads(file.read_bytes())
        built, turns = (datetime.fromisoformat(value[key]) for key in ("built", "next_change"))
        return Manifest(listed_files(value), value["base_url"], built, turns, value["redirects"], value.get("source", ""))
    except (OSError, ValueError, KeyError, TypeError):
        raise OpslagError(f"{output}: no output of a build; run opslag build first, or name it with --output") from None
