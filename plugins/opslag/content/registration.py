"""``content/registration.yaml``: how people become borrowers, for each type of user; most of it lives in other systems."""

from __future__ import annotations

from opslag.errors import ContentError, Problem
from opslag.frozen import frozen
from opslag.source.document import decoded, read_document
from opslag.source.marks import load_marked
from opslag.source.scalars import Link, Slug, Text
from opslag.source.shape import STRICT

NAME = "registration.yaml"
"""Below content/."""
PATH = "/bliv-laaner/tilmelding/"
"""Of the page that shows them."""


@frozen
class UserType:
    """One type of user: children under 15, say, whose parents fill in a form of the municipality's."""

    __pydantic_config__ = STRICT
    id: Slug
    """By which branches and events point at it; also its place on the page."""
    title: Text
    url: Link
    """Where one registers: X-Flow, a form of the municipality's, a page of this site."""
    text: Text | None = None

    @property
    def path(self) -> str:
        return f"{PATH}#{self.id}"


@frozen
class Registration:
    """All types of user, in the order in which the page shows them."""

    __pydantic_config__ = STRICT
    title: Text
    types: tuple[UserType, ...]
    description: Text | None = None

    def type(self, name: str | None) -> UserType | None:
        """The type of that id; None where there is none, or no name."""
        return next((one for one in self.types if one.id == name), None)


def read_registration(data: bytes) -> Registration:
    """The types in a file's bytes. Raises ContentError with every fault in it."""
    path = f"content/{NAME}"
    registration = read_document(path, data, Registration)
    problems = []
    first: dict[str, int] = {}
    for number, one in enumerate(registration.types):
        if first.setdefault(one.id, number) != number:
            line, column = load_marked(decoded(path, data))[1].of(("types", number, "id"))
            found = f'"{one.id}", which types.{first[one.id]} is called as well'
            problems.append(Problem(path, line, column, f"types.{number}.id", found, "give it an id of its own"))
    if problems:
        raise ContentError(problems)
    return registration
