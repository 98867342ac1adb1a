"""Events judged by the profiles of those who read the feed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from opslag.contract.finding import Finding
from opslag.contract.place import Sources, placed
from opslag.contract.profile import Profile
from opslag.errors import Problem, Severity

EVENTS = "api/v1/events"


def judge_by_profiles(
    events: Iterable[Mapping[str, Any]], profiles: Sequence[tuple[Profile, Severity]], sources: Sources
) -> list[Problem]:
    """What the consumers miss, at the lines in the content where an editor can add it; sorted, and nothing twice.

    ``events`` are items of the events feed, of which nothing is asked that does not take place any more.
    ``sources``: (uuid, dotted field) to ``content/events/krimi.md:7:8``, and (uuid, "") to the event's own place.
    """
    problems: set[Problem] = set()
    for event in events:
        for profile, severity in profiles:
            for need, field in profile.unmet(event):
                at = field if need.longest is not None else _asking(need.when, profile.when)
                finding = Finding(0, at, need.say, need.or_else, severity)
                problems.add(replace(placed(finding, EVENTS, [str(event.get("uuid", ""))], sources), field=field))
    return sorted(problems)


def _asking(*conditions: Mapping[str, Any]) -> str:
    """The field because of which something is asked: its line is there, while that of a missing field is not."""
    return next((field for when in conditions for field in when), "")
