"""Records from a catalogue's API: taken as they come, and gone without where it is slow, down or wrong."""

from __future__ import annotations

import io
import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from opslag.forms.record import CatalogueRecord
from opslag.gateway.delivery.client import open_client
from opslag.gateway.delivery.reach import read_reach
from opslag.gateway.forms import catalogue
from opslag.gateway.forms.catalogue import Catalogue
from opslag.gateway.log import Log
from opslag.library import Library
from opslag.settings import RecordSettings, Site

from tests.gateway.receiver import Answer, Received, Receiver
from tests.waiting import awaited

DEWEY = {
    "id": "vaari.355334",
    "title": "Dewey decimal classification",
    "nonPresenterAuthors": [{"name": "Dewey, Melvil", "role": "-"}],
    "year": "1971",
    "formats": [{"value": "0/Book/", "translated": "Bog"}],
    "isbns": ["0-910608-11-3"],
    "openUrl": "rft.title=Dewey&rft.date=1971",
}


def library(api: str | None) -> Library:
    site = Site(name="L", base_url="https://lillerup.example", language="da", timezone="Europe/Copenhagen")
    site = replace(site, records=RecordSettings(api=api))
    own = CatalogueRecord("Solr|egen.1", "Vores egen")
    return Library(site=site, now=datetime.now(UTC), records={own.id: own})


def asked(api: str | None, *ids: str, allow: str = "127.0.0.1") -> list[CatalogueRecord]:
    async def ask() -> list[CatalogueRecord]:
        async with open_client(read_reach(allow)) as client:
            found = Catalogue(client, Log(io.StringIO()))
            return [await found.record(library(api), id) for id in ids]

    return awaited(ask())


def answering(body: Any, **how: Any) -> Receiver:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Receiver(lambda _: Answer(body=data, **how))


def test_a_record_is_what_the_catalogue_says_of_it() -> None:
    with answering({"status": "OK", "resultCount": 1, "records": [DEWEY]}) as receiver:
        (record,) = asked(f"http://{receiver.place}/api/v1", "Solr|vaari.355334")
    assert record.title == "Dewey decimal classification"
    assert record.info == (
        "Titel: Dewey decimal classification\r\nForfatter: Dewey, Melvil\r\nUdgivet: 1971\r\nISBN: 0-910608-11-3\r\nBog"
    )
    assert record.metadata == {
        "title": "Dewey decimal classification",
        "authors": [{"name": "Dewey, Melvil", "name_alt": "", "id": None, "role": "", "type": "", "date": ""}],
        "publicationDates": ["1971"],
        "formats": ["Bog"],
        "isbns": ["0-910608-11-3"],
        "issns": [],
        "openurl": {"rft.title": "Dewey", "rft.date": "1971"},
    }
    wanted = urlsplit(receiver.received[0].path)
    assert wanted.path == "/api/v1/record"
    assert parse_qs(wanted.query)["id"] == ["vaari.355334"]
    assert set(parse_qs(wanted.query)["field[]"]) == set(catalogue.FIELDS)


def test_a_record_is_asked_for_once() -> None:
    with answering({"records": [DEWEY]}) as receiver:
        asked(f"http://{receiver.place}", *["Solr|vaari.355334"] * 3)
    assert len(receiver.received) == 1


def test_the_librarys_own_record_is_not_asked_for() -> None:
    with answering({"records": [DEWEY]}) as receiver:
        (record,) = asked(f"http://{receiver.place}", "Solr|egen.1")
    assert (record.title, receiver.received) == ("Vores egen", [])


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500),
        Answer(404),
        Answer(302, (("Location", "http://127.0.0.1:1/"),)),
        Answer(trouble="drop"),
        Answer(body=b"<html>"),
        Answer(body=b"[]"),
        Answer(body=b"null"),
        Answer(body=b'{"records": {}}'),
        Answer(body=b'{"records": [7]}'),
        Answer(body=b'{"records": {"1": {}}}'),
        Answer(body=b'{"status": "OK", "resultCount": 0}'),
        Answer(body=b" " * 2_000_000),
    ],
    ids=lambda answer: f"{answer.status} {answer.trouble} {answer.body[:30]!r}",
)
def test_where_the_catalogue_fails_its_id_is_what_is_known(answer: Answer) -> None:
    with Receiver(lambda _: answer) as receiver:
        assert asked(f"http://{receiver.place}", "Solr|x.1") == [CatalogueRecord("Solr|x.1")]


def test_a_catalogue_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "PATIENCE", 0.3)
    with Receiver(lambda _: Answer(trouble="hang")) as receiver:
        began = time.monotonic()
        assert asked(f"http://{receiver.place}", "Solr|x.1") == [CatalogueRecord("Solr|x.1")]
        assert time.monotonic() - began < 5


def test_values_of_another_type_are_empty() -> None:
    strange = {"title": 7, "nonPresenterAuthors": "x", "formats": [1], "isbns": [None, ["a"]], "openUrl": {}}
    with answering({"records": [strange]}) as receiver:
        (record,) = asked(f"http://{receiver.place}", "Solr|x.1")
    assert (record.title, record.info, record.metadata["authors"], record.metadata["isbns"]) == ("", "", [], [])


def test_a_catalogue_in_a_private_network_is_asked_only_if_the_operator_names_it() -> None:
    def fail(_: Received) -> Answer:
        raise AssertionError

    with Receiver(fail) as receiver:
        assert asked(f"http://{receiver.place}", "Solr|x.1", allow="") == [CatalogueRecord("Solr|x.1")]
    assert receiver.received == []
    assert asked(None, "Solr|x.1") == [CatalogueRecord("Solr|x.1")]
