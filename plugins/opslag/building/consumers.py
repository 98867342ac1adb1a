"""What those who read the feeds miss in the content: the profiles that ``site.yaml`` asks for, and the events judged by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from opslag import shipped
from opslag.building.sources import Sources
from opslag.content.record import Places
from opslag.content.tree import Tree, named
from opslag.errors import ContentError, Problem, Severity, nearest
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences
from opslag.events.state import State
from opslag.library import Library

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from opslag.contract.profile import Profile

FOLDER = Path("feeds") / "consumers"
"""Beside content/: a site may have profiles of its own there, and other words for those that ship."""

SEVERITIES = {"warning": Severity.WARNING, "error": Severity.ERROR}


def advice(
    library: Library, tree: Tree, root: Path, items: Callable[[Sequence[Occurrence]], Iterable[Buffer]]
) -> tuple[Problem, ...]:
    """What is missing for the consumers that ``site.yaml`` names; ``items`` gives the feed's bytes of events.

    ``root`` is the folder around content/. Raises ContentError where something is missing that the site calls an error, and
    where it names a consumer of which there is no profile.
    """
    profiles = list(asked_for(library.site.consumers, tree, root))
    if not profiles:
        return ()
    from opslag.contract.profiles import judge_by_profiles

    events = (orjson.loads(bytes(item)) for item in items(_judged(library)))
    found = tuple(judge_by_profiles(events, profiles, Sources(library, tree)))
    if any(problem.severity is Severity.ERROR for problem in found):
        raise ContentError(found)
    return found


def asked_for(consumers: Mapping[str, str], tree: Tree, root: Path) -> Iterator[tuple[Profile, Severity]]:
    """The profiles that the site wants its events judged by, and how loudly."""
    if not consumers:
        return
    from opslag.contract.profile import read_profile

    files = profile_files(root)
    for name, how in consumers.items():
        if name not in files:
            places = Places.of_document(named("site.yaml"), tree.read("site.yaml"))
            remedy = f"{nearest(name, files)} Or write feeds/consumers/{name}.yaml"
            raise ContentError([places.problem(("consumers", name), f'no profile "{name}"', remedy)])
        if how != "off":
            yield read_profile(name, files[name].read_bytes(), f"feeds/consumers/{name}.yaml"), SEVERITIES[how]


def profile_files(root: Path) -> dict[str, Path]:
    """Every profile by its name: those that ship, and the site's own before them."""
    folders: Sequence[Path] = (shipped.CONSUMERS, root / FOLDER)
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.yaml"))}


def _judged(library: Library) -> Occurrences:
    """What takes place still. The dates of a series that have no words of their own are alike, so one of them will do."""
    coming = library.occurrences.ending_after(library.now)
    coming = coming.those([state is not State.CANCELLED for state in coming.column("state")])
    first = {id(one.event): at for at, one in reversed([*enumerate(coming)])}
    return coming.at(sorted(first.values()))
