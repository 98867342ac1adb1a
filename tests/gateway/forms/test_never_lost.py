"""What a visitor was thanked for arrives, whatever is killed meanwhile; and what arrives twice says that it does."""

from __future__ import annotations

import http.client
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from opslag.gateway.outbox.outbox import Outbox, open_outbox
from opslag.gateway.outbox.seal import new_key

from tests.conftest import REPOSITORY
from tests.gateway.forms.house import ORIGIN, house
from tests.port import free_port
from tests.waiting import until

CONNECTIONS = 16


class Process:
    """One that is killed and started again, on a port that stays."""

    def __init__(self, module: str, *arguments: str, variables: dict[str, str]) -> None:
        self._command = [sys.executable, "-m", f"tests.gateway.forms.{module}", *arguments]
        self._variables = {**os.environ, **variables, "PYTHONPATH": f"{REPOSITORY / 'plugins'}{os.pathsep}{REPOSITORY}"}
        self.kills = 0
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self._command, env=self._variables, cwd=REPOSITORY, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.kills += 1
        self.start()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@dataclass
class Visitors:
    """Send numbered submissions from many connections at once; a number whose answer did not come is sent again."""

    ports: list[int]
    total: int
    thanked: set[str] = field(default_factory=set)
    posts: Counter[str] = field(default_factory=Counter)
    """How often each was posted, whatever came back."""

    def send_all(self) -> None:
        waiting = iter(range(self.total))
        lock = threading.Lock()

        def one_connection(place: int) -> None:
            while True:
                with lock:
                    number = next(waiting, None)
                if number is None:
                    return
                self._send(f"nr-{number}", place)

        threads = [threading.Thread(target=one_connection, args=(place,)) for place in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _send(self, name: str, place: int) -> None:
        body = urlencode({"navn": name, "besked": "x" * 200})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": ORIGIN}
        until_moment = time.monotonic() + 240
        while time.monotonic() < until_moment:
            connection = http.client.HTTPConnection("127.0.0.1", self.ports[place % len(self.ports)], timeout=20)
            place += 1
            try:
                connection.connect()
                self.posts[name] += 1
                connection.request("POST", "/forms/skriv", body, headers)
                if connection.getresponse().status == 303:
                    self.thanked.add(name)
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
            finally:
                connection.close()
        raise AssertionError(f"{name} could not be sent")


@contextmanager
def killing(processes: list[Process], visitors: Visitors, kills: int, chance: random.Random) -> Iterator[None]:
    """Kills one of them at so many moments, which lie anywhere between the first visitor and the last."""
    moments, done = iter(sorted(chance.sample(range(visitors.total), kills))), threading.Event()

    def kill() -> None:
        for moment in moments:
            while len(visitors.thanked) < moment:
                if done.wait(0.01) and len(visitors.thanked) < moment:
                    return
            chance.choice(processes).kill()

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def emptied(outbox: Outbox) -> bool:
    """Asks for all that pauses to be tried again at once, as an operator may when the receiver is well."""
    waiting, now = outbox.entries(), time.time()
    outbox.retry([entry for entry in waiting if entry.due > now], now)
    time.sleep(0.2)
    return not waiting


def never_lost(root: Path, database: str, gateways: int, total: int, kills: int) -> int:
    """Gives how many messages came more than once."""
    key, journal, receiver_port = new_key(), root / "journal", free_port()
    ports = [free_port() for _ in range(gateways)]
    variables = {
        "OPSLAG_OUTBOX_KEY": key,
        "OPSLAG_DATABASE_URL": database,
        "OPSLAG_DELIVERY_ALLOW": "127.0.0.1",
        "OPSLAG_DELIVERY_PAUSE": "0.1",
        "OPSLAG_DELIVERY_PATIENCE": "2",
        "OPSLAG_SUBMISSIONS": "0",
    }
    url = f"http://127.0.0.1:{receiver_port}/modtag"
    visitors = Visitors(ports, total)
    with house(root, url) as made, ExitStack() as stack:
        text = (made.root / "content/forms/skriv.yaml").read_text(encoding="utf-8")
        made.write("forms/skriv.yaml", text.replace(f'url: "{url}"', f'url: "{url}", successCodes: [200]'))
        processes = [
            Process("run_receiver", str(receiver_port), str(journal), "7", variables={}),
            *(Process("run_gateway", str(root), str(port), variables=variables) for port in ports),
        ]
        for process in processes:
            stack.callback(process.end)
        with killing(processes, visitors, kills, random.Random(11)):
            visitors.send_all()
        journal.with_suffix(".kind").touch()
        outbox = open_outbox(database, key)
        stack.callback(outbox.close)
        until(lambda: emptied(outbox), 240)
        assert sum(process.kills for process in processes) == kills
    received: defaultdict[str, list[str]] = defaultdict(list)
    for line in journal.read_text().splitlines():
        idempotency_key, name = line.split(" ")
        received[name].append(idempotency_key)
    assert len(visitors.thanked) == total
    assert visitors.thanked - received.keys() == set()
    assert {name: keys for name, keys in received.items() if len(set(keys)) > visitors.posts[name]} == {}
    names = Counter(key for keys in received.values() for key in set(keys))
    assert {key for key, count in names.items() if count > 1} == set()
    return sum(1 for keys in received.values() if len(keys) > 1)


def test_nothing_is_lost_while_gateway_and_receiver_are_killed(tmp_path: Path) -> None:
    assert never_lost(tmp_path, f"sqlite:///{tmp_path}/outbox.db", 1, 150, 6)


def test_nothing_is_lost_between_two_gateways_on_one_postgresql(tmp_path: Path, postgres_address: str) -> None:
    assert never_lost(tmp_path, postgres_address, 2, 150, 6)


@pytest.mark.soak
@pytest.mark.parametrize("gateways", [1, 2])
def test_two_thousand_are_not_lost_while_all_is_killed_at_random(
    tmp_path: Path, gateways: int, request: pytest.FixtureRequest
) -> None:
    """One gateway on SQLite; two on one PostgreSQL."""
    database = f"sqlite:///{tmp_path}/outbox.db" if gateways == 1 else request.getfixturevalue("postgres_address")
    repeated = never_lost(tmp_path, database, gateways, 2000, 40)
    print(f"\n{gateways} gateways, 40 killed: {repeated} of 2,000 messages came more than once, and none was lost")
    assert repeated
