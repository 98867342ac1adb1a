"""From records to a library: what only all files together show."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime
from unicodedata import normalize

import pytest
from opslag.composing import Opened, open_library
from opslag.content.reserved import RESERVED, reserved
from opslag.content.tree import Tree
from opslag.errors import ContentError
from opslag.pages.facet import FOLDERS

from tests.bare_site import BRANCH, NOW, SITE, BareSite, git, uuid_of


def opened(site: BareSite, now: str = NOW, base_url: str | None = None) -> Opened:
    return open_library(Tree(site.content), datetime.fromisoformat(now), base_url=base_url)


def faults(site: BareSite) -> list[str]:
    with pytest.raises(ContentError) as caught:
        opened(site)
    return [str(problem) for problem in caught.value.problems]


def test_a_library_is_the_same_value_whenever_it_is_opened(bare_site: BareSite) -> None:
    assert opened(bare_site).library == opened(bare_site).library


def test_everything_stands_in_an_order_that_no_file_system_decides(bare_site: BareSite) -> None:
    bare_site.write("branches/a.md", BRANCH.replace("id: 1", "id: 2"))
    bare_site.write("pages/b.md", "---\ntitle: B\n---\n")
    bare_site.write("pages/a.md", "---\ntitle: A\n---\n")
    bare_site.write("news/gammel.md", "---\ntitle: Gammel\ndate: 2026-01-01\n---\n")
    bare_site.write("news/ny.md", "---\ntitle: Ny\ndate: 2026-02-01\n---\n")
    bare_site.write("news/anden.md", "---\ntitle: Anden\ndate: 2026-02-01\n---\n")
    library = opened(bare_site).library
    assert [branch.slug for branch in library.branches] == ["lillerup", "a"], "by id: the main library first"
    assert [page.path for page in library.pages] == ["/a/", "/b/"]
    assert [page.path for page in library.news] == ["/nyheder/anden/", "/nyheder/ny/", "/nyheder/gammel/"]
    assert [one.title for one in library.occurrences] == ["Krimi", "Kaffe", "Jazz"]


def test_news_of_tomorrow_waits(bare_site: BareSite) -> None:
    bare_site.write("news/ny.md", "---\ntitle: Ny\ndate: 2026-12-01 08:00\n---\n")
    assert opened(bare_site, "2026-12-01T07:59:59+01:00").library.news == ()
    assert [page.title for page in opened(bare_site, "2026-12-01T08:00:00+01:00").library.news] == ["Ny"]


# Addresses


def test_every_list_of_the_site_is_reserved(bare_site: BareSite) -> None:
    """What the site itself publishes can be the address of no content file."""
    for number in range(30):
        bare_site.event(f"aften{number}", categories="[A]", audiences="[B]", tags="[C]")
        bare_site.write(f"news/nyt{number}.md", "---\ntitle: Nyt\ndate: 2026-01-01\n---\n")
    bare_site.write("pages/om.md", "---\ntitle: Om\n---\n")
    ran = bare_site.build_here()
    assert ran.code == 0, ran.stderr
    content = r"(arrangementer/(aften\d+|krimi|kaffe|jazz)|nyheder/nyt\d+|filialer/lillerup|om)/index\.html"
    for path in bare_site.public():
        address = "/" + re.sub(r"(^|/)index\.html$", r"\1", path)
        assert bool(re.fullmatch(content, path)) is not reserved(address), address


def test_the_lists_of_each_kind_are_reserved() -> None:
    assert all(reserved(f"/arrangementer/{folder}/") for folder in FOLDERS.values())
    assert all(reserved(f"/{first}/") for first in RESERVED)
    assert all(reserved(f"/{first}/x/") for first in RESERVED - {"arrangementer", "filialer", "nyheder"})


CONTENTS = "/om/ /om/os/ /arrangementer/krimi/ /arrangementer/1984/ /arrangementer/krimi/2026-12-08/ /filialer/a/ /nyheder/ny/"
SITES = (
    "/ /arrangementer/ /arrangementer/2026/ /arrangementer/2026/12/ /arrangementer/side/2/ /arrangementer/index.json "
    "/nyheder/side/ /nyheder/atom.xml /api/v1/events /robots.txt /sitemap-2.xml /404.html /theme/x.css"
)


@pytest.mark.parametrize("address", CONTENTS.split())
def test_what_content_may_have_is_not_reserved(address: str) -> None:
    assert not reserved(address)


@pytest.mark.parametrize("address", SITES.split())
def test_what_the_site_has_is_reserved(address: str) -> None:
    assert reserved(address)


def test_a_redirect_leads_from_an_old_address_to_what_is_public(bare_site: BareSite) -> None:
    bare_site.event("krimi", redirect_from="[/arrangementer/mord, /gammel.html]")
    bare_site.event("kaffe", redirect_from="[/arrangementer/te/]", draft="true")
    bare_site.event("jazz", redirect_from="[/arrangementer/swing/]", publish="2026-12-01")
    assert opened(bare_site).library.redirects == (
        ("/arrangementer/mord/", "/arrangementer/krimi/"),
        ("/gammel.html/", "/arrangementer/krimi/"),
    )


# Links


def test_a_link_to_what_is_not_published_is_a_warning(bare_site: BareSite) -> None:
    bare_site.write("pages/kladde.md", "---\ntitle: Kladde\ndraft: true\n---\n")
    body = "Se [en]({filename}/pages/kladde.md) og [to]({filename}jazz.md) og [tre]({filename}/branches/lillerup.md).\n"
    bare_site.event("krimi", body=body)
    bare_site.event("jazz", publish="2026-12-01", body="Se [kladden]({filename}/pages/kladde.md).\n")
    said = "which is not published; it leads nowhere until that is"
    assert [str(warning) for warning in opened(bare_site).warnings] == [
        f'content/events/krimi.md:8:9: body: a link to "{{filename}}/pages/kladde.md", {said}',
        f'content/events/krimi.md:8:45: body: a link to "{{filename}}jazz.md", {said}',
    ]


def test_a_comment_that_may_have_been_meant_as_text_is_a_warning(bare_site: BareSite) -> None:
    bare_site.event("krimi", title="Film #3")
    bare_site.event("jazz", room="Salen # the large one")
    bare_site.write("site.yaml", SITE + "colour: #a51d12\n")
    found = opened(bare_site)
    assert [(one.path, one.line, one.column, one.field) for one in sorted(found.warnings)] == [
        ("content/events/krimi.md", 2, 13, "title"),
        ("content/site.yaml", SITE.count("\n") + 1, 9, "colour"),
    ]


# Faults of files, and between them


def test_nothing_follows_from_a_fault_that_is_told(bare_site: BareSite) -> None:
    bare_site.write("branches/byen.md", BRANCH.replace("id: 1", "id: to"))
    bare_site.write("calendars/skole.yaml", "title: Skole\ndays: [i morgen]\n")
    bare_site.write("site.yaml", (bare_site.content / "site.yaml").read_text(encoding="utf-8") + "highlight: fejl.md\n")
    bare_site.event("fejl", start="i morgen")
    bare_site.event("aften", branch="byen", repeat="{every: week, count: 3, skip: [skole]}", body="[x]({filename}fejl.md)\n")
    assert faults(bare_site) == [
        'content/branches/byen.md:3:5: id: "to"; write a whole number, such as 80',
        'content/calendars/skole.yaml:2:8: days.0: "i morgen"; write a date, such as 2026-12-24, or the first and the last of '
        "several: 2026-12-24..2027-01-02",
        'content/events/fejl.md:4:8: start: "i morgen"; write a date and a time, such as 2026-12-03 19:00',
    ]


def test_a_file_whose_name_a_mac_took_apart_is_found_by_the_name_that_people_type(bare_site: BareSite) -> None:
    branch = "---\ntitle: På Ærø\nid: 7\naddress: {street: Strandvej 1, zip_code: 5970, city: Ærøskøbing}\n---\n"
    bare_site.write(f"branches/{normalize('NFD', 'på-ærø')}.md", branch)
    bare_site.write(f"calendars/{normalize('NFD', 'høst-på-ø')}.yaml", "title: Høst\nphrase: i høsten\ndays: [2026-12-10]\n")
    bare_site.event("kor", branch="på-ærø", repeat="{every: week, count: 3, skip: [høst-på-ø]}")
    library = opened(bare_site).library
    assert {one.branches[0].path for one in library.occurrences if one.series_path} == {"/filialer/paa-aeroe/"}


def test_so_is_one_that_a_link_leads_to(bare_site: BareSite) -> None:
    apart = normalize("NFD", "på-ærø")
    bare_site.write(f"pages/{apart}/åben.md", "---\ntitle: Åben\n---\n")
    bare_site.event(f"{apart}/{normalize('NFD', 'forår')}", body="[Her]({filename}forår.md)\n")
    said = (
        "[1]({filename}/pages/på-ærø/åben.md) [2]({static}/events/på-ærø/forår.md) [3]({filename}/pages/på-ærø/a\u030aben.md)\n"
    )
    bare_site.write("news/nyt.md", f"---\ntitle: Nyt\ndate: 2026-11-01\n---\n{said}")
    bare_site.event("kor", body=said)
    found = opened(bare_site)
    assert found.warnings == (), "and each leads to what is published"
    links = ["/aaben/", "/arrangementer/foraar/", "/aaben/"]
    (news,) = found.library.news
    events = {one.source: re.findall('href="([^"]*)"', one.body) for one in found.library.occurrences}
    assert re.findall('href="([^"]*)"', news.body) == events["content/events/kor.md"] == links
    assert events[f"content/events/{apart}/{normalize('NFD', 'forår')}.md"] == ["/arrangementer/foraar/"]


def test_so_is_the_event_that_the_front_page_begins_with(bare_site: BareSite) -> None:
    bare_site.event(normalize("NFD", "forår"))
    bare_site.write("site.yaml", (bare_site.content / "site.yaml").read_text(encoding="utf-8") + "highlight: forår.md\n")
    highlight = opened(bare_site).library.highlight
    assert highlight
    assert highlight.event.title == normalize("NFD", "Forår")


def test_a_shallow_clone_is_told_with_all_the_rest(bare_site: BareSite) -> None:
    bare_site.event("krimi", title="Ny titel")
    bare_site.commit()
    git(bare_site.root.parent, "clone", "--quiet", "--depth", "1", f"file://{bare_site.root}", "klon")
    clone = BareSite(bare_site.root.parent / "klon")
    clone.event("fejl", branch="byen")
    assert faults(clone) == [
        "content: a shallow clone, whose dates would be wrong; fetch the whole history: git fetch --unshallow",
        'content/events/fejl.md:6:9: branch: no branch "byen"; known here: lillerup',
    ]


def test_without_a_repository_the_files_own_times_are_taken_with_one_warning(bare_site: BareSite) -> None:
    shutil.rmtree(bare_site.root / ".git")
    found = opened(bare_site)
    assert [str(warning) for warning in found.warnings] == [
        "content: a folder in no git repository; the files' own times stand for when they were made and changed"
    ]
    modified = int((bare_site.content / "events/krimi.md").stat().st_mtime)
    branch = int((bare_site.content / "branches/lillerup.md").stat().st_mtime)
    krimi = next(one for one in found.library.occurrences if one.uuid == uuid_of("krimi"))
    assert (krimi.created_at.timestamp(), krimi.updated_at.timestamp()) == (modified, max(modified, branch))


def test_a_site_below_another_is_warned_that_its_links_lead_out_of_it(bare_site: BareSite) -> None:
    below, remedy = "https://kommunen.example/bib", "give the site a host of its own: the links on its pages begin at the host"

    def told(base_url: str | None) -> list[str]:
        return [str(one) for one in opened(bare_site, base_url=base_url).warnings]

    assert told(f"{below}/") == [f'--base-url: "{below}", with a path; {remedy}']
    assert told("https://lillerup.example:8000/") == told(None) == []
    bare_site.write("site.yaml", SITE.replace("https://lillerup.example", f"{below}/"))
    assert told(None) == [f'content/site.yaml:2:11: base_url: "{below}", with a path; {remedy}']


def test_a_moment_between_two_seconds_is_the_second_that_has_begun(bare_site: BareSite) -> None:
    bare_site.event("ny")
    library = opened(bare_site, "2026-11-21T12:00:00.999999+01:00").library
    ny = next(one for one in library.occurrences if one.uuid == uuid_of("ny"))
    assert ny.updated_at.isoformat() == "2026-11-21T12:00:00+01:00"


def test_a_day_on_which_a_branch_differs_is_called_by_its_name(bare_site: BareSite) -> None:
    bare_site.write("site.yaml", SITE + 'categories: [{id: 1, title: Betjent, color: "#2a6f4e"}]\n')
    hours = 'hours: [{category: Betjent, days: [daily], open: "10:00", close: "18:00"}]\n'
    closed = "closed: [2026-12-24..2026-12-27, 2026-12-31, public-holidays]\n"
    bare_site.write("branches/lillerup.md", BRANCH.replace("---\nMidt", f"{hours}{closed}---\nMidt"))
    schedule = opened(bare_site).library.branches[0].schedule
    reasons = {day: schedule.day(date(2026, 12, day)).reason for day in (23, 24, 25, 26, 27, 31)}
    assert reasons == {23: "", 24: "Juleaftensdag", 25: "Juledag", 26: "Anden juledag", 27: "", 31: "Nytårsaften"}
