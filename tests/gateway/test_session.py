"""Who has signed in, as a browser keeps it for the gateway."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import cast
from urllib.parse import parse_qs, urlsplit

import pytest
from opslag.forms.user import User
from opslag.gateway.log import Log
from opslag.gateway.sign_in.provider import Beginning, Provider
from opslag.gateway.sign_in.routes import SignIn
from opslag.gateway.sign_in.session import MOST, SESSION, of_users
from starlette.applications import Starlette
from starlette.testclient import TestClient

KEY = b"k" * 32


class Talkative:
    """A provider that knows a visitor by a very long name."""

    def __init__(self, name: str) -> None:
        self._name = name

    async def begin(self, state: str, nonce: str, verifier: str) -> Beginning:
        return Beginning(f"https://login.example/?state={state}", state, nonce, verifier)

    async def user(self, code: str, nonce: str, verifier: str) -> User:
        return User(7, name=self._name)


@pytest.mark.parametrize(("name", "kept"), [("å" * 1000, True), ("å" * 3000, False)])
def test_a_visitor_is_signed_in_with_a_cookie_that_browsers_keep_or_is_told_that_it_failed(name: str, kept: bool) -> None:
    said = io.StringIO()
    sign_in = SignIn(lambda: cast("Provider", Talkative(name)), KEY, secure=lambda: False, log=Log(said))
    with TestClient(Starlette(routes=sign_in.routes()), follow_redirects=False) as visitor:
        begun = visitor.get("/forms/sign-in", params={"return": "/forms/bestil"})
        (state,) = parse_qs(urlsplit(begun.headers["location"]).query)["state"]
        back = visitor.get("/forms/sign-in/back", params={"code": "x", "state": state})
        session = visitor.cookies.get(SESSION)
    if kept:
        assert back.headers["location"] == "/forms/bestil"
        assert session is not None
        assert len(session.strip('"')) <= MOST
        assert of_users(KEY).opened(session.strip('"'), 0.0) == asdict(User(7, name=name))
    else:
        assert back.headers["location"] == "/forms/bestil?sign-in=failed"
        assert session is None
        assert "too long for a cookie" in said.getvalue()
