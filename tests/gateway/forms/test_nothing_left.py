"""When a message has been delivered, no byte of it is left: not in the database's files, nor in logs, nor in figures."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from opslag.gateway.outbox.outbox import Outbox, open_outbox
from opslag.gateway.outbox.seal import Seal, new_key
from sqlalchemy import text
from starlette.testclient import TestClient

from tests.gateway.forms.house import House, house, sent
from tests.gateway.receiver import Answer, Receiver
from tests.waiting import until

NAME = "Ågot Ørn-Kildemose"
SHORT = {"navn": NAME, "besked": "Min mor er syg, og jeg vil gerne forlænge hendes lån."}
LONG = {"navn": NAME, "besked": " ".join(f"ord{number}" for number in range(2500))}
"""Longer than a page of the database."""
SLICE = 24
"""Bytes; a run of so many is no coincidence."""


def slices(data: bytes) -> list[bytes]:
    return [data[at : at + SLICE] for at in range(0, len(data) - SLICE + 1, SLICE)]


def found(needles: Iterable[bytes], folder: Path) -> set[str]:
    """The files below a folder in which any of them stands, byte for byte."""
    needles = list(needles)
    files = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return {file.name for file, data in files.items() if any(needle in data for needle in needles)}


def words(wrote: dict[str, str]) -> list[bytes]:
    """As they may stand anywhere: as they were written, as JSON writes them, as a form posts them."""
    from urllib.parse import quote_plus

    said = [part for text in wrote.values() for part in (text, text.encode("unicode_escape").decode(), quote_plus(text))]
    return [one.encode() for one in said] + slices(wrote["besked"].encode())


def ciphertexts(outbox: Outbox) -> list[bytes]:
    with outbox.engine.connect() as connection:
        sealed = [bytes(row[0]) for row in connection.execute(text("SELECT sealed FROM opslag_outbox"))]
    return [piece for one in sealed for piece in slices(one)]


def told(made: House, browser: TestClient) -> bytes:
    """All that the gateway has said of itself."""
    said = made.said.getvalue()
    return (said + said.encode().decode("unicode_escape", "replace") + browser.get("/metrics").text).encode()


def log_is_empty(folder: Path) -> bool:
    wal = folder / "outbox.db-wal"
    return not wal.exists() or wal.stat().st_size == 0


@pytest.mark.parametrize("wrote", [SHORT, LONG], ids=["short", "long"])
def test_nothing_is_left_of_a_message_that_was_delivered(tmp_path: Path, wrote: dict[str, str]) -> None:
    folder = tmp_path / "outbox"
    folder.mkdir()
    awake = False
    with Receiver(lambda _: Answer(200 if awake else 500)) as receiver, house(tmp_path, receiver.url) as made:
        made.variables["OPSLAG_DATABASE_URL"] = f"sqlite:///{folder}/outbox.db"
        with made.open() as browser:
            assert [sent(browser, wrote=wrote).status_code for _ in range(5)] == [303] * 5
            with made.outbox() as outbox:
                sealed = ciphertexts(outbox)
            until(lambda: len(receiver.received) >= 5)
            assert found(sealed, folder), "the search finds what is there"
            assert found(words(wrote), folder) == set(), "and what is there was sealed"
            awake = True
            with made.outbox() as outbox:
                outbox.retry(outbox.entries(), time.time())
            until(lambda: made.states() == [])
            until(lambda: log_is_empty(folder))
            assert found(sealed, folder) == set()
            assert found(words(wrote), folder) == set()
            said = told(made, browser)
        assert b"opslag_deliveries_total" in said
        assert [needle for needle in (*words(wrote), *sealed) if needle in said] == []
    assert found(sealed, folder) == set()


class Unsealed(Seal):
    """Seals nothing: what it writes would be found by anybody."""

    def seal(self, row: str, plain: bytes) -> bytes:
        return plain


@pytest.mark.parametrize("wrote", [SHORT, LONG], ids=["short", "long"])
def test_even_what_was_never_sealed_would_be_gone_from_the_disk(tmp_path: Path, wrote: dict[str, str]) -> None:
    """The search for words, too, finds what is there; and deleting does not rely on the sealing."""
    from tests.gateway.outbox.test_outbox import DELIVERED, settled, submission

    folder = tmp_path / "outbox"
    outbox = open_outbox(f"sqlite:///{folder}/outbox.db", new_key())
    outbox.seal = Unsealed([b"k" * 32])
    sent = [submission(" ".join(wrote.values()).encode()) for _ in range(5)]
    outbox.write(sent)
    assert found(words(wrote), folder)
    assert outbox.tidy()
    assert found(words(wrote), folder) == {"outbox.db"}
    for one in sent:
        settled(outbox, one.parcels[0].id, DELIVERED)
    assert outbox.tidy()
    assert found(words(wrote), folder) == set()
    outbox.close()


def test_a_gateway_that_died_before_it_could_tidy_up_does_so_when_it_is_back(tmp_path: Path) -> None:
    from tests.gateway.outbox.test_outbox import DELIVERED, settled, submission

    folder, key = tmp_path / "outbox", new_key()
    address = f"sqlite:///{folder}/outbox.db"
    dead = open_outbox(address, key)
    one = submission(b"x" * 3000)
    dead.write([one])
    sealed = ciphertexts(dead)
    settled(dead, one.parcels[0].id, DELIVERED)
    assert found(sealed, folder) == {"outbox.db-wal"}
    again = open_outbox(address, key)
    assert again.tidy()
    assert found(sealed, folder) == set()
    again.close()
    dead.close()


def test_postgresql_gives_back_the_pages_of_what_was_delivered(postgres_address: str) -> None:
    from tests.gateway.outbox.test_outbox import DELIVERED, settled, submission

    outbox = open_outbox(postgres_address, new_key())
    sent = [submission(b"x" * 3000) for _ in range(20)]
    outbox.write(sent)
    heap = "pg_relation_size('opslag_outbox') + pg_relation_size(reltoastrelid)"
    size = text(f"SELECT {heap} FROM pg_class WHERE relname = 'opslag_outbox'")  # noqa: S608
    with outbox.engine.connect() as connection:
        assert connection.execute(size).scalar_one() > 60_000
    for one in sent:
        settled(outbox, one.parcels[0].id, DELIVERED)
    assert outbox.tidy()
    with outbox.engine.connect() as connection:
        assert connection.execute(size).scalar_one() == 0
    outbox.close()
