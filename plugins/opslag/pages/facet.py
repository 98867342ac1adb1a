"""The ways in which the programme is narrowed: by branch, category, audience, tag and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from opslag.content.slug import slug
from opslag.places.branch import Branch


class Kind(StrEnum):
    """Of a facet. The value is what templates see."""

    BRANCH = "branch"
    CATEGORY = "category"
    AUDIENCE = "audience"
    TAG = "tag"
    MONTH = "month"

    __hash__ = str.__hash__  # Enum's own is Python, and facets are looked up a hundred thousand times


FOLDERS = {Kind.BRANCH: "filial", Kind.CATEGORY: "kategori", Kind.AUDIENCE: "maalgruppe", Kind.TAG: "emne"}
"""The part of the address that stands for each kind; a month stands as ``2026/12``."""

PROGRAMME = "/arrangementer/"


@dataclass(frozen=True, slots=True, order=True)
class Facet:
    """One value that the programme can be narrowed to."""

    kind: Kind
    key: str
    """Its slug, or ``2026/12``; two spellings with one slug are one facet."""
    title: str

    @property
    def path(self) -> str:
        return facet_path(self.kind, self.key)


@lru_cache(maxsize=8192)
def facet_path(kind: Kind, key: str) -> str:
    """The address of the narrowed list: ``/arrangementer/kategori/koncert/``."""
    return f"{PROGRAMME}{key}/" if kind is Kind.MONTH else f"{PROGRAMME}{FOLDERS[kind]}/{key}/"


@lru_cache(maxsize=8192)
def named(kind: Kind, title: str) -> Facet:
    """The facet of a category, an audience or a tag."""
    return Facet(kind, slug(title), title)


def of_branch(branch: Branch) -> Facet:
    return _branch(branch.slug, branch.title)


@lru_cache(maxsize=8192)
def _branch(name: str, title: str) -> Facet:
    return Facet(Kind.BRANCH, slug(name), title)


def of_month(day: date, title: str) -> Facet:
    return Facet(Kind.MONTH, f"{day.year}/{day.month:02}", title)


NAMED = {"categories": Kind.CATEGORY, "audiences": Kind.AUDIENCE, "tags": Kind.TAG}
"""The kinds that follow from the titles in an attribute of an occurrence."""
