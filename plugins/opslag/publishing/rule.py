"""Which files an output serves, and how: a few rules that hold for the next builds too, from the shapes of a manifest's paths.

A rule for each path would have to be loaded into the host with every new event. A rule for each shape lets through what the
build makes and nothing else: no note or backup that somebody left in the folder, and of hidden files PUBLISHED alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from opslag.building.due import PUBLISHED
from opslag.frozen import frozen
from opslag.media_types import media_type
from opslag.publishing.freshness import FOREVER

SEGMENT = "[A-Za-z0-9_~-][A-Za-z0-9._~-]*"
"""A part of an address: never hidden, and without any letter that would mean something to a host."""
PAGES = f"/(?:{SEGMENT}/)*"
"""Addresses of pages: each is a folder, and its ``index.html`` is served."""
NOT_FOUND = "404.html"
FINGERPRINTED = ("theme", "billeder")
"""Folders in which an address changes with the bytes."""

_USUAL = re.compile(rf"(?:{SEGMENT}/)*{SEGMENT}")


@frozen
class Rule:
    """Files that are served alike."""

    pattern: str
    """A regular expression of whole addresses, or, where ``exact``, the one address."""
    exact: bool
    media_type: str
    lasting: bool
    """Whether the address changes with the bytes."""

    @property
    def page(self) -> bool:
        return self.media_type.startswith("text/html")

    @property
    def folders(self) -> bool:
        """Whether its addresses are folders, of which the ``index.html`` is served."""
        return self.pattern == PAGES

    @property
    def open(self) -> bool:
        """Whether pages of other sites may read it: all that is no page and no part of one."""
        return not self.page and not self.pattern.startswith("/theme/")

    def age(self, otherwise: str) -> str:
        """The Cache-Control; ``otherwise`` is that of what may change."""
        return FOREVER if self.lasting else otherwise


def rules(paths: Iterable[str]) -> list[Rule]:
    """Exact addresses first, then pages, then patterns, each by address. Of what publishing keeps beside the files, only what it
    tells of them is let through: a build elsewhere asks for it."""
    found = {rule_of(path) for path in (*paths, PUBLISHED) if path != NOT_FOUND}
    return sorted(found, key=lambda rule: (not rule.exact, rule.pattern != PAGES, rule.pattern))


def rule_of(path: str) -> Rule:
    """The rule by which one file of an output is served."""
    folder, _, name = path.rpartition("/")
    kind = media_type(path)
    top = path.partition("/")[0]
    lasting = top in FINGERPRINTED and folder != ""
    if not _USUAL.fullmatch(path):
        return Rule(f"/{path}", True, kind, lasting)
    if name == "index.html":
        return Rule(PAGES, False, kind, lasting)
    ending = name.rpartition(".")[2] if "." in name else ""
    if not ending or not folder:
        return Rule(f"/{path}", True, kind, lasting)
    return Rule(rf"/{re.escape(top)}/(?:{SEGMENT}/)*{SEGMENT}\.{re.escape(ending)}", False, kind, lasting)


MISSING = rule_of(NOT_FOUND)
"""Of the page that says that there is none."""
