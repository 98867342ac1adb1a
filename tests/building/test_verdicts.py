"""What the gate has let through is believed of the very file in which it stands, and of no other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from opslag.building.kept.verdicts import KeptVerdicts
from opslag.building.previous import Previous, read_previous
from opslag.contract.document import EVENTS, read_contract
from opslag.contract.feed import read_feed

from tests.bare_site import BareSite

CONTRACT = Path(__file__).parents[2] / "feeds" / "openapi.yaml"


@pytest.fixture
def verdicts(built_site: BareSite) -> KeptVerdicts:
    assert built_site.build_here().code == 0
    return KeptVerdicts(built_site.root / ".build" / "cache", read_contract(CONTRACT.read_bytes()))


def public(site: BareSite) -> Previous:
    return read_previous(None, site.output.resolve())


def test_they_say_of_the_public_feed_what_reading_it_would(built_site: BareSite, verdicts: KeptVerdicts) -> None:
    previous = public(built_site)
    assert previous.events is not None
    assert verdicts.of(previous).feed == read_feed(previous.events, None)


def test_a_feed_that_somebody_has_changed_is_judged_anew(built_site: BareSite, verdicts: KeptVerdicts) -> None:
    file = built_site.output.resolve() / EVENTS
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    file.write_bytes(file.read_bytes().replace(b"Active", b"Passiv"))
    os.utime(file, ns=times)
    assert verdicts.of(public(built_site)).feed is None


def test_the_same_bytes_in_another_file_are_judged_anew(built_site: BareSite, verdicts: KeptVerdicts) -> None:
    previous = public(built_site)
    assert verdicts.of(Previous(previous.events)).feed is None
    file = built_site.output.resolve() / EVENTS
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data)
    assert verdicts.of(public(built_site)).feed is None


@pytest.mark.usefixtures("verdicts")
def test_another_contract_has_none(built_site: BareSite) -> None:
    assert KeptVerdicts(built_site.root / ".build" / "cache", {}).of(public(built_site)).feed is None


def test_they_go_on_from_build_to_build(built_site: BareSite, verdicts: KeptVerdicts) -> None:
    for edit in ({"title": "Krimi igen"}, {}, {"title": "Krimi"}):
        if edit:
            built_site.event("krimi", **edit)
        assert built_site.build_here().code == 0
        previous = public(built_site)
        assert previous.events is not None
        assert verdicts.of(previous).feed == read_feed(previous.events, None)
