"""The tests' own digest server is right: it agrees with the examples of RFC 7616."""

from __future__ import annotations

import hashlib

import pytest

from tests.gateway.digest import DigestGuard, read_parameters

NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
EXAMPLES = {
    "MD5": "8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256": "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
}
"""Section 3.9.1."""


@pytest.mark.parametrize("algorithm", EXAMPLES)
def test_the_standards_own_example_is_let_in_and_only_once(algorithm: str) -> None:
    guard = DigestGuard("Mufasa", "Circle of Life", algorithm, "http-auth@example.org", {NONCE: 0})
    sent = (
        'Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", '
        f'algorithm={algorithm}, nonce="{NONCE}", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, '
        f'response="{EXAMPLES[algorithm]}", opaque="{hashlib.sha256(NONCE.encode()).hexdigest()}"'
    )
    assert guard.challenge("GET", "/dir/index.html", {"authorization": sent}) is None
    assert guard.challenge("GET", "/dir/index.html", {"authorization": sent}) is not None
    assert guard.refused == ["a replay"]


@pytest.mark.parametrize("text", ['a="b', "a=b c", 'a="b", a="c"', "=", 'a="b"; c="d"'])
def test_credentials_that_cannot_be_read_are_none(text: str) -> None:
    assert read_parameters(text) is None
