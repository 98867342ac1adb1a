"""Drawings: measured as browsers measure them, and refused where they would do more than draw."""

from __future__ import annotations

import pytest
from opslag.content.svg import measure
from opslag.errors import ContentError

from tests.drawn import svg


def said(data: bytes) -> str:
    with pytest.raises(ContentError) as caught:
        measure(data, "images/logo.svg")
    assert all(problem.remedy for problem in caught.value.problems)
    return str(caught.value)


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('viewBox="0 0 96 48"', (96, 48)),
        ('viewBox="-10,-10 , 96,48"', (96, 48)),
        ('width="200" height="100"', (200, 100)),
        ('width="20mm" height="10mm"', (76, 38)),
        ('width="200px" viewBox="0 0 96 48"', (200, 100)),
        ('height="24" viewBox="0 0 96 48"', (48, 24)),
        ('width="100%" height="100%" viewBox="0 0 96 48"', (96, 48)),
        ('width="0.2" height="0.2"', (1, 1)),
    ],
)
def test_a_drawing_has_the_size_that_browsers_give_it(root: str, size: tuple[int, int]) -> None:
    assert measure(svg(root=root), "images/logo.svg") == size


@pytest.mark.parametrize(
    "root",
    [
        "",
        'width="100"',
        'viewBox="0 0 0 0"',
        'viewBox="0 0 nan 5"',
        'width="-5" height="5"',
        'width="1e9" height="5"',
        'viewBox="1 2"',
    ],
)
def test_a_drawing_without_a_size_is_a_problem(root: str) -> None:
    assert 'give it viewBox="0 0 width height"' in said(svg(root=root))


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<script>alert(1)</script>", "<script> in a drawing"),
        ("<SCRIPT>alert(1)</SCRIPT>", "<SCRIPT> in a drawing"),
        ('<s:script xmlns:s="http://www.w3.org/2000/svg"/>', "<script> in a drawing"),
        ('<rect onload="alert(1)"/>', 'onload="…" in a drawing'),
        ('<rect ONCLICK="alert(1)"/>', 'onclick="…" in a drawing'),
        ("<foreignObject/>", "<foreignObject> in a drawing"),
        ('<img xmlns="http://www.w3.org/1999/xhtml" alt=""/>', "<img> in a drawing"),
        ('<meta http-equiv="refresh" content="0"/>', "<meta> in a drawing"),
        ('<a href="javascript:alert(1)"><text>x</text></a>', 'a reference to "javascript:alert(1)"'),
        ('<image xlink:href="https://spion.example/1.png"/>', 'a reference to "https://spion.example/1.png"'),
        ('<use href="andet.svg#a"/>', 'a reference to "andet.svg#a"'),
        ('<image href="data:image/svg+xml,x"/>', 'a reference to "data:image/svg+xml,x"'),
        ('<a href="#a"><set attributeName="href" to="javascript:alert(1)"/></a>', 'an animation of "href"'),
        ('<animate attributeName="xlink:href" values="x"/>', 'an animation of "xlink:href"'),
        ('<rect style="fill: url(https://spion.example/#a)"/>', '"url(https://spion.example/#a)" in its styles'),
        ("<rect fill=\"url( 'https://spion.example/#a')\"/>", "in its styles"),
        ('<style>@import "https://spion.example/a.css";</style>', '"@import'),
        ("<style>a { background: u\\72l(//spion.example) }</style>", "can hide a reference"),
        ('<g xml:base="https://spion.example/"/>', 'a reference to "https://spion.example/"'),
        ('<?xml-stylesheet href="https://spion.example/a.css"?>', "an instruction to programs"),
    ],
)
def test_what_a_drawing_must_not_do_is_refused_at_its_line(inside: str, found: str) -> None:
    text = said(svg(inside))
    assert found in text
    assert text.startswith("content/images/logo.svg:2:")


@pytest.mark.parametrize(
    "inside",
    [
        "<title><![CDATA[<img src=x onerror=alert(1)>]]></title>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<desc><?x ><img src=x onerror=alert(1)>?></desc>",
    ],
)
def test_what_only_an_html_parser_would_take_for_a_script_is_refused(inside: str) -> None:
    said(svg(inside))


def test_entities_are_refused_before_they_multiply() -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert len(said(bomb + svg("<text>&b;</text><script/>")).splitlines()) == 1, "nothing is read after an entity"
    assert "a DOCTYPE" in said(bomb + svg("<text>&b;</text>"))
    told = said(b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + svg("<script/>"))
    assert "a DOCTYPE" in told and "<script>" in told


def test_all_that_is_wrong_in_a_drawing_is_said_at_once() -> None:
    text = said(svg('<script/>\n<rect onclick="x"/>\n<use href="b.svg#a"/>'))
    assert [line.split(":")[1] for line in text.splitlines()] == ["2", "3", "4"]


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><linearGradient id="a"/></defs><rect fill="url(#a)" style="stroke: url(\'#a\')"/><use xlink:href="#a"/>',
        "<style><![CDATA[ g > path { fill: #fff } ]]></style>",
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        '<i:namedview xmlns:i="urn:inkscape" i:export="C:\\Billeder\\logo.png"/>',
        '<text aria-label="url(det hele)">Bøger &lt;3 &amp; mere</text>',
        "<!-- tegnet af en bibliotekar -->",
    ],
)
def test_what_drawing_programs_write_is_let_through(inside: str) -> None:
    assert measure(svg(inside), "images/logo.svg") == (96, 48)


def test_a_file_that_is_not_finished_or_says_nothing_of_svg_is_told_so() -> None:
    assert "no SVG that can be read" in said(svg()[:-8])
    assert "an SVG that does not say so" in said(b'<svg viewBox="0 0 1 1"><path/></svg>')
    assert "not UTF-8" in said(b'<?xml version="1.0" encoding="iso-8859-1"?>' + svg("<text>å</text>").decode().encode("latin-1"))


def test_a_drawing_nested_without_end_does_no_harm() -> None:
    assert measure(svg("<g>" * 200_000 + "</g>" * 200_000), "images/logo.svg") == (96, 48)
