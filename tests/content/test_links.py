"""Links between content files."""

from __future__ import annotations

import pytest
from opslag.content.links import resolve
from opslag.content.markdown import render

ADDRESSES = {
    "pages/kontakt.md": "/kontakt/",
    "pages/åbent & gratis.md": "/aabent-gratis/",
    "news/sommer.md": "/nyheder/sommer/",
    "events/2026/krimi.md": "/arrangementer/krimi/",
    "branches/havnen.md": "/filialer/havnen/",
}


def resolved(
    body: str, file: str = "events/2026/jazz.md", asked: list[tuple[str, str]] | None = None
) -> tuple[str, list[tuple[str, str, str]]]:
    missing: list[tuple[str, str, str]] = []
    noted = [] if asked is None else asked
    html = resolve(
        render(body, "f.md", 1)[0],
        file,
        ADDRESSES,
        image=lambda path, alt: f"[{path}|{alt}]",
        missing=lambda *fault: missing.append(fault),
        asked=lambda *link: noted.append(link),
    )
    return html.strip(), missing


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("{filename}/pages/kontakt.md", "/kontakt/"),
        ("{filename}/pages/kontakt.md#telefon", "/kontakt/#telefon"),
        ("{FILENAME}/pages/kontakt.md", "/kontakt/"),
        ("{filename}krimi.md", "/arrangementer/krimi/"),
        ("{filename}../../news/sommer.md", "/nyheder/sommer/"),
        ("{filename}./krimi.md", "/arrangementer/krimi/"),
        ("<{filename}/pages/åbent & gratis.md>", "/aabent-gratis/"),
        ("{filename}/pages/%C3%A5bent%20%26%20gratis.md", "/aabent-gratis/"),
        ("{static}/branches/havnen.md", "/filialer/havnen/"),
        ("<{static}/pages/a\u030abent & gratis.md>", "/aabent-gratis/"),
        ("https://billet.example/", "https://billet.example/"),
        ("/kontakt/", "/kontakt/"),
        ("#tid", "#tid"),
        ("?side=2", "?side=2"),
    ],
)
def test_a_link_to_a_content_file_leads_to_its_page(link: str, address: str) -> None:
    assert resolved(f"[x]({link})") == (f'<p><a href="{address}">x</a></p>', [])


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        (
            "{filename}/pages/kontatk.md",
            (
                "{filename}/pages/kontatk.md",
                'a link to "/pages/kontatk.md", which is no content file',
                'did you mean "/pages/kontakt.md"?',
            ),
        ),
        (
            "{filename}../../../../etc/passwd",
            (
                "{filename}../../../../etc/passwd",
                'a link to "../../../../etc/passwd", which is no content file',
                f"known here: {', '.join('/' + path for path in sorted(ADDRESSES))}",
            ),
        ),
        ("krimi.md", ("krimi.md", 'a link to "krimi.md", which is no address', "write {filename}/events/2026/krimi.md")),
        (
            "../../pages/kontakt.md#tid",
            (
                "../../pages/kontakt.md",
                'a link to "../../pages/kontakt.md", which is no address',
                "write {filename}/pages/kontakt.md",
            ),
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_told(link: str, fault: tuple[str, str, str]) -> None:
    assert resolved(f"[x]({link})") == ('<p><a href="">x</a></p>', [fault])


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("{filename}krimi.md#tid", [("{filename}krimi.md", "events/2026/krimi.md")]),
        ("{filename}/pages/nej.md", [("{filename}/pages/nej.md", "pages/nej.md")]),
        ("krimi.md", [("krimi.md", "events/2026/krimi.md")]),
        ("../nej.md?a&b.md#tid", [("../nej.md?a&b.md", "events/nej.md?a&b.md")]),
        ("/kontakt/", []),
    ],
)
def test_every_path_whose_address_is_looked_up_is_noted_found_or_not(link: str, asked: list[tuple[str, str]]) -> None:
    noted: list[tuple[str, str]] = []
    resolved(f"[x]({link})", asked=noted)
    assert noted == asked


def test_text_that_looks_like_a_link_is_left_alone() -> None:
    body = (
        'Skriv href="{filename}/pages/nej.md" i `<a href="{filename}/x.md">`, ikke <img src="x.md">.\n\n'
        '    <img src="{static}/y.png">\n'
    )
    html, missing = resolved(body, "pages/hjælp.md")
    assert missing == []
    assert 'href="{filename}/pages/nej.md" i <code>&lt;a href="{filename}/x.md"&gt;</code>' in html
    assert "[pages/x.md|]" in html
    assert '&lt;img src="{static}/y.png"&gt;' in html


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("![Scenen]({static}/images/scene.png)", "[images/scene.png|Scenen]"),
        ("![Scenen]({filename}/images/scene.png)", "[images/scene.png|Scenen]"),
        ("![Scenen](../../images/scene.png)", "[images/scene.png|Scenen]"),
        ("![Scenen](/images/scene.png)", "[images/scene.png|Scenen]"),
        ('![A > B & "C"](/images/a%20b.png)', '[images/a b.png|A > B & "C"]'),
        ('<img alt="a > b" src="/images/a.png">', "[images/a.png|a > b]"),
        ('<img src="/images/a.png">', "[images/a.png|]"),
        ("![x](https://andre.example/a.png)", ""),
        ("![x](//andre.example/a.png)", ""),
        ("<img alt=x>", ""),
    ],
)
def test_a_picture_in_a_body_is_looked_up_by_its_path(picture: str, shown: str) -> None:
    html, missing = resolved(f"{picture}")
    assert (html.removeprefix("<p>").removesuffix("</p>"), missing) == (shown, [])
