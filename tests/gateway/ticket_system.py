"""A made-up ticket system, as its vendor would write it who has read ``feeds/README.md`` and nothing else of this project."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import httpx

OURS = "https://billetter.example"


@dataclass
class Sale:
    """What is sold here for one event of the library."""

    number: int
    title: str
    starts: str
    open: bool = True


@dataclass
class TicketSystem:
    """Sells tickets for what a library wants sold."""

    library: httpx.Client
    """With the library's address, and the name and password that it gave us."""
    sales: dict[str, Sale] = field(default_factory=dict)
    """By the event's uuid."""
    cursor: int = 0
    told_buyers: list[str] = field(default_factory=list)
    tag: str = ""

    def read_everything(self) -> None:
        changes = self._get("/api/v1/event-changes")
        self.cursor = changes[0]["cursor"] if changes else 0
        for event in self._get("/api/v1/events"):
            self._create(event)

    def stay_in_step(self) -> list[dict[str, Any]]:
        """What changed since the last time, newest first."""
        changes = self._get("/api/v1/event-changes")
        new = [change for change in changes if change["cursor"] > self.cursor]
        if len(new) == len(changes):
            self.read_everything()
            return new
        events = {event["uuid"]: event for event in self._get("/api/v1/events")} if new else {}
        for change in reversed(new):
            self._follow(change, events.get(change["uuid"]))
        self.cursor = new[0]["cursor"] if new else self.cursor
        return new

    def sold_out(self, uuid: str) -> dict[str, Any]:
        return self._report(uuid, {"state": "SoldOut"})

    def tickets_came_back(self, uuid: str) -> dict[str, Any]:
        return self._report(uuid, {"state": "Active"})

    def _create(self, event: dict[str, Any]) -> None:
        wanted = event.get("ticket_manager_relevance") and event["state"] in ("TicketSaleNotOpen", "Active")
        if not wanted or event["uuid"] in self.sales:
            return
        number = 4711 + len(self.sales)
        self.sales[event["uuid"]] = Sale(number, event["title"], event["date_time"]["start"])
        self._report(event["uuid"], {"external_data": {"url": f"{OURS}/e/{number}", "admin_url": f"{OURS}/admin/{number}"}})

    def _follow(self, change: dict[str, Any], event: dict[str, Any] | None) -> None:
        sale = self.sales.get(change["uuid"])
        if change["kind"] == "removed":
            if change["reason"] != "past":
                self._end(change["uuid"])
        elif event is None:
            return
        elif sale is None:
            self._create(event)
        elif event["state"] == "Cancelled":
            self._end(change["uuid"])
        else:
            sale.title, sale.starts = event["title"], event["date_time"]["start"]

    def _end(self, uuid: str) -> None:
        sale = self.sales.get(uuid)
        if sale and sale.open:
            sale.open = False
            self.told_buyers.append(sale.title)

    def _get(self, address: str) -> Any:
        answer = self.library.get(address)
        answer.raise_for_status()
        return answer.json()

    def _report(self, uuid: str, body: dict[str, Any]) -> dict[str, Any]:
        while True:
            answer = self.library.patch(f"/api/v1/events/{uuid}", json=body)
            if answer.status_code not in (429, 503):
                answer.raise_for_status()
                event: dict[str, Any] = answer.json()
                return event
            time.sleep(min(1, int(answer.headers["Retry-After"])))
