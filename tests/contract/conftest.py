"""A small site that is about to be published: its feed, its pages, and what was public before."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest
from hypothesis import strategies as st
from opslag.contract.document import published, read_contract
from opslag.contract.gate import judge
from opslag.contract.verdicts import Verdicts
from opslag.errors import Problem

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BASE_URL = "https://bibliotek.example"

OTHER_LISTS = ("api/v1/event-changes", "api/v1/opening_hours", "opening_hours/instances")
"""What the contract promises besides, which may be empty."""

Json = dict[str, Any]


@dataclass
class Build:
    """What the gate is handed. By default all of it is in order: every page and picture that an event names is there."""

    contract: Json
    events: list[Json] = field(default_factory=list)
    previous: list[Json] | bytes | None = None
    sources: dict[tuple[str, str], str] = field(default_factory=dict)
    paths: set[str] | None = None
    redirects: frozenset[str] = frozenset()
    base_url: str = BASE_URL
    now: datetime = NOW
    allow_shrink: bool = False
    updates: dict[str, str] = field(default_factory=dict)
    previous_changes: bytes | None = None
    files: dict[str, bytes | None] = field(default_factory=dict)
    """Files that are written otherwise than they should be; None is one that is not written."""
    verdicts: Verdicts | None = None

    def problems(self) -> list[Problem]:
        whole: dict[str, bytes | None] = {
            **dict.fromkeys(OTHER_LISTS, b"[]\n"),
            "api/v1/events": one_a_line(self.events),
            "api/v1/openapi.json": published(self.contract, self.base_url),
        }
        return judge(
            {path: data for path, data in (whole | self.files).items() if data is not None},
            contract=self.contract,
            paths=self.written() if self.paths is None else self.paths,
            sources=self.sources,
            previous=one_a_line(self.previous) if isinstance(self.previous, list) else self.previous,
            previous_changes=self.previous_changes,
            now=self.now,
            base_url=self.base_url,
            allow_shrink=self.allow_shrink,
            redirects=self.redirects,
            updates=self.updates,
            verdicts=self.verdicts,
        )

    def told(self) -> list[str]:
        return [str(problem) for problem in self.problems()]

    def written(self) -> set[str]:
        """The files behind every address on this site that an event names."""
        named = [
            value
            for event in self.events
            for part in (event, *event.values())
            if isinstance(part, dict)
            for key, value in part.items()
            if key == "url" and isinstance(value, str)
        ]
        paths = {unquote(url.removeprefix(f"{self.base_url}/")) for url in named if url.startswith(self.base_url)}
        return {f"{path}index.html" if path.endswith("/") else path for path in paths}


def one_a_line(events: list[Json]) -> bytes:
    return b"[\n" + b",\n".join(json.dumps(event, ensure_ascii=False).encode() for event in events) + b"\n]\n"


@pytest.fixture(scope="session")
def contract() -> Json:
    path = Path(__file__).parents[2] / "feeds" / "openapi.yaml"
    return read_contract(path.read_bytes())


@pytest.fixture
def build(contract: Json) -> Callable[..., Build]:
    """A site with the events that are given."""
    return lambda *events, **other: Build(contract, list(events), **other)


@pytest.fixture(scope="session")
def event(contract: Json) -> Callable[..., Json]:
    """The contract's own example, as the nth event of a site: each an hour after the one before. ``None`` leaves a field out."""
    example: Json = contract["components"]["schemas"]["Event"]["examples"][0]

    def made(number: int = 0, **changes: Any) -> Json:
        day, hour = divmod(number, 24)
        moment = f"2026-12-{3 + day:02}T{hour:02}"
        own = {
            "uuid": str(UUID(int=(0xABCDEF << 96) + number, version=4)),
            "title": f"Aften {number}",
            "url": f"{BASE_URL}/arrangementer/aften-{number}/",
            "date_time": {"start": f"{moment}:00:00+01:00", "end": f"{moment}:45:00+01:00"},
        }
        whole = json.loads(json.dumps(example)) | own | changes
        return {key: value for key, value in whole.items() if value is not None}

    return made


