"""The sample library as the browser meets it: built once for one moment, and which of its pages shows which template."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bare_site import BareSite, found
from tests.browser.visit import NOW

ROOT = Path(__file__).parents[2]
THEME = ROOT / "themes" / "plakat"


def build_sample(root: Path, address: str, kept: Path) -> Path:
    """Builds the sample library for a host's address; gives the folder to serve. ``kept`` is the room for what builds keep."""
    site = BareSite(root)
    shutil.copytree(ROOT / "content", site.content)
    shutil.copytree(ROOT / "themes", root / "themes")
    shutil.copy(ROOT / "pelicanconf.py", root)
    (root / ".gitignore").write_text("/output\n/.output/\n/.build\n", encoding="utf-8")
    kept.mkdir(parents=True, exist_ok=True)
    (root / ".build").symlink_to(kept)
    site.git("init", "--quiet", "--initial-branch", "main")
    site.commit("Take over the sample library")
    return _built(site, address)


def build_extreme(root: Path, address: str, events: int) -> Path:
    """Builds a library with this many events, all of them in one month, titles short and very long; gives the folder to serve."""
    site = found(root)
    shutil.rmtree(site.content / "events")
    (root / "pelicanconf.py").write_text(f'PLUGINS = ["opslag.site"]\nTHEME = "{THEME}"\n', encoding="utf-8")
    for number in range(events):
        site.event(f"nr-{number:03}", **_extreme(number))
    site.commit("Plan a month")
    return _built(site, address)


def _built(site: BareSite, address: str) -> Path:
    ran = site.build("--base-url", address, now=NOW)
    if ran.code:
        raise RuntimeError(ran.stderr)
    return site.output


def build_speaking(root: Path, address: str, language: str) -> Path:
    """Builds a library that speaks another language: an exhibition that runs, an evening, and a big screen; gives the folder to
    serve."""
    site = found(root)
    (root / "pelicanconf.py").write_text(f'PLUGINS = ["opslag.site"]\nTHEME = "{THEME}"\n', encoding="utf-8")
    spoken = (site.content / "site.yaml").read_text(encoding="utf-8").replace("language: da", f"language: {language}")
    site.write("site.yaml", spoken)
    site.event("havet", start="2026-11-01", end="2026-12-20", all_day="true", screens="[Foyer]")
    site.event("aften", audiences="[Voksne, DR-lyttere]", screens="[Foyer]")
    site.commit("Speak another language")
    return _built(site, address)


LONG = (
    "Speciallægepraksisplanlægningsstabiliseringsperiode: hvad det længste ord i ordbogen fortæller om os, "
    "og hvorfor sproget alligevel bliver ved med at vokse, hver gang nogen mangler et ord"
)


def _extreme(number: int) -> dict[str, str]:
    day, hour = 2 + number * 29 // 400, 9 + number % 12
    return {
        "title": f'"{LONG}"' if number % 5 == 0 else f"Strik {number}",
        "start": f"2026-12-{day:02} {hour:02}:00",
        "end": f"2026-12-{day:02} {hour:02}:45",
        "categories": "[Foredrag og samtaler om sprog]" if number % 5 == 0 else "[Strik]",
        "tickets": "[{title: Voksen, price: 1250}, {title: Barn, price: 0}]" if number % 7 == 0 else "[]",
    }


@dataclass(frozen=True)
class Template:
    """One kind of page, and an address where it is shown."""

    name: str
    path: str


FIXED = (
    Template("home", "/"),
    Template("list", "/arrangementer/"),
    Template("list-narrowed", "/arrangementer/kategori/koncert/"),
    Template("list-month", "/arrangementer/2026/12/"),
    Template("list-page-2", "/arrangementer/side/2/"),
    Template("branches", "/filialer/"),
    Template("branch", "/filialer/hovedbiblioteket/"),
    Template("news-list", "/nyheder/"),
    Template("news-item", "/nyheder/vinterens-program/"),
    Template("page", "/bliv-laaner/"),
    Template("search", "/soeg/"),
    Template("form", "/formularer/lokale/"),
    Template("form-sign-in", "/formularer/RepositoryLibraryRequest/"),
    Template("forms", "/formularer/"),
    Template("404", "/404.html"),
    Template("api", "/api/"),
)

STATES = ("Active", "SoldOut", "Cancelled", "TicketSaleNotOpen", "Occurred")
NAMES = tuple(template.name for template in FIXED) + tuple(f"event-{state}" for state in STATES) + (
    "event-plain", "event-all-day", "event-online", "event-series", "series",
)  # fmt: skip
"""Every template; those that begin with ``event-`` are found in the feed: each state with a picture, where one has any."""


def templates(output: Path) -> dict[str, str]:
    """The address of each of NAMES. Raises LookupError where the sample content has no page for one."""
    found = {template.name: template.path for template in FIXED} | dict(_events(output))
    if lost := [name for name in NAMES if name not in found or not (output / _file(found[name])).is_file()]:
        raise LookupError(f"the sample library shows none of these: {', '.join(lost)}")
    return {name: found[name] for name in NAMES}


