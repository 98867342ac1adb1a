"""Records that a library keeps itself: what a file says, and ``[[name]]`` in a text."""

from __future__ import annotations

from opslag.forms.record import CatalogueRecord
from opslag.forms.record_link import RecordLink, with_record_links

from tests.forms.made import make

LINKS = {"fyr": RecordLink("Solr|x.1", "Fyr & flamme", "bestil"), "vej": RecordLink("Solr|x.2", "Vej", None)}


def test_a_record_needs_an_id_and_a_title() -> None:
    made = make({"records/fyr.yaml": "id: x.1\ntitle: Fyr\n"})
    metadata = {"title": "Fyr", "authors": [], "publicationDates": [], "formats": [], "isbns": [], "issns": [], "openurl": {}}
    assert made.records == {"Solr|x.1": CatalogueRecord("Solr|x.1", "Fyr", "", metadata)}


def test_every_key_of_a_record_goes_into_the_message() -> None:
    made = make(
        {
            "records/fyr.yaml": r"""
            id: Primo|x.1
            title: Fyr
            info: "\r\nTitel: Fyr"
            metadata:
              title: Fyr. Bind 1
              authors:
                - {name: Tove, name_alt: T., id: a1, role: aut, type: Personal Name, date: 1921-}
              publicationDates: 1971
              formats: [Bog]
              isbns: [0-910608-11-3]
              issns: 0000-0000
              openurl: {rft_date: 1971}
            """
        }
    )
    record = made.records["Primo|x.1"]
    assert (record.title, record.info) == ("Fyr", "\r\nTitel: Fyr")
    assert record.metadata == {
        "title": "Fyr. Bind 1",
        "authors": [{"name": "Tove", "name_alt": "T.", "id": "a1", "role": "aut", "type": "Personal Name", "date": "1921-"}],
        "publicationDates": ["1971"],
        "formats": ["Bog"],
        "isbns": ["0-910608-11-3"],
        "issns": ["0000-0000"],
        "openurl": {"rft_date": "1971"},
    }


def test_what_is_wrong_with_a_record_is_told() -> None:
    made = make(
        {
            "forms/a.yaml": "forms: {bestil: {}, gammel: {enabled: false}}\n",
            "records/a.yaml": "id: x.1\ntitle: A\nform: bestl\n",
            "records/b.yaml": "id: Solr|x.1\ntitle: B\nform: gammel\n",
            "records/c.yaml": "id: x.3\ntitel: C\n",
        }
    )
    assert made.told == [
        'content/records/a.yaml:3:7: form: no form "bestl" that is in use; did you mean "bestil"?',
        "content/records/b.yaml:1:1: id: Solr|x.1, which another file has as well; keep one of the two",
        'content/records/b.yaml:3:7: form: no form "gammel" that is in use; known here: bestil',
        'content/records/c.yaml:2:1: titel: unknown key; did you mean "title"?',
    ]


def linked(body: str) -> tuple[str, list[tuple[str, str, str]]]:
    missing: list[tuple[str, str, str]] = []
    return with_record_links(body, LINKS, lambda *told: missing.append(told)), missing


def test_a_name_in_brackets_becomes_a_link_to_the_form_about_the_record() -> None:
    href = 'href="/formularer/bestil/?recordId=Solr%7Cx.1"'
    assert linked("<p>Lån [[fyr]]!</p>") == (f"<p>Lån <a {href}>Fyr &amp; flamme</a>!</p>", [])
    assert linked("<p>[[ fyr |den <em>her</em>]]</p>")[0] == "<p>[[ fyr |den <em>her</em>]]</p>"
    assert linked("<p>[[fyr|den her]]</p>")[0] == f"<p><a {href}>den her</a></p>"


def test_code_and_links_are_left_as_they_are() -> None:
    for body in ("<code>[[fyr]]</code>", "<pre><code>[[x]]\n</code></pre>", '<a href="/">[[fyr]]</a>', "[x]", "[[]]"):
        assert linked(body) == (body, [])


def test_a_name_that_leads_nowhere_is_told() -> None:
    assert linked("[[fyrr]]")[1] == [("[[fyrr]]", 'no record "fyrr" in content/records/', 'did you mean "fyr"?')]
    assert linked("[[vej]]")[1] == [
        ("[[vej]]", '"vej", a record that no form is named in', "write form: … in content/records/vej.yaml")
    ]
