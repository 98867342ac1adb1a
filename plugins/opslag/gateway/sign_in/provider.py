"""The OpenID provider: where visitors are sent, and what it says of those who come back (OpenID Connect Core 1.0, 3.1)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from opslag.forms.user import User
from opslag.frozen import frozen
from opslag.gateway.delivery.client import Guarded
from opslag.gateway.delivery.reach import OutOfReachError, Reach
from opslag.settings import Claims, Login

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"]
"""What an ID token may be signed with: the provider's public key, and never the client's secret."""
REMEMBERED = 3600.0
"""Seconds for which the provider's description is believed."""
LEEWAY = 60
"""Seconds by which clocks may differ."""


class SignInError(Exception):
    """Signing in has failed. The message is for the operator, and names nobody."""


@frozen
class Beginning:
    """What is remembered of a visitor who was sent to the provider."""

    url: str
    """Where they are sent."""
    state: str
    nonce: str
    verifier: str
    """Of PKCE (RFC 7636)."""


class Provider:
    """One client of one provider."""

    def __init__(self, login: Login, secret: str, back: str, reach: Reach) -> None:
        """``back`` is the address to which the provider sends visitors back."""
        self._login, self._secret, self._back, self._reach = login, secret, back, reach
        self._described: tuple[float, dict[str, Any]] | None = None

    async def begin(self, state: str, nonce: str, verifier: str) -> Beginning:
        """Raises SignInError."""
        async with self._client() as client:
            described = await self._description(client)
            url, _ = client.create_authorization_url(
                _text(described, "authorization_endpoint"), state=state, nonce=nonce, code_verifier=verifier
            )
        return Beginning(url, state, nonce, verifier)

    async def user(self, code: str, nonce: str, verifier: str) -> User:
        """Who came back with this code. Raises SignInError."""
        async with self._client() as client:
            described = await self._description(client)
            try:
                token = await client.fetch_token(
                    _text(described, "token_endpoint"), grant_type="authorization_code", code=code, code_verifier=verifier
                )
                keys = await _json(client, _text(described, "jwks_uri"))
                claims = self._checked(str(token.get("id_token")), keys, nonce, _text(described, "issuer"))
                if "userinfo_endpoint" in described:
                    told = await _json(client, _text(described, "userinfo_endpoint"), signed=True)
                    if told.get("sub") != claims["sub"]:  # section 5.3.2
                        raise SignInError("the provider told of somebody else")
                    claims = {**told, **claims}
            except (OAuthError, httpx2.HTTPError, httpx2.InvalidURL, OutOfReachError, OSError) as error:
                raise SignInError(f"the provider gave no token: {type(error).__name__}") from None
            except (JoseError, ValueError, TypeError, KeyError) as error:
                raise SignInError(f"the provider's token is not valid: {type(error).__name__}") from None
        return user_of(claims, self._login.claims)

    def _client(self) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self._login.client_id,
            self._secret or None,
            token_endpoint_auth_method="client_secret_basic" if self._secret else "none",
            scope=" ".join(self._login.scopes),
            redirect_uri=self._back,
            code_challenge_method="S256",
            transport=Guarded(self._reach),
            timeout=10.0,
            trust_env=False,
        )

    async def _description(self, client: AsyncOAuth2Client) -> dict[str, Any]:
        """OpenID Connect Discovery 1.0, section 4."""
        if self._described is None or time.monotonic() - self._described[0] > REMEMBERED:
            issuer = self._login.issuer.rstrip("/")
            try:
                said = await _json(client, f"{issuer}/.well-known/openid-configuration")
            except (httpx2.HTTPError, httpx2.InvalidURL, OutOfReachError, OSError, ValueError) as error:
                raise SignInError(f"the provider cannot be asked: {type(error).__name__}: {error}") from None
            if str(said.get("issuer", "")).rstrip("/") != issuer:
                raise SignInError("the provider calls itself otherwise than login.issuer does")
            self._described = time.monotonic(), said
        return self._described[1]

    def _checked(self, token: str, keys: Any, nonce: str, issuer: str) -> dict[str, Any]:
        """The claims of an ID token (section 3.1.3.7)."""
        claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": self._login.client_id},
            exp={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(claims)
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != self._login.client_id:
            raise SignInError("the provider's token is for another client")
        return dict(claims)


def user_of(claims: Mapping[str, Any], names: Claims) -> User:
    """Claims keep their JSON type on their way into the message. Raises SignInError where there is none for the visitor's id."""

    def claim(name: str | None) -> Any:
        value = claims.get(name) if name else None
        return value if isinstance(value, str | int | float | bool) else None

    internal_id = claim(names.internal_user_id)
    if internal_id is None:
        raise SignInError(f"the provider tells no {names.internal_user_id}, which login.claims.internalUserId names")
    return User(
        internal_id,
        claim(names.user_cat_id),
        claim(names.user_cat_username),
        str(claim(names.name) or ""),
        str(claim(names.email) or ""),
    )


async def _json(client: AsyncOAuth2Client, url: str, *, signed: bool = False) -> dict[str, Any]:
    response = await client.request("GET", url, withhold_token=not signed, headers={"Accept": "application/json"})
    response.raise_for_status()
    said = response.json()
    if not isinstance(said, dict):
        raise TypeError("no object")
    return said


def _text(described: Mapping[str, Any], name: str) -> str:
    value = described.get(name)
    if not isinstance(value, str):
        raise SignInError(f"the provider names no {name}")
    return value
