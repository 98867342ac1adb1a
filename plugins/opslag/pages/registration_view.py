"""Types of user as templates see them."""

from __future__ import annotations

import re
from typing import Any

from opslag.content.registration import Registration, UserType
from opslag.library import Library


def registration_link(library: Library, name: str | None) -> dict[str, str] | None:
    """Where a branch or an event points at a type of user: its title, and its place on the page. None where it points at none."""
    one = library.registration.type(name) if library.registration else None
    return {"title": one.title, "path": one.path} if one else None


def registration_view(registration: Registration) -> dict[str, Any]:
    return {
        "title": registration.title,
        "lead": registration.description or "",
        "types": [_type_view(one) for one in registration.types],
    }


def _type_view(one: UserType) -> dict[str, Any]:
    paragraphs = [part for part in re.split(r"\n\s*\n|\n", one.text or "") if part.strip()]
    return {"id": one.id, "title": one.title, "paragraphs": paragraphs, "url": one.url}
