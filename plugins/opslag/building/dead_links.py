"""Links to addresses that the finished site does not have: whoever follows one is told that there is no such page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from opslag.artefacts import file_of
from opslag.building.near_address import NearAddress
from opslag.composing import Opened
from opslag.content.frontmatter import take_apart
from opslag.content.own_links import is_whole, own_links, path_of, written_links
from opslag.content.record import Places
from opslag.content.registration import NAME as REGISTRATION
from opslag.content.tree import below, named
from opslag.errors import ContentError, Problem, Severity, did_you_mean
from opslag.framing import Frame
from opslag.source.document import decoded
from opslag.source.marks import Path as KeyPath
from opslag.source.marks import load_marked

if TYPE_CHECKING:
    from opslag.forms.form import Form, Passage

GATEWAY = "/forms/"
"""Where the gateway answers beside the files, on the same host."""

AS_A_HOST = "/.well-known/"
"""What is there, whoever runs the host has put there (RFC 8615)."""


MOST = 50
"""So many files are told. Those with what fewest lead to come first: the slip of today, and not what a thousand files that were
moved in have in common."""


def dead_links(opened: Opened, frame: Frame, files: Set[str]) -> tuple[Problem, ...]:
    """Warnings. ``files``: all of the output, as paths below its folder."""
    return tuple(_Search(opened, frame, files).problems())


class _Search:
    def __init__(self, opened: Opened, frame: Frame, files: Set[str]) -> None:
        self.library, self.texts, self.frame, self.files = opened.library, opened.own_links, frame, files
        self.site = opened.library.site
        self.others = (GATEWAY, AS_A_HOST, *map(_with_slash, self.site.elsewhere))
        self.near = NearAddress(files)

    def problems(self) -> Iterator[Problem]:
        yield from self.in_settings()
        yield from self.in_registration()
        yield from self.in_forms()
        yield from self.in_bodies()

    # Whether there is such an address

    def dead(self, address: str, page: str) -> str | None:
        """The path that a link on a page leads to, where there is nothing; else None."""
        path = path_of(address, page, self.site.base_url)
        if path is None or _with_slash(path).startswith(self.others) or self.is_there(path):
            return None
        if page.startswith("/arrangementer/"):  # the dates of a series have its text too, one level below it
            deeper = path_of(address, f"{page}-/", self.site.base_url)
            if deeper is None or self.is_there(deeper):
                return None
        return path

    def is_there(self, path: str) -> bool:
        """Hosts lead from an address without its last slash to the one with it."""
        return file_of(path) in self.files or f"{path}/index.html"[1:] in self.files

    def is_public(self, source: str) -> bool:
        """Whether somebody can follow its links."""
        return not source.startswith(named("events/")) or source in self.public

    @cached_property
    def public(self) -> frozenset[str]:
        """The event files of which something is published."""
        return frozenset(self.library.occurrences.column("source"))

    # Where they stand

    def in_bodies(self) -> Iterator[Problem]:
        found = self.with_dead_links()
        often = Counter(addresses for _, _, addresses in found)
        found.sort(key=lambda text: (often[text[2]], text[0]))
        for source, page, _ in found[:MOST]:
            yield from self.in_body(source, page)
        if more := len(found[MOST:]):
            said = f"{more} more file{'' if more == 1 else 's'} with links that lead nowhere"
            yield Problem("content", 0, 0, "", said, "mend those that are told first", Severity.WARNING)

    def with_dead_links(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Of texts that somebody can read: the file, the address of its page, and those that it leads to. What several lead to
        is looked up once, and a text by itself only where what it leads to depends on where it stands."""
        texts = self.texts
        together = frozenset(texts.addresses)
        dead = {some for some in together if any(self.dead(one, "/") for one in some if is_whole(one))}
        doubtful = {some for some in together - dead if not all(map(is_whole, some))}
        if not (dead or doubtful):
            return []
        return [
            (source, page, some)
            for source, page, some in zip(texts.sources, texts.pages, texts.addresses, strict=True)
            if (some in dead or (some in doubtful and any(self.dead(one, page) for one in some))) and self.is_public(source)
        ]

    def in_body(self, source: str, page: str) -> Iterator[Problem]:
        with suppress(ContentError):  # it has been taken away meanwhile
            parts = take_apart(source, self.frame.tree.read(below(source)))
            for (line, column), address in written_links(parts.body):
                if path := self.dead(address, page):
                    yield self.problem(source, (parts.body_line + line - 1, column), "body", address, path)

    def in_settings(self) -> Iterator[Problem]:
        lists = (("menu", self.site.menu), ("footer", self.site.footer))
        urls = [((name, at, "url"), item.url) for name, items in lists for at, item in enumerate(items)]
        yield from self.in_document("site.yaml", urls)

    def in_registration(self) -> Iterator[Problem]:
        types = self.library.registration.types if self.library.registration else ()
        yield from self.in_document(REGISTRATION, [(("types", at, "url"), one.url) for at, one in enumerate(types)])

    def in_document(self, path: str, urls: Sequence[tuple[KeyPath, str]]) -> Iterator[Problem]:
        found = [(where, url, dead) for where, url in urls if (dead := self.dead(url, "/"))]
        if not found:
            return
        with suppress(ContentError):
            places = Places.of_document(named(path), self.frame.tree.read(path))
            for where, url, dead in found:
                yield places.problem(where, self.found(url, dead), self.remedy(dead), Severity.WARNING)

    def in_forms(self) -> Iterator[Problem]:
        """In the texts of forms that are shown."""
        pages = {one.words: form.path for form in self.library.forms for one in _passages(form) if one.html}
        if not pages:
            return
        from opslag.forms.reading import TRANSLATIONS  # with all that reads forms, which few sites have

        language = self.site.language
        texts = self.frame.records.forms.translations[language].texts
        found = [
            (key, address, path)
            for key, text in texts.items()
            if (page := pages.get(text))
            for address in own_links(text, self.site.base_url)
            if (path := self.dead(address, page))
        ]
        with suppress(ContentError):
            name = next(one for one in self.frame.records.files if one.startswith(f"{TRANSLATIONS}{language}.")) if found else ""
            said = decoded(named(name), self.frame.tree.read(name)) if found else ""
            for key, address, path in found:
                yield self.problem(named(name), _place(said, key, address), key, address, path)

    # What is said of one

    def problem(self, file: str, place: tuple[int, int], field: str, address: str, path: str) -> Problem:
        return Problem(file, *place, field, self.found(address, path), self.remedy(path), Severity.WARNING)

    def found(self, address: str, path: str) -> str:
        if source := self.unpublished.get(_with_slash(path)):
            return f'a link to "{address}", the address of {named(source)}, which is not published'
        return f'a link to "{address}", which leads nowhere'

    def remedy(self, path: str) -> str:
        if _with_slash(path) in self.unpublished:
            return "it leads nowhere until that is"
        if near := self.near.to(path):
            return did_you_mean(near)
        return "write the address of a page; where something else answers there, name it under elsewhere in content/site.yaml"

    @cached_property
    def unpublished(self) -> Mapping[str, str]:
        """Content files by their addresses. Asked only of addresses where nothing is: those of drafts, and of what waits."""
        return {address: path for path, address in self.frame.addresses.items() if address}


def _passages(form: Form) -> Iterator[Passage]:
    yield from (form.help_before, form.help_after, form.response)
    for field in form.fields:
        yield from (field.help_before, field.help_after)


def _with_slash(path: str) -> str:
    return f"{path.rstrip('/')}/"


def _place(document: str, key: str, text: str) -> tuple[int, int]:
    """Line and column of the first place of a text behind a key; of the value where it does not stand there as such."""
    line, column = load_marked(document)[1].of((key,))
    for number, said in enumerate(document.split("\n")[line - 1 :], line):
        if (at := said.find(text)) >= 0:
            return number, at + 1
    return line, column
