"""``GET`` of the contract's feeds, and of a part of them: answered from what was published last."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from opslag.contract.schema import shown
from opslag.feeds.parameters import FORMAT, PARAMETERS
from opslag.gateway.open_route import OpenRoute
from opslag.gateway.part import Part
from opslag.gateway.problem import Fault, Refusal
from opslag.gateway.published import Body, Published, Row, RowsOf, event_rows, no_rows, opening_rows
from opslag.headers import OPEN, READABLE, READING

Wanted = Callable[[Row], bool]

_HEADERS = {**READABLE, "Cache-Control": "no-cache"}
_PREFLIGHT = {**READING, "Allow": READING["Access-Control-Allow-Methods"]}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WHOLE_NUMBER = re.compile(r"-?\d{1,400}", re.ASCII)


def _from(text: str) -> Wanted:
    first = _day(text)
    return lambda row: row.last >= first


def _to(text: str) -> Wanted:
    last = _day(text)
    return lambda row: row.last <= last


def _branch(text: str) -> Wanted:
    branch = _number(text)
    return lambda row: row.branch == branch


def _branches(text: str) -> Wanted:
    """One number, or several with commas between; none at all asks for every branch."""
    branches = {_number(one) for one in text.split(",")} if text else set()
    return lambda row: not branches or row.branch in branches


def _json(text: str) -> Wanted:
    if text != "json":
        raise ValueError("write json, or leave it out")
    return _every


def _every(_: Row) -> bool:
    return True


def _day(text: str) -> str:
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("write a date, such as 2026-12-03") from None


def _number(text: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(text):
        raise ValueError("write a branch's number, such as 1")
    return int(text)


ROWS: Mapping[str, RowsOf] = {
    "/api/v1/events": event_rows,
    "/api/v1/event-changes": no_rows,
    "/api/v1/opening_hours": opening_rows,
    "/opening_hours/instances": opening_rows,
    "/api/v1/openapi.json": no_rows,
}
"""Every feed that the contract describes, by its address."""

READERS: Mapping[str, Callable[[str], Wanted]] = {
    "branch_id": _branch,
    "from_date": _from,
    "nid": _branches,
    "to_date": _to,
    FORMAT: _json,
}
"""What each parameter asks for. A reader raises ValueError where the text is none of what it may be."""


def feeds(published: Published) -> Part:
    """The feeds. Until something has been published they are answered with 503."""
    routes = [OpenRoute(address, partial(_answer, published, address), methods=["GET", "OPTIONS"]) for address in ROWS]
    missing = "nothing is published yet"
    return Part("feeds", routes, ailment=lambda: missing if published.feed("/api/v1/events") is None else None)


async def _answer(published: Published, address: str, request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_PREFLIGHT)
    asked = _asked(request, address)
    feed = published.feed(address)
    if feed is None:
        raise Refusal(503, "Nothing is published yet.", headers={"Retry-After": "5", **OPEN})
    filters = [wanted for wanted in asked.values() if wanted is not _every]
    if not filters:
        body = feed.whole
    else:
        key = tuple((name, request.query_params[name]) for name in sorted(asked))
        body = feed.part(key, lambda row: all(wanted(row) for wanted in filters))
    return answered(request, body)


def _asked(request: Request, address: str) -> dict[str, Wanted]:
    """The filters of a query, by parameter. One that this feed does not have is passed over, as a host of files does. Raises
    Refusal (400) with everything that is wrong."""
    names = (*PARAMETERS[address], FORMAT) if address in PARAMETERS else ()
    asked: dict[str, Wanted] = {}
    faults: list[Fault] = []
    for name, text in request.query_params.multi_items():
        if name not in names:
            continue
        if name in asked:
            faults.append(Fault(name, "given twice", "give it once"))
            continue
        try:
            asked[name] = READERS[name](text)
        except ValueError as error:
            faults.append(Fault(name, shown(text), str(error)))
    if faults:
        raise Refusal(400, faults=faults, headers=OPEN)
    return asked


def answered(request: Request, body: Body) -> Response:
    """The body, or 304 where the client has it already (RFC 9110, 13.1.2); lines of one name are one list (5.3)."""
    headers = {"ETag": body.tag, **_HEADERS}
    held = ",".join(request.headers.getlist("if-none-match"))
    tags = {tag.strip().removeprefix("W/") for tag in held.split(",")}
    if body.tag in tags or "*" in tags:
        return Response(status_code=304, headers=headers)
    return Response(body.data, media_type="application/json", headers=headers)
