"""Letters: to the right people, with nothing in a header that a visitor could have put there."""

from __future__ import annotations

import ssl
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from opslag.errors import OpslagError
from opslag.forms.form import Recipient
from opslag.gateway.delivery.contents import Contents, unpacked
from opslag.gateway.delivery.letter import letter
from opslag.gateway.delivery.post_office import read_post_office
from opslag.gateway.delivery.reach import read_reach
from opslag.gateway.outbox.outcome import Outcome, Verdict

from tests.gateway.mailbox import Mailbox, mail_server
from tests.waiting import awaited

HOUSE = Recipient("formular@bibliotek.example", "Biblioteket")
DESK = Recipient("betjening@bibliotek.example", "Betjeningen, Hovedbiblioteket")
CONTENTS = Contents(
    {"emailSubject": "Spørgsmål fra Ågot Ørn"},
    (("Navn", "Ågot Ørn"), ("Besked", "Hej\nHvornår åbner I?"), ("Telefon", "")),
    Recipient("aagot@eksempel.example", "Ågot Ørn"),
)

HEADERS = sorted(
    b"from to subject date auto-submitted message-id reply-to mime-version content-type content-transfer-encoding".split()
)


def written(contents: Contents = CONTENTS) -> EmailMessage:
    return letter(contents, HOUSE, (DESK,), "6f1d2c3b", 1_800_000_000.0)


def sent(url: str, allow: str = "", message: EmailMessage | None = None) -> Outcome:
    office = read_post_office(url, read_reach(allow))
    assert office is not None
    return awaited(office.send(message or written(), 10.0))


def test_a_letter_says_who_wrote_what_and_is_answered_to_the_visitor() -> None:
    with mail_server() as mailbox:
        assert sent(f"smtp://{mailbox.place}", mailbox.place).verdict is Verdict.DELIVERED
    (came,) = mailbox.letters
    assert came["Subject"] == "Spørgsmål fra Ågot Ørn"
    assert came["From"] == "Biblioteket <formular@bibliotek.example>"
    assert came["To"] == '"Betjeningen, Hovedbiblioteket" <betjening@bibliotek.example>'
    assert came["Reply-To"] == "Ågot Ørn <aagot@eksempel.example>"
    assert came["Message-ID"] == "<6f1d2c3b@bibliotek.example>"
    assert came.get_content().replace("\r\n", "\n") == (
        "Navn:\n  Ågot Ørn\n\nBesked:\n  Hej\n  Hvornår åbner I?\n\nTelefon:\n  –\n\n"
    )
    assert mailbox.envelopes == [("formular@bibliotek.example", ["betjening@bibliotek.example"])]


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_no_text_of_a_visitor_begins_another_header(subject: str, name: str, answer: str) -> None:
    try:
        made = written(Contents({"emailSubject": subject}, (("Navn", answer),), Recipient("a@eksempel.example", name)))
    except ValueError:
        return  # it is refused before it leaves
    head = made.as_bytes().split(b"\r\n\r\n")[0]
    names = [line.split(b":")[0].lower() for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    assert sorted(names) == HEADERS


@pytest.mark.parametrize(
    "address", ["a@eksempel.example\r\nBcc: alle@andre.example", "a@b@c", "<a@b>", "", "a@eksempel.example, b@c.d"]
)
def test_an_address_that_is_more_than_one_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        written(Contents({}, (), Recipient(address)))


def test_a_letter_in_the_clear_goes_only_to_a_server_that_the_operator_names() -> None:
    with mail_server() as mailbox:
        outcome = sent(f"smtp://{mailbox.place}")
    assert outcome == Outcome(Verdict.REFUSED, "the mail server offers no TLS, and OPSLAG_DELIVERY_ALLOW does not name it")
    assert mailbox.letters == []


def test_a_password_is_told_in_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with mail_server(tls=context, password=b"hemmeligt/ord") as mailbox:
        assert sent(f"smtp://post:hemmeligt%2Ford@{mailbox.place}").verdict is Verdict.DELIVERED
        wrong = sent(f"smtp://post:andet@{mailbox.place}")
    assert wrong.verdict is Verdict.REFUSED
    assert "andet" not in wrong.said
    assert len(mailbox.letters) == 1


def test_a_server_that_takes_no_password_is_not_said_to_lack_tls() -> None:
    with mail_server() as mailbox:
        outcome = sent(f"smtp://post:ord@{mailbox.place}", mailbox.place)
    assert outcome == Outcome(Verdict.REFUSED, "the mail server takes no password; leave it out of OPSLAG_SMTP_URL")
    assert mailbox.letters == []


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("451 Try later aagot@eksempel.example", Verdict.LATER), ("554 No aagot@eksempel.example", Verdict.REFUSED)],
)
def test_what_the_server_says_decides_and_is_not_repeated(answer: str, verdict: Verdict) -> None:
    with mail_server(Mailbox(answer)) as mailbox:
        outcome = sent(f"smtp://{mailbox.place}", mailbox.place)
    assert outcome == Outcome(verdict, f"{answer[:3]}: the mail server did not take it")


def test_a_server_that_is_away_is_tried_again() -> None:
    with mail_server() as mailbox:
        place = mailbox.place
    assert sent(f"smtp://{place}", place) == Outcome(Verdict.LATER, "the mail server could not be reached")


@pytest.mark.parametrize("url", ["localhost:25", "http://post.example", "smtp://", "smtp://post:hemmeligt@host:port"])
def test_an_operator_is_told_how_a_mail_server_is_named(url: str) -> None:
    with pytest.raises(OpslagError, match="OPSLAG_SMTP_URL is no address") as error:
        read_post_office(url, read_reach(""))
    assert "hemmeligt" not in str(error.value)


def test_what_is_kept_comes_out_as_it_went_in() -> None:
    assert unpacked(CONTENTS.packed()) == CONTENTS
    assert unpacked(Contents({"a": None}).packed()) == Contents({"a": None})
