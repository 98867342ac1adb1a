"""Digest access authentication as a server checks it, from RFC 7616 alone: no line is shared with any client."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

_PARAMETER = re.compile(r'([a-z]+)\*?=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,\s*|$)', re.IGNORECASE)
HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


@dataclass
class DigestGuard:
    """Lets in who knows the password, and no request twice."""

    username: str
    password: str
    algorithm: str = "SHA-256"
    realm: str = "indbakke"
    counts: dict[str, int] = field(default_factory=dict)
    """Each nonce that was given out, with the last ``nc`` that came with it (section 3.4)."""
    refused: list[str] = field(default_factory=list)
    """Why each request was sent back."""

    def challenge(self, method: str, target: str, headers: Mapping[str, str]) -> str | None:
        """None where the request may pass; else the ``WWW-Authenticate`` to send back (section 3.3)."""
        fault = self._fault(method, target, headers.get("authorization", ""))
        if fault is None:
            return None
        self.refused.append(fault)
        nonce = secrets.token_hex(16)
        self.counts[nonce] = 0
        opaque = hashlib.sha256(nonce.encode()).hexdigest()
        return f'Digest realm="{self.realm}", qop="auth", algorithm={self.algorithm}, nonce="{nonce}", opaque="{opaque}"'

    def _fault(self, method: str, target: str, header: str) -> str | None:
        scheme, _, rest = header.partition(" ")
        if scheme.lower() != "digest":
            return "no credentials"
        said = read_parameters(rest)
        if said is None:
            return "unreadable credentials"
        if said.get("username") != self.username or said.get("realm") != self.realm:
            return "another user or realm"
        if said.get("algorithm", "MD5") != self.algorithm or said.get("qop") != "auth":
            return "another algorithm or protection"
        if said.get("uri") != target:
            return "for another address"
        nonce, count = said.get("nonce", ""), said.get("nc", "")
        if nonce not in self.counts or said.get("opaque") != hashlib.sha256(nonce.encode()).hexdigest():
            return "not our nonce"
        if not re.fullmatch(r"[0-9a-f]{8}", count) or int(count, 16) <= self.counts[nonce]:
            return "a replay"
        if not secrets.compare_digest(said.get("response", ""), self._response(method, said)):
            return "a wrong password"
        self.counts[nonce] = int(count, 16)
        return None

    def _response(self, method: str, said: Mapping[str, str]) -> str:
        """Section 3.4.1: KD(H(A1), nonce ":" nc ":" cnonce ":" qop ":" H(A2))."""
        first = self._hash(f"{self.username}:{self.realm}:{self.password}")
        second = self._hash(f"{method}:{said['uri']}")
        return self._hash(f"{first}:{said['nonce']}:{said['nc']}:{said.get('cnonce', '')}:{said['qop']}:{second}")

    def _hash(self, text: str) -> str:
        return HASHES[self.algorithm](text.encode()).hexdigest()


def read_parameters(text: str) -> dict[str, str] | None:
    """The parameters of an ``Authorization`` (RFC 9110, section 11.2); None where they are no such thing."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        match = _PARAMETER.match(text, at)
        if match is None or match[1].lower() in found:
            return None
        found[match[1].lower()] = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3]
        at = match.end()
    return found
