"""A visitor presses Send: what is right is on the disk before the answer, what is wrong comes back with all that was written."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from starlette.testclient import TestClient

from tests.conftest import REPOSITORY
from tests.gateway.forms.house import SITE, WROTE, House, house, sent
from tests.gateway.receiver import Answer, Receiver
from tests.waiting import until


def solved(challenge: dict[str, Any]) -> str:
    """What the page's script finds by trying."""
    for number in range(challenge["maxnumber"] + 1):
        if hashlib.sha256(f"{challenge['salt']}{number}".encode()).hexdigest() == challenge["challenge"]:
            said = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")}
            return base64.b64encode(json.dumps({**said, "number": number}).encode()).decode()
    raise AssertionError("no solution")


def shown(page: str) -> dict[str, str]:
    """What stands in the fields of a page."""
    (form,) = lxml.html.fromstring(page).xpath('//form[@id="form"]')
    # A line break right after <textarea> is none of its text (HTML, 13.1.2.5).
    return {name: str(value).removeprefix("\n") for name, value in form.fields.items() if value is not None}


def test_what_a_visitor_sends_arrives_and_the_visitor_is_thanked(tmp_path: Path) -> None:
    with Receiver() as receiver, house(tmp_path, receiver.url) as made, made.open() as browser:
        answer = sent(browser)
        assert answer.status_code == 303
        thanks = browser.get(answer.headers["location"])
        until(lambda: bool(receiver.received) and made.states() == [])
    (came,) = receiver.received
    assert came.message == {
        "navn": "Ågot Ørn",
        "besked": "Hvornår åbner I?",
        "name": "",
        "email": "",
        "emailSubject": "Fra Ågot Ørn",
        "internalUserId": None,
        "viewBaseUrl": "https://lillerup.example",
    }
    receipt = re.fullmatch(r"/forms/skriv/tak\?receipt=([2-9A-Z]{4}-[2-9A-Z]{4})", answer.headers["location"])
    assert receipt
    assert receipt[1] in thanks.text
    assert "Tak. Vi svarer snart." in thanks.text


def test_every_address_is_in_the_guide(tmp_path: Path) -> None:
    guide = (REPOSITORY / "feeds" / "forms.md").read_text(encoding="utf-8")
    with house(tmp_path) as made, made.open() as browser:
        routes = [route for route in browser.app.routes if route.path.startswith("/forms/")]  # type: ignore[attr-defined]
    asked = [f"{method} {route.path}" for route in routes for method in route.methods - {"HEAD"}]
    assert len(asked) >= 7
    assert [one for one in asked if f"`{one}`" not in guide] == []


def test_a_client_that_asks_in_another_way_is_told_every_way_that_there_is(tmp_path: Path) -> None:
    ways = {
        "/forms/skriv": {"GET", "HEAD", "POST"},
        "/forms/skriv/captcha": {"GET", "HEAD"},
        "/forms/skriv/tak": {"GET", "HEAD"},
        "/forms/sign-out": {"POST"},
    }
    with house(tmp_path) as made, made.open() as browser:
        for address, allowed in ways.items():
            answer = browser.put(address)
            assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, allowed), address
        assert browser.head("/forms/skriv").status_code == 200


def test_it_is_on_the_disk_when_the_visitor_is_thanked(tmp_path: Path) -> None:
    with house(tmp_path) as made, made.open() as browser:
        sent(browser)
        assert made.states() == ["waiting"]


def test_what_is_missing_comes_back_with_all_that_was_written(tmp_path: Path) -> None:
    with house(tmp_path) as made, made.open() as browser:
        answer = sent(browser, wrote={"navn": "", "besked": "<b>Hvornår</b> åbner I?"})
        assert made.states() == []
    assert answer.status_code == 422
    assert 'href="#field-navn"' in answer.text
    assert shown(answer.text)["besked"] == "<b>Hvornår</b> åbner I?"
    assert answer.headers["cache-control"] == "no-store"


def test_a_form_whose_address_is_test_shows_its_message_and_sends_nothing(tmp_path: Path) -> None:
    with house(tmp_path, "test") as made, made.open() as browser:
        answer = sent(browser)
        assert made.states() == []
    assert answer.status_code == 200
    code = lxml.html.fromstring(answer.text).xpath("//pre/code")[0].text
    assert json.loads(code)["navn"] == "Ågot Ørn"


