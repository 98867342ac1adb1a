"""The app that parts are composed into: one error shape, tasks that are kept up and end gracefully, health and figures."""

from __future__ import annotations

import asyncio
import json
from io import StringIO
from typing import Any

import pytest
from opslag.gateway import app as gateway_app
from opslag.gateway.app import application
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.part import Part
from opslag.gateway.problem import Fault, Refusal
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.waiting import awaited


async def refuse(_: Request) -> Response:
    raise Refusal(400, faults=[Fault("state", '"Sold"', "write SoldOut")], headers={"Retry-After": "5"})


async def fail(_: Request) -> Response:
    raise RuntimeError("secret of the house")


def client(*parts: Part, said: StringIO | None = None) -> TestClient:
    return TestClient(application(parts, Log(said or StringIO()), Metrics()), raise_server_exceptions=False)


def events(said: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.getvalue().splitlines()]


def test_every_refusal_has_one_shape() -> None:
    part = Part("some", [Route("/refused", refuse, methods=["PATCH"]), Route("/failed", fail)])
    with client(part) as asked:
        answers = {
            400: asked.patch("/refused"),
            404: asked.get("/nowhere"),
            405: asked.get("/refused"),
            500: asked.get("/failed"),
        }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert answer.json()["title"]
    assert answers[400].headers["retry-after"] == "5"
    assert answers[400].json()["detail"] == 'state: "Sold"; write SoldOut'
    assert answers[400].json()["faults"] == [{"field": "state", "found": '"Sold"', "remedy": "write SoldOut"}]
    assert answers[405].headers["allow"] == "PATCH"
    assert "secret" not in answers[500].text


def test_a_fault_of_ours_is_told_to_the_operator() -> None:
    said = StringIO()
    with client(Part("some", [Route("/failed", fail)]), said=said) as asked:
        asked.get("/failed")
    assert [line["error"] for line in events(said) if line["event"] == "failed"] == ["RuntimeError('secret of the house')"]


def test_tasks_run_until_the_gateway_stops_and_are_let_finish() -> None:
    done = []

    async def work(stopping: asyncio.Event) -> None:
        done.append("begun")
        await stopping.wait()
        await asyncio.sleep(0.05)
        done.append("finished")

    with client(Part("some", tasks=[work])) as asked:
        assert asked.get("/healthz").status_code == 200
    assert done == ["begun", "finished"]


def test_a_task_that_fails_is_told_and_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway_app, "AGAIN_AFTER", (0.01, 0.02))
    said, tried, third = StringIO(), [], asyncio.Event()

    async def work(stopping: asyncio.Event) -> None:
        tried.append(1)
        if len(tried) < 3:
            raise OSError("away")
        third.set()
        await stopping.wait()

    async def run() -> None:
        app = application([Part("some", tasks=[work])], Log(said), Metrics())
        async with app.router.lifespan_context(app):
            await asyncio.wait_for(third.wait(), 30)

    awaited(run())
    assert [line["part"] for line in events(said) if line["event"] == "task failed"] == ["some", "some"]


def test_health_names_what_ails_a_part() -> None:
    with client(Part("fine"), Part("remote", ailment=lambda: "away since noon")) as asked:
        answer = asked.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ailing", "ailments": {"remote": "away since noon"}})


def test_figures_count_by_route_and_never_by_address_or_made_up_method() -> None:
    with client(Part("some", [Route("/things/{name}", refuse)])) as asked:
        for name in ("a", "b"):
            asked.get(f"/things/{name}")
        asked.get("/nowhere/1")
        asked.request("MADEUP", "/nowhere/2")
        figures = asked.get("/metrics").text
    counted = [line for line in figures.splitlines() if line.startswith("opslag_requests_total")]
    assert counted == [
        'opslag_requests_total{method="GET",route="/things/{name}",status="400"} 2.0',
        'opslag_requests_total{method="GET",route="none",status="404"} 1.0',
        'opslag_requests_total{method="other",route="none",status="404"} 1.0',
    ]
