"""Pelican's keys: what Pelican takes for its own on a page or news item. With some it fails, and names no line."""

from __future__ import annotations

from typing import Any

from opslag.source.shape import ShapeFault, shown

_ADDRESS = "write slug for the last part of the address, redirect_from for addresses that lead here"
_LANGUAGE = "delete it; the site has one language, in site.yaml"
_TEMPLATE = "delete it; how a page looks is the theme's, which may ask for a key of another name"
_RENAMED = "delete it, or give it another name"

_INSTEAD = {
    **dict.fromkeys(("url", "save_as", "path", "filename", "source_path", "relative_source_path", "relative_dir"), _ADDRESS),
    **dict.fromkeys(("lang", "in_default_lang", "translation", "translations"), _LANGUAGE),
    **dict.fromkeys(("template", "default_template"), _TEMPLATE),
    **dict.fromkeys(
        ("date_format", "date_words", "locale_date", "locale_modified"), "delete it; dates are as in the site's language"
    ),
    "date": "delete it, or write updated; only news has a date, in content/news/",
    "modified": "write updated",
    "summary": "write description",
    "picture": "write image",
    "category": "delete it; only events have categories",
    "content": "write the text below the second line of ---",
    "timezone": "delete it; the time zone is the site's, in site.yaml",
    **dict.fromkeys(("settings", "metadata", "reader", "allowed_statuses", "default_status", "mandatory_properties"), _RENAMED),
    **dict.fromkeys(("is_valid", "url_format", "refresh_metadata_intersite_links"), _RENAMED),
}
"""What Pelican, or Opslag's reader in it, has made of a page when a key comes to it, and what to write instead. In small letters,
for Pelican makes them small; a test holds it against Pelican."""

_PREFIXES = {"override_": _ADDRESS, "get_": _RENAMED, "_": _RENAMED}

SHARED = ("author", "authors", "tags")
"""Keys that Pelican reads for its plugins: text, or for more than one a list of text."""


def instead_of(name: str) -> str | None:
    """What to write in the place of a key that Pelican takes for its own, given in small letters; None for any other."""
    return _INSTEAD.get(name) or next((remedy for prefix, remedy in _PREFIXES.items() if name.startswith(prefix)), None)


def misshapen(key: str, value: Any) -> ShapeFault | None:
    """What is wrong with the value of a shared key."""
    if isinstance(value, str):
        return None
    if key == "author":
        return (key,), shown(value), "write one name; for more, authors: [one, two]", False
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return None
    return (key,), shown(value), "write text, or a list of text: [one, two]", False
