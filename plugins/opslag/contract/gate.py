"""The gate: whether what was built may be published."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from opslag.contract.addresses import Addresses, dead, lost
from opslag.contract.changes import misreported
from opslag.contract.clock import belated
from opslag.contract.document import CHANGES, EVENTS, PUBLISHED, WRITTEN, answers, differences, families
from opslag.contract.event import Event
from opslag.contract.feed import Feed, read_feed, read_other, strays
from opslag.contract.finding import Finding
from opslag.contract.identity import shared
from opslag.contract.order import disorder
from opslag.contract.place import Sources, placed
from opslag.contract.pledge import broken
from opslag.contract.rows import JsonError, parse, parse_row
from opslag.contract.schema import Schema, SchemaError
from opslag.contract.shrink import vanished
from opslag.contract.timestamps import rewritten
from opslag.contract.verdicts import Verdicts
from opslag.errors import Problem, Severity


def judge(
    artefacts: Mapping[str, bytes],
    *,
    contract: Mapping[str, Any],
    paths: Container[str],
    sources: Sources,
    previous: bytes | None,
    previous_changes: bytes | None = None,
    now: datetime,
    base_url: str,
    allow_shrink: bool = False,
    redirects: Container[str] = frozenset(),
    updates: Mapping[str, str] = MappingProxyType({}),
    verdicts: Verdicts | None = None,
) -> list[Problem]:
    """Everything for which the output must not be published, and warnings; sorted, nothing twice.

    ``artefacts``: the finished bytes of each feed, by a path such as ``api/v1/events``.
    ``contract``: as ``document.read_contract`` gives it.
    ``paths``: all files of the output, such as ``arrangementer/krimiaften/index.html``.
    ``previous``: the events feed that is public now; None where there is none to compare with.
    ``previous_changes``: the feed of its changes that is public now.
    ``now``: aware.
    ``redirects``: paths on this site that lead elsewhere, such as ``/arrangementer/krimi/``.
    ``updates``: files of ticket updates by the uuid that each is about, of events that nobody took out of the programme.
    ``verdicts``: of events that were judged before; afterwards, of those in this feed.
    """
    instant = now.timestamp()
    addresses = Addresses(base_url.rstrip("/"), paths, redirects)
    try:
        promised = list(answers(contract))
        several = list(families(contract))
    except (AttributeError, KeyError, TypeError) as error:
        return [Problem(WRITTEN, 0, 0, "paths", f"no OpenAPI 3.1 document ({error!r})", "mend the contract")]
    problems: list[Problem] = []
    uuids: list[str] | None = None
    told: frozenset[bytes] = frozenset()
    for path, schema in [*promised, *_found(artefacts, several)]:
        try:
            if path not in artefacts:
                problems.append(Problem(path, 0, 0, "", "missing", "the contract promises this file; the build must write it"))
            elif path == EVENTS:
                judged_before = verdicts or {}
                known: Verdicts = {}
                feed = read_feed(artefacts[path], Schema(schema["items"], contract), known, judged_before)
                events = feed.events
                told = frozenset(known)
                if verdicts is not None:
                    verdicts.clear()
                    verdicts.update(known)
                before, findings = _published(previous, feed, known)
                findings += _findings(events, before, addresses, instant, allow_shrink=allow_shrink)
                findings += broken(before, events, updates, instant)
                uuids = [event.uuid for event in events]
                problems += [placed(finding, path, uuids, sources) for finding in findings]
            elif path == CHANGES:
                rows = parse_row(artefacts[path])
                faults = Schema(schema, contract).faults(rows) or misreported(rows, previous_changes, uuids)
                problems += [Problem(path, 0, 0, *fault) for fault in faults]
            elif path in dict(promised):
                problems += _document(path, artefacts[path], Schema(schema, contract), contract, addresses.base_url)
            else:
                faults = Schema(schema, contract).faults(parse(artefacts[path])) or list(strays(artefacts[path], told))
                problems += [Problem(path, 0, 0, *fault) for fault in faults]
        except SchemaError as error:
            problems.append(Problem(WRITTEN, 0, 0, f"paths./{path}", str(error), "mend the contract"))
        except JsonError as error:
            found = f"no JSON: {error.reason}"
            problems.append(Problem(path, error.line, error.column, "", found, "nobody could read it; build it again"))
    return sorted(set(problems))


def _found(
    artefacts: Mapping[str, bytes], several: Iterable[tuple[re.Pattern[str], dict[str, Any]]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The artefacts that belong to the contract's families of files, each with its schema."""
    for pattern, schema in several:
        yield from ((path, schema) for path in sorted(artefacts) if pattern.fullmatch(path))


def _document(path: str, data: bytes, schema: Schema, contract: Mapping[str, Any], base_url: str) -> list[Problem]:
    """The faults of a file that is judged as one value."""
    value = parse(data)
    faults = schema.faults(value)
    if path == PUBLISHED and not faults:
        faults = differences(value, contract, base_url)
    return [Problem(path, 0, 0, *fault) for fault in faults]


def _published(previous: bytes | None, feed: Feed, known: dict[bytes, Event]) -> tuple[list[Event], list[Finding]]:
    """The events of the last published feed, and a warning where it, or some of them, cannot be read."""
    if previous is None:
        return [], []
    try:
        events = read_other(previous, feed, known)
    except JsonError as error:
        found = f"the last published feed is no JSON: {error.reason} ({error.line}:{error.column})"
        return [], [Finding(None, "", found, "nothing could be compared with it: events may vanish unseen", Severity.WARNING)]
    legible = [event for event in events if event.uuid and event.end is not None]
    if len(legible) == len(events):
        return events, []
    found = f"{len(events) - len(legible)} of {len(events)} events in the last published feed have no uuid or no end"
    return legible, [Finding(None, "", found, "those were not compared", Severity.WARNING)]


def _findings(
    events: Sequence[Event], before: Sequence[Event], addresses: Addresses, now: float, *, allow_shrink: bool
) -> Iterator[Finding]:
    """What is wrong with each event, with all together, with the rest of the output, and with what was public before."""
    for at, event in enumerate(events):
        yield from (Finding(at, *fault) for fault in event.faults)
    yield from shared(events)
    yield from disorder(events)
    yield from belated(events, now)
    yield from dead(events, addresses)
    yield from vanished(before, events, now, allowed=allow_shrink)
    yield from lost(before, events, addresses, now)
    yield from rewritten(before, events)
