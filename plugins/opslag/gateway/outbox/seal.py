"""The key of the outbox: what is written there can be read by those alone who have it.

AES-256 in GCM (NIST SP 800-38D) with a nonce of 96 random bits; the id of the row is authenticated too, so that the contents
of one row cannot be passed off as another's.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from opslag.errors import OpslagError

KEY = "OPSLAG_OUTBOX_KEY"
_BYTES = 32
_NONCE = 12


class Seal:
    """One key or more: the first one seals, all of them open. So a key is changed by putting a new one before the old."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._ciphers = {_name(key): AESGCM(key) for key in keys}
        self.names: tuple[str, ...] = tuple(self._ciphers)
        """What each key is called in the database; tells nothing of the key."""
        self._secret = keys[0]

    @property
    def name(self) -> str:
        """The name of the key that seals."""
        return self.names[0]

    def seal(self, row: str, plain: bytes) -> bytes:
        """The nonce, then the ciphertext."""
        nonce = os.urandom(_NONCE)
        return nonce + self._ciphers[self.name].encrypt(nonce, plain, row.encode())

    def open(self, row: str, name: str, sealed: bytes) -> bytes:
        """Raises OpslagError where it was changed, or put into another row."""
        try:
            return self._ciphers[name].decrypt(sealed[:_NONCE], sealed[_NONCE:], row.encode())
        except (InvalidTag, KeyError):
            raise OpslagError(f"outbox row {row}: it cannot be opened; it was changed, or its key is not in {KEY}") from None

    def derived(self, purpose: str) -> bytes:
        """32 bytes for another use of the same secret: cookies, the captcha. Who knows them does not know the key."""
        return hashlib.blake2b(purpose.encode(), key=self._secret, digest_size=_BYTES, person=b"opslag").digest()


def new_key() -> str:
    """A key as the environment holds it: 32 random bytes, base64url."""
    return base64.urlsafe_b64encode(os.urandom(_BYTES)).decode()


def read_seal(text: str | None) -> Seal:
    """The keys in ``OPSLAG_OUTBOX_KEY``, with commas between. Raises OpslagError with what to do."""
    words = [word.strip() for word in (text or "").split(",") if word.strip()]
    if not words:
        raise OpslagError(
            f"{KEY} is not set, and nothing that a visitor sends may be kept without it; make a key once with `opslag outbox key`"
        )
    return Seal([_read_key(word, place) for place, word in enumerate(words, start=1)])


def _read_key(word: str, place: int) -> bytes:
    try:
        key = base64.b64decode(word, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _BYTES:
        raise OpslagError(f"{KEY}: key {place} is not {_BYTES} bytes in base64url; make one with `opslag outbox key`")
    return key


def _name(key: bytes) -> str:
    return hashlib.blake2b(b"name", key=key, digest_size=8, person=b"opslag").hexdigest()
