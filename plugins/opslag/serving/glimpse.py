"""The page of an event as it will be, shown at once: a large site takes a second or two to build, an editor's eye none."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from opslag.artefacts import Rows, file_of
from opslag.building.build import Built
from opslag.errors import ContentError, Severity
from opslag.pages.template_fault import TemplateFaultError
from opslag.reading import event_files, read_file

MOST = 20
"""Pages at the most: of a series of a hundred dates the first ones will do."""


def pages(built: Built, saved: Iterable[Path]) -> dict[str, bytes]:
    """The pages of the event files that were saved, by path in the output, made with all else as it was last built. Nothing where
    it is not as simple as that: there is a fault, or another file was saved as well."""
    frame, plan = built.frame, built.plan
    found: dict[str, bytes] = {}
    rows = Rows(plan.pieces, plan.pages.programme.listed)
    for file in saved:
        try:
            path = file.resolve().relative_to(frame.tree.root.resolve()).as_posix()
        except ValueError:
            return {}
        if not event_files([path]) or not file.is_file():
            return {}
        record = read_file(frame.tree, path)
        if isinstance(record, ContentError):
            return {}
        entry = frame.entry(record)
        if any(problem.severity is Severity.ERROR for problem in entry.problems):
            return {}
        for one in entry.occurrences[:MOST]:
            with suppress(TemplateFaultError):  # the build tells it
                found[file_of(one.path)] = plan.pages.event(one, plan.pages.related.to(one), rows)
    return found
