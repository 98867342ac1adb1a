"""A build that takes up what the last one kept makes the same bytes as one that starts from nothing, whatever was edited."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from unicodedata import normalize

import pytest
from PIL import Image

from tests.bare_site import BRANCH, NOW, SITE, THEME, BareSite, uuid_of

Edit = Callable[["Editor"], None]


class Editor:
    """Somebody who edits a site at random, but so that it can be built; the same seed, the same edits."""

    def __init__(self, site: BareSite, seed: int) -> None:
        self.site, self.random, self.now, self.count = site, random.Random(seed), datetime.fromisoformat(NOW), 0
        shutil.copytree(THEME, site.root / "tema")
        settings = site.root / "pelicanconf.py"
        settings.write_text('THEME = "tema"\nPLUGINS = ["opslag.site"]\n', encoding="utf-8")
        self.picture("images/plakat.png")
        self.settings()

    def events(self) -> list[Path]:
        return sorted((self.site.content / "events").rglob("*.md"))

    def picture(self, path: str) -> None:
        file = self.site.content / path
        file.parent.mkdir(exist_ok=True)
        Image.new("RGB", (64, 48), self.random.choice(("navy", "teal", "gold"))).save(file)
        file.with_suffix(".yaml").write_text(f"alt: En plakat {self.random.randint(1, 3)}\n", encoding="utf-8")

    def a_start(self) -> datetime:
        return (self.now + timedelta(days=self.random.randint(-20, 60), hours=self.random.randint(0, 12))).replace(minute=0)

    # What may happen

    def add(self) -> None:
        self.count += 1
        stem, start, choose = f"nyt-{self.count}", self.a_start(), self.random.choice
        ends = {"end": f"{start + timedelta(hours=2):%Y-%m-%d %H:%M}"}
        target = choose(self.events()).relative_to(self.site.content).as_posix()
        links = f"Se [mere]({{filename}}/{target}).\n", f"Se [mere](/arrangementer/{choose(self.events()).stem}/).\n"
        self.site.event(
            stem,
            choose(("Kom.\n", *links, "![Hej](/images/plakat.png)\n")),
            start=f"{start:%Y-%m-%d %H:%M}",
            **choose((ends, {**ends, "repeat": "{every: week, count: 3}"}, {**ends, "repeat": "{every: month}"})),
            categories=choose((None, "[Koncert]", "[Film, Koncert]")),
            image=choose((None, None, "images/plakat.png")),
            screens=choose((None, "[Foyer]")),
            hidden=choose((None, None, "true")),
            draft=choose((None, None, None, "true")),
            publish=choose((None, None, f"{self.now + timedelta(days=1):%Y-%m-%d %H:%M}")),
            tickets=choose((None, "[{title: Voksen, price: 80}]")),
            created=choose((None, "2026-01-01 10:00")),
        )

    def retitle(self) -> None:
        file = self.random.choice(self.events())
        lines = file.read_text(encoding="utf-8").split("\n")
        file.write_text("\n".join([lines[0], f"title: Ny titel {self.random.random()}", *lines[2:]]), encoding="utf-8")

    def touch(self) -> None:
        file = self.random.choice(self.events())
        file.write_bytes(file.read_bytes())

    def rename(self) -> None:
        file = self.random.choice(self.events())
        self.count += 1
        if not self.is_linked(file):
            file.rename(file.with_name(f"omdoebt-{self.count}.md"))

    def delete(self) -> None:
        file = self.random.choice(self.events())
        if len(self.events()) > 2 and not self.is_linked(file):
            file.unlink()

    def is_linked(self, file: Path) -> bool:
        return any(f"/{file.name})" in other.read_text(encoding="utf-8") for other in self.events())

    def report(self) -> None:
        uuid = uuid_of(self.random.choice(("krimi", "kaffe", "jazz")))
        state = self.random.choice(("SoldOut", "Active", "Cancelled"))
        self.site.write(f"updates/{uuid}.yaml", f"vendor: billetter\nat: 2026-11-20T10:00:00+01:00\nstate: {state}\n")

    def repaint(self) -> None:
        self.picture("images/plakat.png")

    def branch(self) -> None:
        closes = self.random.randint(14, 20)
        hours = f'hours: [{{category: Betjent, days: [daily], open: "10:00", close: "{closes}:00"}}]\n'
        title = self.random.choice(("Lillerup", "Lillerup By"))
        self.site.write("branches/lillerup.md", BRANCH.replace("title: Lillerup", f"{hours}title: {title}"))

    def settings(self) -> None:
        name = self.random.choice(("Lillerup Bibliotek", "Bibliotekerne i Lillerup"))
        categories = 'categories: [{id: 1, title: Betjent, color: "#2a6f4e"}]\n'
        self.site.write("site.yaml", SITE.replace("Lillerup Bibliotek", name) + categories)

    def theme(self) -> None:
        name = self.random.choice(("row.html", "event.html", "events.html"))
        file = self.site.root / "tema" / "templates" / name
        file.write_text((THEME / "templates" / name).read_text(encoding="utf-8") + f"<!-- {self.random.randint(1, 3)} -->")

    def page(self) -> None:
        target = self.random.choice(self.events()).relative_to(self.site.content).as_posix()
        self.site.write("pages/om.md", f"---\ntitle: Om os\n---\nSe [dette]({{filename}}/{target}), {self.random.random()}.\n")

    def time_passes(self) -> None:
        self.now += self.random.choice((timedelta(seconds=1), timedelta(hours=3), timedelta(days=1), timedelta(days=9)))

    def commit(self) -> None:
        self.site.commit("Edit", at=f"{self.now - timedelta(minutes=1):%Y-%m-%dT%H:%M:%S+01:00}")

    def lose_what_is_kept(self) -> None:
        shutil.rmtree(self.site.root / ".build", ignore_errors=True)

    def damage_what_is_kept(self) -> None:
        """Up to five files, each of another kind: of some there are dozens, of some one."""
        cache = self.site.root / ".build/cache"
        files = [file for file in sorted(cache.rglob("*")) if file.is_file() and file.stat().st_size]
        kinds = sorted({file.relative_to(cache).parts[0] for file in files})
        for kind in self.random.sample(kinds, min(len(kinds), 5)):
            file = self.random.choice([file for file in files if file.relative_to(cache).parts[0] == kind])
            self.random.choice((damage, cut))(file, self.random.randrange(file.stat().st_size))


def damage(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 0x20
    file.write_bytes(data)


def cut(file: Path, at: int) -> None:
    os.truncate(file, at)


def happens(editor: Editor) -> str:
    often = (Editor.add, Editor.retitle, Editor.time_passes, Editor.report)
    edits: tuple[Edit, ...] = (
        *often, *often, Editor.touch, Editor.rename, Editor.delete, Editor.repaint, Editor.branch, Editor.settings, Editor.theme,
        Editor.page, Editor.commit, Editor.lose_what_is_kept, Editor.damage_what_is_kept,
    )  # fmt: skip
    edit = editor.random.choice(edits)
    edit(editor)
    return edit.__name__


def compare(site: BareSite, twin: Path, seed: int, steps: int, *, damaging: bool = False) -> None:
    editor, done = Editor(site, seed), []
    assert site.build_here("--allow-shrink").code == 0
    for _ in range(steps):
        before = site.root.with_name("before")
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(site.content, before)
        done.append(happens(editor))
        if damaging:
            editor.damage_what_is_kept()
        now = editor.now.isoformat()
        shutil.rmtree(twin, ignore_errors=True)
        shutil.copytree(site.root, twin, ignore=shutil.ignore_patterns("output", ".output", ".build"), symlinks=True)
        fresh = BareSite(twin)
        ran = fresh.build_here("--allow-shrink", "--full", "--jobs", "1", "--previous", str(site.output), now=now)
        again = site.build_here("--allow-shrink", "--jobs", str(1 + len(done) % 2), now=now)
        assert (again.code, again.lines) == (ran.code, ran.lines), done
        if ran.code:  # refused, as it should be: the editor takes it back
            shutil.rmtree(site.content)
            before.rename(site.content)
        else:
            kept, made = site.public(), fresh.public()
            assert {path for path in kept.keys() | made.keys() if kept.get(path) != made.get(path)} == set(), done


def test_whatever_is_edited_the_output_is_that_of_a_build_from_nothing(bare_site: BareSite, tmp_path: Path) -> None:
    compare(bare_site, tmp_path / "twin" / "site", 1, 20)


def test_whatever_is_damaged_before_an_edit_the_output_is_that_of_a_build_from_nothing(
    bare_site: BareSite, tmp_path: Path
) -> None:
    compare(bare_site, tmp_path / "twin" / "site", 5, 15, damaging=True)


@pytest.mark.parametrize("later", ["events/nyt.md", "pages/nyt.md", "events/på ny.md"])
def test_a_file_that_comes_to_where_a_link_led_is_seen_as_in_a_build_from_nothing(bare_site: BareSite, later: str) -> None:
    bare_site.event("krimi", f"Se [mere](<../{later}>).\n")
    assert (bare_site.build_here().code, bare_site.build_here().code) == (0, 0)
    if later.startswith("events/"):
        bare_site.event(normalize("NFD", later.removeprefix("events/").removesuffix(".md")))
    else:
        bare_site.write(later, "---\ntitle: Nyt\n---\nHej.\n")
    again, whole = bare_site.build_here(), bare_site.build_here("--full")
    assert f'a link to "../{later}", which is no address; write {{filename}}/{later}' in again.stderr
    assert (again.code, again.lines) == (whole.code, whole.lines)


def test_a_link_to_a_file_whose_name_a_mac_took_apart_is_made_and_missed_as_any_other(bare_site: BareSite) -> None:
    apart = bare_site.event(normalize("NFD", "på ny"))
    bare_site.event("krimi", "Se [mere](<{filename}på ny.md>).\n")
    assert (bare_site.build_here("--jobs", "1").code, bare_site.build_here("--jobs", "2").code) == (0, 0)
    assert '<a href="/arrangementer/paa-ny/">mere</a>' in bare_site.page("arrangementer/krimi")
    apart.unlink()
    again, whole = bare_site.build_here(), bare_site.build_here("--full")
    assert 'a link to "på ny.md", which is no content file' in again.stderr
    assert (again.code, again.lines) == (whole.code, whole.lines)


def test_a_link_to_an_address_that_goes_and_comes_back_is_told_as_in_a_build_from_nothing(bare_site: BareSite) -> None:
    """The file in which the link stands is not looked at: it is as it was."""
    assert bare_site.build_here().code == 0
    bare_site.event("krimi", "Se [mere](/arrangementer/nyt/).\n")

    def told() -> bool:
        again, whole = bare_site.build_here("--allow-shrink"), bare_site.build_here("--full")
        assert (again.code, again.lines) == (whole.code, whole.lines)
        return 'content/events/krimi.md:8:4: warning: body: a link to "/arrangementer/nyt/"' in again.stderr

    assert told()
    file = bare_site.event("nyt")
    assert not told()
    bare_site.event("nyt", draft="true")
    assert told()
    bare_site.event("andet", redirect_from="[/arrangementer/nyt/]")
    file.unlink()
    assert not told()
    bare_site.event("andet")
    assert told()


def test_damage_to_what_nobody_asked_for_is_found_before_somebody_does(bare_site: BareSite) -> None:
    """A build without an edit unpacks no event. It must not vouch for what it did not look at: the next one would believe it."""
    assert (bare_site.build_here().code, bare_site.build_here().code) == (0, 0)  # both generations are whole
    (volume,) = (bare_site.root / ".build").rglob("*.packed.volume")
    damage(volume, volume.read_bytes().index("<p>Kom og hør.</p>".encode("latin-1")))  # what is packed of an event
    assert bare_site.build_here().code == 0
    bare_site.event("krimi", title="En ny titel")
    assert bare_site.build_here().code == 0
    kept = bare_site.public()
    assert bare_site.build_here("--full").code == 0
    assert kept == bare_site.public()


def test_an_edit_writes_the_drawer_that_its_file_is_in_and_no_other(bare_site: BareSite) -> None:
    for number in range(30):
        bare_site.event(f"koncert-{number}")

    def drawers() -> dict[Path, int]:
        assert bare_site.build_here().code == 0
        return {file: file.stat().st_ino for file in (bare_site.root / ".build").rglob("*.drawer")}

    drawers()
    before = drawers()
    bare_site.event("koncert-7", title="En ny titel")
    after = drawers()
    assert after.keys() == before.keys()
    assert len(after.items() - before.items()) == 1


def test_an_event_more_changes_no_later_page_of_a_list_that_it_is_not_in(bare_site: BareSite) -> None:
    """Each page of every list names all filters: with numbers on all of them, thousands of files would be published anew."""
    for number in range(60):
        bare_site.event(f"koncert-{number}", categories="[Koncert]")
    assert bare_site.build_here().code == 0
    before = bare_site.public()
    bare_site.event("foredrag", categories="[Foredrag]")
    bare_site.event("foredrag-2", categories="[Foredrag]")
    assert bare_site.build_here().code == 0
    after = bare_site.public()
    first, second = (f"arrangementer/kategori/koncert/{page}index.html" for page in ("", "side/2/"))
    assert b"Foredrag (2)<" in after[first]
    assert b"Foredrag<" in after[second]
    bare_site.event("foredrag-3", categories="[Foredrag]")
    assert bare_site.build_here().code == 0
    assert b"Foredrag (3)<" in bare_site.public()[first]
    assert bare_site.public()[second] == after[second] != before[second]


@pytest.mark.soak
@pytest.mark.parametrize(("seed", "damaging"), [(3, False), (4, True)])
def test_a_hundred_edits_one_after_the_other(bare_site: BareSite, tmp_path: Path, seed: int, damaging: bool) -> None:
    compare(bare_site, tmp_path / "twin" / "site", seed, 100, damaging=damaging)
