"""One content file, read and checked as far as it can be by itself."""

from __future__ import annotations

import pytest
from opslag.content.page import PageFile
from opslag.content.record import Places, Record, read_record
from opslag.errors import ContentError, Severity

FILE = """\
---
title: Om biblioteket
byline:
  name: Eva
  roles: [redaktør, 1984]
---
# Hej

Se [her]({filename}x.md) og <font>der</font>.
"""


def read(text: str) -> Record[PageFile]:
    return read_record("content/pages/om.md", text.encode(), PageFile)


def test_a_record_is_front_matter_as_its_type_and_a_body_as_html() -> None:
    record = read(FILE)
    assert (record.path, record.stem) == ("content/pages/om.md", "om")
    assert record.front == PageFile(title="Om biblioteket")
    assert record.body == '<h2>Hej</h2>\n<p>Se <a href="%7Bfilename%7Dx.md">her</a> og der.</p>\n'


def test_keys_of_others_go_through_as_they_stand_in_the_file() -> None:
    assert read(FILE).extra == {"byline": {"name": "Eva", "roles": ["redaktør", "1984"]}}


def test_what_is_wrong_with_a_body_goes_with_the_record() -> None:
    record = read(FILE + "<script>x</script>\n")
    assert [(problem.line, problem.column, problem.severity) for problem in record.problems] == [
        (9, 29, Severity.WARNING),
        (10, 1, Severity.ERROR),
    ]


def test_a_comment_that_may_have_been_meant_as_text_goes_with_the_record_as_a_warning() -> None:
    record = read(FILE.replace("Om biblioteket", "Film #3").replace("name: Eva", "name: Eva # editor").replace("<font>", ""))
    assert record.front.title == "Film"
    assert [(problem.line, problem.column, problem.field, problem.severity) for problem in record.problems] == [
        (2, 13, "title", Severity.WARNING)
    ]


def test_what_is_wrong_with_front_matter_and_body_is_told_together() -> None:
    with pytest.raises(ContentError) as caught:
        read(FILE.replace("title", "titel") + "<script>x</script>\n")
    assert [str(problem) for problem in caught.value.problems] == [
        "content/pages/om.md:2:1: title: missing; add it: title: …",
        "content/pages/om.md:9:29: body: <font>, which is not published; delete it, or write it as Markdown",
        "content/pages/om.md:10:1: body: <script>; delete it; link to what it shows instead",
    ]


def test_the_same_bytes_give_the_same_record() -> None:
    assert read(FILE) == read(FILE)


def test_places_know_where_keys_and_words_of_the_body_stand() -> None:
    places = Places.of_file("content/pages/om.md", FILE.encode())
    assert str(places.problem(("byline", "roles", 1), "x", "y")) == "content/pages/om.md:5:21: byline.roles.1: x; y"
    assert str(places.problem(("slug",), "x", "y")) == "content/pages/om.md:2:1: slug: x; y"
    assert str(places.in_body("{filename}x.md", "x", "y")) == "content/pages/om.md:9:10: body: x; y"
    assert str(places.in_body("står der ikke", "x", "y")) == "content/pages/om.md:7:1: body: x; y"
    document = Places.of_document("content/site.yaml", "\ufeffname: a\nlogo: b\n".encode())
    assert str(document.problem(("logo",), "x", "y")) == "content/site.yaml:2:7: logo: x; y"
