"""A visitor who has signed in, as far as a form needs to know."""

from __future__ import annotations

from opslag.frozen import frozen

Claim = str | int | float | bool | None
"""A claim keeps its JSON type on its way into the message."""


@frozen
class User:
    """The claims that ``login.claims`` in ``site.yaml`` names, out of an ID token (OpenID Connect Core 1.0, section 5.1)."""

    internal_id: Claim
    cat_id: Claim = None
    """In the library system."""
    cat_username: Claim = None
    """The library card's number."""
    name: str = ""
    email: str = ""
