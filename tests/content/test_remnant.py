"""What is left of a file without its faulty keys."""

from __future__ import annotations

import dataclasses
import json
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.content.record import Record, keys_of, read_record
from opslag.content.remnant import STAND_INS, Remnant, RemnantError, is_own
from opslag.events.event import Event
from opslag.reading import SHAPES, read_one
from opslag.source.shape import shaped

from tests.source.test_shape import anything


def remnant(text: str, shape: type[Any] = Event) -> Remnant:
    with pytest.raises(RemnantError) as caught:
        read_record("content/events/fejl.md", text.encode(), shape)
    return caught.value.remnant


@pytest.mark.parametrize("shape", SHAPES.values())
def test_whatever_a_file_must_say_something_can_stand_in_for_it(shape: type[Any]) -> None:
    known = {field.name for field in dataclasses.fields(shape)}
    assert shaped(shape, {key: value for key, value in STAND_INS.items() if key in known})


def test_sound_keys_and_the_body_are_as_they_are_written() -> None:
    left = remnant("---\ntitle: Fejl\nuuid: x\nstart: 2026-12-03 19:00\nbrnach: a\nroom: B\n---\nKom.\n")
    assert left.faulty == {"uuid", "brnach", "branch"}
    assert (left.record.front.title, left.record.front.room, left.record.body) == ("Fejl", "B", "<p>Kom.</p>\n")


def test_without_yaml_there_is_the_body() -> None:
    left = remnant("---\ntitle: [x\n---\nKom.\n", SHAPES["pages"])
    assert (left.record.body, "title" in left.faulty) == ("<p>Kom.</p>\n", True)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(sorted({*keys_of(Event), "brnach", "x"})), anything))
def test_whatever_the_keys_say_something_is_left(front: dict[str, Any]) -> None:
    result = read_one("events/fejl.md", f"---\n{json.dumps(front)}\n---\nKom.\n".encode())
    record = result.remnant.record if isinstance(result, RemnantError) else result
    assert isinstance(record, Record)
    assert record.body == "<p>Kom.</p>\n"


@pytest.mark.parametrize(
    ("field", "faulty", "own"),
    [
        ("end", "start", False),
        ("end", "ending", True),
        ("branch.1", "branch", False),
        ("branch", "start", True),
        ("repeat.rule", "all_day", False),
        ("repeat.skip.0", "start", True),
        ("repeat.skip.0", "repeat", False),
        ("instances.2026-12-08", "repeat", False),
        ("instances.2026-12-08.branch", "repeat", True),
        ("instances.2026-12-08.end", "all_day", False),
        ("instances.2026-12-08.end", "instances.2026-12-15", True),
        ("instances.2026-12-08.end", "instances.2026-12-08", False),
        ("body", "title", True),
    ],
)
def test_a_fault_is_one_of_its_own_where_its_key_rests_on_no_faulty_one(field: str, faulty: str, own: bool) -> None:
    assert is_own(field, {faulty}) is own


def test_a_remnant_comes_whole_out_of_another_process() -> None:
    with pytest.raises(RemnantError) as caught:
        read_record("content/pages/om.md", b"---\ntitel: Om\n---\n", SHAPES["pages"])
    there = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert (there.problems, there.remnant) == (caught.value.problems, caught.value.remnant)
