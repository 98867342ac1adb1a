"""What has to be done so that a place shows a build, reckoned from what the place says of itself: no file there is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from opslag.frozen import frozen
from opslag.publishing.claim import Claim
from opslag.publishing.part import Part, Stage, stage_of
from opslag.publishing.published import Published
from opslag.publishing.rule import rule_of


@frozen
class Comparison:
    uploads: Mapping[str, Part]
    """In the order of their stages."""
    stages: Mapping[str, Stage]
    """Of each upload."""
    carried: Mapping[str, Part]
    """What a publisher that did not finish has put there, and may stay."""
    strays: tuple[str, ...]
    """What such a publisher put there, or may have, that is no part of this build."""
    gone: Mapping[str, datetime]
    """All that lies there and is no part of this build, and since when."""
    due: tuple[str, ...]
    """Those of the gone that nobody may ask for any more, in the order in which they go: feeds and calendars, the pages that they
    lead to, what pages show."""

    @property
    def plan(self) -> dict[str, Part]:
        """For the claim: what is there already, then what is to come."""
        return {**self.carried, **self.uploads}


def compare(
    wanted: Mapping[str, Part],
    published: Published | None,
    claim: Claim | None,
    now: datetime,
    grace: timedelta,
    *,
    full: bool = False,
) -> Comparison:
    """``claim`` is the last publisher's; where that did not finish, what it is sure of is believed. ``full``: nothing is."""
    listed = published.parts if published else {}
    certain = claim.certain() if claim else {}
    uncertain = {*(claim.uncertain() if claim else ()), *(claim.strays if claim else ())}
    there = {path: part for path, part in {**listed, **certain}.items() if path not in uncertain}
    differing = {path: part for path, part in wanted.items() if full or there.get(path) != part}
    stages = {path: stage_of(path, new=path not in listed) for path in differing}
    uploads = dict(sorted(differing.items(), key=lambda item: (stages[item[0]], item[0])))
    strays = tuple(sorted(path for path in {*certain, *uncertain} if path not in wanted))
    already = published.gone if published else {}
    lying = {*listed, *already, *strays} - wanted.keys()
    gone = {path: already.get(path, now) for path in sorted(lying)}
    return Comparison(
        uploads=uploads,
        stages={path: stages[path] for path in uploads},
        carried={path: part for path, part in certain.items() if path not in uploads and path in wanted},
        strays=strays,
        gone=gone,
        due=tuple(sorted((path for path, since in gone.items() if since + grace <= now), key=_last_named)),
    )


def _last_named(path: str) -> tuple[bool, bool, str]:
    return rule_of(path).lasting, path.endswith(".html"), path
