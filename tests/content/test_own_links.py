"""Which links lead to the site itself, and where they stand in what is written."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.content.markdown import render
from opslag.content.own_links import own_links, path_of, written_links

BASE = "https://lillerup.example"


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("/kontakt/", "/kontakt/"),
        ("/kontakt/?a=b#c", "/kontakt/"),
        ("kaffe/", "/om/kaffe/"),
        ("../kaffe/", "/kaffe/"),
        ("/a/./b/../c", "/a/c"),
        ("/v%C3%A6rt/", "/vært/"),
        ("https://lillerup.example", "/"),
        ("HTTP://Lillerup.Example/x", "/x"),
        ("https://lillerup.example:443x/", None),
        ("https://lillerup.example.com/x", None),
        ("ftp://lillerup.example/x", None),
        ("", None),
        ("#x", None),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(href: str, path: str | None) -> None:
    assert path_of(href, "/om/", BASE) == path


def test_below_a_base_url_with_a_path_an_address_is_without_it() -> None:
    assert path_of("https://x.example/bib/kontakt/", "/", "https://x.example/bib") == "/kontakt/"


@given(st.text(max_size=30))
def test_whatever_is_written_as_an_address_is_read_without_a_mistake(href: str) -> None:
    path = path_of(href, "/om/", BASE)
    assert path is None or isinstance(path, str)


@given(st.lists(st.sampled_from(["/kontakt/", "om/", f"{BASE}/x/?a=1&b=2", "https://andet.example/", "/æ/"]), max_size=5))
def test_every_link_that_is_published_is_found_in_what_is_written(addresses: list[str]) -> None:
    marks = (lambda at: f"[her]({at})", lambda at: f'<a href="{at.replace("&", "&amp;")}">her</a>', lambda at: f"- *[a]({at})*")
    body = "\n\n".join(marks[number % 3](address) for number, address in enumerate(addresses))
    found = {path_of(href, "/", BASE) for href in own_links(render(body, "om.md", 1)[0], BASE)}
    again = {path_of(href, "/", BASE) for _, href in written_links(body)} - {None}
    assert found == again == {path_of(urljoin("/", address), "/", BASE) for address in addresses} - {None}


def test_a_link_is_found_at_its_line_and_column() -> None:
    body = 'Æ [a](/a/)\n\n<p>\n  Å <a\n href="/b/">b</a></p>\n\n| x |\n| - |\n| [c](/c/) |\n'
    assert [*written_links(body)] == [((1, 3), "/a/"), ((4, 5), "/b/"), ((9, 3), "/c/")]


def test_what_a_browser_takes_for_a_comment_hides_no_link_behind_it() -> None:
    assert [*written_links('<p><![sic> <a href="/a/">a</a></p>')] == [((1, 12), "/a/")]
