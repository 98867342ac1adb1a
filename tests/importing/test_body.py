"""A body becomes text that an editor can edit, and that gives the same page as before."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opslag.content.markdown import render
from opslag.importing.body import markdown
from opslag.importing.markup import clean, same

from tests.importing.made_up import BODIES


def comes_out(html: str) -> bool:
    """Whether the text that is written of it shows the same, and nothing in it is anybody's problem."""
    out, problems = render(markdown(html), "", 1)
    return same(out, clean(html)) and not problems


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Kom og <strong>hør</strong> <em>tre</em>.</p>", "Kom og **hør** *tre*.\n"),
        ("<p>Ring <a href='tel:+4512345001'>til os</a></p><p>To</p>", "Ring [til os](tel:+4512345001)\n\nTo\n"),
        ("<h1>Stort</h1><h3>Mindre</h3>", "## Stort\n\n### Mindre\n"),
        ("<ul><li>En</li><li>To<ul><li>Tre</li></ul></li></ul>", "- En\n- To\n  - Tre\n"),
        ("<ul><li>En</li></ul><ul><li>To</li></ul>", "- En\n\n<!-- -->\n\n- To\n"),
        ("<p>linje<br>skift</p>", "linje\\\nskift\n"),
        ("<blockquote><p>Et</p><p>To</p></blockquote>", "> Et\n>\n> To\n"),
        ("<p># nej, <b>fed</b> * 2 og snake_case</p>", "\\# nej, <b>fed</b> \\* 2 og snake_case\n"),
        ("<p style='color:red'>R&oslash;d</p><div><p>i</p></div>", "Rød\n\ni\n"),
        ("<table><tbody><tr><td>a</td></tr></tbody></table>", "<table><tbody><tr><td>a</td></tr></tbody></table>\n"),
        ("ren *tekst*\n\nmed luft", "<!-- -->ren *tekst*&#10;&#10;med luft\n"),
        ("<script>x()</script>", ""),
        ("", ""),
    ],
)
def test_a_body_is_written_as_a_person_would_where_that_is_exact(html: str, text: str) -> None:
    assert markdown(html) == text
    assert comes_out(html)


@pytest.mark.parametrize("html", BODIES)
def test_every_body_of_the_made_up_feed_shows_the_same_again(html: str) -> None:
    assert comes_out(html)


@pytest.mark.parametrize("before", ["<!-- x -->\n", "\n\n", "\n\n\n", "\n \n"])
@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", "<ul><li>{}</li></ul>", "<b>{}</b>"])
def test_empty_lines_that_preformatted_text_begins_with_are_kept(before: str, around: str) -> None:
    html = around.format(f"<pre>{before}Kl. 10  Kor\n\nKl. 12  Frokost</pre>")
    assert clean(html).count("\n") >= 3
    assert comes_out(html)


@pytest.mark.parametrize("start", ["²", "-1", "x", "9" * 10, "9" * 5000])
def test_a_list_that_begins_with_what_no_markdown_can_say_comes_as_it_is(start: str) -> None:
    html = f'<ol start="{start}"><li>En</li></ol>'
    assert markdown(html) == f"{html}\n"
    assert comes_out(html)


@pytest.mark.parametrize("within", ["<blockquote>", "<ul><li>", "<div><b>"])
def test_of_a_body_nested_without_end_everything_that_it_says_is_left(within: str) -> None:
    html = f"<p>før</p>{within * 3000}midt i<p>efter</p>"
    text = markdown(html)
    assert comes_out(html)
    assert [word in text for word in ("før", "midt i", "efter")] == [True] * 3


SIGNS = st.text(alphabet="ab *_`#>-+1.)([]<&!\\~|=\n\t\"'{}æ\xa0", max_size=20)
WORDS = SIGNS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))


def _element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inside, max_size=4).map("".join)
    plain = st.sampled_from(["p", "strong", "em", "b", "h2", "blockquote", "pre", "code", "table", "td", "div", "span"])
    return st.one_of(
        st.tuples(plain, several).map(lambda one: f"<{one[0]}>{one[1]}</{one[0]}>"),
        st.tuples(st.sampled_from(["ul", "ol", "ol start='7'"]), st.lists(several, min_size=1, max_size=3)).map(
            lambda one: f"<{one[0]}>{''.join(f'<li>{entry}</li>' for entry in one[1])}</{one[0].partition(' ')[0]}>"
        ),
        st.tuples(WORDS, several).map(lambda one: f'<a href="https://b.example/{one[0].replace(chr(34), "")}">{one[1]}</a>'),
        st.sampled_from(["<br>", "<hr>", "<p></p>", "<h1>Ét</h1>", "<!-- x -->", "<iframe src='https://x'></iframe>"]),
    )


@example('<a href="https://b.example/"><table><a href="https://b.example/"></a></table></a>')
@given(st.lists(st.recursive(WORDS, _element, max_leaves=8), max_size=5).map("".join))
def test_any_body_shows_the_same_again(html: str) -> None:
    assert comes_out(html)


@given(st.text())
def test_any_text_at_all_is_a_body(text: str) -> None:
    assert comes_out("".join(sign for sign in text if sign.isprintable() or sign == "\n"))
