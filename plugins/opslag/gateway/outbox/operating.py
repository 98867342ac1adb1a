"""What an operator does with what waits, by ``opslag outbox``. What a visitor wrote is told by ``show`` alone."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import orjson

from opslag.errors import OpslagError
from opslag.gateway.environment import Environment
from opslag.gateway.outbox.outbox import Outbox, open_outbox, own_address
from opslag.gateway.outbox.parcel import Entry, State
from opslag.gateway.outbox.seal import new_key

STATES: tuple[State, ...] = ("waiting", "kept", "stored", "delivered")


def operate(what: str, receipts: Sequence[str], content: Path, environment: Environment, *, everything: bool) -> Iterator[str]:
    """The lines to say. Raises OpslagError."""
    if what == "key":
        yield new_key()
        return
    if what in ("show", "purge") and not receipts and not everything:
        raise OpslagError(f"opslag outbox {what}: name the receipts, or --all")
    address = environment.database_url or own_address(content)
    with closing(open_outbox(address, environment.outbox_key, environment.retention)) as outbox:
        entries = outbox.entries(STATES, receipts)
        if missing := set(receipts) - {entry.receipt for entry in entries}:
            raise OpslagError(f"not in the outbox: {', '.join(sorted(missing))}; what was delivered is not there any more")
        yield from {"list": _listed, "show": _shown, "retry": _retried, "purge": _purged}[what](outbox, entries)


def _listed(_: Outbox, entries: Sequence[Entry]) -> Iterator[str]:
    yield f"{len(entries)} in the outbox"
    yield from map(_line, entries)


def _shown(outbox: Outbox, entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        yield _line(entry)
        for began, seconds, outcome in outbox.attempts(entry):
            yield f"  {_moment(began)}  {seconds:.1f} s  {outcome}"
        message = orjson.loads(outbox.contents(entry))["message"]
        yield orjson.dumps(message, option=orjson.OPT_INDENT_2).decode()


def _retried(outbox: Outbox, entries: Sequence[Entry]) -> Iterator[str]:
    again = [entry for entry in entries if entry.state in ("waiting", "kept")]
    outbox.retry(again, time.time())
    yield f"{len(again)} will be tried again at once, by the gateway that runs"


def _purged(outbox: Outbox, entries: Sequence[Entry]) -> Iterator[str]:
    outbox.purge(entries)
    outbox.tidy()
    yield f"{len(entries)} deleted"


def _line(entry: Entry) -> str:
    said = f"{entry.tries} tried" + (f", {entry.outcome}" if entry.outcome else "")
    return f"{entry.receipt}  {_moment(entry.accepted)}  {entry.form}  {entry.handler}  {entry.state}  {said}"


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%MZ")
