"""The gate: whether what was built may be published."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from opslag.contract.addresses import Addresses, dead, lost
from opslag.contract.changes import misreported
from opslag.contract.clock import belated
from opslag.contract.document import CHANGES, EVENTS, PUBLISHED, WRITTEN, answers, differences, families
from opslag.contract.fault import Fault
from opslag.contract.feed import NONE, Feed, read_feed, strays
from opslag.contract.finding import Finding
from opslag.contract.identity import shared
from opslag.contract.order import disorder
from opslag.contract.place import Sources, placed
from opslag.contract.pledge import broken
from opslag.contract.rows import JsonError, parse
from opslag.contract.schema import Schema, SchemaError
from opslag.contract.shrink import vanished
from opslag.contract.since import Since, since
from opslag.contract.timestamps import rewritten
from opslag.contract.verdicts import Verdicts, seal
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
    ``verdicts``: of what is public now, if the gate has let that through; afterwards, of what was judged.
    """
    instant = now.timestamp()
    verdicts = verdicts or Verdicts()
    known, verdicts.documents = verdicts.documents, set()
    addresses = Addresses(base_url.rstrip("/"), paths, redirects)
    try:
        promised = list(answers(contract))
        several = list(families(contract))
    except (AttributeError, KeyError, TypeError) as error:
        return [Problem(WRITTEN, 0, 0, "paths", f"no OpenAPI 3.1 document ({error!r})", "mend the contract")]
    problems: list[Problem] = []
    feed: Feed | None = None
    for path, schema in [*promised, *_found(artefacts, several)]:
        try:
            if path not in artefacts:
                problems.append(Problem(path, 0, 0, "", "missing", "the contract promises this file; the build must write it"))
            elif path == EVENTS:
                feed = read_feed(artefacts[path], Schema(schema["items"], contract), verdicts.feed)
                before, findings = _published(previous, feed, verdicts.feed)
                verdicts.feed = feed
                findings += _findings(feed, before, addresses, instant, allow_shrink=allow_shrink)
                findings += broken(before, updates, instant)
                problems += [placed(finding, path, feed.column("uuid"), sources) for finding in findings]
            elif path == CHANGES:
                uuids = None if feed is None else feed.column("uuid")
                faults = list(misreported(artefacts[path], Schema(schema, contract), previous_changes, uuids, now))
                problems += [Problem(path, 0, 0, *fault) for fault in faults]
            else:
                mark = seal(path, artefacts[path], addresses.base_url)
                faults = [] if mark in known else _document(path, artefacts[path], schema, contract, addresses.base_url)
                if not faults:
                    verdicts.documents.add(mark)
                    faults = [] if path in dict(promised) else list(strays(artefacts[path], feed))
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


def _document(path: str, data: bytes, schema: Mapping[str, Any], contract: Mapping[str, Any], base_url: str) -> list[Fault]:
    """The faults of a file that is judged as one value."""
    value = parse(data)
    faults = Schema(schema, contract).faults(value)
    return differences(value, contract, base_url) if path == PUBLISHED and not faults else faults


def _published(previous: bytes | None, feed: Feed, known: Feed | None) -> tuple[Since, list[Finding]]:
    """What became of the events of the last published feed, and a warning where it, or some of them, cannot be read. ``known``
    is that feed, if it was read before."""
    if previous is None:
        return since(NONE, feed), []
    try:
        found = since(read_feed(previous, None, feed) if known is None else known, feed)
    except JsonError as error:
        said = f"the last published feed is no JSON: {error.reason} ({error.line}:{error.column})"
        unseen = "nothing could be compared with it: events may vanish unseen"
        return since(NONE, feed), [Finding(None, "", said, unseen, Severity.WARNING)]
    if not found.illegible:
        return found, []
    said = f"{found.illegible} of {len(found.before)} events in the last published feed have no uuid or no end"
    return found, [Finding(None, "", said, "those were not compared", Severity.WARNING)]


def _findings(feed: Feed, before: Since, addresses: Addresses, now: float, *, allow_shrink: bool) -> Iterator[Finding]:
    """What is wrong with each event, with all together, with the rest of the output, and with what was public before."""
    yield from (Finding(at, *fault) for at, fault in feed.faults)
    yield from shared(feed)
    yield from disorder(feed)
    yield from belated(feed, now)
    yield from dead(feed, addresses)
    yield from vanished(before, now, allowed=allow_shrink)
    yield from lost(before, addresses, now)
    yield from rewritten(before)
