"""Who has signed in, in a cookie that the visitor keeps and that only the gateway can read: it stores nothing of them itself."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from opslag.forms.user import User

SESSION = "opslag-session"
MOST = 4000
"""Characters. Browsers keep a cookie of 4,096 bytes, its name and attributes included (RFC 6265, section 6.1); none of more."""
_NONCE = 12
_COOKIE = re.compile(r"[A-Za-z0-9_-]{1,4096}={0,2}", re.ASCII)


class Sealer:
    """Values for cookies of one purpose, which run out."""

    def __init__(self, key: bytes, purpose: str) -> None:
        self._cipher, self._purpose = AESGCM(key), purpose.encode()

    def sealed(self, value: Mapping[str, Any], until: float) -> str:
        """Raises ValueError where no browser would keep it."""
        nonce = os.urandom(_NONCE)
        plain = orjson.dumps({"until": until, "value": value})
        cookie = base64.urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, plain, self._purpose)).decode()
        if len(cookie) > MOST:
            raise ValueError("too long for a cookie")
        return cookie

    def opened(self, cookie: str, now: float) -> dict[str, Any] | None:
        """The value; None where it was not made here, or has run out."""
        if not _COOKIE.fullmatch(cookie):
            return None
        try:
            sealed = base64.urlsafe_b64decode(cookie)
            said = orjson.loads(self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._purpose))
        except (InvalidTag, ValueError):
            return None
        value: dict[str, Any] = said["value"]
        return value if said["until"] > now else None


def of_users(key: bytes) -> Sealer:
    """Of who has signed in. What was sealed when a User had other fields is not opened: whoever it was signs in again."""
    return Sealer(key, " ".join([SESSION, *[field.name for field in fields(User)]]))
