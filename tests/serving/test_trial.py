"""An editor tries a form on the local server: it is judged as in public, and what would be sent is shown."""

from __future__ import annotations

import json

import pytest
from lxml import html
from opslag.building.project import find_project
from opslag.serving.server import application
from opslag.serving.trial import VISITOR
from starlette.testclient import TestClient

from tests.bare_site import BareSite

FORM = """\
forms:
  skriv:
    emailSubject: "%%navn%%"
    recipient: navn@x.example
    hideSenderInfo: true
    prefillFields: [navn]
    fields: [{name: navn, type: text, label: Navn, required: true}]
"""


@pytest.fixture
def browser(built_site: BareSite) -> TestClient:
    (built_site.root / "pelicanconf.py").unlink()  # so that they are shown in the theme that ships
    built_site.write("forms/skriv.yaml", FORM)
    built_site.write("records/fyr.yaml", "id: x.1\ntitle: Fyr\n")
    project = find_project(built_site.content)
    return TestClient(application(built_site.output, built_site.root / "faults.txt", project), follow_redirects=False)


def words(text: str) -> str:
    return str(html.fromstring(text).xpath("//main")[0].text_content())


@pytest.mark.parametrize("path", ["/arrangementer", "//arrangementer"])
def test_a_folder_without_its_last_slash_leads_to_this_site(browser: TestClient, path: str) -> None:
    """``//arrangementer/`` would be another site: a host of that name."""
    answer = browser.get(f"http://testserver{path}?side=2")
    assert (answer.status_code, answer.headers.get("location")) == (308, "/arrangementer/?side=2")


def test_what_would_be_sent_is_shown(browser: TestClient) -> None:
    answer = browser.post("/forms/skriv", data={"navn": "Bo", "recordId": "x.1"})
    told = json.loads(html.fromstring(answer.text).findtext(".//main//code"))
    assert (told["navn"], told["emailSubject"], told["record"], told["internalUserId"]) == ("Bo", "Bo", "Fyr", None)


def test_a_mistake_comes_back_as_in_public(browser: TestClient) -> None:
    assert "Navn: Skriv et svar." in words(browser.post("/forms/skriv", data={}).text)
    assert browser.post("/forms/skriv", content=b"%FF").status_code == 400


def test_the_form_is_the_one_that_was_saved_last(browser: TestClient, built_site: BareSite) -> None:
    built_site.write("forms/skriv.yaml", FORM.replace("label: Navn", "label: Kaldenavn"))
    assert "Kaldenavn" in words(browser.get("/forms/skriv?navn=Bo").text)
    built_site.write("forms/skriv.yaml", FORM.replace("type: text", "type: tekst"))
    answer = browser.get("/forms/skriv")
    assert answer.status_code == 400
    assert answer.text.startswith("content/forms/skriv.yaml:7:")


def test_somebody_is_signed_in_where_a_form_asks_for_it(browser: TestClient, built_site: BareSite) -> None:
    settings = (built_site.content / "site.yaml").read_text(encoding="utf-8")
    built_site.write("site.yaml", settings + "login: {issuer: https://login.example, client_id: opslag}\n")
    built_site.write("forms/skriv.yaml", FORM.replace("hideSenderInfo: true", "onlyForLoggedUsers: true"))
    assert browser.get("/forms/sign-in?return=/forms/skriv").headers["location"] == "/forms/skriv"
    assert browser.get("/forms/sign-in?return=https://x.example").headers["location"] == "/"
    page = html.fromstring(browser.get("/forms/skriv").text)
    assert page.get_element_by_id("field-email").get("value") == VISITOR.email


def test_everything_else_is_a_file(browser: TestClient) -> None:
    assert browser.get("/").status_code == 200
    assert browser.get("/forms/").status_code == 404
    assert browser.get("/forms/andet").status_code == 404
