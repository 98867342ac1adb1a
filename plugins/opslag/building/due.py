"""Whether a build would make anything new: because the clock has come to where the last one turns untrue, or because what it was
made of has changed. For whoever starts builds by the clock: nearly all of them would be for nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from opslag.building.code import code_digest
from opslag.building.manifest import read_manifest
from opslag.building.project import Project
from opslag.content.tree import Tree
from opslag.errors import OpslagError
from opslag.frozen import frozen

PUBLISHED = ".opslag/published.json"
"""Where a published site says what it was made of (``publishing.published``)."""


@frozen
class Made:
    """The last build, as far as it decides whether another is due."""

    built: datetime
    next_change: datetime
    source: str


@frozen
class Unknown:
    """There is no last build to go by."""

    why: str
    """In words for whoever reads the log."""


def why_due(made: Made | Unknown, source: str, now: datetime) -> str:
    """In words for whoever reads the log; "" where a build now would make nothing new."""
    if isinstance(made, Unknown):
        return made.why
    if made.source != source:
        return "the content, the theme or Opslag itself has changed"
    if now < made.built:
        return f"the output is of {made.built.isoformat()}, which is still to come"
    return f"the output is true until {made.next_change.isoformat()}" if now >= made.next_change else ""


def read_made(output: Path, previous: str | None) -> Made | Unknown:
    """Of the output; where there is none, of what is public (``--previous``)."""
    try:
        manifest = read_manifest(output)
        return Made(manifest.built, manifest.next_change, manifest.source)
    except OpslagError:
        return _published(previous) if previous else Unknown("there is no output yet")


def _published(previous: str) -> Made | Unknown:
    """A fault is told and not raised: who never hears of it would build each time, and never know why."""
    place = f"{previous.rstrip('/')}/{PUBLISHED}"
    try:
        if previous.startswith(("http://", "https://")):
            from opslag.building.fetching import fetched  # whoever has an output does without HTTP

            value: Any = json.loads(fetched(place))
        else:
            value = json.loads(Path(place).read_bytes())
        built, turns = (datetime.fromisoformat(value[key]) for key in ("built", "next_change"))
        return Made(built, turns, str(value["source"]))
    except OpslagError as error:
        why = str(error)
    except OSError as error:
        why = f"--previous: {place}: {error.strerror}"
    except (ValueError, KeyError, TypeError):
        why = f"--previous: {place}: nothing that opslag publish has written"
    return Unknown(f"there is no output yet, and what is public could not be read ({why})")


def source_of(project: Project, tree: Tree, base_url: str | None) -> str:
    """Changes with whatever a build is made of, but the clock and what was public before; the same on every machine. Git is asked
    what is as it was committed, and only the rest is read. What has changed since the tree was listed is nothing that a build is
    made of: then this is the value of no other moment."""
    digest = hashlib.sha256(code_digest().encode())
    digest.update(repr(base_url).encode())
    update(digest, project.contract.parent, [project.contract])
    for folder in project.themes:
        update(digest, folder, folder.rglob("*"))
    if project.settings:
        update(digest, project.settings.parent, [project.settings])
    for folder, files in project.plugin_code():
        update(digest, folder, files)
    standing = tree.repository.standing()
    if standing is None:  # the files' own times are dates of the site then
        said = [f"{path}\0{file.stamp[0]}\0{file.stamp[1]}\0" for path, file in tree.files().items()]
        digest.update("".join(said).encode(errors="surrogateescape"))
    else:
        digest.update(f"{standing.tree}\0{standing.commit}\0".encode())
        update(digest, project.content, (project.content / path for path in standing.differing))
        if not all(map(tree.is_as_listed, standing.differing)):
            digest.update(uuid4().bytes)
    return digest.hexdigest()


def update(digest: hashlib._Hash, folder: Path, files: Iterable[Path]) -> None:
    """With the names of files below a folder, and what is in them."""
    for file in sorted(files):
        if not file.is_dir():
            said = hashlib.sha256(file.read_bytes()).digest() if file.is_file() else b"gone"
            digest.update(file.relative_to(folder).as_posix().encode(errors="surrogateescape") + b"\0" + said)
