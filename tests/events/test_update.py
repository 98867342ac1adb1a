"""What a ticket system reports, laid over what the editor wrote."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from opslag.events.state import State
from opslag.events.update import ExternalData, Update, effective_state
from opslag.source.document import read_document

from tests.bare_site import BareSite, uuid_of

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def reported(state: State | None) -> Update:
    return Update("billet", AT, state)


def test_an_update_is_a_file_of_a_few_lines() -> None:
    text = b"vendor: billet\nat: 2026-11-20T09:00:00Z\nstate: SoldOut\nexternal_data: {url: https://billet.example/1}\n"
    assert read_document("content/updates/a.yaml", text, Update) == Update(
        "billet", AT, State.SOLD_OUT, ExternalData("https://billet.example/1", None)
    )


@pytest.mark.parametrize(
    ("written", "told", "shown"),
    [
        (State.ACTIVE, None, State.ACTIVE),
        (State.ACTIVE, State.SOLD_OUT, State.SOLD_OUT),
        (State.SOLD_OUT, State.ACTIVE, State.ACTIVE),
        (State.TICKET_SALE_NOT_OPEN, State.ACTIVE, State.ACTIVE),
        (State.ACTIVE, State.CANCELLED, State.CANCELLED),
        (State.ACTIVE, State.OCCURRED, State.OCCURRED),
        (State.CANCELLED, State.ACTIVE, State.CANCELLED),
        (State.CANCELLED, State.OCCURRED, State.CANCELLED),
    ],
)
def test_the_report_wins_over_the_editor_but_for_what_he_cancelled(written: State, told: State | None, shown: State) -> None:
    assert effective_state(written, reported(told)) is shown
    assert effective_state(written, None) is written


def test_a_report_shows_in_the_feed_and_on_the_page(built_site: BareSite) -> None:
    built_site.event("krimi", ticket_url="https://egen.example/", tickets="[{title: Voksen, price: 120}]")
    built_site.write(
        f"updates/{uuid_of('krimi')}.yaml",
        "vendor: billet\nat: 2026-11-20T09:00:00+01:00\nstate: SoldOut\n"
        "external_data: {url: https://billet.example/1, admin_url: https://billet.example/admin/1}\n",
    )
    built_site.commit(at="2026-10-02T09:00:00+02:00")
    assert built_site.build_here().code == 0
    krimi = next(event for event in built_site.feed() if event["uuid"] == uuid_of("krimi"))
    assert krimi["state"] == "SoldOut"
    assert krimi["external_data"] == {"url": "https://billet.example/1", "admin_url": "https://billet.example/admin/1"}
    assert krimi["updated_at"] == "2026-11-20T09:00:00+01:00"
    assert "SoldOut" in built_site.page("/arrangementer/krimi/")


def test_a_report_about_an_event_that_is_gone_changes_nothing(built_site: BareSite) -> None:
    before = built_site.public()
    built_site.write("updates/00000000-0000-4000-8000-000000000000.yaml", "vendor: billet\nat: 2026-11-20T09:00:00+01:00\n")
    assert built_site.build_here().code == 0
    assert built_site.public() == before
