"""A second import brings what is new over there, and never overwrites what an editor has changed here."""

from __future__ import annotations

import pytest

from tests.bare_site import tree_of
from tests.importing.conftest import MovingIn, moment
from tests.importing.made_up import picture

SERIES = "9d0e7a55-6b7e-4b52-8f0e-0d1f6a1b2c3d"
THIRD = "events/2026/12/nummer-3.md"
WEEKLY = "events/serier/historietime.md"


def weekly(moving_in: MovingIn, *days: int) -> None:
    for day in days:
        moving_in.event(day, title="Historietime", series={"uuid": SERIES})


def conflicts(moving_in: MovingIn) -> list[str]:
    return [str(problem) for problem in moving_in.bring_in().outcome.conflicts]


def test_what_changed_over_there_is_taken_over(moving_in: MovingIn) -> None:
    item = moving_in.event(3)
    moving_in.bring_in()
    item |= {"title": "Et nyt navn", "updated_at": "2026-11-20T08:00:00+01:00", "body": "<p>En ny tekst.</p>"}
    done = moving_in.bring_in()
    assert (done.outcome.new, done.outcome.updated, done.outcome.conflicts) == (0, 1, [])
    built = moving_in.built(item)
    assert (built["title"], built["body"], built["updated_at"]) == (item["title"], "<p>En ny tekst.</p>\n", item["updated_at"])
    assert built["url"].endswith("/arrangementer/nummer-3/"), "a page keeps its address when its title changes"


def test_what_an_editor_changed_is_kept_and_what_changed_over_there_beside_it_comes(moving_in: MovingIn) -> None:
    item = moving_in.event(3, ticket_capacity=10)
    moving_in.bring_in()
    moving_in.edit(THIRD, "title: Nummer 3\n", "# Bedre end det, vi skrev før\ntitle: Jazz i mørke   # sådan!\n")
    item["ticket_capacity"] = 12
    assert conflicts(moving_in) == []
    text = moving_in.file(THIRD).read_text(encoding="utf-8")
    assert "# Bedre end det, vi skrev før\ntitle: Jazz i mørke   # sådan!\n" in text
    assert "capacity: 12\n" in text


def test_where_both_changed_one_thing_the_editor_wins_and_is_told_where(moving_in: MovingIn) -> None:
    item = moving_in.event(3)
    moving_in.bring_in()
    moving_in.edit(THIRD, "title: Nummer 3\n", "title: Jazz i mørke\n")
    moving_in.edit(THIRD, "Kom og hør.", "Kom, og hør godt efter.")
    before = tree_of(moving_in.site.content / "events")
    item |= {"title": "Koncert", "body": "<p>En anden tekst.</p>"}
    assert conflicts(moving_in) == [
        'content/events/2026/12/nummer-3.md:2:8: title: kept as it was edited here ("Jazz i mørke"); '
        'the other site says "Koncert" now',
        "content/events/2026/12/nummer-3.md: body: kept as it was edited here; the other site has another text now",
    ]
    assert tree_of(moving_in.site.content / "events") == before
    assert conflicts(moving_in) == [], "it is told once, and then the editor's word stands"


def test_a_start_from_here_is_never_joined_with_an_end_from_there(moving_in: MovingIn) -> None:
    item = moving_in.event(3)
    moving_in.bring_in()
    moving_in.edit(THIRD, "start: 2026-12-03 19:00", "start: 2026-12-03 20:00")
    item["date_time"] = {"start": "2026-12-03T17:00:00+01:00", "end": "2026-12-03T18:00:00+01:00"}
    assert [line.partition(" ")[0] for line in conflicts(moving_in)] == ["content/events/2026/12/nummer-3.md:4:8:"]
    assert "start: 2026-12-03 20:00\nend: 2026-12-03 21:00\n" in moving_in.file(THIRD).read_text(encoding="utf-8")


def test_what_is_deleted_here_is_not_brought_back(moving_in: MovingIn) -> None:
    moving_in.event(3)
    moving_in.event(4)
    moving_in.bring_in()
    moving_in.file(THIRD).unlink()
    assert conflicts(moving_in) == [
        "content/events/2026/12/nummer-3.md: deleted here since the last import; "
        "not brought back; to have it again, take its line out of content/imported.json"
    ]
    assert not moving_in.file(THIRD).exists()


def test_a_file_that_was_renamed_here_is_updated_under_its_new_name(moving_in: MovingIn) -> None:
    item = moving_in.event(3)
    moving_in.bring_in()
    moving_in.file("events/jul").mkdir()
    moving_in.file(THIRD).rename(moving_in.file("events/jul/luciaaften.md"))
    item["title"] = "Luciaaften"
    moving_in.bring_in()
    assert not moving_in.file(THIRD).exists()
    assert "title: Luciaaften\n" in moving_in.file("events/jul/luciaaften.md").read_text(encoding="utf-8")
    assert len(moving_in.build()) == 1


