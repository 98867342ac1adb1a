"""What an editor is told of hours that are well written and yet cannot be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bare_site import BRANCH, CATEGORIES, SITE, BareSite

Told = Callable[[str], list[str]]
AT = "content/branches/vestbyen.md"


def test_hours_that_can_be_are_let_through(told: Told) -> None:
    assert (
        told("""\
hours:
  - {category: Betjent, days: [monday-friday], open: "10:00", close: "12:00"}
  - {category: Betjent, days: [monday-friday], open: "12:00", close: "18:00"}
  - {category: Selvbetjent, days: [daily], open: "00:00", close: "23:59"}
  - {category: Betjent, days: [daily], open: "10:00", close: "14:00", from: 2026-07-01, until: 2026-08-15}
  - {category: Betjent, days: [daily], open: "11:00", close: "14:00", from: 2026-08-16, until: 2026-08-31}
closed: [public-holidays, skolernes-vinterferie, 2026-12-24]
changes:
  2026-12-23: [{category: Betjent, open: "10:00", close: "13:00"}, {category: Selvbetjent, open: "07:00", close: "22:00"}]
""")
        == []
    )


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (
            '{category: Betjennt, days: [monday], open: "10:00", close: "18:00"}',
            '6:16: hours.0.category: no category "Betjennt" in site.yaml; did you mean "Betjent"?',
        ),
        (
            '{category: Betjent, days: [monday], open: "18:00", close: "10:00"}',
            '6:63: hours.0.close: "10:00" is before 18:00, when it opens; '
            "write a time after it; hours that cross midnight are two: until 23:59, and from 00:00 on the next day",
        ),
        (
            '{category: Betjent, days: [monday], open: "10:00", close: "10:00"}',
            '6:63: hours.0.close: "10:00" is when it opens; write when it closes',
        ),
        (
            '{category: Betjent, days: [monday], open: "10:00", close: "18:00", from: 2027-01-01, until: 2026-01-01}',
            '6:97: hours.0.until: "2026-01-01" is before 2027-01-01; let from be the first day, until the last',
        ),
        (
            '{category: Betjent, days: [saturday, sunday], open: "10:00", close: "18:00", from: 2026-09-01, until: 2026-09-04}',
            "6:31: hours.0.days: no saturday, sunday from 2026-09-01 until 2026-09-04; write other days, or other dates",
        ),
    ],
)
def test_an_editor_is_told_of_an_entry_that_cannot_be(told: Told, entry: str, problem: str) -> None:
    assert told(f"hours:\n  - {entry}\n") == [f"{AT}:{problem}"]


def test_an_editor_is_told_which_two_entries_overlap_and_on_which_days(told: Told) -> None:
    assert told("""\
hours:
  - {category: Betjent, days: [monday-friday], open: "10:00", close: "18:00"}
  - {category: Selvbetjent, days: [daily], open: "07:00", close: "22:00"}
  - {category: Betjent, days: [thursday-saturday], open: "17:00", close: "20:00"}
