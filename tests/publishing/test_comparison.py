"""What is done follows from what is known, and what is known is never wrong, however many publishers died on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from opslag.publishing.claim import Claim, read_claim
from opslag.publishing.comparison import compare
from opslag.publishing.part import Part, Stage, stage_of
from opslag.publishing.published import Published, read_published

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PATHS = ("index.html", "a/index.html", "b/index.html", "theme/x.1.css", "billeder/b.webp", "api/v1/events", "sitemap.xml")
SITES = st.dictionaries(st.sampled_from(PATHS), st.sampled_from("12").map(Part), min_size=1)


class Simulated:
    """A place, and publishers that die in it."""

    def __init__(self) -> None:
        self.there: dict[str, Part] = {}
        self.published: Published | None = None
        self.claim: Claim | None = None

    def publish(self, wanted: dict[str, Part], grace: timedelta, dies_after: int | None, told: int, deletes: int | None) -> None:
        """Puts ``dies_after`` files there, of which it told ``told``; ``deletes``: dies when it has deleted so many."""
        found = compare(wanted, self.published, self.claim, NOW, grace)
        claim = Claim("run", "who", "process", found.plan, len(found.carried), found.strays)
        sent = list(found.uploads)[:dies_after]
        self.there |= {path: found.uploads[path] for path in sent}
        self.claim = read_claim(Claim(*_said(claim, len(found.carried) + min(told, len(sent)))).to_json())
        if dies_after is not None:
            return
        self.published = Published("https://x.example", "", "", "", wanted, found.gone)
        for path in found.due[:deletes]:
            self.there.pop(path, None)
        if deletes is None:
            left = {path: since for path, since in found.gone.items() if path not in found.due}
            self.published = read_published(Published("https://x.example", "", "", "", wanted, left).to_json())
            self.claim = Claim("run", "who", "process", ended=True)


def _said(claim: Claim, done: int) -> tuple[object, ...]:
    return claim.run, claim.who, claim.process, claim.plan, done, claim.strays


@given(
    st.lists(
        st.tuples(SITES, st.booleans(), st.none() | st.integers(0, 7), st.integers(0, 7), st.none() | st.integers(0, 3)),
        max_size=8,
    ),
    SITES,
)
def test_whoever_finishes_leaves_what_was_wanted(
    rounds: list[tuple[dict[str, Part], bool, int | None, int, int | None]], last: dict[str, Part]
) -> None:
    place = Simulated()
    for wanted, grace, dies_after, told, deletes in rounds:
        place.publish(wanted, HOUR if grace else timedelta(), dies_after, told, deletes)
    place.publish(last, timedelta(), None, 0, None)
    assert place.there == last


@given(SITES, SITES)
def test_nothing_is_done_twice(before: dict[str, Part], wanted: dict[str, Part]) -> None:
    place = Simulated()
    place.publish(before, timedelta(), None, 0, None)
    found = compare(wanted, place.published, place.claim, NOW, HOUR)
    assert set(found.uploads) == {path for path, part in wanted.items() if before.get(path) != part}
    assert set(found.gone) == before.keys() - wanted.keys()
    assert (found.due, found.strays, found.carried) == ((), (), {})


def test_what_points_goes_after_what_it_points_to() -> None:
    new = [
        stage_of(path, new=True) for path in ("theme/x.1.css", "billeder/b.webp", "a/index.html", "kalender/a.ics", "index.html")
    ]
    old = [stage_of(path, new=False) for path in ("index.html", "api/v1/events", "sitemap.xml")]
    assert [*new, *old] == sorted([*new, *old])
    assert stage_of("sitemap.xml", new=True) is Stage.SITEMAP


def test_a_manifest_that_leads_out_of_the_place_is_none() -> None:
    for path in ("../secret", "/etc/passwd", ".opslag/claim.json", "a\nb", ""):
        said = Published("https://x.example", "", "", "", {path: Part("1")}).to_json()
        assert read_published(said) is None, path
    assert read_published(b"[]") is None
    assert read_claim(b"{}") is None
