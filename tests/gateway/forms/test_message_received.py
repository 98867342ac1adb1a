"""The documented example, all the way: posted as a browser posts it, received by a real server in digest authentication."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import yaml
from opslag.forms.user import User
from opslag.gateway.outbox.seal import read_seal
from opslag.gateway.sign_in.session import SESSION, Sealer, of_users

from tests.gateway.digest import DigestGuard
from tests.gateway.forms.house import SITE, House, house
from tests.gateway.receiver import Answer, Receiver
from tests.waiting import until

EXAMPLE = Path(__file__).parents[2] / "forms" / "repository_library_request"
PASSWORD = "huippu salainen: ä"
LOGIN = """
login:
  issuer: https://kirjautuminen.finna.example
  client_id: opslag
"""


def signed_in(made: House, user: User) -> str:
    """The cookie of a visitor who has signed in."""
    return of_users(read_seal(made.key).derived("session")).sealed(asdict(user), 4_000_000_000.0)


def signed_in_long_ago(made: House) -> str:
    """One that an earlier version made, in which a user had other fields."""
    return Sealer(read_seal(made.key).derived("session"), SESSION).sealed({"number": 7}, 4_000_000_000.0)


def write_example(made: House, url: str) -> None:
    """The definition as it is documented, but for where it goes to, and with what password."""
    definition = (EXAMPLE / "definition.yaml").read_text(encoding="utf-8")
    assert "url: https://somewhere\n" in definition
    settings = f"url: {url}\n      username: tunnus\n      password: ${{SALASANA}}\n      authMethod: digest\n"
    made.write("forms/skriv.yaml", definition.replace("url: https://somewhere\n", settings))
    made.write("forms/translations/fi.yaml", (EXAMPLE / "texts.yaml").read_text(encoding="utf-8"))
    made.write("records/dewey.yaml", (EXAMPLE / "record.yaml").read_text(encoding="utf-8"))
    site = SITE.replace("https://lillerup.example", "https://www.finna.fi").replace("language: da", "language: fi")
    made.write("site.yaml", site + LOGIN)


def test_the_documented_message_is_received_key_for_key_and_value_for_value(tmp_path: Path) -> None:
    guard = DigestGuard("tunnus", PASSWORD)
    with Receiver(lambda _: Answer(204), digest=guard) as receiver, house(tmp_path) as made:
        write_example(made, receiver.url)
        made.variables["SALASANA"] = PASSWORD
        given = yaml.safe_load((EXAMPLE / "input.yaml").read_text(encoding="utf-8"))
        with made.open() as browser:
            cookie = signed_in(made, User(internal_id=7, cat_id="123", cat_username="taavi"))
            answer = browser.post(
                "/forms/RepositoryLibraryRequest",
                data={**given, "recordId": "vaari.355334"},
                headers={"Origin": "https://www.finna.fi", "Cookie": f"{SESSION}={cookie}"},
            )
            assert answer.status_code == 303, answer.text
            until(lambda: made.states() == [])
    (came,) = receiver.received
    assert came.message == json.loads((EXAMPLE / "message.json").read_bytes())
    assert guard.refused == ["no credentials"]


def test_who_has_not_signed_in_cannot_send_it(tmp_path: Path) -> None:
    with house(tmp_path) as made:
        write_example(made, "https://findes.invalid/")
        made.variables["SALASANA"] = PASSWORD
        with made.open() as browser:
            headers = {"Origin": "https://www.finna.fi"}
            wrote = {"name": "Taavi", "email": "taavi@eksempel.example", "pickup": "Turun kaupunginkirjasto"}
            for cookie in ("", "x", "A" * 80, signed_in(House(tmp_path), User(7)), signed_in_long_ago(made)):
                answer = browser.post(
                    "/forms/RepositoryLibraryRequest", data=wrote, headers={**headers, "Cookie": f"{SESSION}={cookie}"}
                )
                assert answer.status_code == 422
            assert made.states() == []
            assert "/forms/sign-in?return=/forms/RepositoryLibraryRequest" in browser.get("/forms/RepositoryLibraryRequest").text
