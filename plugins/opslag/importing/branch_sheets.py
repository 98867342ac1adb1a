"""The branches that a feed names, as branch files: their addresses as organizers give them, else as events say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from opslag.content.address import Address
from opslag.content.slug import slug
from opslag.frozen import frozen
from opslag.importing.errand import Errand
from opslag.importing.event_sheet import address_keys
from opslag.importing.hours import BranchRows, opening_keys
from opslag.importing.item import Item, Organizer
from opslag.importing.known import KnownBranch
from opslag.importing.sheet import Sheet
from opslag.source.notation import Value
from opslag.source.scalars import Email
from opslag.source.shape import STRICT, ShapeError, shaped


@frozen
class _Mail:
    __pydantic_config__ = STRICT
    email: Email


class Branches:
    """The branches of an import: those that the content has already, and those that it makes."""

    def __init__(self, items: Sequence[Item], hours: Sequence[BranchRows], errand: Errand) -> None:
        self.items, self.hours = items, hours
        self.record, self.known, self.tree = errand.record, errand.known, errand.tree
        self.site, self.remarks = errand.site, errand.remarks
        self.ids: dict[str, tuple[str, Address]] = {}
        """Title to the name by which events call the branch, and its address."""
        self.sheets: list[Sheet] = []
        self.former = {urlsplit(url).hostname for url in (self.site.base_url, *(item.url for item in items if item.url))}
        for title in dict.fromkeys(title for item in items for title in item.branches):
            self._branch(title)
        for rows in hours:
            self._note_unplaced(rows)

    def _branch(self, title: str) -> None:
        there = self.known.branches.get(title)
        organizers = [item.organizer for item in self.items if item.organizer and item.organizer.name == title]
        address = self._address(title, organizers) or (there.file.address if there else None)
        if address is None:
            said = "a branch of which the feed tells no address: write its file (opslag new branch), and import again"
            self.remarks.note(said, title)
            return
        path = there.path if there else self.known.path("branches", slug(title), ".md")
        self.ids[title] = (_id(path), there.file.address if there else address)
        sheet = Sheet(f"branch:{title}", path, self._front(title, address, organizers, there), "")
        if there is None or f"branch:{title}" in self.record.files or self.tree.read(path) == sheet.data:
            self.sheets.append(sheet)
        elif "hours" in sheet.front or "changes" in sheet.front:
            self.remarks.note("opening hours were left out, for the branch's file is no import's", title)

    def _address(self, title: str, organizers: Iterable[Organizer]) -> Address | None:
        """As most events tell it."""
        told = [one.address for one in organizers if one.address]
        told = told or [item.address for item in self.items if item.address and item.branches[:1] == (title,)]
        return Counter(told).most_common(1)[0][0] if told else None

    def _front(
        self, title: str, address: Address, organizers: Sequence[Organizer], there: KnownBranch | None
    ) -> dict[str, Value]:
        isil = _first(one.isil for one in organizers) or (there.file.isil if there else None)
        rows = self._hours_of(title, isil, there.file.id if there else None)
        number = self._number(rows, there)
        front: dict[str, Value] = {"title": title, "id": str(number)}
        if isil:
            front["isil"] = isil
        front["address"] = address_keys(address)
        if phone := _first(one.phone for one in organizers):
            front["phone"] = phone
        if email := _first(_email(one.email) for one in organizers):
            front["email"] = email
        if url := _first(self._elsewhere(one.url) for one in organizers):
            front["url"] = url
        earliest = min((item.created for item in self.items if item.created and title in item.branches), default=None)
        if rows:
            front |= opening_keys(rows.rows, self.site.categories)
        if earliest:
            front |= dict.fromkeys(("created", "updated"), earliest.isoformat(" "))
        return front

    def _number(self, rows: BranchRows | None, there: KnownBranch | None) -> int:
        """The id that the branch has here; else the one that it has over there; else a free one."""
        used = {branch.file.id for branch in self.known.branches.values()}
        used |= {int(str(sheet.front["id"])) for sheet in self.sheets}
        if there:
            return there.file.id
        if rows and rows.id not in used:
            return rows.id
        kept = {one.id for one in self.hours}
        return next(number for number in range(1, len(used) + len(kept) + 2) if number not in used and number not in kept)

    def _hours_of(self, title: str, isil: str | None, number: int | None) -> BranchRows | None:
        """By name where the feed tells it, else by ISIL, else by the id that the branch's file has."""
        for rows in self.hours:
            if rows.name == title or (not rows.name and isil and rows.isil == isil):
                return rows
        return next((rows for rows in self.hours if not rows.name and not (rows.isil and isil) and rows.id == number), None)

    def _note_unplaced(self, rows: BranchRows) -> None:
        placed = {int(str(sheet.front["id"])) for sheet in self.sheets if "hours" in sheet.front or "changes" in sheet.front}
        own = {branch.file.id for branch in self.known.branches.values()}
        if rows.id not in placed | own:
            said = "opening hours of a branch that cannot be told: write this id, or its ISIL, into its file, and import again"
            self.remarks.note(said, rows.name or rows.isil or str(rows.id))

    def _elsewhere(self, url: str | None) -> str | None:
        """A site of the branch's own; its page on the library's former site is none."""
        return url if url and urlsplit(url).hostname not in self.former else None


def _id(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _first(values: Iterable[str | None]) -> str | None:
    """The most frequent of those that are there."""
    told = [value for value in values if value]
    return Counter(told).most_common(1)[0][0] if told else None


def _email(told: str | None) -> str | None:
    try:
        return shaped(_Mail, {"email": told}).email if told else None
    except ShapeError:
        return None
