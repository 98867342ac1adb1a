"""What waits in the outbox reaches its receiver, once if all goes well, and again and again if not."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from opslag.forms.form import ApiSettings, Form, Handler, Recipient
from opslag.gateway.delivery.api import Api
from opslag.gateway.delivery.client import open_client
from opslag.gateway.delivery.contents import Contents
from opslag.gateway.delivery.delivery import Carriers, Delivery
from opslag.gateway.delivery.pace import Pace
from opslag.gateway.delivery.post_office import read_post_office
from opslag.gateway.delivery.reach import read_reach
from opslag.gateway.delivery.reminder import LATE, Reminder
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.outbox import database
from opslag.gateway.outbox.clerk import Clerk
from opslag.gateway.outbox.outbox import Outbox, open_outbox
from opslag.gateway.outbox.parcel import Parcel, Submission, new_receipt
from opslag.gateway.outbox.seal import new_key

from tests.gateway.mailbox import Mailbox, mail_server
from tests.gateway.receiver import Answer, Received, Receiver
from tests.waiting import awaited

QUICK = Pace(first=0.05, most=0.2, patience=4.0, look=0.05)
NAME = "Ågot Ørn"


@dataclass
class Gateway:
    """The half of a gateway that delivers; ``until`` runs it until something is so."""

    outbox: Outbox
    forms: dict[str, Form]
    allow: str = "127.0.0.1"
    smtp: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    pace: Pace = QUICK
    said: io.StringIO = field(default_factory=io.StringIO)
    metrics: Metrics = field(default_factory=Metrics)
    ailment: str | None = None

    def put(self, form: str, handlers: tuple[Handler, ...] = ("api",), accepted: float | None = None) -> Submission:
        contents = Contents({"navn": NAME, "emailSubject": "Hej"}, (("Navn", NAME),)).packed()
        parcels = tuple(Parcel(form, handler, place, contents) for place, handler in enumerate(handlers))
        sent = Submission(new_receipt(), accepted or time.time(), parcels)
        self.outbox.write([sent])
        return sent

    def until(self, fulfilled: Callable[[], bool], remind: float | None = None) -> None:
        awaited(self._until(fulfilled, remind))

    async def _until(self, fulfilled: Callable[[], bool], remind: float | None) -> None:
        clerk, stopping = Clerk(self.outbox), asyncio.Event()
        self.metrics = Metrics()
        reach = read_reach(self.allow)
        office = read_post_office(self.smtp, reach)
        async with open_client(reach) as client:
            carriers = Carriers(Api(client), office, Recipient("web@bibliotek.example"), self.environment)
            log = Log(self.said)
            delivery = Delivery(clerk, self.forms.get, carriers, self.pace, log=log, metrics=self.metrics)
            running = asyncio.create_task(delivery.run(stopping))
            async with asyncio.timeout(60):
                while not fulfilled():
                    await asyncio.sleep(0.01)
            stopping.set()
            await running
            if remind is not None:
                reminder = Reminder(clerk, self.forms.get, office, Recipient("web@bibliotek.example"), log)
                await reminder.remind(remind)
                self.ailment = reminder.ailment()
        await clerk.do(lambda: None)

    def states(self) -> list[str]:
        return [entry.state for entry in self.outbox.entries()]

    def is_empty(self) -> bool:
        return not self.states()


def form(name: str, url: str = "", **settings: object) -> Form:
    api = ApiSettings(url, password="${KODE}", username="web") if settings.pop("secret", None) else ApiSettings(url)
    return Form(name, "da", name, (), "api", api=api, **settings)  # type: ignore[arg-type]


@contextmanager
def gateway(tmp_path: Path, *forms: Form) -> Iterator[Gateway]:
    with closing(open_outbox(f"sqlite:///{tmp_path}/outbox.db", new_key())) as outbox:
        yield Gateway(outbox, {one.id: one for one in forms})


def test_a_message_is_delivered_at_once_and_nothing_of_it_is_left(tmp_path: Path) -> None:
    with Receiver() as receiver, gateway(tmp_path, form("kontakt", receiver.url)) as house:
        sent = house.put("kontakt")
        house.until(house.is_empty)
    (came,) = receiver.received
    assert came.message["navn"] == NAME
    assert came.key == sent.parcels[0].id
    assert json.loads(house.said.getvalue())["receipt"] == sent.receipt


def test_a_receiver_that_is_down_gets_it_when_it_is_back_with_the_same_key(tmp_path: Path) -> None:
    troubles = iter([Answer(500), Answer(trouble="drop"), Answer(trouble="half"), Answer(trouble="hang"), Answer(204)])
    with Receiver(lambda _: next(troubles)) as receiver, gateway(tmp_path, form("kontakt", receiver.url)) as house:
        house.put("kontakt")
        house.until(house.is_empty)
    assert len(receiver.received) == 5
    assert len({came.key for came in receiver.received}) == 1
    assert b'opslag_deliveries_total{handler="api",verdict="later"} 4.0' in house.metrics.text()


def test_each_attempt_is_recorded(tmp_path: Path) -> None:
    with Receiver(lambda _: Answer(503)) as receiver, gateway(tmp_path, form("kontakt", receiver.url)) as house:
        house.put("kontakt")
        house.until(lambda: len(receiver.received) >= 3)
        (entry,) = house.outbox.entries()
        attempts = house.outbox.attempts(entry)
    assert {said for _, _, said in attempts} == {"503 Service Unavailable"}
    assert len(attempts) == entry.tries >= 3


def test_after_seven_days_it_is_left_to_a_person(tmp_path: Path) -> None:
    with Receiver(lambda _: Answer(503)) as receiver, gateway(tmp_path, form("kontakt", receiver.url)) as house:
        house.put("kontakt", accepted=time.time() - 7 * 86_400 - 1)
        house.until(lambda: house.states() == ["kept"])
        (entry,) = house.outbox.entries()
    assert entry.outcome == "503 Service Unavailable; tried for 7 days"


def test_a_receiver_that_hangs_does_not_hold_up_another(tmp_path: Path) -> None:
    with (
        Receiver(lambda _: Answer(trouble="hang")) as stuck,
        Receiver() as receiver,
        gateway(tmp_path, form("a", stuck.url), form("b", receiver.url)) as house,
    ):
        house.pace = Pace(patience=4.0)
        for _ in range(40):
            house.put("a")
        house.put("b")
        house.until(lambda: bool(receiver.received))
        assert house.states().count("waiting") >= 40


def test_every_handler_gets_it_and_one_that_fails_does_not_trouble_the_others(tmp_path: Path) -> None:
    with Receiver(lambda _: Answer(500)) as receiver, mail_server() as mailbox:
        both = form("kontakt", receiver.url, secondary_handlers=("email", "database"), recipients=(Recipient("a@b.example"),))
        with gateway(tmp_path, both) as house:
            house.smtp = f"smtp://{mailbox.place}"
            house.put("kontakt", ("api", "email", "database"))
            house.until(lambda: bool(mailbox.letters) and len(house.states()) == 2)
            assert {entry.handler: entry.state for entry in house.outbox.entries()} == {"api": "waiting", "database": "stored"}
    assert mailbox.letters[0]["To"] == "a@b.example"
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda house: house.environment.clear(), "not in the environment: KODE"),
        (lambda house: setattr(house, "allow", ""), "is not https"),
    ],
    ids=["secret", "allowance"],
)
def test_what_a_person_must_mend_waits_for_that_person(tmp_path: Path, change: Callable[[Gateway], None], said: str) -> None:
    with Receiver() as receiver, gateway(tmp_path, form("kontakt", receiver.url, secret=True)) as house:
        house.environment = {"KODE": "hemmeligt"}
        house.put("kontakt")
        change(house)
        house.until(lambda: house.states() == ["kept"])
        (entry,) = house.outbox.entries()
    assert said in entry.outcome
    assert receiver.received == []


def test_a_gateway_that_has_not_heard_of_a_form_yet_leaves_its_answers_to_one_that_has(tmp_path: Path) -> None:
    with Receiver() as receiver, gateway(tmp_path) as house:
        house.put("ny")
        house.until(lambda: bool(house.outbox.entries()[0].tries))
        house.forms["ny"] = form("ny", receiver.url)
        house.until(house.is_empty)
    assert len(receiver.received) == 1


def test_nothing_is_left_on_the_disk_while_another_receiver_hangs(tmp_path: Path) -> None:
    with (
        Receiver(lambda _: Answer(trouble="hang")) as stuck,
        Receiver() as receiver,
        gateway(tmp_path, form("a", stuck.url), form("b", receiver.url)) as house,
    ):
        for name in ["a"] * 20 + ["b"]:
            house.put(name)
        with house.outbox.engine.connect() as connection:
            sealed = connection.exec_driver_sql("SELECT sealed FROM opslag_outbox WHERE form = 'b'").scalar_one()

        def is_there() -> bool:
            return any(sealed in file.read_bytes() for file in tmp_path.glob("outbox.db*"))

        assert is_there()
        house.until(lambda: len(house.states()) == 20 and not is_there())


@contextmanager
def watched(tmp_path: Path, status: int) -> Iterator[tuple[Gateway, Mailbox]]:
    """A gateway to whose messages the other system gives this status, and the mail of the one who is told of it."""
    with (
        Receiver(lambda _: Answer(status)) as receiver,
        mail_server() as mailbox,
        gateway(tmp_path, form("kontakt", receiver.url, reminder_email="vagt@bibliotek.example")) as house,
    ):
        house.smtp = f"smtp://{mailbox.place}"
        yield house, mailbox


def test_somebody_is_told_once_of_what_cannot_be_delivered_and_nothing_of_what_is_in_it(tmp_path: Path) -> None:
    with watched(tmp_path, 401) as (house, mailbox):
        sent = [house.put("kontakt") for _ in range(3)]
        house.until(lambda: house.states() == ["kept"] * 3, remind=time.time())
        assert house.ailment == "3 messages wait for a person; opslag outbox list says why"
        house.until(lambda: True, remind=time.time())
    (came,) = mailbox.letters
    text = came.get_content()
    assert came["To"] == "vagt@bibliotek.example"
    assert all(one.receipt in text for one in sent)
    assert "401 Unauthorized" in text
    assert NAME not in str(came) + text


def test_a_database_that_is_held_for_a_while_ends_neither_reminders_nor_deliveries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The two are one part of the gateway: were one to fail, messages that are on their way would be broken off."""
    monkeypatch.setattr(database, "PATIENCE", 0.1)

    async def reminded(house: Gateway) -> None:
        clerk, stopping = Clerk(house.outbox), asyncio.Event()
        running = asyncio.create_task(Reminder(clerk, house.forms.get, None, None, Log(house.said)).run(stopping))
        async with asyncio.timeout(10):
            while not house.said.getvalue():
                await asyncio.sleep(0.01)
        stopping.set()
        await running

    with gateway(tmp_path, form("kontakt")) as house, closing(sqlite3.connect(tmp_path / "outbox.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        awaited(reminded(house))
        assert "outbox unreadable" in house.said.getvalue()


def test_somebody_is_told_of_what_has_waited_for_a_day(tmp_path: Path) -> None:
    with watched(tmp_path, 500) as (house, mailbox):
        house.put("kontakt")
        house.until(lambda: bool(house.outbox.entries()[0].tries), remind=time.time())
        assert mailbox.letters == []
        house.until(lambda: True, remind=time.time() + LATE + 1)
    assert len(mailbox.letters) == 1


def test_a_hundred_messages_arrive_each_once(tmp_path: Path) -> None:
    with Receiver() as receiver, gateway(tmp_path, form("kontakt", receiver.url)) as house:
        house.pace = Pace(patience=30.0)
        keys = {house.put("kontakt").parcels[0].id for _ in range(100)}
        house.until(house.is_empty)
    assert sorted(came.key for came in receiver.received) == sorted(keys)


def test_the_log_says_no_word_of_what_a_visitor_wrote(tmp_path: Path) -> None:
    def echo(came: Received) -> Answer:
        return Answer(400, (("X-Said", came.message["navn"].encode().decode("latin-1")),), came.body)

    with Receiver(echo) as receiver, gateway(tmp_path, form("kontakt", receiver.url)) as house:
        house.put("kontakt")
        house.until(lambda: house.states() == ["kept"])
        assert "rn" not in house.outbox.entries()[0].outcome
    said = house.said.getvalue()
    assert json.loads(said)["said"] == "400 Bad Request"
    assert NAME not in said.encode().decode("unicode_escape")
