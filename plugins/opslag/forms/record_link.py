"""``[[fyrboegerne]]`` in a text: a link to the form that the record ``content/records/fyrboegerne.yaml`` leads to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import quote

from opslag.errors import nearest
from opslag.forms.submission import RECORD
from opslag.frozen import frozen

# In sanitised HTML no < stands in a text: what looks like a tag is one.
_LINK = re.compile(r"\[\[([^\[\]<>|]{1,200})(?:\|([^\[\]<>]+))?\]\]")
_LITERAL = re.compile(r"(<(?:code|pre|a)\b.*?</(?:code|pre|a)>)", re.DOTALL)

Missing = Callable[[str, str, str], None]
"""Notes a link that leads nowhere: (the link as it is written, what was found, what to write instead)."""


@frozen
class RecordLink:
    """What stands behind the name of a record's file. ``form`` is the id of a form; None where the file names none."""

    id: str
    title: str
    form: str | None

    @property
    def path(self) -> str:
        return f"/formularer/{self.form}/?{RECORD}={quote(self.id, safe='')}"


def with_record_links(body: str, links: Mapping[str, RecordLink], missing: Missing) -> str:
    """Sanitised HTML with each ``[[name]]`` and ``[[name|words]]`` made a link; the title is said where there are no words."""
    if "[[" not in body:
        return body

    def link(match: re.Match[str]) -> str:
        name = unescape(match[1]).strip()
        found = links.get(name)
        if found is None:
            missing(unescape(match[0]), f'no record "{name}" in content/records/', nearest(name, links))
        elif found.form is None:
            missing(match[0], f'"{name}", a record that no form is named in', f"write form: … in content/records/{name}.yaml")
        else:
            return f'<a href="{escape(found.path)}">{match[2] or escape(found.title, quote=False)}</a>'
        return match[0]

    parts = _LITERAL.split(body)
    return "".join(part if number % 2 else _LINK.sub(link, part) for number, part in enumerate(parts))
