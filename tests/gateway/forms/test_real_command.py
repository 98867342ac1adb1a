"""``opslag gateway`` itself: forms and feeds from one process."""

from __future__ import annotations

from opslag.gateway.outbox.seal import new_key

from tests.bare_site import BareSite
from tests.gateway.forms.house import FORM, WROTE
from tests.gateway.receiver import Receiver
from tests.gateway.running import running
from tests.waiting import until


def test_the_gateway_takes_in_a_form_delivers_it_and_stops_when_it_is_told(ticket_site: BareSite) -> None:
    with Receiver() as receiver:
        ticket_site.write("forms/skriv.yaml", FORM.format(url=receiver.url, captcha="false"))
        ticket_site.commit("Ask visitors to write")
        settings = {"OPSLAG_OUTBOX_KEY": new_key(), "OPSLAG_DELIVERY_ALLOW": receiver.place}
        with running(ticket_site, **settings) as gateway:
            answer = gateway.client.post("/forms/skriv", data=WROTE, headers={"Sec-Fetch-Site": "same-origin"})
            assert answer.status_code == 303
            until(lambda: receiver.received)
            assert gateway.client.get("/healthz").json()["ailments"].get("forms") is None
            assert gateway.stop() == 0
    assert receiver.received[0].message["navn"] == WROTE["navn"]
    assert WROTE["navn"] not in gateway.log.read_text()
    assert (ticket_site.root / ".opslag" / "outbox.db").is_file()


def test_a_gateway_that_may_not_keep_what_is_sent_does_not_begin(ticket_site: BareSite) -> None:
    ticket_site.write("forms/skriv.yaml", FORM.format(url="https://findes.invalid/", captcha="false"))
    ran = ticket_site.opslag("gateway", "--port", "0")
    assert ran.code == 1
    assert "OPSLAG_OUTBOX_KEY is not set" in ran.stderr
