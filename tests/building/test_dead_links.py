"""An editor who writes an address by hand is told when the site has no such address, before a visitor is."""

from __future__ import annotations

import pytest
from opslag.building.dead_links import MOST

from tests.bare_site import SITE, BareSite, here

NOWHERE = "write the address of a page; where something else answers there, name it under elsewhere in content/site.yaml"


def warned(site: BareSite, *arguments: str) -> list[str]:
    """The warnings of links, without the folder around content/."""
    ran = site.build_here(*arguments)
    assert ran.code == 0, ran.stderr
    return [line for line in ran.lines if "a link to" in line]


def page(site: BareSite, body: str, name: str = "om", **keys: str) -> None:
    front = "".join(f"{key}: {value}\n" for key, value in {"title": "Om os", **keys}.items())
    site.write(f"pages/{name}.md", f"---\n{front}---\n{body}\n")


@pytest.mark.parametrize(
    ("file", "keys"),
    [
        ("pages/om.md", "title: Om os"),
        ("news/om.md", "title: Om os\ndate: 2026-11-01 10:00"),
        ("branches/lillerup.md", "title: Lillerup\nid: 1\naddress: {street: Skolegade 4, zip_code: 0999, city: Lillerup}"),
        (
            "events/krimi.md",
            "title: Krimi\nuuid: 3f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11\nstart: 2026-12-03 19:00\nduration: 1h\nbranch: lillerup",
        ),
    ],
)
def test_in_whatever_text_it_stands_it_is_told_at_its_place_with_the_nearest_address(
    bare_site: BareSite, file: str, keys: str
) -> None:
    bare_site.write(file, f"---\n{keys}\n---\nKom æ [her](/arrangementer/kafe/)\n\nog [her](/arrangementer/kaffe/).\n")
    line = keys.count("\n") + 4
    assert warned(bare_site) == [
        f'content/{file}:{line}:7: warning: body: a link to "/arrangementer/kafe/", which leads nowhere; '
        'did you mean "/arrangementer/kaffe/"?'
    ]


def test_opslag_check_tells_it_too(bare_site: BareSite) -> None:
    page(bare_site, "Se [her](/arrangementer/kafe/).")
    ran = here("check", "--now", "2026-11-21T12:00+01:00", "--content", str(bare_site.content))
    assert (ran.code, "content/pages/om.md:4:4: warning: body: a link to" in ran.stderr) == (0, True)


def test_all_are_told_at_once_each_time_that_they_stand_there(bare_site: BareSite) -> None:
    page(bare_site, "Se [her](/a-b-c/) og [her](/x-y-z/)\neller [her](/a-b-c/).")
    bare_site.event("krimi", "Se [her](/a-b-c/).\n")
    told = [line.partition(": warning")[0] for line in warned(bare_site)]
    assert told == [
        f"content/{place}" for place in ("events/krimi.md:8:4", *(f"pages/om.md:{at}" for at in ("4:4", "4:22", "5:7")))
    ]


def test_however_it_is_written_the_right_address_is_told(bare_site: BareSite) -> None:
    written = {
        "[her](/filialer/lilerup/)": "/filialer/lilerup/",
        "[her](/filialer/lilerup/?uge=3#tider)": "/filialer/lilerup/?uge=3#tider",
        "[her](https://lillerup.example/filialer/lilerup/)": "https://lillerup.example/filialer/lilerup/",
        "[her](//Lillerup.example/filialer/lilerup)": "//Lillerup.example/filialer/lilerup",
        "<https://lillerup.example/filialer/lilerup/>": "https://lillerup.example/filialer/lilerup/",
        "[her](../filialer/lilerup/)": "../filialer/lilerup/",
        '<a href="/filialer/lilerup/">her</a>': "/filialer/lilerup/",
        '<a\ntitle="Her" href="/filialer/lilerup/">her</a>': "/filialer/lilerup/",
        "[her][1]\n\n[1]: /filialer/lilerup/": "/filialer/lilerup/",
        "[her](/biblioteker/lillerup/)": "/biblioteker/lillerup/",
        "[her](/lillerup/)": "/lillerup/",
        "[her](/Filialer/Lillerup/)": "/Filialer/Lillerup/",
    }
    page(bare_site, "\n\n".join(f"Se {one}" for one in written))
    told = [line.partition(": warning: body: ") for line in warned(bare_site)]
    assert [said for _, _, said in told] == [
        f'a link to "{address}", which leads nowhere; did you mean "/filialer/lillerup/"?' for address in written.values()
    ]
    assert all(place.endswith(":4") for place, _, _ in told)