""") == [
        f"{AT}:8:5: hours.2: Betjent 17:00-20:00 and Betjent 10:00-18:00 (line 6) overlap on thursday, friday; "
        "let one end when the other begins"
    ]


def test_two_seasons_may_not_both_hold_on_a_day(told: Told) -> None:
    summer = '{category: Betjent, days: [monday-friday], open: "10:00", close: "16:00", from: 2027-06-28, until: 2027-08-08}'
    autumn = '{category: Betjent, days: [monday-friday], open: "10:00", close: "17:00", from: 2027-08-06}'
    assert told(f"hours:\n  - {summer}\n  - {autumn}\n") == [
        f"{AT}:7:5: hours.1: Betjent 10:00-17:00 and Betjent 10:00-16:00 (line 6) overlap on friday; "
        "let one season end before the other begins"
    ]


def test_an_evening_that_would_put_out_the_day_is_a_warning(told: Told) -> None:
    day = '{category: Betjent, days: [monday-friday], open: "10:00", close: "18:00"}'
    evening = '{category: Betjent, days: [thursday], open: "19:00", close: "21:00", from: 2026-10-01, until: 2027-03-31}'
    said = (
        f"{AT}:7:5: hours.1: Betjent 19:00-21:00 takes the place of Betjent 10:00-18:00 (line 6) on thursday; "
        "if both are meant, write the latter again with the same from and until"
    )
    assert told(f"hours:\n  - {day}\n  - {evening}\n") == [said]
    both = '{category: Betjent, days: [thursday], open: "10:00", close: "18:00", from: 2026-10-01, until: 2027-03-31}'
    assert told(f"hours:\n  - {day}\n  - {evening}\n  - {both}\n") == []


def test_a_short_summer_day_is_no_warning(told: Told) -> None:
    regular = '{category: Betjent, days: [monday-friday], open: "10:00", close: "12:00"}'
    afternoon = '{category: Betjent, days: [monday-friday], open: "13:00", close: "18:00"}'
    summer = '{category: Betjent, days: [monday-friday], open: "09:00", close: "12:00", from: 2027-07-01, until: 2027-07-31}'
    assert told(f"hours:\n  - {regular}\n  - {afternoon}\n  - {summer}\n") == []


def test_an_editor_is_told_of_a_calendar_that_there_is_not(told: Told) -> None:
    assert told("closed: [public-holiday, 2026-12-24]\n") == [
        f'{AT}:5:10: closed.0: no calendar "public-holiday"; did you mean "public-holidays"?'
    ]


def test_an_editor_is_told_of_changes_that_cannot_be(told: Told) -> None:
    assert told("""\
changes:
  2026-12-23:
    - {category: Betjent, open: "13:00", close: "10:00"}
    - {category: Bejtent, open: "10:00", close: "13:00"}
  2026-12-30:
    - {category: Betjent, open: "10:00", close: "13:00"}
    - {category: Betjent, open: "12:59", close: "15:00"}
""") == [
        f'{AT}:7:49: changes.2026-12-23.0.close: "10:00" is before 13:00, when it opens; '
        "write a time after it; hours that cross midnight are two: until 23:59, and from 00:00 on the next day",
        f'{AT}:8:18: changes.2026-12-23.1.category: no category "Bejtent" in site.yaml; did you mean "Betjent"?',
        f"{AT}:11:7: changes.2026-12-30.1: Betjent 12:59-15:00 and Betjent 10:00-13:00 overlap; "
        "let one end when the other begins",
    ]


def test_a_day_with_nothing_behind_it_is_not_taken_for_a_day_as_usual(told: Told) -> None:
    assert told("changes:\n  2026-12-23:\n  2026-12-24: []\n") == [
        f"{AT}:6:14: changes.2026-12-23: nothing; write [] where it is closed all day, else when it is open"
    ]


def test_all_faults_are_told_at_once(told: Told) -> None:
    problems = told("""\
hours:
  - {category: Ubemandet, days: [monday], open: "10:00", close: "09:00"}
closed: [ferie]
changes: {2026-12-23: [{category: Ubemandet, open: "10:00", close: "13:00"}]}
""")
    assert [problem.split(": ")[1] for problem in problems] == [
        "hours.0.category",
        "hours.0.close",
        "closed.0",
        "changes.2026-12-23.0.category",
    ]


def test_a_build_tells_where_they_stand(bare_site: BareSite) -> None:
    bare_site.write("site.yaml", SITE + CATEGORIES)
    hours = 'hours:\n  - {category: Betjent, days: [monday], open: "10:00", close: "09:00"}\n'
    bare_site.write("branches/lillerup.md", BRANCH.replace("---\nMidt", f"{hours}---\nMidt"))
    assert bare_site.build_here().lines[0].startswith('content/branches/lillerup.md:6:63: hours.0.close: "09:00" is before 10:00')
    hours = hours.replace("09:00", "18:00") + "changes:\n  2026-12-23:\n"
    bare_site.write("branches/lillerup.md", BRANCH.replace("---\nMidt", f"{hours}---\nMidt"))
    assert bare_site.build_here().lines[0].startswith("content/branches/lillerup.md:8:14: changes.2026-12-23: nothing; write []")