@pytest.fixture(scope="session")
def feeds() -> st.SearchStrategy[list[Json]]:
    """Any feed that keeps the contract, with NOW as the moment of publishing."""
    return st.lists(_EVENT, max_size=3, unique_by=(lambda one: one["uuid"], lambda one: one["url"])).map(
        lambda events: sorted(events, key=lambda one: (datetime.fromisoformat(one["date_time"]["start"]), one["uuid"]))
    )


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
_TEXTS = st.lists(_TEXT, max_size=3)
_UUID = st.uuids().map(str)
_SLUG = st.integers(0, 9999).map("aften-{}".format)
_URL = _SLUG.map(lambda slug: f"https://{slug}.example/")
_WHOLE = st.integers(0, 999_999_999)
_PICTURE = st.one_of(_URL, _SLUG.map(lambda slug: f"{BASE_URL}/billeder/{slug}.jpg")).map(lambda url: {"url": url})
_PLACE: dict[str, st.SearchStrategy[Any]] = {
    "street": _TEXT,
    "zip_code": _WHOLE,
    "city": _TEXT,
    "country": st.sampled_from(["DK", "FI"]),
}
_CONTACT = {"isil_id": _TEXT, "url": _URL, "phone": _TEXT, "email": st.just("hoved@bibliotek.example")}
_PRICE = st.fixed_dictionaries({"currency": st.just("DKK"), "value": st.one_of(_WHOLE, st.floats(0, 9999))})
_TICKETS = st.lists(
    st.fixed_dictionaries({"title": _TEXT, "price": _PRICE}, optional={"uuid": _UUID}),
    max_size=3,
    unique_by=lambda ticket: ticket.get("uuid", ticket["title"]),
)
_ZONES = st.sampled_from(["+01:00", "+02:00", "-03:30", "+00:00"])
_TWO_CLOCKS = st.tuples(st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)), min_size=2, max_size=2), _ZONES).map(
    lambda drawn: [f"{clock.isoformat(timespec='seconds')}{drawn[1]}" for clock in sorted(drawn[0])]
)
_ALL_DAY = _TWO_CLOCKS.map(lambda two: [two[0][:11] + "00:00:00" + two[0][19:], two[1][:11] + "23:59:59" + two[1][19:]])


@st.composite
def _events(draw: st.DrawFn) -> Json:
    all_day = draw(st.booleans())
    start, end = draw(_ALL_DAY if all_day else _TWO_CLOCKS)
    created, updated = draw(_TWO_CLOCKS)
    over = datetime.fromisoformat(end) < NOW
    states = ["Occurred", "Cancelled"] if over else ["TicketSaleNotOpen", "Active", "SoldOut", "Cancelled", "Occurred"]
    always = {
        "uuid": draw(_UUID),
        "title": draw(_TEXT),
        "url": f"{BASE_URL}/arrangementer/{draw(_SLUG)}/",
        "created_at": created,
        "updated_at": updated,
        "state": draw(st.sampled_from(states)),
        "all_day": all_day,
        "date_time": {"start": start, "end": end},
        "external_data": draw(st.fixed_dictionaries({}, optional={"url": _URL, "admin_url": _URL})),
    }
    lists = {name: draw(_TEXTS) for name in ("branches", "categories", "audiences", "tags", "partners", "screen_names")}
    sometimes: Json = draw(_SOMETIMES)
    return always | lists | sometimes


_SOMETIMES = st.fixed_dictionaries(
    {},
    optional={
        "description": _TEXT,
        "ticket_manager_relevance": st.booleans(),
        "image": _PICTURE,
        "originalImage": _PICTURE,
        "teaserImage": _PICTURE,
        "organizer": st.fixed_dictionaries({"name": _TEXT}, optional=_PLACE | _CONTACT),
        "address": st.fixed_dictionaries(
            _PLACE,
            optional={"locationType": st.sampled_from(["physical", "online"]), "location": _TEXT, "locationAdditional": _TEXT},
        ),
        "ticket_categories": _TICKETS,
        "ticket_capacity": _WHOLE,
        "series": st.fixed_dictionaries({"uuid": _UUID}),
        "body": _TEXT.map(lambda text: f"<p>{text.replace('<', '&lt;')}</p>"),
    },
)
_EVENT = _events()