def test_where_nothing_is_near_it_is_told_what_there_is_to_do(bare_site: BareSite) -> None:
    page(bare_site, "Se [her](/theme/gammel.css) og [her](/billeder/zzz.png).")
    assert [line.partition("leads nowhere; ")[2] for line in warned(bare_site)] == [NOWHERE, NOWHERE]


ANSWERED = (
    "/", "https://lillerup.example", "https://LILLERUP.example/", "http://lillerup.example/filialer/",
    "/filialer/lillerup/", "/filialer/lillerup", "/filialer/lillerup/index.html", "/filialer/lillerup/?a=b#c", "../filialer/",
    "/arrangementer/kaffe/", "/kalender/alle.ics", "/arrangementer/", "/arrangementer/kategori/koncert/",
    "/arrangementer/?q=kaffe", "/soeg/?q=kaffe", "/api/", "/api/v1/events", "/api/v1/events?page=2", "/sitemap.xml",
    "/robots.txt", "/404.html", "/gammelt/", "/gammelt", "/b%C3%B8rn/", "/børn/", "/forms/skriv", "/.well-known/security.txt",
)  # fmt: skip
"""By a file of the output, by the gateway, or by whoever runs the host."""

ELSEWHERE = (
    "#top", "?side=2", "mailto:post@lillerup.example", "tel:+4512345678", "https://bibliotek.dk/findes-ikke/",
    "//bibliotek.dk/findes-ikke/", "https://lillerup.example:8080/findes-ikke/", "https://katalog.lillerup.example/x/",
    "{filename}/events/jazz.md", "{index}", "http://[::1/",
)  # fmt: skip


def test_an_address_that_is_answered_or_is_none_of_the_site_s_is_let_be(bare_site: BareSite) -> None:
    bare_site.event("jazz", redirect_from="[/gammelt/, /børn/]", categories="[Koncert]")
    page(bare_site, "\n".join(f"Se [her]({address})." for address in (*ANSWERED, *ELSEWHERE)))
    assert warned(bare_site) == []


def test_a_picture_s_address_and_that_of_a_file_of_the_theme_are_addresses(sample: BareSite) -> None:
    assert warned(sample) == []
    files = [file for file in sample.public() if file.startswith(("billeder/", "theme/"))]
    assert len(files) > 2
    page(sample, " ".join(f"[her](/{file})" for file in files), "alle-filer")
    assert warned(sample) == []


def test_the_sample_library_has_no_such_link(sample: BareSite) -> None:
    assert warned(sample) == []


def test_in_the_menu_and_the_footer_it_is_told_at_the_key(bare_site: BareSite) -> None:
    menu = "menu:\n  - {title: Hjem, url: /}\n  - {title: Filial, url: /filialer/lilerup/}\n"
    bare_site.write("site.yaml", f"{SITE}{menu}footer: [{{title: Om, url: /om/}}, {{title: Mere, url: https://mere.example/}}]\n")
    assert warned(bare_site) == [
        'content/site.yaml:7:26: warning: menu.1.url: a link to "/filialer/lilerup/", which leads nowhere; '
        'did you mean "/filialer/lillerup/"?',
        f'content/site.yaml:8:27: warning: footer.0.url: a link to "/om/", which leads nowhere; {NOWHERE}',
    ]


