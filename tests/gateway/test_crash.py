"""What was answered with 200 is never lost, whenever the gateway is killed; what got no answer is sent again, and there once."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from tests.bare_site import BareSite, uuid_of
from tests.gateway.running import Gateway, running, soon
from tests.waiting import awaited, until


@dataclass
class Vendor:
    """One connection of a ticket system, which reports on an event of its own, and its memory of what was answered with 200."""

    number: int
    kept: list[str] = field(default_factory=list)

    @property
    def uuid(self) -> str:
        return uuid_of(f"aften{self.number}")

    async def report(self, gateway: Gateway, links: Iterator[int]) -> None:
        async with httpx.AsyncClient(base_url=gateway.address, auth=gateway.credentials, timeout=20, verify=False) as client:  # noqa: S501
            for link in links:
                body = {"external_data": {"url": f"https://billetter.example/e/{link}"}}
                while not await self.is_kept(client, body):
                    await asyncio.sleep(0.2)
                self.kept.append(str(link))

    async def is_kept(self, client: httpx.AsyncClient, body: object) -> bool:
        try:
            answer = await client.patch(f"/api/v1/events/{self.uuid}", json=body)
        except httpx.TransportError:
            return False
        assert answer.status_code in (200, 503), answer.text
        return answer.status_code == 200


async def kill_and_start(gateway: Gateway, kills: int, chance: random.Random) -> None:
    """Kills the gateway at random moments of its life, half of the times with all that it started."""
    for _ in range(kills):
        await asyncio.sleep(chance.choice((0.3, 1.0, 3.0)) * chance.random())
        assert gateway.process is not None
        if chance.random() < 0.5:
            os.killpg(gateway.process.pid, signal.SIGKILL)
        else:
            gateway.process.kill()
        await asyncio.to_thread(gateway.process.wait)
        gateway.start(ready=False)
        if chance.random() < 0.8:  # else it is killed as it starts
            await asyncio.to_thread(gateway.wait)


async def reported(gateway: Gateway, reports: int, connections: int, kills: int) -> list[Vendor]:
    vendors = [Vendor(number) for number in range(connections)]
    links = iter(range(reports))
    killer = asyncio.create_task(kill_and_start(gateway, kills, random.Random(6)))

    def until_both_are_done() -> Iterator[int]:
        """The reports, and more of them while there are kills to come: none must meet an idle gateway."""
        yield from links
        more = reports + 1
        while not killer.done():
            yield more
            more += 1

    shared = until_both_are_done()
    await asyncio.gather(killer, *(vendor.report(gateway, shared) for vendor in vendors))
    return vendors


def assert_nothing_lost(site: BareSite, gateway: Gateway, vendors: list[Vendor]) -> None:
    history = site.git("log", "--reverse", "--format=", "-p", "--", "content/updates")
    written = re.findall(r"^\+  url: https://billetter\.example/e/(\d+)$", history, re.MULTILINE)
    assert len(written) == len(set(written)), "a report is there twice"
    acknowledged = [link for vendor in vendors for link in vendor.kept]
    assert set(acknowledged) <= set(written)
    for vendor in vendors:
        if vendor.kept:
            url = f"https://billetter.example/e/{vendor.kept[-1]}"
            assert url in gateway.update(vendor.uuid)
            until(lambda vendor=vendor, url=url: gateway.public(vendor.uuid)["external_data"].get("url") == url, url)
    assert gateway.stop() == 0
    site.git("fsck", "--strict")
    assert site.git("status", "--porcelain") == ""
    assert [str(lock) for lock in (site.root / ".git").rglob("*.lock")] == []


def crashed(site: BareSite, reports: int, connections: int, kills: int) -> None:
    for number in range(connections):
        site.event(f"aften{number}", start=f"{soon(20)} 19:00", end=f"{soon(20)} 21:00")
    site.commit("Plan the evenings")
    with running(site) as gateway:
        vendors = awaited(reported(gateway, reports, connections, kills))
        until(gateway.knows_events)
        assert sum(len(vendor.kept) for vendor in vendors) >= reports
        print(f"{sum(len(vendor.kept) for vendor in vendors)} reports, {kills} kills, {len(gateway.told('committed'))} commits")
        assert_nothing_lost(site, gateway, vendors)


def test_no_report_is_lost_when_the_gateway_is_killed(ticket_site: BareSite) -> None:
    crashed(ticket_site, reports=60, connections=8, kills=3)


@pytest.mark.soak
def test_no_report_is_lost_in_fifty_kills(ticket_site: BareSite) -> None:
    crashed(ticket_site, reports=1000, connections=32, kills=50)
