"""What becomes of the colour that ``site.yaml`` names, told where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from opslag.content.record import Places
from opslag.content.tree import Tree, named
from opslag.errors import Problem, Severity
from opslag.pages.colour import palette
from opslag.settings import Site


def colour_advice(site: Site, tree: Tree) -> Iterator[Problem]:
    """A warning where the theme has to put another colour in the place of the library's own."""
    found, _, instead = palette(site.colour).advice().partition("; ")
    if found:
        places = Places.of_document(named("site.yaml"), tree.read("site.yaml"))
        yield places.problem(("colour",), found, instead, Severity.WARNING)
