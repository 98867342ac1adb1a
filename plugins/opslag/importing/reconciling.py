"""What an import would write, held against what is there: what an editor changed since the last import is never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from opslag.content.imported import ImportedFile
from opslag.errors import Problem, Severity
from opslag.importing.errand import Errand
from opslag.importing.known import Known
from opslag.importing.merging import merge
from opslag.importing.sheet import Sheet, fingerprint


@dataclass(slots=True)
class Outcome:
    """What is to be written, and what was not."""

    files: dict[str, bytes] = field(default_factory=dict)
    """Path below content/ to bytes: those alone that are new, or other than before."""
    record: dict[str, ImportedFile] = field(default_factory=dict)
    conflicts: list[Problem] = field(default_factory=list)
    new: int = 0
    updated: int = 0
    same: int = 0


def reconcile(sheets: Sequence[Sheet], errand: Errand) -> Outcome:
    """Decides for each sheet. What earlier imports wrote and this one does not tell of stays, in the folder and in the record."""
    outcome = Outcome(record=dict(errand.record.files))
    there = frozenset(errand.tree.files())
    for sheet in sheets:
        _reconcile(sheet, there, errand, outcome)
    return outcome


def _reconcile(sheet: Sheet, there: frozenset[str], errand: Errand, outcome: Outcome) -> None:
    before = errand.record.files.get(sheet.key)
    path = _path(sheet, before, there, errand.known)
    if path is None:  # whoever deleted it meant it
        found = "deleted here since the last import"
        remedy = "not brought back; to have it again, take its line out of content/imported.json"
        where = before.path if before else sheet.path
        outcome.conflicts.append(Problem(f"content/{where}", 0, 0, "", found, remedy, Severity.WARNING))
        return
    entry = ImportedFile(path, sheet.digest, {name: fingerprint(value) for name, value in sheet.units().items()})
    if path not in there:
        outcome.files[path] = sheet.data
        outcome.new += 1
    else:
        data = errand.tree.read(path)
        if data == sheet.data:
            outcome.same += 1
        elif before is None:
            found = "was here before the import, and says something else than the other site"
            outcome.conflicts.append(Problem(f"content/{path}", 0, 0, "", found, "kept as it is", Severity.WARNING))
            return
        else:
            merged = None if sha256(data).hexdigest() == before.sha256 else merge(data, before.keys, sheet, path)
            outcome.conflicts += merged.conflicts if merged else ()
            new = merged.data if merged else sheet.data
            if new == data:
                outcome.same += 1
            else:
                outcome.files[path] = new
                outcome.updated += 1
    outcome.record[sheet.key] = entry


def _path(sheet: Sheet, before: ImportedFile | None, there: frozenset[str], known: Known) -> str | None:
    """Where the file is: an editor may have renamed it, and it is known by its uuid. None where it was deleted."""
    if before and before.path in there:
        return before.path
    kind, _, about = sheet.key.partition(":")
    elsewhere = known.paths.get(about) if kind in ("event", "series") else None
    if kind == "branch" and about in known.branches:
        elsewhere = known.branches[about].path
    if elsewhere:
        return elsewhere
    return None if before else sheet.path
