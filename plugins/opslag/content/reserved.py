"""Addresses that the site itself uses: no content file may have one, or lead on from it."""

from __future__ import annotations

import re

PROGRAMME, BRANCHES, NEWS = "arrangementer", "filialer", "nyheder"
"""First parts of the addresses of events, branches and news: each is a list, and what is in it stands below."""

RESERVED = frozenset(
    {
        PROGRAMME, BRANCHES, NEWS, "side", "api", "soeg", "kalender", "skaerm", "formularer", "billeder", "theme", "nyhedsbrev",
        "opening_hours", "ding-redia-rss",
    }
)  # fmt: skip
"""First parts of addresses: no page may have them."""

_OWN = {
    PROGRAMME: re.compile(r"(filial|kategori|maalgruppe|emne|side|2[01]\d\d|.*\..*)(/.*)?"),  # narrowed lists, months, files
    BRANCHES: re.compile(r"(side|.*\..*)(/.*)?"),
    NEWS: re.compile(r"(side|.*\..*)(/.*)?"),
}
_FILES = re.compile(r"(404|index)\.html|robots\.txt|sitemap(-\d+)?\.xml")


def its_own(address: str) -> str:
    """What was found where a file has an address of the site's own."""
    return f"the address {address}, which the site itself uses"


def reserved(address: str) -> bool:
    """Whether an address such as ``/arrangementer/filial/`` is one of the site's own lists, feeds or files."""
    first, _, rest = address.strip("/").partition("/")
    if not rest:
        return first == "" or first in RESERVED or bool(_FILES.fullmatch(first))
    return bool(_OWN[first].fullmatch(rest)) if first in _OWN else first in RESERVED or bool(_FILES.fullmatch(first))
