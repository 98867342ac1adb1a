"""A message reaches another system as it asks for it, and reaches nobody whom the operator has not meant."""

from __future__ import annotations

import datetime
import json
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme
from opslag.errors import OpslagError
from opslag.forms.form import ApiSettings
from opslag.gateway.delivery.api import Api
from opslag.gateway.delivery.client import open_client
from opslag.gateway.delivery.reach import read_reach
from opslag.gateway.outbox.outcome import Outcome, Verdict

from tests.gateway.digest import DigestGuard
from tests.gateway.receiver import Answer, Receiver
from tests.waiting import awaited

KEY = "6f1d2c3b-4a59-4687-9786-a5b4c3d2e1f0"
MESSAGE = {"navn": "Ågot Ørn", "besked": "Hej"}


def posted(settings: ApiSettings, allow: str = "", patience: float = 10.0, times: int = 1) -> Outcome:
    async def post() -> Outcome:
        async with open_client(read_reach(allow)) as client:
            api = Api(client)
            for _ in range(times):
                outcome = await api.post(settings, json.dumps(MESSAGE).encode(), KEY, patience)
            return outcome

    return awaited(post())


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """Whom the gateway trusts in this test, by SSL_CERT_FILE."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


def tls(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context


def test_a_message_is_json_with_a_key_by_which_a_repeat_is_known() -> None:
    with Receiver() as receiver:
        outcome = posted(ApiSettings(receiver.url), receiver.place)
    (came,) = receiver.received
    assert outcome == Outcome(Verdict.DELIVERED, "200 OK")
    assert (came.message, came.key, came.path) == (MESSAGE, KEY, "/modtag")
    assert came.headers["content-type"] == "application/json"
    assert came.headers["host"] == receiver.place
    assert came.headers["user-agent"].startswith("opslag/")
    assert "authorization" not in came.headers


def test_headers_of_the_form_are_sent_beside_the_ordinary_ones() -> None:
    with Receiver() as receiver:
        posted(ApiSettings(receiver.url, headers=(("X-Autentikointiavain", "salaisuus"), ("X-Kilde", "web"))), receiver.place)
    (came,) = receiver.received
    assert (came.headers["x-autentikointiavain"], came.headers["x-kilde"]) == ("salaisuus", "web")
    assert came.headers["content-type"] == "application/json"


def test_basic_authentication_is_what_a_user_name_means() -> None:
    with Receiver() as receiver:
        posted(ApiSettings(receiver.url, "tunnus", "huippusalainen"), receiver.place)
    assert receiver.received[0].headers["authorization"] == "Basic dHVubnVzOmh1aXBwdXNhbGFpbmVu"


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
def test_digest_authentication_is_let_in_by_a_server_that_knows_the_standard_alone(algorithm: str) -> None:
    guard = DigestGuard("tunnus", "huippusalainen", algorithm)
    with Receiver(digest=guard) as receiver:
        outcome = posted(ApiSettings(receiver.url, "tunnus", "huippusalainen", "digest"), receiver.place, times=3)
    assert outcome.verdict is Verdict.DELIVERED
    assert [came.message for came in receiver.received] == [MESSAGE] * 3
    assert set(guard.refused) == {"no credentials"}


def test_a_wrong_digest_password_is_left_to_a_person() -> None:
    guard = DigestGuard("tunnus", "huippusalainen")
    with Receiver(digest=guard) as receiver:
        outcome = posted(ApiSettings(receiver.url, "tunnus", "gættet", "digest"), receiver.place)
    assert outcome == Outcome(Verdict.REFUSED, "401 Unauthorized")
    assert receiver.received == []
    assert guard.refused[-1] == "a wrong password"


@pytest.mark.parametrize(
    ("status", "codes", "verdict"),
    [
        (200, None, Verdict.DELIVERED),
        (299, None, Verdict.DELIVERED),
        (204, {200, 204}, Verdict.DELIVERED),
        (409, {409}, Verdict.DELIVERED),
        (302, {302}, Verdict.DELIVERED),
        (201, {200, 204}, Verdict.LATER),
        (302, None, Verdict.LATER),
        (400, None, Verdict.REFUSED),
        (401, None, Verdict.REFUSED),
        (403, None, Verdict.REFUSED),
        (404, None, Verdict.REFUSED),
        (422, None, Verdict.REFUSED),
        (408, None, Verdict.LATER),
        (429, None, Verdict.LATER),
        (500, None, Verdict.LATER),
        (503, None, Verdict.LATER),
        (599, None, Verdict.LATER),
    ],
)
def test_the_status_decides_what_becomes_of_a_message(status: int, codes: set[int] | None, verdict: Verdict) -> None:
    with Receiver(lambda _: Answer(status)) as receiver:
        outcome = posted(ApiSettings(receiver.url, success_codes=frozenset(codes) if codes else None), receiver.place)
    assert outcome.verdict is verdict
    assert outcome.said.startswith(str(status))
    assert len(receiver.received) == 1


@pytest.mark.parametrize(("text", "seconds"), [("120", 120.0), ("999999999", 86_400.0), ("soon", 0.0), ("-5", 0.0)])
def test_a_receiver_may_ask_to_be_left_alone_for_a_while(text: str, seconds: float) -> None:
    with Receiver(lambda _: Answer(503, (("Retry-After", text),))) as receiver:
        assert posted(ApiSettings(receiver.url), receiver.place).wait == seconds


@pytest.mark.parametrize("trouble", ["drop", "half"])
def test_a_connection_that_breaks_off_is_tried_again(trouble: str) -> None:
    with Receiver(lambda _: Answer(trouble=trouble)) as receiver:
        outcome = posted(ApiSettings(receiver.url), receiver.place)
    assert outcome == Outcome(Verdict.LATER, "the connection broke off before an answer came")


def test_a_receiver_that_hangs_is_not_waited_for_for_ever() -> None:
    with Receiver(lambda _: Answer(trouble="hang")) as receiver:
        assert posted(ApiSettings(receiver.url), receiver.place, patience=0.3) == Outcome(
            Verdict.LATER, "no answer within 0.3 seconds"
        )


def test_nobody_there_is_tried_again() -> None:
    with Receiver() as receiver:
        place, url = receiver.place, receiver.url
    assert posted(ApiSettings(url), place) == Outcome(Verdict.LATER, "no connection could be made")


def test_a_name_that_nobody_knows_is_tried_again() -> None:
    assert posted(ApiSettings("https://findes.invalid/")).verdict is Verdict.LATER


def test_a_pause_that_nobody_can_read_is_none() -> None:
    """In the place of a number there is what looks like one: it says nothing against the message."""
    with Receiver(lambda _: Answer(503, (("Retry-After", "\xb2"),))) as receiver:
        outcome = posted(ApiSettings(receiver.url), receiver.place)
    assert outcome == Outcome(Verdict.LATER, "503 Service Unavailable")


def test_an_endless_answer_is_not_read_to_its_end() -> None:
    with Receiver(lambda _: Answer(200, body=b"x" * 20_000_000)) as receiver:
        assert posted(ApiSettings(receiver.url), receiver.place).verdict is Verdict.DELIVERED


class TestOnlyInTls:
    def test_a_valid_certificate_is_enough(self, authority: trustme.CA) -> None:
        with Receiver(tls=tls(authority.issue_cert("localhost")), host="localhost") as receiver:
            outcome = posted(ApiSettings(receiver.url), receiver.place)
        assert outcome.verdict is Verdict.DELIVERED
        assert receiver.received[0].headers["host"] == receiver.place

    @pytest.mark.parametrize(
        ("issue", "said"),
        [
            (
                lambda _: trustme.CA().issue_cert("localhost"),
                "unable to get local issuer certificate",
            ),
            (
                lambda ca: ca.issue_cert("localhost", not_after=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)),
                "certificate has expired",
            ),
            (
                lambda ca: ca.issue_cert("andet.example"),
                "Hostname mismatch, certificate is not valid for 'localhost'.",
            ),
        ],
        ids=["self-signed", "expired", "for another"],
    )
    def test_an_invalid_certificate_gets_no_byte(
        self, authority: trustme.CA, issue: Callable[[trustme.CA], trustme.LeafCert], said: str
    ) -> None:
        with Receiver(tls=tls(issue(authority)), host="localhost") as receiver:
            outcome = posted(ApiSettings(receiver.url), receiver.place)
        assert outcome.verdict is Verdict.LATER
        assert said in outcome.said
        assert receiver.received == []

    def test_a_connection_that_was_made_to_one_name_is_not_used_for_another(self, authority: trustme.CA) -> None:
        """Both have the same address; the certificate is good for the first alone."""

        async def post(place: str, *hosts: str) -> list[Verdict]:
            async with open_client(read_reach("127.0.0.1,localhost")) as client:
                urls = [f"https://{host}:{place}/modtag" for host in hosts]
                return [(await Api(client).post(ApiSettings(url), b"{}", KEY, 10.0)).verdict for url in urls]

        with Receiver(tls=tls(authority.issue_cert("localhost"))) as receiver:
            verdicts = awaited(post(str(receiver.port), "localhost", "127.0.0.1", "localhost"))
        assert verdicts == [Verdict.DELIVERED, Verdict.LATER, Verdict.DELIVERED]
        assert len(receiver.received) == 2

    def test_plain_http_is_spoken_only_to_whom_the_operator_names(self) -> None:
        with Receiver() as receiver:
            outcome = posted(ApiSettings(receiver.url))
            assert posted(ApiSettings(receiver.url), "127.0.0.1").verdict is Verdict.DELIVERED
            assert posted(ApiSettings(receiver.url), f"127.0.0.1:{receiver.port + 1}").verdict is Verdict.REFUSED
        assert outcome.verdict is Verdict.REFUSED
        assert "is not https" in outcome.said
        assert len(receiver.received) == 1

    def test_a_redirect_is_not_followed_to_plain_http_nor_anywhere(self, authority: trustme.CA) -> None:
        with (
            Receiver() as other,
            Receiver(
                lambda _: Answer(307, (("Location", other.url),)), tls=tls(authority.issue_cert("localhost")), host="localhost"
            ) as receiver,
        ):
            outcome = posted(ApiSettings(receiver.url), f"{receiver.place},{other.place}")
        assert outcome == Outcome(Verdict.LATER, "307 Temporary Redirect: redirects are not followed")
        assert other.received == []


class TestOnlyInPublic:
    @pytest.fixture
    def receiver(self, authority: trustme.CA) -> Iterator[Receiver]:
        with Receiver(tls=tls(authority.issue_cert("localhost", "127.0.0.1")), host="localhost") as receiver:
            yield receiver

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
    def test_no_name_of_this_machine_is_spoken_to(self, receiver: Receiver, host: str) -> None:
        outcome = posted(ApiSettings(f"https://{host}:{receiver.port}/modtag"))
        assert outcome.verdict is not Verdict.DELIVERED
        assert receiver.received == []

    @pytest.mark.parametrize(
        "host",
        [
            *("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),  # noqa: S104
            *("[fd00::1]", "[fe80::1]", "[64:ff9b::a00:1]", "[::]"),
        ],
    )
    def test_no_private_address_is_spoken_to(self, host: str) -> None:
        outcome = posted(ApiSettings(f"https://{host}/"))
        assert outcome.verdict is Verdict.REFUSED
        assert "no public address" in outcome.said

    def test_a_private_address_is_spoken_to_if_the_operator_names_its_network(self, receiver: Receiver) -> None:
        assert posted(ApiSettings(receiver.url), "127.0.0.0/8").verdict is Verdict.DELIVERED


@pytest.mark.parametrize(
    "settings",
    [
        ApiSettings("https://"),
        ApiSettings("ftp://eksempel.example/"),
        ApiSettings("file:///etc/passwd"),
        ApiSettings("https://127.0.0.1:99999/"),
        ApiSettings("https://eksempel.example/\r\nX: y"),
    ],
)
def test_an_address_that_is_none_is_left_to_a_person(settings: ApiSettings) -> None:
    assert posted(settings, "127.0.0.1,eksempel.example").verdict is Verdict.REFUSED


@pytest.mark.parametrize("text", ["http://intern/", "10.0.0.0/33", "a b", ":80"])
def test_an_operator_is_told_what_may_stand_in_the_allowance(text: str) -> None:
    with pytest.raises(OpslagError, match=r"OPSLAG_DELIVERY_ALLOW: .* write a host, an address or a network"):
        read_reach(text)
