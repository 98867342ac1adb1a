"""Every address in a feed leads somewhere, and goes on doing so."""

from __future__ import annotations

from collections.abc import Container, Iterator
from urllib.parse import unquote

from opslag.contract.feed import Feed
from opslag.contract.finding import Finding
from opslag.contract.since import Since
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


def dead(feed: Feed, addresses: Addresses) -> Iterator[Finding]:
    """Each event whose page, or whose picture on this site, is not in the output."""
    inside, skip, files = f"{addresses.base_url}/", len(addresses.base_url) + 1, addresses.files
    for at, (url, pictures) in enumerate(zip(feed.column("url"), feed.column("pictures"), strict=True)):
        if not pictures and url.startswith(inside) and f"{url[skip:]}index.html" in files:
            continue  # as nearly all are
        page = addresses.path(url)
        if url and page is None:
            remedy = f"an event's page is on this site: its address begins with {addresses.base_url}/"
            yield Finding(at, "url", f'"{url}"', remedy)
        elif page is not None and not addresses.opens(page):
            yield Finding(at, "url", f'"{url}"', f"there is no such page: {file_at(page)} is not in the output")
        for field, shown in pictures:
            picture = addresses.path(shown)
            if picture is not None and not addresses.opens(picture):
                yield Finding(at, field, f'"{shown}"', f"there is no such picture: {file_at(picture)} is not in the output")


def lost(since: Since, addresses: Addresses, now: float) -> Iterator[Finding]:
    """Each event to come whose published address leads nowhere now, though the event itself is still there."""
    olds, news, ends = since.before.column("url"), since.feed.column("url"), since.before.column("end")
    elsewhere = ""
    for then, at in since.other:
        old = olds[then]
        if old == news[at] or not ends[then] > now:
            continue
        path = addresses.path(old)
        if path is None:
            elsewhere = elsewhere or old
        elif not addresses.opens(path) and path not in addresses.redirects:
            yield Finding(at, "url", f'"{old}" was public and leads nowhere now', f"add redirect_from: [{path}]")
    if elsewhere:
        found = f"the last published feed names pages on another site, such as {elsewhere}"
        remedy = f"whether they still open was not checked; this site is {addresses.base_url}"
        yield Finding(None, "url", found, remedy, Severity.WARNING)
