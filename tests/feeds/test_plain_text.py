"""What a calendar shows of a text is what a person would have typed without markup."""

from __future__ import annotations

from html import unescape

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.content.markdown import render
from opslag.feeds.plain_text import plain_text, plainly, tag_by_tag


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Et lig</p>\n<p>i en fjord</p>", "Et lig\n\ni en fjord"),
        ("<p>En\nlinje,   kun</p>", "En linje, kun"),
        ("<p>En<br>\nto</p>", "En\nto"),
        ("<h2>Bemærk</h2>\n<p>Kom</p>", "Bemærk\n\nKom"),
        ("<p>Tag med:</p><ul>\n<li>gran</li>\n<li><p>bånd</p></li>\n</ul><p>Vi ses</p>", "Tag med:\n\n- gran\n- bånd\n\nVi ses"),
        ("<ul>\n<li>\n<p>gran</p>\n</li>\n<li>\n<p>bånd</p>\n</li>\n</ul>", "- gran\n\n- bånd"),
        ("<p><strong>17.00</strong> <em>Fyret</em>\n</p>", "17.00 Fyret"),
        ('<p>Se <a href="/filialer/havnen/">Havnen</a>.</p>', "Se Havnen (https://x.example/filialer/havnen/)."),
        ('<p><a href="https://y.example/">https://y.example/</a></p>', "https://y.example/"),
        ('<p>Skriv til <a href="mailto:a@b.example">a@b.example</a></p>', "Skriv til a@b.example"),
        ('<p>Se <a href="#mere">mere</a></p>', "Se mere"),
        ('<p><a href="//y.example/">Y</a></p>', "Y (https://y.example/)"),
        ("<p>Fem &lt; seks &amp; syv, &quot;otte&quot;&nbsp;ni</p>", 'Fem < seks & syv, "otte" ni'),
        ('<p>a <img src="/x.png" alt="b > c"> d</p>', "a  d"),
        ("<pre>en\n  to</pre>", "en\nto"),
        ("<p>nul\nen</p><pre>a  b\nc</pre><p>to\n tre</p><pre>d  e</pre>", "nul en\n\na  b\nc\n\nto tre\n\nd  e"),
        ("<table><tr><th>Dag</th><td>Tid</td></tr><tr><td>Man</td><td>10</td></tr></table>", "Dag  Tid\nMan  10"),
        ("", ""),
    ],
)
def test_markup_is_read_as_a_person_reads_it(html: str, words: str) -> None:
    assert plain_text(html, "https://x.example") == words


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1))
def test_no_word_is_lost(words: str) -> None:
    html = nh3.clean_text(words)
    assert plain_text(f"<p>{html}</p>", "") == words.replace("\xa0", " ")


@given(st.text(st.sampled_from('<>/"ap bli&;#=\n')))
def test_whatever_sanitising_lets_through_ends_as_text_without_tags(markup: str) -> None:
    html = nh3.clean(markup)
    assert "<p>" not in plain_text(html.replace("&lt;", ""), "")


PIECES = st.sampled_from(
    [
        "</p>\n", "</p>\n<p>", "<p>", "</p>", "<h2>", "</h2>\n", "<blockquote>", "</blockquote>", "<br>", "<pre>", "</pre>",
        "<ul>\n<li>", "</li>\n<li>", "</li>\n</ul>\n", "<ol>", "</ol>", "<li>", "</li>", "<strong>", "</strong>", "<em>ord</em>",
        '<a href="/x">', '<a href="https://y.example/">', "</a>", "y.example", "ord", ", og mere", "å", "&amp;", "&lt;", "&nbsp;",
        "\xa0", "\n", " ", "  ", "\t",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=20).map("".join).map(nh3.clean))
def test_a_body_that_is_taken_apart_at_its_blocks_says_what_it_says_tag_by_tag(html: str) -> None:
    said = plainly(html, "https://x.example")
    if said is not None:
        assert (
            plain_text(html, "https://x.example") == unescape(tag_by_tag(html, "https://x.example")).replace("\xa0", " ").strip()
        )


def test_what_markdown_makes_of_most_bodies_is_plain() -> None:
    body = "En *stor* dag, se\n[Havnen](/havnen/).\n\n## Tag med\n\n- gran\n- **bånd**\n\n1. Kom\n2. Gå\n\n> Sagt\n"
    html, problems = render(body, "content/events/gran.md", 1)
    assert not problems
    words = "En stor dag, se Havnen (https://x.example/havnen/).\n\nTag med\n\n- gran\n- bånd\n\n- Kom\n- Gå\n\nSagt"
    assert plainly(html, "https://x.example") == words == plain_text(html, "https://x.example")
