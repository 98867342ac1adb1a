"""Every address in a feed leads somewhere, and goes on doing so."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from urllib.parse import unquote

from opslag.contract.event import Event
from opslag.contract.finding import Finding
from opslag.errors import Severity
from opslag.frozen import frozen


@frozen
class Addresses:
    """Those that open on the site once the output is public."""

    base_url: str
    """Without a slash at its end."""
    files: Container[str]
    """All files of the output, such as ``arrangementer/krimiaften/index.html``."""
    redirects: Container[str]
    """Paths that lead elsewhere, such as ``/arrangementer/krimi/``."""

    def path(self, url: str) -> str | None:
        """The path on this site, from its first slash, without query and fragment; None for another site."""
        base = self.base_url
        if not url.startswith(base) or url[len(base) : len(base) + 1] not in ("/", "?", "#", ""):
            return None
        path = url[len(base) :].partition("#")[0].partition("?")[0] or "/"
        return unquote(path) if "%" in path else path

    def opens(self, path: str) -> bool:
        return file_at(path) in self.files


def file_at(path: str) -> str:
    """The file of the output that a host answers with: ``x/index.html`` for ``/x/``."""
    file = path.removeprefix("/")
    return f"{file}index.html" if path.endswith("/") else file


def dead(events: Sequence[Event], addresses: Addresses) -> Iterator[Finding]:
    """Each event whose page, or whose picture on this site, is not in the output."""
    inside, skip = f"{addresses.base_url}/", len(addresses.base_url) + 1
    for at, event in enumerate(events):
        if not event.pictures and event.url.startswith(inside) and f"{event.url[skip:]}index.html" in addresses.files:
            continue  # as nearly all are
        page = addresses.path(event.url)
        if event.url and page is None:
            remedy = f"an event's page is on this site: its address begins with {addresses.base_url}/"
            yield Finding(at, "url", f'"{event.url}"', remedy)
        elif page is not None and not addresses.opens(page):
            yield Finding(at, "url", f'"{event.url}"', f"there is no such page: {file_at(page)} is not in the output")
        for field, url in event.pictures:
            picture = addresses.path(url)
            if picture is not None and not addresses.opens(picture):
                yield Finding(at, field, f'"{url}"', f"there is no such picture: {file_at(picture)} is not in the output")


def lost(before: Sequence[Event], events: Sequence[Event], addresses: Addresses, now: float) -> Iterator[Finding]:
    """Each event to come whose published address leads nowhere now, though the event itself is still there."""
    places = {event.uuid: at for at, event in enumerate(events)}
    elsewhere = ""
    for old in before:
        at = places.get(old.uuid)
        if at is None or old.url == events[at].url or not old.ends_after(now):
            continue
        path = addresses.path(old.url)
        if path is None:
            elsewhere = elsewhere or old.url
        elif not addresses.opens(path) and path not in addresses.redirects:
            yield Finding(at, "url", f'"{old.url}" was public and leads nowhere now', f"add redirect_from: [{path}]")
    if elsewhere:
        found = f"the last published feed names pages on another site, such as {elsewhere}"
        remedy = f"whether they still open was not checked; this site is {addresses.base_url}"
        yield Finding(None, "url", found, remedy, Severity.WARNING)
