"""What a vendor reports of one event: read from the request's body, laid over what was reported before, written as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from opslag.contract.schema import Schema, shown
from opslag.events.state import State
from opslag.events.update import ExternalData, Update
from opslag.frozen import frozen
from opslag.gateway.problem import Fault, Refusal
from opslag.source.notation import lines

FIELDS = ("state", "external_data")
LINKS = ("url", "admin_url")


@frozen
class Patch:
    """A merge patch (RFC 7396): what is absent stays as it was, what is None goes away."""

    state: State | None = None
    links: Mapping[str, str | None] | None = None
    """Of those of LINKS that are named; None takes all away."""
    named: frozenset[str] = frozenset()
    """Which of FIELDS the body names."""
    unknown: tuple[str, ...] = ()
    """Keys that the contract does not name."""


@frozen
class Report:
    """One report as it is committed."""

    vendor: str
    at: datetime
    path: str
    """Below content/: ``updates/UUID.yaml``."""
    data: bytes
    """The whole file."""
    says: str
    """A line for git's log."""


def read_patch(body: bytes, schema: Schema) -> Patch:
    """The patch in a body. Raises Refusal (400) with every fault; ``schema`` is the contract's."""
    value = _json(body)
    if not isinstance(value, dict):
        raise Refusal(400, faults=[Fault("", shown(value), 'send an object, such as {"state": "SoldOut"}')])
    faults = [Fault(fault.field, fault.found, fault.remedy) for fault in schema.faults(value)]
    if faults:
        raise Refusal(400, faults=faults)
    named = frozenset(key for key in FIELDS if key in value)
    state = value.get("state")
    data = value.get("external_data", {})
    unknown = [key for key in value if key not in FIELDS]
    unknown += [f"external_data.{key}" for key in data or () if key not in LINKS]
    links = None if data is None else {key: data[key] for key in LINKS if key in data}
    return Patch(State(state) if state else None, links, named, tuple(unknown))


def merged(before: Update | None, patch: Patch, vendor: str, at: datetime) -> Update:
    """What holds after a patch. Where it changes nothing it is ``before`` itself."""
    update = before or Update(vendor, at)
    after = update
    if "state" in patch.named:
        after = replace(after, state=patch.state)
    if "external_data" in patch.named:
        links = ExternalData() if patch.links is None else replace(after.external_data, **patch.links)
        after = replace(after, external_data=links)
    if after == update:
        return update
    return replace(after, vendor=vendor, at=at)


def written(update: Update) -> bytes:
    """The bytes of its file, which ``source.document`` reads as the same value again."""
    value: dict[str, Any] = {"vendor": update.vendor, "at": update.at.isoformat(" ")}
    if update.state:
        value["state"] = update.state.value
    links = {key: link for key in LINKS if (link := getattr(update.external_data, key))}
    if links:
        value["external_data"] = links
    return "".join(f"{line}\n" for key, one in value.items() for line in lines(key, one)).encode()


def _json(body: bytes) -> Any:
    """As RFC 8259 has it: orjson is strict about that; and each key once, which Python's own parser tells. Raises Refusal."""
    try:
        orjson.loads(body)
        return json.loads(body, object_pairs_hook=_once)
    except ValueError as error:
        raise Refusal(400, faults=[Fault("", f"no JSON ({error})", "send an object in UTF-8, with each key once")]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for key, one in pairs:
        if key in value:
            raise ValueError(f"the key {shown(key)} twice")
        value[key] = one
    return value
