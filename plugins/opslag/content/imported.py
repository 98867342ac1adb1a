"""``content/imported.json``: what an import wrote, so that the next one can tell it from what editors wrote since.

It lies in content/ and not in git's history, because an import may be committed late, in pieces, or with edits in the same
commit; and it is no hidden file, so that whoever commits the content commits it too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from opslag.errors import ContentError, Problem
from opslag.frozen import frozen

NAME = "imported.json"
"""Below content/."""


@frozen
class ImportedFile:
    """One file as the import would have it."""

    path: str
    """Below content/."""
    sha256: str
    """Of the bytes that the import alone would have written: a file that holds an editor's words has others."""
    keys: Mapping[str, str]
    """A hash of each value that came from the other site, by its key; ``instances/2026-12-08`` is one date, ``body`` the text."""


@frozen
class ImportRecord:
    """All that imports wrote."""

    source: str = ""
    """Where the last one read from."""
    files: Mapping[str, ImportedFile] = field(default_factory=dict)
    """By what the file is about, whatever it is called: ``event:UUID``, ``series:UUID``, ``branch:Name``, ``update:UUID``."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """The address that a picture came from to its path below content/."""

    def digests(self) -> dict[str, str]:
        """Path below content/ to the SHA-256 of what was written there."""
        return {file.path: file.sha256 for file in self.files.values()}


def read_imported(data: bytes) -> ImportRecord:
    """The record in a file's bytes. Raises ContentError where they hold none."""
    try:
        value: dict[str, Any] = json.loads(data)
        files = value["files"].items()
        known = {key: ImportedFile(str(one["path"]), str(one["sha256"]), dict(one["keys"])) for key, one in files}
        return ImportRecord(str(value["source"]), known, dict(value["pictures"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        found = f"no record of an import ({error!r})"
        remedy = "bring it back from git; without it an import cannot tell its own words from an editor's"
        raise ContentError([Problem(f"content/{NAME}", 0, 0, "", found, remedy)]) from None


def written(record: ImportRecord) -> bytes:
    """The record's bytes: a line for each file and picture, by key, so that a person can read a difference."""
    files = {
        key: {"path": one.path, "sha256": one.sha256, "keys": dict(sorted(one.keys.items()))} for key, one in record.files.items()
    }
    parts = [f'"source": {_json(record.source)}', f'"files": {_lines(files)}', f'"pictures": {_lines(record.pictures)}']
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _lines(mapping: Mapping[str, Any]) -> str:
    lines = [f"  {_json(key)}: {_json(mapping[key])}" for key in sorted(mapping)]
    return "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
