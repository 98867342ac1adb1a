"""The pictures that items and their texts show: fetched, looked at, and given a place in content/images/."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from opslag.content.pictures import decoding, measure, opened
from opslag.content.slug import slug
from opslag.errors import ContentError
from opslag.frozen import frozen
from opslag.importing.download import DownloadError, fetch
from opslag.importing.errand import Errand
from opslag.importing.markup import Element, clean, parse, serialised
from opslag.importing.sheet import Sheet

MOST = 20_000_000
"""Bytes of one picture."""
SECONDS = 120.0
"""For one picture."""
AT_ONCE = 4
FOLDER = "images/arrangementer"

_ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "SVG": ".svg"}


@frozen
class Wish:
    """A picture that something shows."""

    addresses: tuple[str, ...]
    """The best first; the next is for when that cannot be had."""
    alt: str
    """What to say of it where nothing else is known."""


@dataclass(slots=True)
class Gathered:
    """All pictures of an import. ``paths`` has the address of every wish that came true."""

    paths: dict[str, str] = field(default_factory=dict)
    """Address to path below content/."""
    files: dict[str, bytes] = field(default_factory=dict)
    """New files, by path."""
    captions: list[Sheet] = field(default_factory=list)
    placed: dict[str, str] = field(default_factory=dict)
    """SHA-256 of a picture to its path: two addresses may give one picture."""


def gather(wishes: Iterable[Wish], errand: Errand, step: Callable[[str], None]) -> Gathered:
    """Fetches what no earlier import has. A picture that cannot be had, or shown, is remarked on and left out."""
    had, there = errand.record.pictures, errand.tree.files()
    wanted: dict[tuple[str, ...], Wish] = {}
    for wish in wishes:
        wanted.setdefault(wish.addresses, wish)
    gathered = Gathered()
    missing = []
    for wish in wanted.values():
        got = next((url for url in wish.addresses if url in had and had[url] in there), None)
        if got:
            gathered.paths |= dict.fromkeys(wish.addresses, had[got])
        else:
            missing.append(wish)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number, (wish, (found, faults)) in enumerate(zip(missing, pool.map(_fetched, missing), strict=True), 1):
            step(f"pictures, {number} of {len(missing)}")
            for fault in faults:
                errand.remarks.note("a picture that could not be had", fault)
            if found:
                _place(wish, found, gathered, errand, there)
    return gathered


@frozen
class _Found:
    address: str
    data: bytes
    ending: str


def _fetched(wish: Wish) -> tuple[_Found | None, list[str]]:
    """The first of its addresses that gives a picture, and why others did not."""
    faults: list[str] = []
    for address in wish.addresses:
        try:
            data = fetch(address, MOST, SECONDS).data
            return _Found(address, data, _ENDINGS[_looked_at(data)]), faults
        except DownloadError as error:
            faults.append(str(error))
        except ContentError as error:
            faults.append(f"{address}: {error.problems[0].found}")
    return None, faults


def _looked_at(data: bytes) -> str:
    """Its format. It is decoded, for a picture that was cut off has a good head. Raises ContentError."""
    picture = measure(data, "")
    if picture.format != "SVG":
        with decoding(""):
            opened(data, picture.format).load()
    return picture.format


def _place(wish: Wish, found: _Found, gathered: Gathered, errand: Errand, there: Container[str]) -> None:
    """Gives the picture a name, and a text beside it. One that an import that was cut short left there is taken as it is."""
    digest = sha256(found.data).hexdigest()
    path = gathered.placed.get(digest)
    if path is None:
        path = errand.known.path(
            FOLDER, _name(found.address), found.ending, lambda path: path in there and errand.tree.read(path) == found.data
        )
        gathered.placed[digest] = path
        if path not in there:
            gathered.files[path] = found.data
        caption = str(PurePosixPath(path).with_suffix(".yaml"))
        gathered.captions.append(Sheet(f"caption:{path}", caption, {"alt": wish.alt}, None))
    gathered.paths |= dict.fromkeys(wish.addresses, path)


def _name(address: str) -> str:
    """After the file over there: ``krimi`` for ``…/2026-11/Krimi%20.png.webp?itok=x``."""
    name = unquote(urlsplit(address).path).rpartition("/")[2]
    while PurePosixPath(name).suffix.lower() in (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".avif"):
        name = name.rpartition(".")[0]
    return slug(name or "billede")[:60].strip("-") or "billede"


# Pictures within a text


def shown_in(html: str, base: str) -> list[tuple[str, str]]:
    """(address, alt text) of each picture that a text shows; ``base`` is the address that its own are relative to."""
    if "<img" not in html:
        return []
    return [(address, image.get("alt")) for image in _images(parse(clean(html))) if (address := _whole(image, base))]


def with_own(html: str, base: str, paths: Mapping[str, str]) -> str:
    """The text with the pictures of this site in their places; those that could not be had are left out."""
    if "<img" not in html:
        return html
    nodes = parse(clean(html))
    _replace(nodes, base, paths)
    return "".join(map(serialised, nodes))


def _images(nodes: list[Element | str]) -> Iterable[Element]:
    for node in nodes:
        if isinstance(node, Element):
            if node.tag == "img":
                yield node
            yield from _images(node.children)


def _replace(nodes: list[Element | str], base: str, paths: Mapping[str, str]) -> None:
    kept: list[Element | str] = []
    for node in nodes:
        if isinstance(node, Element) and node.tag == "img":
            path = paths.get(_whole(node, base))
            if path:
                kept.append(Element("img", (("alt", node.get("alt")), ("src", f"{{filename}}/{path}"))))
            continue
        if isinstance(node, Element):
            _replace(node.children, base, paths)
        kept.append(node)
    nodes[:] = kept


def _whole(image: Element, base: str) -> str:
    try:
        address = urljoin(base, image.get("src"))
    except ValueError:
        return ""
    return address if address.startswith(("http://", "https://")) else ""