def test_where_borrowers_register_it_is_told_at_the_key(bare_site: BareSite) -> None:
    types = "types:\n  - {id: voksen, title: Voksne, url: /formularer/laaner/}\n"
    bare_site.write("registration.yaml", f"title: Bliv låner\n{types}")
    assert warned(bare_site) == [
        f'content/registration.yaml:3:38: warning: types.0.url: a link to "/formularer/laaner/", which leads nowhere; {NOWHERE}'
    ]


def test_in_a_text_of_a_form_it_is_told_at_its_line(bare_site: BareSite) -> None:
    fields = "fields: [{name: emne, type: text, label: Emne, help: intet_html}]"
    form = f"    help: {{pre: foer_html}}\n    recipient: a@lillerup.example\n    {fields}\n"
    bare_site.write("forms/skriv.yaml", f"forms:\n  skriv:\n    title: Skriv\n{form}")
    texts = 'foer_html: |\n  Læs først\n  [her](/filialer/lilerup/).\nintet_html: "[Ud](/formularer/skriv/)"\n'
    bare_site.write("forms/translations/da.yaml", f"{texts}ubrugt_html: '[Væk](/vaek/)'\n")
    assert warned(bare_site) == [
        'content/forms/translations/da.yaml:3:9: warning: foer_html: a link to "/filialer/lilerup/", which leads nowhere; '
        'did you mean "/filialer/lillerup/"?'
    ]


def test_a_link_to_what_is_not_published_is_told_as_such_and_one_in_it_is_not_told(bare_site: BareSite) -> None:
    bare_site.event("kladde", "Se [her](/findes-ikke/).\n", draft="true")
    bare_site.event("senere", "Se [her](/findes-ikke/).\n", publish="2026-11-30 10:00")
    page(bare_site, "Se [her](/findes-ikke/).", "skjult", draft="true")
    page(bare_site, "Se [her](/arrangementer/kladde/).")
    assert warned(bare_site) == [
        'content/pages/om.md:4:4: warning: body: a link to "/arrangementer/kladde/", the address of content/events/kladde.md, '
        "which is not published; it leads nowhere until that is"
    ]


def test_a_link_beside_a_series_may_be_meant_from_the_series_or_from_its_dates(bare_site: BareSite) -> None:
    links = "[a](../kaffe/) [b](../../kaffe/) [c](../../filialer/) [d](../kafe/)"
    bare_site.event("strik", f"{links}\n", repeat="{every: week, count: 2}")
    (told,) = warned(bare_site)
    assert '"../kafe/", which leads nowhere; did you mean "/arrangementer/kaffe/"?' in told


def test_an_address_that_something_else_answers_is_not_told_nor_what_is_below_it(bare_site: BareSite) -> None:
    menu = "menu: [{title: Katalog, url: /katalog}]\n"
    bare_site.write("site.yaml", f"{SITE}{menu}elsewhere: [/katalog/]\n")
    page(bare_site, "Se [her](/katalog/soeg?q=x), [her](/katalog) og [her](/kataloget/).")
    (told,) = warned(bare_site)
    assert "/kataloget/" in told


def test_with_another_base_url_links_to_that_are_the_site_s_own(bare_site: BareSite) -> None:
    page(bare_site, "Se [her](http://localhost:8000/vaek/) og [her](https://lillerup.example/vaek/).")
    (told,) = warned(bare_site, "--base-url", "http://localhost:8000")
    assert '"http://localhost:8000/vaek/"' in told


def test_what_a_thousand_files_have_in_common_does_not_hide_the_slip_of_today(bare_site: BareSite) -> None:
    for number in range(MOST + 3):
        bare_site.event(f"gammel-{number}", "Se [her](/gammelt-sted/).\n")
    bare_site.event("ny", "Se [her](/arrangementer/kafe/).\n")
    ran = bare_site.build_here()
    told = [line for line in ran.lines if "a link to" in line]
    assert (len(told), sum("/events/ny.md" in line for line in told)) == (MOST, 1)
    more = "content: warning: 4 more files with links that lead nowhere; mend those that are told first"
    assert more in ran.lines