def test_an_event_that_was_written_by_hand_is_left_alone(moving_in: MovingIn) -> None:
    item = moving_in.event(3)
    own = moving_in.site.event("min-egen", branch=None, location="Skolen", uuid=item["uuid"])
    before = own.read_bytes()
    assert conflicts(moving_in) == [
        "content/events/min-egen.md: was here before the import, and says something else than the other site; kept as it is"
    ]
    assert own.read_bytes() == before


def test_a_branch_that_was_written_by_hand_is_the_branch_of_its_events(moving_in: MovingIn) -> None:
    address = "{street: Kajen 1, zip_code: 8396, city: By}"
    moving_in.site.write("branches/havn.md", f"---\ntitle: Havnen\nid: 9\naddress: {address}\n---\n")
    item = moving_in.event(3)
    moving_in.bring_in()
    assert sorted(path for path in tree_of(moving_in.site.content) if path.startswith("branches/")) == ["branches/havn.md"]
    assert "branch: havn\n" in moving_in.file(THIRD).read_text(encoding="utf-8")
    assert moving_in.built(item)["address"] == item["address"] | {"locationType": "physical"}


def test_a_series_takes_new_dates_and_keeps_those_that_the_feed_has_dropped(moving_in: MovingIn) -> None:
    weekly(moving_in, 1, 8, 15, 22)
    moving_in.bring_in()
    gone = moving_in.events.pop(0)
    weekly(moving_in, 29)
    moving_in.bring_in()
    text = moving_in.file(WEEKLY).read_text(encoding="utf-8")
    assert "  until: 2026-12-29\n" in text
    assert f"  2026-12-01: {{uuid: {gone['uuid']}}}\n" in text
    assert {one["uuid"] for one in moving_in.build()} == {gone["uuid"], *(one["uuid"] for one in moving_in.events)}


def test_a_date_of_a_series_that_an_editor_changed_stays_so(moving_in: MovingIn) -> None:
    weekly(moving_in, 1, 8, 15, 22)
    moving_in.bring_in()
    eighth = moving_in.events[1]
    moving_in.edit(WEEKLY, f"2026-12-08: {{uuid: {eighth['uuid']}}}", f"2026-12-08: {{uuid: {eighth['uuid']}, state: Cancelled}}")
    moving_in.events[2]["title"] = "Historietime med gæst"
    weekly(moving_in, 29)
    assert conflicts(moving_in) == []
    built = {one["uuid"]: one for one in moving_in.build()}
    assert built[eighth["uuid"]]["state"] == "Cancelled"
    assert built[moving_in.events[2]["uuid"]]["title"] == "Historietime med gæst"
    assert len(built) == 5


def test_dates_that_an_editor_rules_are_not_mixed_with_the_other_sites(moving_in: MovingIn) -> None:
    weekly(moving_in, 1, 8, 15, 22)
    moving_in.bring_in()
    moving_in.edit(WEEKLY, "  until: 2026-12-22\n", "  until: 2027-01-26\n")
    weekly(moving_in, 29)
    lines = conflicts(moving_in)
    assert [line.partition(": ")[2].partition(":")[0] for line in lines] == ["start", "instances.2026-12-29"]
    assert "until: 2027-01-26" in moving_in.file(WEEKLY).read_text(encoding="utf-8")
    moving_in.build()


def test_a_single_event_that_is_given_more_dates_over_there_keeps_its_page(moving_in: MovingIn) -> None:
    weekly(moving_in, 1)
    moving_in.bring_in()
    first = "events/2026/12/historietime.md"
    assert moving_in.file(first).exists()
    weekly(moving_in, 8, 15)
    moving_in.bring_in()
    assert moving_in.file(first).exists()
    built = moving_in.build()
    assert {one["uuid"] for one in built} == {one["uuid"] for one in moving_in.events}
    assert {one["series"]["uuid"] for one in built} == {SERIES}


def test_an_edit_of_an_imported_file_is_news_to_those_who_read_the_feed(moving_in: MovingIn) -> None:
    """What the file says of when it changed is what the other site said; an edit here is later, whatever the file says."""
    item = moving_in.event(3)
    other = moving_in.event(4)
    moving_in.bring_in()
    moving_in.site.commit("Move in", at="2026-11-20T08:00:00+01:00")
    moving_in.edit(THIRD, "title: Nummer 3\n", "title: Jazz i mørke\n")
    moving_in.site.commit("A better title", at="2026-11-21T10:00:00+01:00")
    built = {one["uuid"]: one for one in moving_in.build()}
    assert built[item["uuid"]]["updated_at"] == "2026-11-21T10:00:00+01:00"
    assert built[item["uuid"]]["created_at"] == item["created_at"]
    assert moment(built[other["uuid"]]["updated_at"]) == moment(other["updated_at"])


