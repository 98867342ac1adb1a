"""A group of reports as the commits that keep it: each vendor is the author of his own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from opslag.gateway.report import Report
from opslag.gateway.repository.change import Change
from opslag.gateway.repository.new_commit import NewCommit


def new_commits(reports: Sequence[Report], kept: Callable[[str, bytes], Change]) -> list[NewCommit]:
    """The commits, the first first. ``kept``: what changes where a file is to hold bytes, of its path below content/ and them."""
    return [_new_commit(one_vendors, kept) for one_vendors in _by_vendor(reports)]


def _by_vendor(reports: Sequence[Report]) -> list[list[Report]]:
    """Those of each vendor together; in the order in which they came where two vendors reported on one event."""
    whose: dict[str, set[str]] = {}
    for report in reports:
        whose.setdefault(report.path, set()).add(report.vendor)
    if all(len(vendors) == 1 for vendors in whose.values()):
        reports = sorted(reports, key=lambda report: report.vendor)
    return [list(one_vendors) for _, one_vendors in groupby(reports, key=lambda report: report.vendor)]


def _new_commit(reports: Sequence[Report], kept: Callable[[str, bytes], Change]) -> NewCommit:
    """Reports of one vendor; of several on one event the last."""
    vendor, at = reports[0].vendor, int(reports[-1].at.timestamp())
    author = f"{vendor} <{vendor}@vendor.invalid> {at} +0000"
    last = {report.path: report.data for report in reports}
    changes = [kept(path, data) for path, data in last.items()]
    return NewCommit(author.encode(), at, _message(reports).encode(), changes)


def _message(reports: Sequence[Report]) -> str:
    if len(reports) == 1:
        return f"{reports[0].says}\n"
    return f"{len(reports)} reports of {reports[0].vendor}\n\n" + "".join(f"- {report.says}\n" for report in reports)
