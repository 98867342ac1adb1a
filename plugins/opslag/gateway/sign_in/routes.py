"""The addresses by which a visitor signs in and out; all lie below ``/forms/``, which every web host passes on."""

from __future__ import annotations

import hmac
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from opslag.forms.user import User
from opslag.gateway.log import Log
from opslag.gateway.problem import Refusal
from opslag.gateway.sign_in.provider import Provider, SignInError
from opslag.gateway.sign_in.session import SESSION, Sealer, of_users

ON_THE_WAY = "opslag-sign-in"
LASTS = 3600
"""Seconds for which a visitor is signed in."""
TAKES = 600
"""Seconds that signing in may take."""
BACK = "/forms/sign-in/back"
FAILED = ("sign-in", "failed")
"""What is added to the address of the form."""
_RETURN = re.compile(r"/(?:forms|formularer)/[A-Za-z][A-Za-z0-9_-]{0,63}/?(?:\?[^\x00-\x20\x7f-\uffff\\]{0,1000})?", re.ASCII)


class SignIn:
    """``user`` says who sends a request; the routes are there only where a site names a provider."""

    def __init__(self, provider: Callable[[], Provider | None], key: bytes, *, secure: Callable[[], bool], log: Log) -> None:
        """``provider`` and ``secure``, whether the site is on https, are asked each time: the content may change."""
        self._provider, self._secure, self._log = provider, secure, log
        self._session, self._way = of_users(key), Sealer(key, ON_THE_WAY)

    def user(self, request: Request) -> User | None:
        said = self._session.opened(request.cookies.get(SESSION, ""), time.time())
        return User(**said) if said else None

    def routes(self) -> Sequence[BaseRoute]:
        return [
            Route("/forms/sign-in", self.begin, methods=["GET"]),
            Route(BACK, self.back, methods=["GET"]),
            Route("/forms/sign-out", self.out, methods=["POST"]),
        ]

    async def begin(self, request: Request) -> Response:
        """Sends the visitor to the provider."""
        provider, to = self._known(), request.query_params.get("return", "")
        way = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
        way["to"] = to if _RETURN.fullmatch(to) else "/"
        try:
            beginning = await provider.begin(way["state"], way["nonce"], way["verifier"])
        except SignInError as error:
            return self._failed(way["to"], error)
        answer = _to(beginning.url)
        self._put(answer, ON_THE_WAY, self._way.sealed(way, time.time() + TAKES), TAKES)
        return answer

    async def back(self, request: Request) -> Response:
        """Takes the visitor in who comes back from the provider, in the browser that went there."""
        provider, said = self._known(), request.query_params
        way = self._way.opened(request.cookies.get(ON_THE_WAY, ""), time.time())
        if way is None or not hmac.compare_digest(way["state"].encode(), said.get("state", "").encode()):
            raise Refusal(400, "Signing in was not begun in this browser, or took too long. Begin again.")
        try:
            if "code" not in said:
                raise SignInError("the visitor or the provider broke it off")
            user = await provider.user(said["code"], way["nonce"], way["verifier"])
            session = self._sealed(user)
        except SignInError as error:
            return self._failed(way["to"], error)
        answer = _to(way["to"])
        self._put(answer, SESSION, session, LASTS)
        answer.delete_cookie(ON_THE_WAY, path="/forms/")
        return answer

    async def out(self, _: Request) -> Response:
        """The cookie is SameSite: another site's post has none, and takes none away that matters."""
        answer = _to("/")
        answer.delete_cookie(SESSION, path="/forms/")
        return answer

    def _sealed(self, user: User) -> str:
        try:
            return self._session.sealed(asdict(user), time.time() + LASTS)
        except ValueError as error:
            raise SignInError(f"what the provider tells of the visitor is {error}") from None

    def _known(self) -> Provider:
        provider = self._provider()
        if provider is None:
            raise Refusal(404, "Nobody can sign in here.")
        return provider

    def _failed(self, to: str, error: SignInError) -> Response:
        self._log.warning("not signed in", why=str(error))
        return _to(f"{to}{'&' if '?' in to else '?'}{'='.join(FAILED)}")

    def _put(self, answer: Response, name: str, value: str, seconds: int) -> None:
        """``Lax``: the visitor comes back from the provider by a link, and is to be known then."""
        answer.set_cookie(name, value, max_age=seconds, path="/forms/", secure=self._secure(), httponly=True, samesite="lax")


def _to(url: str) -> RedirectResponse:
    return RedirectResponse(url, 303, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
