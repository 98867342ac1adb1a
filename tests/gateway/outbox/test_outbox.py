"""The outbox loses nothing, hands each row to one gateway at a time, and says no word to whoever has another key."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from opslag.errors import OpslagError
from opslag.gateway.outbox.outbox import DAY, Outbox, open_outbox
from opslag.gateway.outbox.outcome import Outcome, Settlement, Verdict
from opslag.gateway.outbox.parcel import Handler, Parcel, Submission, new_receipt
from opslag.gateway.outbox.seal import new_key

KEY, OTHER = new_key(), new_key()
NOW = 1_800_000_000.0
DELIVERED, LATER, REFUSED = (
    Outcome(Verdict.DELIVERED, "200 OK"),
    Outcome(Verdict.LATER, "503 Service Unavailable"),
    Outcome(Verdict.REFUSED, "401 Unauthorized"),
)


Opened = Callable[..., Outbox]


@pytest.fixture
def opened(database: str) -> Iterator[Opened]:
    """Opens the outbox once more, as another gateway would."""
    with ExitStack() as stack:

        def once_more(key: str = KEY, retention: float = 0.0) -> Outbox:
            return stack.enter_context(closing(open_outbox(database, key, retention)))

        yield once_more


def submission(
    words: bytes = b"Ada", handlers: tuple[Handler, ...] = ("api",), token: str | None = None, accepted: float = NOW
) -> Submission:
    parcels = tuple(Parcel("kontakt", handler, place, words) for place, handler in enumerate(handlers))
    return Submission(new_receipt(), accepted, parcels, (token, NOW + 600) if token else None)


def settled(outbox: Outbox, row: str, outcome: Outcome, due: float = NOW) -> None:
    outbox.write([], [Settlement(row, outcome, NOW, 0.2, due)])


def test_what_was_put_in_is_taken_out_as_it_was(opened: Opened) -> None:
    outbox = opened()
    sent = submission("Ågot Ørn".encode(), ("api", "email"))
    assert outbox.write([sent]) == [True]
    found = outbox.claim(NOW, NOW + 60, 10)
    assert {(one.entry.id, one.entry.handler, one.entry.place, one.contents) for one in found} == {
        (sent.parcels[0].id, "api", 0, "Ågot Ørn".encode()),
        (sent.parcels[1].id, "email", 1, "Ågot Ørn".encode()),
    }
    assert {one.entry.receipt for one in found} == {sent.receipt}


def test_it_is_there_after_the_gateway_has_died(opened: Opened) -> None:
    opened().write([submission()])
    assert len(opened().claim(NOW, NOW + 60, 10)) == 1


def test_what_one_gateway_has_claimed_another_does_not_get_until_the_claim_runs_out(opened: Opened) -> None:
    one, other = opened(), opened()
    one.write([submission()])
    assert len(one.claim(NOW, NOW + 60, 10)) == 1
    assert other.claim(NOW + 59, NOW + 119, 10) == []
    assert len(other.claim(NOW + 60, NOW + 120, 10)) == 1


def test_many_gateways_that_claim_at_once_never_get_the_same_row(opened: Opened) -> None:
    opened().write([submission() for _ in range(120)])
    got: list[str] = []

    def take() -> None:
        outbox = opened()
        while found := outbox.claim(NOW, NOW + 60, 5):
            got.extend(one.entry.id for one in found)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 120
    assert len(set(got)) == 120


def test_what_is_delivered_is_deleted_with_its_attempts(opened: Opened) -> None:
    outbox = opened()
    outbox.write([submission()])
    (claimed,) = outbox.claim(NOW, NOW + 60, 1)
    settled(outbox, claimed.entry.id, LATER, due=NOW + 10)
    (entry,) = outbox.entries()
    assert outbox.attempts(entry) == [(NOW, 0.2, "503 Service Unavailable")]
    assert outbox.claim(NOW + 9, NOW + 60, 1) == []
    (claimed,) = outbox.claim(NOW + 10, NOW + 70, 1)
    assert claimed.entry.tries == 1
    settled(outbox, claimed.entry.id, DELIVERED)
    assert outbox.entries(("waiting", "kept", "stored", "delivered")) == []
    assert outbox.attempts(entry) == []


def test_what_was_refused_waits_for_a_person_who_lets_it_be_tried_again(opened: Opened) -> None:
    outbox = opened()
    outbox.write([submission()])
    (claimed,) = outbox.claim(NOW, NOW + 60, 1)
    settled(outbox, claimed.entry.id, REFUSED)
    assert outbox.claim(NOW + 30 * DAY, NOW + 31 * DAY, 1) == []
    (entry,) = outbox.entries(("kept",))
    assert (entry.outcome, entry.tries) == ("401 Unauthorized", 1)
    outbox.retry([entry], NOW + 5)
    assert len(outbox.claim(NOW + 5, NOW + 65, 1)) == 1


def test_a_gateway_whose_claim_ran_out_writes_nothing_over_what_another_has_decided(opened: Opened) -> None:
    slow, quick = opened(), opened()
    slow.write([submission()])
    (claimed,) = slow.claim(NOW, NOW + 60, 1)
    quick.claim(NOW + 60, NOW + 120, 1)
    settled(slow, claimed.entry.id, REFUSED)
    assert [entry.state for entry in slow.entries()] == ["waiting"]
    settled(slow, claimed.entry.id, DELIVERED)  # but what was delivered is delivered
    assert slow.entries() == []


def test_what_is_for_the_database_stays_until_a_person_takes_it_out(opened: Opened) -> None:
    outbox = opened()
    outbox.write([submission(b"Ada", ("database",))])
    assert outbox.claim(NOW, NOW + 60, 10) == []
    outbox.expire(NOW + 365 * DAY)
    (entry,) = outbox.entries(("stored",))
    assert outbox.contents(entry) == b"Ada"
    outbox.purge([entry])
    assert outbox.entries() == []


def test_with_a_retention_what_is_delivered_goes_after_so_many_days(opened: Opened) -> None:
    outbox = opened(retention=3)
    outbox.write([submission(), submission(b"Ada", ("database",))])
    (claimed,) = outbox.claim(NOW, NOW + 60, 1)
    settled(outbox, claimed.entry.id, DELIVERED)
    outbox.expire(NOW + 2.9 * DAY)
    assert [entry.state for entry in outbox.entries(("delivered",))] == ["delivered"]
    outbox.expire(NOW + 3.1 * DAY)
    assert outbox.entries(("delivered", "stored")) == []


def test_a_captcha_is_good_for_one_submission(opened: Opened) -> None:
    outbox = opened()
    assert outbox.write([submission(token="a"), submission(token="a"), submission(token="b")]) == [True, False, True]
    assert opened().write([submission(token="b")]) == [False]
    assert len(outbox.entries()) == 2


@pytest.mark.parametrize("full", [False, True], ids=["empty", "with rows"])
def test_a_gateway_with_another_key_is_refused(opened: Opened, full: bool) -> None:
    outbox = opened()
    outbox.write([submission()] if full else [])
    with pytest.raises(OpslagError, match=r"OPSLAG_OUTBOX_KEY: .*another key.*the key that was used before"):
        opened(OTHER)
    assert len(opened().entries()) == full


def test_a_key_may_go_when_nothing_waits_that_was_sealed_with_it(opened: Opened) -> None:
    outbox = opened()
    outbox.write([submission()])
    both = opened(f"{OTHER},{KEY}")
    with pytest.raises(OpslagError, match="messages that wait"):
        opened(OTHER)
    both.purge(both.entries())
    opened(OTHER)
    with pytest.raises(OpslagError, match="another key"):
        opened()


def test_a_row_that_somebody_changed_is_left_to_a_person_and_holds_up_no_other(opened: Opened) -> None:
    from sqlalchemy import text

    outbox = opened()
    spoilt, whole = submission(), submission()
    outbox.write([spoilt, whole])
    with outbox.engine.begin() as connection:
        swap = text("UPDATE opslag_outbox SET sealed = (SELECT sealed FROM opslag_outbox WHERE receipt = :b) WHERE receipt = :a")
        connection.execute(swap, {"a": spoilt.receipt, "b": whole.receipt})
    assert [one.entry.receipt for one in outbox.claim(NOW, NOW + 60, 10)] == [whole.receipt]
    (entry,) = outbox.entries(("kept",))
    assert (entry.receipt, entry.outcome) == (spoilt.receipt, "it was changed in the database, and cannot be opened")


def test_the_database_holds_no_word_that_a_visitor_wrote(opened: Opened) -> None:
    from sqlalchemy import text

    outbox = opened()
    outbox.write([submission(b"hemmelig besked")])
    with outbox.engine.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM opslag_outbox")).all()
    assert b"hemmelig" not in b"".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)


def test_the_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    with closing(open_outbox(f"sqlite:///{tmp_path}/new/outbox.db", KEY)) as outbox:
        outbox.write([submission()])
    for file in (tmp_path / "new").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://a:hemmeligt@b/c", "mysql is not supported"),
        ("her", "no address of a database"),
        ("sqlite://", "would lose what it holds"),
        ("sqlite:////proc/nowhere/outbox.db", "No such file"),
        ("postgresql://opslag:hemmeligt@127.0.0.1:1/x", "onnection"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_without_its_password(address: str, said: str) -> None:
    with pytest.raises(OpslagError, match=said) as error:
        open_outbox(address, KEY)
    assert "hemmeligt" not in str(error.value)


def test_what_was_kept_long_enough_goes_however_much_it_is(tmp_path: Path) -> None:
    """One statement may name so many rows and no more: 32,766 of SQLite, 65,535 of PostgreSQL, 50 here."""
    with closing(open_outbox(f"sqlite:///{tmp_path}/outbox.db", KEY, 1.0)) as outbox:
        outbox.write([submission(handlers=("database",)) for _ in range(60)])
        with outbox.engine.connect() as connection:
            sqlite = connection.connection.driver_connection
            assert sqlite is not None
            sqlite.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 50)
        outbox.expire(NOW + 2 * DAY)
        assert outbox.entries() == []
