"""Whatever editors write, every feed can be read: by XML parsers that forgive nothing, and the words come out as they went in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from opslag.content.markdown import render
from opslag.feeds.atom import events_atom, news_atom
from opslag.feeds.element import around, element, empty
from opslag.feeds.newsletter import newsletter_rss
from opslag.feeds.newsletter_mail import newsletter_html
from opslag.feeds.redia import redia
from opslag.library import Library

from tests.feeds.sample import alone, library, occurrence

NASTY = [
    "]]>",
    "<![CDATA[",
    "&amp;",
    "&#0;",
    "&eacute;",
    "<script>",
    "</item>",
    "🎄",
    "👩‍👩‍👧",
    "שלום",
    "\u202e",
    "\x00",
    "\x0b",
    "\x1b[0m",
    "\ufffe",
    "\r\n",
    "\u2028",
    "a\tb",
]
BODY = st.one_of(st.text(min_size=1), st.lists(st.sampled_from(NASTY), min_size=1, max_size=4).map("".join))
"""Any text that a file can hold."""
TEXT = BODY | st.text(st.characters(), min_size=1) | st.just("\ud83c and no more")
"""Halves of characters too, which YAML can name by their number."""

NO_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Make = Callable[[Library], bytes]
XML: list[Make] = [redia, events_atom, newsletter_rss]


def written(title: str, body: str) -> Library:
    """A library with one event and one news item that say this. The body is Markdown, as editors write it."""
    made, _ = render(body, "content/events/krimi.md", 1)
    one = occurrence("Krimiaften med tre forfattere")
    shown = alone(one, title=title, description=title, body=made, location=title, room=title, categories=(title,))
    (item,) = (page for page in library().news if page.title.startswith("Ny elevator"))
    return replace(shown, news=(replace(item, title=title, description=title, body=made),))


def kept(text: str) -> str:
    """What XML can say of it."""
    return NO_XML.sub("", text)


@pytest.mark.parametrize("make", [*XML, news_atom])
@settings(deadline=None, max_examples=60)
@given(title=TEXT, body=BODY)
@example(title="]]>\x00", body="<script>]]></script>\n\n    &lt;b&gt;\x0c")
def test_what_is_written_comes_out_as_it_was(make: Make, title: str, body: str) -> None:
    made = make(written(title, body))
    root = ElementTree.fromstring(made)
    assert etree.fromstring(made).tag == root.tag, "two parsers, of two makers"
    said = [found.text or "" for found in root.iter() if found.tag.rpartition("}")[2] == "title"]
    assert kept(title) in said
    assert feedparser.parse(made).bozo is False


@settings(deadline=None, max_examples=60)
@given(title=TEXT, body=BODY)
def test_the_mail_says_it_too(title: str, body: str) -> None:
    shown = html.document_fromstring(newsletter_html(written(title, body)).decode())
    assert len(list(shown.iter("h2"))) == 1
    assert not list(shown.iter("script", "style", "iframe"))
    assert len(list(shown.iter("a"))) == 4, "the library, the picture, the event, the programme: no text has made another"


@given(TEXT, TEXT)
def test_an_element_gives_back_the_text_and_the_attribute_that_were_put_in(text: str, value: str) -> None:
    root = ElementTree.fromstring(around("r", [element("e", text, a=value), empty("f", a=value, b=None)]))
    assert root.findtext("e") == kept(text)
    assert [one.get("a") for one in root] == [kept(value)] * 2
    assert root[1].attrib.keys() == {"a"}
