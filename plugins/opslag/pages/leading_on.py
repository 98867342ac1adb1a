"""A page that leads on at once, for hosts that cannot redirect; those that can are told by their configuration."""

from __future__ import annotations

from html import escape


def leading_on(url: str, language: str) -> bytes:
    """The whole page in UTF-8; ``url`` is absolute."""
    address = escape(url)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{address}</title>'
        f'<link rel="canonical" href="{address}"><meta name="robots" content="noindex">'
        f'<meta http-equiv="refresh" content="0; url={address}"></head>'
        f'<body><p><a href="{address}">{address}</a></p></body></html>\n'
    ).encode()
