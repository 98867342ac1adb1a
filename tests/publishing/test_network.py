"""What fails on the way is tried again with pauses, or told in words that say what to do; nothing is half-public."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest

from tests.bare_site import BareSite, Ran, here
from tests.publishing.places import Place, Publisher, Sshd
from tests.publishing.wayward import Asked, Wayward, wayward
from tests.waiting import until


@pytest.fixture
def network(store: str) -> Iterator[Wayward]:
    with wayward(store) as between:
        yield between


@pytest.fixture
def place(bucket: Place, network: Wayward) -> Place:
    """A bucket, behind the network."""
    return replace(bucket, environment={**bucket.environment, "AWS_ENDPOINT_URL": network.address})


def publish(site: BareSite, place: Place, *arguments: str) -> Ran:
    return here("publish", place.target, "--output", str(site.output), *arguments, **place.environment)


def refusal(status: int, code: str) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "application/xml"}, f"<Error><Code>{code}</Code><Message>No.</Message></Error>".encode()


def test_requests_grow_with_what_changed(built_site: BareSite, place: Place, network: Wayward) -> None:
    assert publish(built_site, place).code == 0
    old = built_site.public()
    built_site.event("jazz", title="Jazz igen", start="2026-12-05 20:00", end="2026-12-05 22:00", categories="[Koncert]")
    assert built_site.build_here().code == 0
    network.mood.asked.clear()
    network.mood.answered.clear()
    assert publish(built_site, place).code == 0
    changed = {path for path, data in built_site.public().items() if old.get(path) != data}
    name = place.target.removeprefix("s3://")
    written = [path.removeprefix(f"/{name}/") for path in network.mood.written()]
    bookkeeping = [".opslag/claim.json", ".opslag/claim.json", ".opslag/published.json", ".opslag/claim.json"]
    assert sorted(written) == sorted([*changed, *bookkeeping])
    assert [asked.path for asked in network.mood.asked if asked.method == "GET"] == [
        f"/{name}/.opslag/claim.json", f"/{name}/.opslag/published.json",
    ]  # fmt: skip
    network.mood.asked.clear()
    assert publish(built_site, place).code == 0
    assert [asked.method for asked in network.mood.asked] == ["GET", "GET"]


def test_a_busy_store_is_given_time(built_site: BareSite, place: Place, network: Wayward) -> None:
    def busy(number: int, asked: Asked) -> tuple[int, dict[str, str], bytes] | None:
        told = refusal(503, "SlowDown")
        return (told[0], {**told[1], "Retry-After": "1"}, told[2]) if 3 <= number <= 5 else None

    network.mood.refuses = busy
    assert publish(built_site, place).code == 0
    assert place.files() == built_site.public()
    # The claim was refused three times: each pause is longer than the one before, and by the third the store's second is over.
    asked = [one.at for one in network.mood.asked if one.path.endswith("claim.json") and one.method == "PUT"][:4]
    pauses = [after - before for before, after in pairwise(asked)]
    assert pauses[0] >= 0.3 and pauses[1] >= 0.7 and pauses[2] >= 1.4


def test_a_network_that_drops_and_dawdles_is_borne(built_site: BareSite, place: Place, network: Wayward) -> None:
    network.mood.delay = 0.01
    network.mood.drops = lambda number, _: {3: "before", 7: "after", 11: "before", 12: "after"}.get(number, "")
    ran = publish(built_site, place)
    assert ran.code == 0, ran.stderr
    assert place.files() == built_site.public()


def test_an_answer_that_is_lost_when_all_is_done_is_no_other_publisher(
    built_site: BareSite, place: Place, network: Wayward
) -> None:
    lost: set[str] = set()

    def after(number: int, asked: Asked) -> str:
        first = asked.method == "PUT" and ".opslag/" in asked.path and asked.path not in lost
        lost.update([asked.path] if first else [])
        return "after" if first else ""

    # Both questions about one request must get one answer.
    known: dict[int, str] = {}
    network.mood.drops = lambda number, asked: known.setdefault(number, after(number, asked))
    ran = publish(built_site, place)
    assert ran.code == 0, ran.stderr
    assert len(lost) == 2
    assert place.files() == built_site.public()


def test_a_network_that_stays_away_is_told_and_the_next_publishing_goes_on(
    built_site: BareSite, place: Place, network: Wayward
) -> None:
    network.mood.drops = lambda number, _: "before" if number > 6 else ""
    ran = publish(built_site, place, "--patience", "1")
    assert ran.code == 1
    assert "publish again once the network or the store is back: it goes on where it stopped" in ran.stderr
    assert "Traceback" not in ran.stderr and "Debug source" not in ran.stderr
    there = place.files()
    assert "index.html" not in there and "api/v1/events" not in there
    network.mood.drops = lambda *_: ""
    assert publish(built_site, place).code == 0
    assert place.files() == built_site.public()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((403, "SignatureDoesNotMatch"), "the store answers 403 SignatureDoesNotMatch; give credentials in the environment"),
        ((403, "AccessDenied"), "the store answers 403 AccessDenied; give credentials in the environment"),
        ((401, "Unauthorized"), "the store answers 401 Unauthorized; give credentials in the environment"),
        ((507, "XMinioStorageFull"), "the store is full (the store answers 507 XMinioStorageFull); make room there"),
        ((403, "QuotaExceeded"), "the store is full (the store answers 403 QuotaExceeded); make room there"),
        ((501, "NotImplemented"), "it cannot write on a condition"),
    ],
)
def test_a_store_that_says_no_is_quoted_with_what_to_do(
    built_site: BareSite, place: Place, network: Wayward, answer: tuple[int, str], said: str
) -> None:
    network.mood.refuses = lambda _, asked: refusal(*answer) if asked.method == "PUT" else None
    ran = publish(built_site, place)
    assert ran.code == 1
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert place.files() == {}


def test_a_store_that_fills_up_on_the_way_leaves_what_was_public(built_site: BareSite, place: Place, network: Wayward) -> None:
    assert publish(built_site, place).code == 0
    before = place.files()
    built_site.event("ny")
    assert built_site.build_here().code == 0
    network.mood.asked.clear()
    network.mood.refuses = lambda number, asked: refusal(507, "StorageFull") if asked.method == "PUT" and number > 4 else None
    ran = publish(built_site, place)
    assert ran.code == 1 and "the store is full" in ran.stderr
    assert place.files()["api/v1/events"] == before["api/v1/events"]
    network.mood.refuses = lambda *_: None
    assert publish(built_site, place).code == 0
    assert place.files() == built_site.public()


def test_a_bucket_that_is_not_there_is_told(built_site: BareSite, store: str, place: Place) -> None:
    ran = publish(built_site, replace(place, target="s3://nowhere-to-be-found"))
    assert ran.code == 1
    assert "s3://nowhere-to-be-found: there is no such bucket; make it first, or mend its name or the region" in ran.stderr


def test_a_machine_that_does_not_know_us_is_told(built_site: BareSite, sshd: Sshd, tmp_path: Path) -> None:
    place = sshd.folder(tmp_path / "www")
    stranger = replace(
        place, environment={"RSYNC_RSH": "ssh -F /dev/null -o StrictHostKeyChecking=yes -o UserKnownHostsFile=/dev/null"}
    )
    ran = publish(built_site, stranger)
    assert ran.code == 1
    assert "Host key verification failed" in ran.stderr
    assert "see that ssh gets there without a question" in ran.stderr
    assert not place.root.exists()


def test_a_machine_that_does_not_answer_is_told(built_site: BareSite, tmp_path: Path) -> None:
    place = Place("ssh", f"ssh://somebody@127.0.0.1:9{tmp_path}/www", tmp_path / "www")
    ran = publish(built_site, place, "--patience", "0")
    assert ran.code == 1
    assert "Connection refused; publish again once the machine is reached" in ran.stderr


def test_a_folder_in_no_folder_is_told(built_site: BareSite, tmp_path: Path, sshd: Sshd) -> None:
    ran = publish(built_site, Place("folder", str(tmp_path / "slip" / "www"), tmp_path))
    assert ran.code == 1
    assert "slip: no such folder; make it first, if the name is right" in ran.stderr
    ran = publish(built_site, sshd.folder(tmp_path / "slip" / "www"))
    assert ran.code == 1
    assert "No such file or directory" in ran.stderr


def test_of_two_publishers_at_once_one_wins_and_the_other_says_so(built_site: BareSite, place: Place, network: Wayward) -> None:
    network.mood.delay = 0.1
    arguments = (place.target, "--output", str(built_site.output))
    first, second = (Publisher(place.environment, *arguments) for _ in range(2))
    first.begin()
    second.begin()
    ended = [first.ended(), second.ended()]
    assert sorted(status for status, _ in ended) == [0, 1], ended
    loser = next(said for status, said in ended if status)
    assert "is publishing there just now; nothing was done" in loser
    assert place.files() == built_site.public()
    assert json.loads(place.get(".opslag/claim.json")[0])["ended"]


def test_ctrl_c_stops_at_once_and_the_next_publishing_goes_on(built_site: BareSite, place: Place, network: Wayward) -> None:
    network.mood.delay = 0.2
    running = Publisher(place.environment, place.target, "--output", str(built_site.output))
    running.begin()
    until(lambda: len(network.mood.written()) > 5)
    running.process.send_signal(signal.SIGINT)
    status, said = running.ended()
    assert status == 130
    assert "what is public is whole, and the next publishing goes on from here" in said and "Traceback" not in said
    sent = len(network.mood.written())
    assert sent < len(built_site.public())
    network.mood.delay = 0.0
    ran = publish(built_site, place)
    assert ran.code == 0, ran.stderr
    assert place.files() == built_site.public()


@pytest.mark.soak
def test_one_that_hangs_is_taken_over_and_finds_itself_out_when_it_wakes(
    built_site: BareSite, place: Place, network: Wayward
) -> None:
    """What was on its way meanwhile comes after the other one's file, and no store can know: the next publishing mends it."""
    page, on_its_way, set_free = "arrangementer/filial/lillerup/index.html", Event(), Event()

    def held_up(_: int, asked: Asked) -> None:
        if asked.method == "PUT" and asked.path.endswith(page) and not on_its_way.is_set():
            on_its_way.set()
            set_free.wait(300)

    network.mood.refuses = held_up
    hanging = Publisher(place.environment, place.target, "--output", str(built_site.output))
    hanging.begin()
    assert on_its_way.wait(60)
    hanging.process.send_signal(signal.SIGSTOP)
    before = built_site.public()[page]
    built_site.event("ny")
    assert built_site.build_here().code == 0
    ran = publish(built_site, place)
    assert ran.code == 0, ran.stderr
    assert "has said nothing for 45 seconds" in ran.stderr
    assert place.files() == built_site.public()
    set_free.set()
    hanging.process.send_signal(signal.SIGCONT)
    status, said = hanging.ended()
    assert status == 1
    assert "another publisher has taken over" in said and "the next publishing sends that again" in said
    assert place.files()[page] == before != built_site.public()[page]
    ran = publish(built_site, place)
    assert ran.code == 0, ran.stderr
    assert place.files() == built_site.public()
    assert "0 files" in publish(built_site, place).stdout
