"""A ticket system that was written from the guide alone stays in step with the library, from the first day to a cancellation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

from tests.bare_site import BareSite, uuid_of
from tests.gateway.running import Gateway, running, soon
from tests.gateway.ticket_system import TicketSystem
from tests.waiting import until

KONCERT, REVY, FOREDRAG = map(uuid_of, ("koncert", "revy", "foredrag"))


def plan(site: BareSite, stem: str, day: int, **keys: str) -> None:
    site.event(stem, start=f"{soon(day)} 19:00", end=f"{soon(day)} 21:00", ticket_manager="true", **keys)


def in_step(system: TicketSystem, fits: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
    """Looks every moment, as it would every few minutes, until it has seen what is to be seen; gives all changes."""
    seen: list[dict[str, Any]] = []

    def looked() -> bool:
        seen.extend(system.stay_in_step())
        return fits(seen)

    until(looked, "the change")
    return seen


def saw(uuid: str, kind: str) -> Callable[[list[dict[str, Any]]], bool]:
    return lambda seen: any(change["uuid"] == uuid and change["kind"] == kind for change in seen)


def edit(gateway: Gateway, message: str) -> None:
    """An editor commits in the repository itself; the next report, or the next look at the remote, publishes it."""
    gateway.site.commit(message)
    assert gateway.site.opslag("build").code == 0


def test_a_ticket_system_written_from_the_guide_stays_in_step(ticket_site: BareSite) -> None:
    for number, stem in enumerate(("koncert", "revy")):
        plan(ticket_site, stem, 20 + number)
    ticket_site.commit("Plan two evenings with tickets")
    assert ticket_site.opslag("build").code == 0
    with running(ticket_site) as gateway, library_of(gateway) as library:
        stays_in_step(gateway, TicketSystem(library))


def library_of(gateway: Gateway) -> httpx.Client:
    return httpx.Client(base_url=gateway.address, auth=gateway.credentials, timeout=60, verify=False)  # noqa: S501 - there is no TLS


def stays_in_step(gateway: Gateway, system: TicketSystem) -> None:
    site = gateway.site
    system.read_everything()
    assert system.sales.keys() == {KONCERT, REVY}
    url = f"https://billetter.example/e/{system.sales[REVY].number}"
    until(lambda: gateway.public(REVY)["external_data"].get("url") == url, "the link in the public feed")
    in_step(system, saw(REVY, "updated"))

    assert system.sold_out(KONCERT)["state"] == "SoldOut"
    until(lambda: gateway.public(KONCERT)["state"] == "SoldOut", "sold out")
    assert gateway.public(KONCERT)["external_data"].keys() == {"url", "admin_url"}
    assert system.tickets_came_back(KONCERT)["state"] == "Active"
    until(lambda: gateway.public(KONCERT)["state"] == "Active", "tickets again")

    plan(site, "foredrag", 25)
    plan(site, "koncert", 20, state="Cancelled")
    plan(site, "revy", 21, draft="true")  # whoever deleted its file would be told that tickets are on sale
    edit(gateway, "Cancel, take out and plan")
    seen = in_step(system, lambda seen: saw(FOREDRAG, "added")(seen) and saw(REVY, "removed")(seen))
    assert {change["reason"] for change in seen if change["uuid"] == REVY and change["kind"] == "removed"} == {"unpublished"}
    assert sorted(system.told_buyers) == ["Koncert", "Revy"]
    assert [system.sales[uuid].open for uuid in (KONCERT, REVY, FOREDRAG)] == [False, False, True]
    assert system.tickets_came_back(KONCERT)["state"] == "Cancelled"
    until(lambda: "url" in gateway.public(FOREDRAG)["external_data"], "the new sale's link")
