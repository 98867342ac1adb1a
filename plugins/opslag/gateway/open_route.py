"""A route that pages of other sites may ask, and whose every answer they may read."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from opslag.headers import OPEN


class OpenRoute(Route):
    """Starlette refuses a method that a route does not have before the route's own code is asked: what it says there would be
    an error of the network to a page's script, which could read nothing of it (Fetch, "CORS protocol")."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().handle(scope, receive, send)
        except HTTPException as refused:
            raise HTTPException(refused.status_code, refused.detail, {**OPEN, **(refused.headers or {})}) from None
