"""A body as it is published: Markdown, and nothing that could do harm."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pyromark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.content.markdown import ATTRIBUTES, CLEANER, DEEPEST, SCHEMES, TAGS, is_clean, render
from opslag.content.written import OPTIONS
from opslag.errors import Severity


def said(body: str) -> list[str]:
    """Every Problem of a body that begins on line 10, without the path."""
    html, problems = render(body, "f.md", 10)
    assert_harmless(html)
    return [f"{'warning: ' if one.severity is Severity.WARNING else ''}{str(one).removeprefix('f.md:')}" for one in problems]


class Harmless(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"]
            scheme = re.match(r"[\s\x00-\x20]*([a-z][a-z0-9+.\-\s]*):", value or "", re.IGNORECASE)
            assert name not in ("href", "src") or not scheme or scheme[1].lower() in SCHEMES


def assert_harmless(html: str) -> None:
    parser = Harmless()
    parser.feed(html)
    parser.close()


def test_a_body_is_common_mark_with_tables() -> None:
    body = "# Krimi\n\n*Læs* **med**, `kode` og ~~ikke~~.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[Køb](https://billet.example/?a=1&b=2)\n"
    assert render(body, "f.md", 1) == (
        "<h2>Krimi</h2>\n<p><em>Læs</em> <strong>med</strong>, <code>kode</code> og <del>ikke</del>.</p>\n"
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody></table>\n"
        '<p><a href="https://billet.example/?a=1&amp;b=2">Køb</a></p>\n',
        (),
    )


@pytest.mark.parametrize(
    "body",
    [
        "Fra 5 < 10 år, og > 3.",
        "`<script>` er kode.",
        "```\n<script>alert(1)</script>\n```",
        "    <script>",
        "\\<script>",
        "<!-- <script>husk at slette</script> -->\n",
        "[Skriv](mailto:eva@lillerup.example) eller [ring](tel:+4512345678).",
        "[Kl. 19:00](/arrangementer/)",
        "[Se også]({filename}/pages/kontakt.md)",
        "![Scenen]({static}/images/scene.png)",
        "<details><summary>Mere</summary>Her</details>",
        '<time datetime="2026-12-03">torsdag</time> og <abbr title="Danmarks Radio">DR</abbr>',
        "<https://billet.example>",
        "[fod]\n\n[fod]: https://billet.example",
    ],
)
def test_what_does_no_harm_is_no_fault(body: str) -> None:
    assert said(body) == []


SCRIPT = "body: <script>; delete it; link to what it shows instead"
HANDLER = "delete it: a page of the site runs no script of its content"
SCHEME = "link to an address that begins with https://, mailto: or tel:"
UNCLOSED = "body: HTML that is never closed; close it, or write &lt; where no tag is meant"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("<script>alert(1)</script>", "10:1"),
        ("Tekst\n\n<SCRIPT src=//ond.example></SCRIPT>", "12:1"),
        ("æøå <script>x</script>", "10:5"),
        ("<script\nsrc=x>\nalert()\n</script>", "10:1"),
        ("> <script>\n> x\n> </script>", "10:3"),
        ("- a\n- b <ScRiPt>x</sCrIpT>", "11:5"),
        ("| a |\n|---|\n| <script> |", "12:3"),
        ("<p>\n<script>\n</script>\n</p>", "11:1"),
        ("<p><![sic]> og <script>x</script>", "10:16"),
        ("<p><![CDATA[ <b> <script>x</script> ]]>", "10:18"),
    ],
)
def test_a_script_is_told_at_its_line(body: str, place: str) -> None:
    assert f"{place}: {SCRIPT}" in said(body)


@pytest.mark.parametrize("tag", ["iframe", "object", "embed", "style", "form", "svg", "math", "base", "meta", "link", "frame"])
def test_other_elements_that_a_library_has_no_use_for_are_told(tag: str) -> None:
    assert f"11:3: body: <{tag}>; delete it; link to what it shows instead" in said(f"Tekst\n- <{tag} a=b>\n")


@pytest.mark.parametrize(
    ("body", "name", "place"),
    [
        ("<img src=x onerror=alert(1)>", "onerror", "10:1"),
        ("<img src=x\n onerror=alert(1)>", "onerror", "10:1"),
        ("a <b ONMOUSEOVER = 'x'>b</b>", "onmouseover", "10:3"),
        ('<a title=">" onclick=x>b</a>', "onclick", "10:1"),
        ("<div>\n\næ <i onfocus=x>b</i>\n</div>", "onfocus", "12:3"),
        ("<p>\nå <i onfocus=x>b</i>\n</p>", "onfocus", "11:3"),
    ],
)
def test_an_event_handler_is_told_at_its_element(body: str, name: str, place: str) -> None:
    assert f"{place}: body: the event handler {name}=; {HANDLER}" in said(body)


@pytest.mark.parametrize(
    ("body", "scheme"),
    [
        ("[x](javascript:alert(1))", "javascript:"),
        ("[x](JaVaScRiPt:alert(1))", "JaVaScRiPt:"),
        ("[x](java&#115;cript:alert(1))", "javascript:"),
        ("[x](java&#x0A;script:alert(1))", "javascript:"),
        ("[x](java&Tab;script:alert(1))", "javascript:"),
        ("[x](javascript&colon;alert(1))", "javascript:"),
        ("[x](&#1;javascript:alert(1))", "javascript:"),
        ("[x](%6Aavascript:alert(1))", "javascript:"),
        ("[x](<javascript:alert(1)>)", "javascript:"),
        ("<javascript:alert(1)>", "javascript:"),
        ("[x][a]\n\n[a]: javascript:alert(1)", "javascript:"),
        ("[a]\n\n[a]: <java script:alert(1)>", "javascript:"),
        ("![x](javascript:alert(1))", "javascript:"),
        ("![x](data:image/svg+xml,%3Csvg%3E)", "data:"),
        ("<a href=javascript:alert(1)>x</a>", "javascript:"),
        ('<a href=" JaVa\tScRiPt:alert(1)">x</a>', "JaVaScRiPt:"),
        ("<a href='java\nscript:alert(1)'>x</a>", "javascript:"),
        ("<A HREF=javascript&colon;alert(1)>x</A>", "javascript:"),
        ("<a\nhref=javascript&#58;alert(1)>x</a>", "javascript:"),
        ('<a href="vbscript:x">x</a>', "vbscript:"),
        ("<a href=data:text/html,x>x</a>", "data:"),
        ("[x](file:///etc/passwd)", "file:"),
    ],
)
def test_a_link_that_runs_or_hides_something_is_told_however_it_is_written(body: str, scheme: str) -> None:
    assert said(body) == [f'10:1: body: a link that begins with "{scheme}"; {SCHEME}']


@pytest.mark.parametrize("body", ["<script\n", "<div>\n<b\n", "<!-- glemt\n\nResten", "<?php\n", "<script>\nvar a = 1 <b"])
def test_html_that_is_never_closed_is_told_because_all_behind_it_would_be_lost(body: str) -> None:
    assert f"10:1: {UNCLOSED}" in said(body)


@pytest.mark.parametrize(
    ("body", "warning"),
    [
        ("<font color=red>x</font>", "body: <font>, which is not published; delete it, or write it as Markdown"),
        ('<p style="color: red">x</p>', "body: style= on <p>, which is not published; delete it"),
        (
            "![Skuespilleren](https://andre.example/a.jpg)",
            "body: a picture from another site, which is not published; copy it into content/images/ and name it there",
        ),
        (
            '<img src="//andre.example/a.jpg">',
            "body: a picture from another site, which is not published; copy it into content/images/ and name it there",
        ),
    ],
)
def test_markup_that_is_dropped_is_a_warning(body: str, warning: str) -> None:
    assert said(body) == [f"warning: 10:1: {warning}"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Se [salen]({filename}/pages/store sal.md).", '10:11: body: "{filename}/pages/store sal.md"'),
        ("# Æ\n\nÅ ![Salen](../images/store sal.jpg)", '12:11: body: "../images/store sal.jpg"'),
        ("`[a](/b d)` og [a](/b c) & <b>x</b>", '10:19: body: "/b c"'),
    ],
)
def test_an_address_that_makes_no_link_because_of_a_blank_is_told(body: str, told: str) -> None:
    address = told.split('"')[1]
    problem = f"warning: {told}, an address with a blank in it, which makes no link and no picture; write <{address}>"
    assert said(body) == [problem]


@pytest.mark.parametrize(
    "body", ["```\n[a](/b c)\n```", '[a](/b "c d")', "[a](</b c>)", "Sådan [sic](se side 3).", "    [a](/b c)"]
)
def test_what_only_looks_like_such_an_address_is_none(body: str) -> None:
    assert not said(body)


def test_every_fault_of_a_body_is_told() -> None:
    body = "<script>a</script>\n\n[x](javascript:a)\n\n<b onclick=x>y</b> <b onload=x>y</b>\n"
    assert [fault.partition(": ")[0] for fault in said(body)] == ["10:1", "12:1", "14:1", "14:20"]


@pytest.mark.parametrize(
    "body", ["> " * 5000, ">" * 5000, "<div>" * 5000, "x " + "<b>" * 5000, "- " * 20_000 + "a", "*" * 20_000 + "a" + "*" * 20_000]
)
def test_nesting_has_a_limit(body: str) -> None:
    html, problems = render(body, "f.md", 10)
    if html.count("<") > DEEPEST:
        assert_harmless(html)
    else:
        found = f"more than {DEEPEST} elements within each other"
        assert f"f.md:10:1: body: {found}; write it flatter, and close every tag" in map(str, problems)


@pytest.mark.parametrize("piece", ["<!--", "<script ", "<?", "<a<", "[", "[a](", "<![CDATA[", "`", "&", "|a"])
def test_a_strange_body_does_not_take_minutes(piece: str) -> None:
    assert_harmless(render(piece * (60_000 // len(piece)), "f.md", 1)[0])


MARKDOWN = (
    "* ** ~~ _ ` > - + 1. # ## æ ord ord. [x](/sted/) [x](https://a.example/b) [x](//a) [x](https://a..b/) "
    "[x](https://1.2.3.4.5/) [*x*](https://a.example) [x](sted/) [x](https://xn--a.example/) "
    "[a[b](/c)](/d) & \" ' | |---| \\ <b> </b> <p> </p> --- === ~ ("
)


@settings(max_examples=1500)
@given(st.lists(st.sampled_from([*MARKDOWN.split(), " ", "\n", "\n\n", "\n    ", "\n- ", "\xa0", "\n> "])).map("".join))
def test_a_body_that_is_not_sanitised_would_have_come_out_the_same(body: str) -> None:
    html = pyromark.html(body, options=OPTIONS)
    assert not is_clean(body, html) or CLEANER.clean(html) == html


def test_the_words_of_nearly_every_body_are_clean_as_they_are() -> None:
    body = "# Krimi\n\n*Læs* **med** på [vores side](https://billet.example/a) eller [her](/nyheder/).\n\n- En\n- To\n\n> Tre\n"
    html, _ = render(body, "f.md", 1)
    assert is_clean(body, html)


PIECES = (
    '<script> </script> <b onclick=x> <a href=" javascript: java&#115;cript: \'> "> --> <!-- <svg/onload=x> <![CDATA[ <![ '
    "]]> &lt; [x]( ) ![ ]: > < # - | ` ``` <style> <p> </p> <img src=x https://a.example \\ * _ æ &Tab; %0a"
)
pieces = st.sampled_from([*PIECES.split(), " ", "\n", "\n\n", "\t"])


@settings(max_examples=500)
@given(st.lists(pieces, max_size=20).map("".join))
def test_no_body_is_published_that_could_do_harm(body: str) -> None:
    html, problems = render(body, "f.md", 10)
    assert_harmless(html)
    assert all(10 <= problem.line <= 11 + body.count("\n") and problem.column >= 1 for problem in problems)
