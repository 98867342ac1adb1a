"""The message as another system receives it: the documented example, key for key and value for value, and each key by itself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from opslag.forms.form import Form
from opslag.forms.message import message
from opslag.forms.record import CatalogueRecord
from opslag.forms.user import User

from tests.forms.made import SITE, TODAY, answer, form, make

EXAMPLE = Path(__file__).parent / "repository_library_request"
"""The definition, the texts, the record and the message of the documentation from which the keys come."""


def test_the_documented_definition_user_record_and_input_give_the_documented_message() -> None:
    files = {"forms/request.yaml": "definition.yaml", "forms/translations/fi.yaml": "texts.yaml"}
    files |= {"records/dewey.yaml": "record.yaml"}
    written = {path: (EXAMPLE / name).read_text(encoding="utf-8") for path, name in files.items()}
    made = make(written, replace(SITE, language="fi", base_url="https://www.finna.fi"))
    assert made.told == []
    expected = json.loads((EXAMPLE / "message.json").read_bytes())
    given = yaml.safe_load((EXAMPLE / "input.yaml").read_text(encoding="utf-8"))
    answers = answer(made.forms[0], *given.items())
    user = User(internal_id=7, cat_id="123", cat_username="taavi")
    record = made.records["Solr|vaari.355334"]
    sent = message(made.forms[0], answers, base_url="https://www.finna.fi", user=user, record=record)
    assert answers.faults == ()
    assert sent == expected
    assert json.loads(json.dumps(sent)) == expected


def sent(one: Form, *pairs: tuple[str, str], **around: Any) -> dict[str, Any]:
    return message(one, answer(one, *pairs), base_url=SITE.base_url, **around)


def test_what_was_left_empty_is_an_empty_text() -> None:
    one = form(
        """
        title: Skriv
        fields:
          - {name: tekst, type: textarea, label: x}
          - {name: dag, type: date, label: x}
          - {name: hus, type: select, label: x, placeholder: y, options: [a]}
          - {name: form, type: checkbox, label: x, options: [a, b]}
          - {name: kilde, type: hidden, value: web}
        """
    )
    empty = {"tekst": "", "dag": "", "hus": "", "form": "", "kilde": "web", "name": "", "email": ""}
    assert sent(one) == empty | {"emailSubject": "Skriv", "internalUserId": None, "viewBaseUrl": SITE.base_url}


def test_a_record_gives_four_keys_and_without_one_there_are_none() -> None:
    record = CatalogueRecord("Solr|x.1", "Titel", "\r\nTitel: Titel", {"isbns": []})
    told = sent(form("title: x"), record=record)
    assert {key: told[key] for key in told if key.startswith("record")} == {
        "record": "Titel",
        "recordId": "Solr|x.1",
        "recordInfo": "\r\nTitel: Titel",
        "recordMetadata": {"isbns": []},
    }
    assert not [key for key in sent(form("title: x")) if key.startswith("record")]


def test_a_record_of_which_only_the_id_is_known_goes_all_the_same() -> None:
    told = sent(form('emailSubject: "%%record_id%%: %%record%%"'), record=CatalogueRecord("Solr|x.1"))
    assert (told["record"], told["recordId"], told["emailSubject"]) == ("", "Solr|x.1", "Solr|x.1:")


def test_the_page_before_and_the_browser_are_told_only_where_the_form_asks() -> None:
    around = {"referrer": "https://lillerup.example/x/", "user_agent": "Browser/1"}
    assert not {"referrer", "useragent"} & sent(form("title: x"), **around).keys()
    assert sent(form("reportReferrer: true"), **around)["referrer"] == around["referrer"]
    assert sent(form("reportUserAgent: true"), **around)["useragent"] == "Browser/1"
    assert sent(form("reportReferrer: true"))["referrer"] == ""


def test_the_borrower_is_told_only_where_the_form_asks_and_claims_keep_their_type() -> None:
    user = User(7, cat_id=123, cat_username="0042")
    plain = sent(form("title: x"), user=user)
    assert plain["internalUserId"] == 7
    assert not {"userCatId", "userCatUsername"} & plain.keys()
    assert sent(form("includePatronId: true"), user=user)["userCatId"] == 123
    assert sent(form("includeBarcode: true"), user=user)["userCatUsername"] == "0042"
    assert sent(form("includeBarcode: true\nincludePatronId: true"))["userCatId"] is None


def test_the_subject_says_what_the_visitor_read_or_what_is_delivered() -> None:
    one = form(
        """
        emailSubject: "%%hus%%/%%label:hus%%/%%value:hus%%/%%internalUserId%%/%%viewBaseUrl%%/%%email%%"
        fields: [{name: hus, type: select, label: x, options: [{value: h, label: Havnen}]}]
        """
    )
    assert sent(one, ("hus", "h"), user=User(7))["emailSubject"] == f"Havnen/Havnen/h/7/{SITE.base_url}/"


def test_no_answer_begins_a_new_line_of_a_subject() -> None:
    one = form('emailSubject: "Fra %%besked%%"\nfields: [{name: besked, type: textarea, label: x}]')
    assert sent(one, ("besked", "a\r\nBcc: b@x.example\n\nc"))["emailSubject"] == "Fra a Bcc: b@x.example c"


def test_an_answer_is_not_read_as_a_subject() -> None:
    one = form('emailSubject: "%%besked%%"\nfields: [{name: besked, type: text, label: x}]')
    assert sent(one, ("besked", "%%email%%"), ("email", "a@x.example"))["emailSubject"] == "%%email%%"


def test_today_is_the_site_s() -> None:
    one = form("fields: [{name: dag, type: date, label: x, minValue: now}]")
    assert answer(one, ("dag", TODAY.isoformat())).faults == ()
    assert answer(one, ("dag", TODAY.isoformat()), today=TODAY.replace(day=22)).faults