def _file(path: str) -> str:
    return (path + "index.html" if path.endswith("/") else path)[1:]


def _events(output: Path) -> Iterator[tuple[str, str]]:
    """(name, address), the best last."""
    feed = json.loads((output / "api" / "v1" / "events").read_bytes())
    feed.sort(key=lambda event: "image" in event and bool(event["image"]))
    for event in feed:
        path = "/" + event["url"].split("/", 3)[3]
        yield f"event-{event['state']}", path
        if not event.get("image"):
            yield "event-plain", path
        if event["all_day"]:
            yield "event-all-day", path
        if event["address"]["locationType"] != "physical":
            yield f"event-{event['address']['locationType']}", path
        if re.search(r"/\d{4}-\d\d-\d\d/$", path):
            yield "event-series", path
            yield "series", path.rsplit("/", 2)[0] + "/"


WORD = "Højskolesangbogsfællessangsaften"


def build_wordy(root: Path, address: str) -> Path:
    """Builds a library of long words: the highlight with its picture, a branch, news, a ticket, a category and a tag
    are called so; gives the folder to serve."""
    site = found(root)
    (root / "pelicanconf.py").write_text(f'PLUGINS = ["opslag.site"]\nTHEME = "{THEME}"\n', encoding="utf-8")
    for name in ("stjerner.png", "stjerner.yaml"):
        site.write(f"images/{name}", (ROOT / "content" / "images" / name).read_bytes())
    site.write("site.yaml", (site.content / "site.yaml").read_text(encoding="utf-8") + "highlight: sang.md\n")
    branch = (site.content / "branches" / "lillerup.md").read_text(encoding="utf-8")
    site.write("branches/sang.md", branch.replace("Lillerup", f"{WORD}biblioteket").replace("id: 1", "id: 2"))
    site.write("news/sang.md", f"---\ntitle: {WORD}\ndate: 2026-11-20\nimage: images/stjerner.png\n---\n{WORD}.\n")
    said = {"title": WORD, "branch": "sang", "image": "images/stjerner.png", "categories": f"[{WORD}]", "tags": f"[{WORD}]"}
    site.event("sang", tickets=f"[{{title: {WORD}, price: 120}}, {{title: Barn, price: 60}}]", **said)
    site.commit("Sing")
    return _built(site, address)


HANGING = ("julehjerter", "stjerner", "traeer")


def build_screens(root: Path, address: str) -> BareSite:
    """Builds a library of big screens: of a full day, of one event, of very long titles, and of nothing."""
    site = found(root)
    (root / "pelicanconf.py").write_text(f'PLUGINS = ["opslag.site"]\nTHEME = "{THEME}"\n', encoding="utf-8")
    for picture in HANGING:
        for name in (f"{picture}.png", f"{picture}.yaml"):
            site.write(f"images/{name}", (ROOT / "content" / "images" / name).read_bytes())
    for stem, keys in _walls():
        site.event(stem, **keys)
    site.commit("Hang up the screens")
    rebuild(site, address)
    return site


def rebuild(site: BareSite, address: str) -> None:
    _built(site, address)


def _walls() -> Iterator[tuple[str, dict[str, str]]]:
    """(file, keys) of every event on a screen; the moment of the tests is 8 o'clock on the 1st of December."""
    full = ("Active", "Cancelled", "SoldOut", "Active", "TicketSaleNotOpen", "Active")
    for number, state in enumerate(full):
        picture = HANGING[number // 2] if number % 2 == 0 else None
        yield f"travl-{number}", _hung("Travl", f"Travl dag nummer {number}", _hour(1, 10 + number), state, picture)
    show = {"start": "2026-11-01", "end": "2026-12-20", "all_day": "true"}
    yield "udstilling", _hung("Travl", "Havet om vinteren", show)
    yield "i-morgen", _hung("Travl, Ene", "I morgen", _hour(2, 10))
    for number, state in enumerate(("Active", "Cancelled", "Active", "Cancelled", "Active")):
        yield f"lang-{number}", _hung("Lang", LONG, _hour(1, 10 + number), state, "stjerner" if number % 2 else None)
    yield "slut", _hung("Tom", "Det var det", {"start": "2026-11-20 10:00", "end": "2026-11-20 11:00"})


def _hour(day: int, hour: int) -> dict[str, str]:
    return {"start": f"2026-12-0{day} {hour}:00", "end": f"2026-12-0{day} {hour}:50"}


def _hung(screens: str, title: str, when: dict[str, str], state: str = "Active", picture: str | None = None) -> dict[str, str]:
    shown = {"image": f"images/{picture}.png"} if picture else {}
    said = {"title": f'"{title}"', "screens": f"[{screens}]", "state": state, "room": "Store Sal"}
    return said | when | shown | {"tickets": "[{title: Voksen, price: 120}]"}
