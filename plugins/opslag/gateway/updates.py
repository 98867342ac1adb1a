"""``PATCH /api/v1/events/UUID``: a ticket system reports where tickets are sold, and that they are sold out."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from opslag.contract.schema import Schema
from opslag.errors import OpslagError
from opslag.gateway.body import media_type, read_body
from opslag.gateway.committing import Committing
from opslag.gateway.credentials import Failures, basic
from opslag.gateway.known import Known
from opslag.gateway.log import Log
from opslag.gateway.open_route import OpenRoute
from opslag.gateway.problem import Refusal
from opslag.gateway.report import read_patch
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.subscriber import address_of
from opslag.gateway.vendors import Vendor, Vendors
from opslag.headers import OPEN, preflight

PATH = "/api/v1/events/{uuid}"
LARGEST = 64 * 1024
"""Bytes of a body."""
BODY_WITHIN = 10.0
"""Seconds for a body to come."""
AGAIN = {"Retry-After": "5"}
KINDS = ("application/json", "application/merge-patch+json")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_ALLOWED = {"Allow": "PATCH, OPTIONS", "Accept-Patch": ", ".join(KINDS)}
_PREFLIGHT = {**preflight(["PATCH"], ["Authorization", "Content-Type"]), **_ALLOWED}
_WHO = {"WWW-Authenticate": 'Basic realm="ticket systems", charset="UTF-8"'}


class Updates:
    """What the one route needs."""

    def __init__(self, vendors: Vendors | None, failures: Failures, schema: Schema, committing: Committing, log: Log) -> None:
        self._vendors, self._failures, self._schema, self._committing, self._log = vendors, failures, schema, committing, log
        self._known: Mapping[str, Known] | None = None
        self._look: Callable[[], Awaitable[object]] | None = None

    def learn_from(self, look: Callable[[], Awaitable[object]]) -> None:
        """``look`` is awaited where an event is not known: an editor may have written it a moment ago."""
        self._look = look

    def learn(self, known: Mapping[str, Known]) -> None:
        """Takes in every occurrence, by uuid; until the first time every request is asked to come again."""
        self._known = known

    def routes(self) -> list[OpenRoute]:
        return [OpenRoute(PATH, self.answer, methods=["PATCH", "OPTIONS"])]

    async def answer(self, request: Request) -> Response:
        uuid = request.path_params["uuid"]
        if not _UUID.fullmatch(uuid):
            raise Refusal(404, "No UUID stands in this address.", headers=OPEN)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        try:
            return await self._patched(request, uuid.lower())
        except Refusal as refusal:
            refusal.headers |= OPEN
            raise

    async def _patched(self, request: Request, uuid: str) -> Response:
        name, vendor = self._vendor(request)
        _check_headers(request)
        known = await self._occurrence(uuid)
        if not vendor.may(known.branches):
            self._log.warning("not allowed", vendor=name, uuid=uuid)
            raise Refusal(403, "The library lets you report on the events of other branches alone.")
        patch = read_patch(await read_body(request, most=LARGEST, within=BODY_WITHIN), self._schema)
        if patch.unknown:
            self._log.info("unknown keys", vendor=name, uuid=uuid, keys=[key[:60] for key in patch.unknown[:20]])
        try:
            update = await self._committing.commit(uuid, known, patch, name)
        except BusyError as error:
            raise Refusal(503, "The report could not be written down just now; nothing of it was kept.", headers=AGAIN) from error
        event = known.reported(update, datetime.now(UTC))
        return Response(event, media_type="application/json", headers={**OPEN, "Cache-Control": "no-store"})

    def _vendor(self, request: Request) -> tuple[str, Vendor]:
        """Who asks. Raises Refusal: 401, or 429 after too many failures."""
        address = address_of(request)
        if wait := self._failures.wait(address):
            raise Refusal(429, "Too many wrong credentials from this address.", headers={"Retry-After": str(wait)})
        credentials = basic(request.headers.get("authorization"))
        try:
            vendor = self._vendors.whose(*credentials) if credentials and self._vendors else None
        except OpslagError as error:
            self._log.error("vendors cannot be read", why=str(error))
            raise Refusal(503, "Credentials cannot be looked up just now.", headers=AGAIN) from error
        if credentials is None or vendor is None:
            self._failures.note(address)
            raise Refusal(401, "Send the name and the password that the library gave you.", headers=_WHO)
        return credentials[0], vendor

    async def _occurrence(self, uuid: str) -> Known:
        if self._known is None:
            raise Refusal(503, "The library's events are being read.", headers=AGAIN)
        known = self._known.get(uuid)
        if known is None and self._look:
            try:
                await self._look()
            except BusyError as error:  # its file may be there again in a moment
                raise Refusal(503, "The library's events are being changed just now.", headers=AGAIN) from error
            except OpslagError:
                pass
            known = self._known.get(uuid)
        if known is None:
            raise Refusal(404, "There is no event with this UUID.")
        return known


def _check_headers(request: Request) -> None:
    """Raises Refusal where the body need not be read at all."""
    if media_type(request) not in KINDS:
        raise Refusal(415, f"Send the body as {KINDS[0]}.", headers={"Accept-Patch": _ALLOWED["Accept-Patch"]})
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refusal(415, "Send the body as it is, without Content-Encoding.", headers={"Accept-Encoding": "identity"})


def request_schema(contract: Mapping[str, Any]) -> Schema:
    """What the contract says of the body."""
    content = contract["paths"][PATH]["patch"]["requestBody"]["content"]
    return Schema(content[KINDS[0]]["schema"], contract)
