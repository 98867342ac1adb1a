"""Stray keys: those that a page or news item would have in vain, or to its harm.

What Opslag does not know there goes on to Pelican's plugins. So a key of events would be passed on without a word, and a page
that is to be hidden would be public; and a key that Pelican takes for its own would end in a traceback.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from opslag.content.pelican_keys import SHARED, instead_of, misshapen
from opslag.errors import did_you_mean, misspelt, nearest
from opslag.source.shape import UNKNOWN, ShapeFault

_VISIBILITY = {
    "hidden": "to hide it, write status: hidden",
    "publish": "write status: draft, and delete that when the day has come",
    "unpublish": "write status: draft, or status: hidden, when the day has come",
}
"""Keys that say who sees something and when: misspelt ones may not be lost either."""

_AN_EVENT = "say it in the text, or make an event of it, in content/events/"

_OF_OPSLAG = {
    **_VISIBILITY,
    "published": "write status: published, draft or hidden",
    "state": "say it in the text; to take it off the site, write status: draft",
    **dict.fromkeys(("start", "end", "duration", "all_day", "repeat", "instances"), _AN_EVENT),
    "uuid": "delete it; pages and news are known by their address",
    "teaser_image": "write image",
}
_OF_NEWS = {**_OF_OPSLAG, "publish": "write that moment as its date; news waits for it"}
_OTHERWISE = "delete it, or say it in the text"


def stray_keys(front: Mapping[str, Any], known: Collection[str], elsewhere: Mapping[str, str]) -> list[ShapeFault]:
    """What is wrong with the keys of one file's front matter that are not among those ``known`` there.

    ``elsewhere``: the keys of Opslag's other files, each with what has it: "events".
    """
    faults = (_fault(key, value, known, elsewhere) for key, value in front.items() if key not in known)
    return [fault for fault in faults if fault]


def _fault(key: str, value: Any, known: Collection[str], elsewhere: Mapping[str, str]) -> ShapeFault | None:
    name = key.lower()
    instead = _OF_NEWS if "date" in known else _OF_OPSLAG
    if name in SHARED and name == key:
        return misshapen(key, value)
    if name in known or name in SHARED:
        return (key,), UNKNOWN, did_you_mean(name), True
    if remedy := instead_of(name):
        return (key,), "a key of Pelican's own", remedy, True
    if name in elsewhere:
        return (key,), f"a key of {elsewhere[name]}", instead.get(name, _OTHERWISE), True
    if meant := name if name in instead else misspelt(name, [*known, *_VISIBILITY]):
        return (key,), UNKNOWN, instead.get(meant) or nearest(name, known), True
    return None
