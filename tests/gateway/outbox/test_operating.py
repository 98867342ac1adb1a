"""``opslag outbox``: an operator sees what waits, reads it, tries it again, deletes it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from opslag.gateway.delivery.contents import Contents
from opslag.gateway.outbox.outbox import open_outbox
from opslag.gateway.outbox.outcome import Outcome, Verdict
from opslag.gateway.outbox.parcel import Submission
from opslag.gateway.outbox.seal import new_key, read_seal

from tests.bare_site import Ran, here
from tests.gateway.outbox.test_outbox import NOW, settled, submission

KEY = new_key()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Submission:
    """One submission that waits for a person, in the outbox beside the content."""
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    sent = submission(Contents({"navn": "Ågot Ørn"}).packed())
    with closing(open_outbox(f"sqlite:///{tmp_path}/.opslag/outbox.db", KEY)) as box:
        box.write([sent])
        (claimed,) = box.claim(NOW, NOW + 60, 1)
        settled(box, claimed.entry.id, Outcome(Verdict.REFUSED, "401 Unauthorized"))
    return sent


def outbox(*arguments: str, key: str = KEY) -> Ran:
    return here("outbox", *arguments, OPSLAG_OUTBOX_KEY=key)


def test_the_list_says_why_something_waits_and_nothing_of_what_is_in_it(kept: Submission) -> None:
    assert outbox("list").stdout.splitlines() == [
        "1 in the outbox",
        f"{kept.receipt}  2027-01-15 08:00Z  kontakt  api  kept  1 tried, 401 Unauthorized",
    ]


def test_what_is_in_it_is_shown_to_whoever_asks_for_it(kept: Submission) -> None:
    said = outbox("show", kept.receipt).stdout
    assert "2027-01-15 08:00Z  0.2 s  401 Unauthorized" in said
    assert json.loads(said[said.index("{") :]) == {"navn": "Ågot Ørn"}


def test_what_is_tried_again_is_due_at_once(kept: Submission, tmp_path: Path) -> None:
    assert outbox("retry").stdout == "1 will be tried again at once, by the gateway that runs\n"
    with closing(open_outbox(f"sqlite:///{tmp_path}/.opslag/outbox.db", KEY)) as box:
        assert [entry.state for entry in box.entries()] == ["waiting"]


def test_what_is_purged_is_gone_from_the_disk(kept: Submission, tmp_path: Path) -> None:
    file = tmp_path / ".opslag" / "outbox.db"
    assert kept.receipt.encode() in file.read_bytes()
    assert outbox("purge", kept.receipt).stdout == "1 deleted\n"
    assert outbox("list").stdout == "0 in the outbox\n"
    assert kept.receipt.encode() not in b"".join(one.read_bytes() for one in file.parent.iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("purge",), "opslag outbox purge: name the receipts, or --all"),
        (("show",), "opslag outbox show: name the receipts, or --all"),
        (("retry", "AAAA-BBBB"), "not in the outbox: AAAA-BBBB; what was delivered is not there any more"),
    ],
)
def test_a_slip_is_told_and_changes_nothing(kept: Submission, arguments: tuple[str, ...], said: str) -> None:
    ran = outbox(*arguments)
    assert (ran.code, said in ran.stderr) == (1, True)
    assert "kept" in outbox("list").stdout


def test_with_another_key_nothing_is_told(kept: Submission) -> None:
    ran = outbox("list", key=new_key())
    assert (ran.code, ran.stdout) == (1, "")
    assert "OPSLAG_OUTBOX_KEY: messages that wait in this outbox were sealed with another key" in ran.stderr


def test_a_key_is_made_for_who_has_none() -> None:
    one, other = (outbox("key").stdout.strip() for _ in range(2))
    assert one != other
    assert read_seal(one).name != read_seal(other).name
