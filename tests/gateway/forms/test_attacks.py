"""Bad input and bad intent: each gets the right answer, and nothing leaves that should not.

What attacks the way out, such as certificates, redirects and private addresses, is held off in ``delivery/test_api.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from starlette.testclient import TestClient

from tests.gateway.forms.house import ORIGIN, House, house
from tests.gateway.mailbox import mail_server
from tests.gateway.receiver import Receiver
from tests.waiting import until

FORMS = """\
forms:
  bestil:
    title: Bestil
    primaryHandler: api
    apiSettings: {{url: "{url}"}}
    emailSubject: "%%navn%%: %%record_id%%"
    reportReferrer: true
    reportUserAgent: true
    hideSenderInfo: true
    fields:
      - {{name: navn, type: text, label: Navn, required: true}}
      - {{name: besked, type: textarea, label: Besked}}
      - {{name: dag, type: date, label: Dag, minValue: now, maxValue: now + 30 days}}
      - {{name: rum, type: select, label: Rum, options: [sal, kaelder]}}
      - {{name: svar, type: email, label: E-mail}}
      - {{name: kilde, type: hidden, value: web}}
"""
GOOD = {"navn": "Ågot", "besked": "", "dag": "", "rum": "sal", "svar": ""}
URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}

ATTACKS: dict[str, tuple[dict[str, Any], int]] = {
    "a field is missing": ({"data": {"besked": "Hej"}}, 422),
    "a field is only blanks": ({"data": {**GOOD, "navn": " \t\u00a0"}}, 422),
    "an option that is not there": ({"data": {**GOOD, "rum": "boks"}}, 422),
    "two answers to one question": ({"data": {**GOOD, "navn": ["Ågot", "Bo"]}}, 422),
    "a date before the first": ({"data": {**GOOD, "dag": "2001-01-01"}}, 422),
    "a date after the last": ({"data": {**GOOD, "dag": "2199-12-31"}}, 422),
    "a date that is none": ({"data": {**GOOD, "dag": "2026-02-30"}}, 422),
    "a million characters": ({"data": {**GOOD, "besked": "x" * 1_000_000}}, 422),
    "a million characters of four bytes": ({"data": {**GOOD, "besked": "𝄞" * 1_000_000}}, 413),
    "more than a mebibyte": ({"content": b"navn=" + b"x" * 1_100_000, "headers": URLENCODED}, 413),
    "more than a mebibyte that says it is less": (
        {"content": (b"x" * 100_000 for _ in range(20)), "headers": URLENCODED},
        413,
    ),
    "binary": ({"content": bytes(range(256)) * 4, "headers": URLENCODED}, 400),
    "bytes that are no UTF-8": ({"content": b"navn=%ff%fe&rum=sal", "headers": URLENCODED}, 400),
    "a zero byte": ({"data": {**GOOD, "navn": "Ågot\0"}}, 422),
    "ten thousand names": ({"content": b"&".join(b"a%d=b" % n for n in range(10_000)), "headers": URLENCODED}, 400),
    "a file": ({"files": {"navn": ("a.txt", b"x")}}, 415),
    "JSON": ({"json": GOOD}, 415),
    "no content type": ({"content": b"navn=x"}, 415),
    "a line break in one line": ({"data": {**GOOD, "navn": "Ågot\r\nBcc: alle@andre.example"}}, 422),
    "a line break in an e-mail address": ({"data": {**GOOD, "svar": "a@b.example\nBcc: c@d.example"}}, 422),
    "two e-mail addresses": ({"data": {**GOOD, "svar": "a@b.example, c@d.example"}}, 422),
    "a record id that is a URL": ({"data": {**GOOD, "recordId": "http://169.254.169.254/latest"}}, 422),
    "a record id that climbs": ({"data": {**GOOD, "recordId": "../../admin?x="}}, 422),
    "another site's page": ({"data": GOOD, "headers": {"Origin": "https://ond.example"}}, 403),
    "another site's page, by fetch metadata": ({"data": GOOD, "headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
    "a sandboxed page": ({"data": GOOD, "headers": {"Origin": "null"}}, 403),
    "no page at all": ({"data": GOOD, "headers": {"Origin": ""}}, 403),
    "a name that begins as ours does": ({"data": GOOD, "headers": {"Origin": f"{ORIGIN}.ond.example"}}, 403),
    "ours in plain words": ({"data": GOOD, "headers": {"Origin": f"https://ond.example/{ORIGIN}"}}, 403),
}


@pytest.fixture(scope="module")
def receiving() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, receiving: Receiver) -> Iterator[House]:
    """One gateway for all tests: each leaves its outbox empty."""
    with house(tmp_path_factory.mktemp("attacks")) as made:
        made.write("forms/skriv.yaml", FORMS.format(url=receiving.url))
        yield made


@pytest.fixture
def receiver(receiving: Receiver) -> Receiver:
    """It has received nothing yet."""
    receiving.received.clear()
    return receiving


@pytest.fixture(scope="module")
def browser(made: House) -> Iterator[TestClient]:
    with made.open() as browser:
        yield browser


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_answered_and_nothing_leaves(made: House, browser: TestClient, receiver: Receiver, name: str) -> None:
    asked, status = ATTACKS[name]
    answer = browser.post("/forms/bestil", **asked)
    assert answer.status_code == status
    assert made.states() == []
    assert receiver.received == []
    assert "Traceback" not in answer.text + made.said.getvalue()


@pytest.mark.parametrize("form", ["findes-ikke", "..%2f..%2fetc%2fpasswd", "bestil%00", "sign-in", "BESTIL", "a" * 5000])
def test_what_is_no_form_is_not_found(browser: TestClient, form: str) -> None:
    assert browser.post(f"/forms/{form}", data=GOOD).status_code in (404, 405)


def arrived(made: House, browser: TestClient, receiver: Receiver, wrote: dict[str, Any], **headers: str) -> dict[str, Any]:
    assert browser.post("/forms/bestil", data={**GOOD, **wrote}, headers=headers).status_code == 303
    until(lambda: made.states() == [])
    message: dict[str, Any] = receiver.received[-1].message
    return message


def test_extra_fields_do_not_travel(made: House, browser: TestClient, receiver: Receiver) -> None:
    extra = {"internalUserId": "7", "userCatId": "1", "viewBaseUrl": "https://ond.example", "emailSubject": "x", "admin": "1"}
    message = arrived(made, browser, receiver, extra)
    assert message.keys() == {*GOOD, "kilde", "referrer", "useragent", "emailSubject", "internalUserId", "viewBaseUrl"}
    assert (message["internalUserId"], message["viewBaseUrl"], message["emailSubject"]) == (None, ORIGIN, "Ågot:")


def test_a_hidden_field_is_what_its_definition_says(made: House, browser: TestClient, receiver: Receiver) -> None:
    assert arrived(made, browser, receiver, {"kilde": "forfalsket"})["kilde"] == "web"


@pytest.mark.parametrize("referrer", ["javascript:alert(1)", "https://a.example/\r\nX: y", "https://a.example/" + "x" * 3000])
def test_a_referrer_that_is_no_address_does_not_travel(
    made: House, browser: TestClient, receiver: Receiver, referrer: str
) -> None:
    assert arrived(made, browser, receiver, {"referrer": referrer})["referrer"] == ""


def test_markup_and_formulas_travel_as_text_and_come_back_as_text(made: House, browser: TestClient, receiver: Receiver) -> None:
    evil = '"><script>alert(1)</script>{{7*7}}%%besked%%${HOME}'
    assert arrived(made, browser, receiver, {"navn": evil})["navn"] == evil
    page = browser.post("/forms/bestil", data={**GOOD, "navn": evil, "rum": "boks"}).text
    assert "<script>alert" not in page
    assert "49" not in page.split("<form", 1)[1].split("</form>", 1)[0]


def test_an_answer_does_not_fill_in_the_subject_once_more(made: House, browser: TestClient, receiver: Receiver) -> None:
    assert arrived(made, browser, receiver, {"navn": "%%besked%%", "besked": "hemmeligt"})["emailSubject"] == "%%besked%%:"


def test_what_a_visitor_writes_is_never_where_a_message_goes(made: House, browser: TestClient, receiver: Receiver) -> None:
    with Receiver() as other:
        arrived(made, browser, receiver, {"url": other.url, "apiSettings[url]": other.url, "navn": other.url})
        browser.get(f"/forms/bestil?recordId={quote_plus(other.url)}")
    assert other.received == []


def test_a_letter_goes_to_nobody_else(tmp_path: Path) -> None:
    with mail_server() as mailbox, house(tmp_path, smtp_url="smtp://later") as made:
        made.variables |= {"OPSLAG_SMTP_URL": f"smtp://{mailbox.place}"}
        text = FORMS.format(url="test").replace(
            "primaryHandler: api", "primaryHandler: email\n    recipient: {email: a@b.example, name: A}"
        )
        made.write("forms/skriv.yaml", text.replace("hideSenderInfo: true", "hideSenderInfo: false"))
        with made.open() as browser:
            wrote = {
                **GOOD,
                "besked": "Hej\r\n.\r\nRCPT TO:<c@d.example>\r\nBcc: c@d.example",
                "name": "B",
                "email": "b@c.example",
            }
            assert browser.post("/forms/bestil", data=wrote).status_code == 303
            until(lambda: bool(mailbox.letters))
    (envelope,) = mailbox.envelopes
    assert envelope[1] == ["a@b.example"]
    assert mailbox.letters[0]["Bcc"] is None
    assert "RCPT TO:<c@d.example>" in mailbox.letters[0].get_content()


@pytest.mark.parametrize(
    "to", ["https://ond.example/", "//ond.example", "/\\ond.example", "javascript:alert(1)", "/forms/x\r\nX: y", "/forms/../x"]
)
def test_signing_in_leads_back_to_a_form_of_ours_alone(to: str) -> None:
    from opslag.gateway.sign_in.routes import _RETURN

    assert not _RETURN.fullmatch(to)


@pytest.mark.parametrize("receipt", ["", "<script>", "AAAA-AAA", "K7QF-2M9D'><img src=x>"])
def test_a_receipt_that_is_none_is_not_shown(browser: TestClient, receipt: str) -> None:
    page = browser.get("/forms/bestil/tak", params={"receipt": receipt})
    assert page.status_code == 200
    assert "<b>" not in page.text.split("<main", 1)[1]
    assert not receipt or receipt not in page.text


def test_a_refusal_is_a_problem_that_repeats_nothing(browser: TestClient) -> None:
    answer = browser.post("/forms/bestil", content=b"navn=\xff", headers=URLENCODED)
    assert json.loads(answer.text)["status"] == 400
    assert "navn" not in answer.text