class TestCaptcha:
    @pytest.fixture
    def made(self, tmp_path: Path) -> Iterator[House]:
        with house(tmp_path, captcha=True) as made:
            yield made

    @pytest.fixture
    def browser(self, made: House) -> Iterator[TestClient]:
        with made.open() as browser:
            yield browser

    def test_work_that_was_done_is_taken_once(self, made: House, browser: TestClient) -> None:
        solution = solved(browser.get("/forms/skriv/captcha").json())
        wrote = {**WROTE, "opslag-captcha": solution}
        assert sent(browser, wrote=wrote).status_code == 303
        again = sent(browser, wrote=wrote)
        assert again.status_code == 422
        assert made.states() == ["waiting"]
        assert shown(again.text)["besked"] == WROTE["besked"]

    def test_without_script_a_question_is_asked_and_its_answer_taken_once(self, made: House, browser: TestClient) -> None:
        page = sent(browser)
        assert page.status_code == 422
        fields = shown(page.text)
        assert fields["besked"] == WROTE["besked"]
        question = lxml.html.fromstring(page.text).xpath('//label[@for="opslag-answer"]')[0].text_content()
        words = ["en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni"]
        summed = sum(words.index(word) + 1 for word in re.findall(r"\w+", question.lower()) if word in words)
        fields["opslag-answer"] = str(summed)
        assert sent(browser, wrote=fields).status_code == 303
        assert sent(browser, wrote=fields).status_code == 422
        assert made.states() == ["waiting"]

    def test_a_wrong_answer_gets_another_question(self, made: House, browser: TestClient) -> None:
        fields = shown(sent(browser).text)
        again = shown(sent(browser, wrote={**fields, "opslag-answer": "99"}).text)
        assert again["opslag-question"] != fields["opslag-question"]
        assert made.states() == []

    @pytest.mark.parametrize(
        "change",
        [
            {"number": 1},
            {"number": "1"},
            {"number": True},
            {"salt": "abc?expires=99999999999&form=skriv&"},
            {"salt": ["a"]},
            {"signature": "0" * 64},
            {"challenge": "0" * 64},
            {"algorithm": "SHA-1"},
            {"algorithm": None},
        ],
    )
    def test_work_that_was_not_done_is_not_believed(self, made: House, browser: TestClient, change: dict[str, Any]) -> None:
        said = json.loads(base64.b64decode(solved(browser.get("/forms/skriv/captcha").json())))
        solution = base64.b64encode(json.dumps({**said, **change}).encode()).decode()
        assert sent(browser, wrote={**WROTE, "opslag-captcha": solution}).status_code == 422
        assert made.states() == []

    @pytest.mark.parametrize("solution", ["x", "bnVsbA==", "W10=", "[" * 3000, "Wy" * 900])
    def test_what_is_no_solution_is_not_believed(self, browser: TestClient, solution: str) -> None:
        assert sent(browser, wrote={**WROTE, "opslag-captcha": solution}).status_code == 422

    def test_work_for_another_form_is_not_believed(self, made: House, tmp_path: Path) -> None:
        text = (made.root / "content/forms/skriv.yaml").read_text(encoding="utf-8")
        made.write("forms/andet.yaml", text.replace("skriv:", "andet:"))
        with made.open() as browser:
            solution = solved(browser.get("/forms/andet/captcha").json())
            assert sent(browser, wrote={**WROTE, "opslag-captcha": solution}).status_code == 422


def test_a_robot_that_fills_in_all_or_is_too_quick_is_sent_back(tmp_path: Path) -> None:
    with house(tmp_path) as made, made.open() as browser:
        assert sent(browser, wrote={**WROTE, "opslag-website": "https://spam.example"}).status_code == 422
        assert sent(browser, wrote={**WROTE, "opslag-seconds": "1"}).status_code == 422
        assert sent(browser, wrote={**WROTE, "opslag-seconds": "2"}).status_code == 303
        assert made.states() == ["waiting"]


def test_an_address_that_sends_without_end_is_told_to_wait(tmp_path: Path) -> None:
    with house(tmp_path, submissions="3") as made, made.open() as browser:
        answers = [sent(browser) for _ in range(4)]
        assert len(made.states()) == 3
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert 0 < int(answers[3].headers["retry-after"]) <= 601
    assert shown(answers[3].text)["besked"] == WROTE["besked"]


def test_a_catalogue_is_not_flooded_by_an_address_that_opens_pages_without_end(tmp_path: Path) -> None:
    record = json.dumps({"records": [{"title": "En bog"}]}).encode()
    with Receiver(lambda _: Answer(body=record)) as catalogue, house(tmp_path, submissions="1") as made:
        made.write("site.yaml", f"{SITE}records: {{api: http://{catalogue.place}}}\n")
        with made.open() as browser:
            pages = [browser.get("/forms/skriv", params={"recordId": f"x.{number}"}) for number in range(7)]
    assert [page.status_code for page in pages] == [200] * 7
    assert ["En bog" in page.text for page in pages] == [True] * 5 + [False] * 2
    assert len(catalogue.received) == 5


def test_a_full_disk_is_told_and_nothing_written_is_lost(tmp_path: Path) -> None:
    with house(tmp_path) as made, made.open() as browser:
        with made.outbox() as outbox, outbox.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE opslag_outbox")
        answer = sent(browser)
    assert answer.status_code == 503
    assert shown(answer.text)["besked"] == WROTE["besked"]
    assert "Ågot" not in made.said.getvalue()


def test_a_form_is_changed_while_the_gateway_runs_and_a_mistake_leaves_it_as_it_was(tmp_path: Path) -> None:
    with house(tmp_path) as made, made.open() as browser:
        text = (made.root / "content/forms/skriv.yaml").read_text()
        made.write("forms/skriv.yaml", text.replace("Skriv til os", "Skriv hellere"))
        until(lambda: "Skriv hellere" in browser.get("/forms/skriv").text)
        made.write("forms/skriv.yaml", "forms: {skriv: {fieldz: 1}}")
        until(lambda: browser.get("/forms/skriv").status_code == 200 and bool(browser.get("/healthz").json()["ailments"]))
        assert sent(browser).status_code == 303
    assert "fieldz" in made.said.getvalue()


def test_without_a_key_or_with_another_one_the_gateway_does_not_begin(tmp_path: Path) -> None:
    from opslag.errors import OpslagError
    from opslag.gateway.outbox.seal import new_key

    with house(tmp_path) as made:
        with made.open() as browser:
            sent(browser)
        for key, said in (("", "OPSLAG_OUTBOX_KEY is not set"), (new_key(), "sealed with another key")):
            made.key = key
            with pytest.raises(OpslagError, match=said), made.open():
                pass
