"""Where the calendar files (iCalendar) are: pages link to them, and feeds write them."""

from __future__ import annotations

from typing import Literal

from opslag.content.slug import slug

ROOM = "/kalender/"
ALL = f"{ROOM}alle.ics"
REFRESH = "PT1H"
"""How often a calendar program may well look again (an RFC 5545 duration)."""

Kind = Literal["branch", "category", "audience"]

FOLDERS: dict[Kind, str] = {"branch": "filial", "category": "kategori", "audience": "maalgruppe"}


def of_kind(kind: Kind, name: str) -> str:
    """``/kalender/kategori/koncert.ics``. ``name`` is a branch's slug, or the words of a category or an audience."""
    return f"{ROOM}{FOLDERS[kind]}/{slug(name)}.ics"


def of_page(path: str) -> str:
    """The file beside the page of an event or a series: ``/arrangementer/krimi/kalender.ics``."""
    return f"{path}kalender.ics"


def subscription(base_url: str, path: str) -> str:
    """The address that calendar programs know as one to subscribe to: ``webcal://bibliotek.example/kalender/alle.ics``."""
    return f"webcal://{base_url.partition('://')[2]}{path}"
