"""Content lines hold any words that an editor writes, and come back out of a reader of somebody else's as they went in."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from opslag.feeds.content_line import LONGEST, folded, text

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from("\n,;:\\\"'^n N"), max_size=300)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)

FAMILY = "👩‍👩‍👧‍👦"
WIDTHS = ["a", "ø", "€", "😀"]
"""Letters of one, two, three and four octets."""


def read(line: bytes) -> str:
    """The words in a SUMMARY line, by a strict reader."""
    calendar = Calendar.from_ical(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261121T110000Z\r\n"
        + line
        + b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []
    return str(event["SUMMARY"])


@given(WORDS)
@example(f"{FAMILY * 9},;\\n \\, \\\\n")
def test_words_come_back_as_they_were(words: str) -> None:
    assert read(folded(b"SUMMARY:" + text(words))) == words


@given(ANYTHING)
def test_no_line_is_longer_than_75_octets_and_none_ends_within_a_letter(words: str) -> None:
    lines = folded(b"SUMMARY:" + text(words)).split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= LONGEST
    assert all(line.decode() for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])


@pytest.mark.parametrize("letter", WIDTHS)
@pytest.mark.parametrize("before", range(8))
def test_a_fold_falls_beside_a_letter_wherever_it_stands(letter: str, before: int) -> None:
    words = "a" * before + letter * 80
    line = folded(f"SUMMARY:{words}".encode())
    assert b"".join(line.split(b"\r\n "))[8:-2].decode() == words


def test_a_line_of_75_octets_is_left_whole() -> None:
    assert folded(b"A" * LONGEST) == b"A" * LONGEST + b"\r\n"
    assert folded(b"A" * (LONGEST + 1)).count(b"\r\n ") == 1


@given(ANYTHING)
def test_a_value_holds_no_control_that_would_begin_another_line(words: str) -> None:
    assert all(letter >= " " or letter == "\t" for letter in text(words).decode())
    assert not set(text(words).decode()) & set("\x7f\x85\u2028\u2029")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_way_to_end_a_line_is_one_line_break(end: str) -> None:
    assert text(f"op{end}ned") == rb"op\nned"


def test_a_line_that_an_editor_smuggles_in_stays_words() -> None:
    assert read(folded(b"SUMMARY:" + text("Fest\nSTATUS:CANCELLED"))) == "Fest\nSTATUS:CANCELLED"
