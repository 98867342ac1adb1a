import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.places.weekdays import NAMES, read_weekdays, said
from pydantic_core import PydanticCustomError


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("monday", {0}),
        ("Sunday", {6}),
        ("monday-friday", {0, 1, 2, 3, 4}),
        (" tuesday - thursday ", {1, 2, 3}),
        ("daily", {0, 1, 2, 3, 4, 5, 6}),
        ("dagligt", {0, 1, 2, 3, 4, 5, 6}),
        ("mandag-fredag", {0, 1, 2, 3, 4}),
        ("Lørdag", {5}),
        ("fredag-monday", {4, 5, 6, 0}),
        ("wednesday-wednesday", {2}),
    ],
)
def test_days_are_named_in_english_or_danish_one_by_one_or_from_one_to_another(text: str, days: set[int]) -> None:
    assert read_weekdays(text) == days


@given(st.integers(0, 6), st.integers(0, 6))
def test_a_range_holds_both_its_ends_and_every_day_between(first: int, last: int) -> None:
    days = read_weekdays(f"{NAMES[first]}-{NAMES[last]}")
    assert {first, last} <= days
    assert len(days) == (last - first) % 7 + 1
    assert read_weekdays(said(frozenset({first}))) == {first}


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("satuday", 'did you mean "saturday"?'),
        ("lordag", 'did you mean "lørdag"?'),
        ("monday-firday", 'did you mean "friday"?'),
        ("hverdage", "write a day or days, such as saturday, monday-friday or daily"),
        ("monday-", "write a day or days, such as saturday, monday-friday or daily"),
        ("", "write a day or days, such as saturday, monday-friday or daily"),
        (["monday"], "write a day or days, such as saturday, monday-friday or daily"),
    ],
)
def test_a_day_that_is_none_is_told_with_the_nearest(text: object, remedy: str) -> None:
    with pytest.raises(PydanticCustomError) as error:
        read_weekdays(text)
    assert error.value.message() == remedy