def test_words_beside_a_picture_that_an_editor_mended_stay(moving_in: MovingIn) -> None:
    moving_in.other.says("/billede.png", picture(1), "image/png")
    item = moving_in.event(3, image={"url": f"{moving_in.other.address}/billede.png"})
    moving_in.bring_in()
    caption = "images/arrangementer/billede.yaml"
    assert moving_in.file(caption).read_text(encoding="utf-8") == "alt: Nummer 3\n"
    moving_in.file(caption).write_text("alt: En mand med hat\n", encoding="utf-8")
    item["title"] = "Et andet navn"
    assert conflicts(moving_in) == []
    assert moving_in.file(caption).read_text(encoding="utf-8") == "alt: En mand med hat\n"


def test_what_a_ticket_system_reported_here_since_is_not_undone(moving_in: MovingIn) -> None:
    item = moving_in.event(3, external_data={"url": "https://b.example/3", "admin_url": "https://b.example/admin/3"})
    moving_in.bring_in()
    report = "vendor: billetter\nat: 2026-11-21T09:00:00+01:00\nstate: SoldOut\nexternal_data:\n  url: https://b.example/e/3\n"
    moving_in.file(f"updates/{item['uuid']}.yaml").write_text(report, encoding="utf-8")
    item["updated_at"] = "2026-11-21T08:00:00+01:00"
    item["external_data"]["admin_url"] = "https://b.example/admin/4"
    places = [line.partition(" ")[0].rpartition(".yaml:")[2] for line in conflicts(moving_in)]
    assert places == ["2:5:", "5:3:"]
    assert moving_in.file(f"updates/{item['uuid']}.yaml").read_text(encoding="utf-8") == report


def test_an_event_to_come_that_the_other_site_has_dropped_is_kept_and_told(moving_in: MovingIn) -> None:
    moving_in.event(3)
    moving_in.event(4)
    moving_in.bring_in()
    del moving_in.events[0]
    told = list(moving_in.bring_in().told())
    assert told[0] == (
        "still to come, and the other site no longer tells of it: cancel it here, if that is meant (1): "
        "content/events/2026/12/nummer-3.md"
    )
    assert moving_in.file(THIRD).exists()


@pytest.mark.parametrize("layout", ["---\n{title: Jazz, uuid: %s, start: 2026-12-03 19:00, duration: 2h, branch: havnen}\n---\n"])
def test_a_file_that_was_laid_out_anew_is_left_alone_where_both_changed(moving_in: MovingIn, layout: str) -> None:
    item = moving_in.event(3)
    moving_in.bring_in()
    moving_in.file(THIRD).write_text(layout % item["uuid"], encoding="utf-8")
    item["ticket_capacity"] = 12
    assert conflicts(moving_in) == [
        "content/events/2026/12/nummer-3.md: changed here, in a way that cannot be brought together with the other site's "
        "changes; nothing in it was changed"
    ]
    assert moving_in.file(THIRD).read_text(encoding="utf-8") == layout % item["uuid"]


def test_an_import_that_was_cut_short_is_finished_by_the_next(moving_in: MovingIn) -> None:
    """The record is written last: without it, what lies there is known by being what the import would write."""
    weekly(moving_in, 1, 8, 15, 22)
    moving_in.other.says("/billede.png", picture(1), "image/png")
    moving_in.event(3, image={"url": f"{moving_in.other.address}/billede.png"})
    moving_in.bring_in()
    whole = tree_of(moving_in.site.content)
    moving_in.file("imported.json").unlink()
    moving_in.file(THIRD).unlink()
    assert conflicts(moving_in) == []
    assert tree_of(moving_in.site.content) == whole


def test_conflicts_are_told_by_the_command_and_are_no_failure(moving_in: MovingIn) -> None:
    item = moving_in.event(3)
    moving_in.bring_in()
    moving_in.edit(THIRD, "title: Nummer 3\n", "title: Jazz i mørke\n")
    item["title"] = "Koncert"
    moving_in.say()
    ran = moving_in.opslag(moving_in.other.address)
    assert ran.code == 0
    assert ran.stderr == (
        'content/events/2026/12/nummer-3.md:2:8: warning: title: kept as it was edited here ("Jazz i mørke"); '
        'the other site says "Koncert" now\n'
    )
    assert ran.stdout == "1 events: 0 new files, 0 updated, 2 as they were, 0 new pictures, 1 conflicts: see above\n"
