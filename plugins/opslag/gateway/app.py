"""The gateway's ASGI app, composed of parts.

A part (``part.Part``) is a value: routes, tasks, and what ails it. To add one, write a function in a module of its own that
takes what it needs (settings, ``Log``, ``Metrics``) and returns a Part, and name it in ``serving.parts``. Then

- its routes are mounted in the order of the parts; an error that it raises as ``problem.Refusal`` (or Starlette's
  HTTPException) is answered as ``application/problem+json``; it may answer with whatever else it likes, pages included;
- its tasks run from the app's start to its end. Each is handed an ``asyncio.Event`` that is set when the gateway is to stop;
  it then has ``STOPS_WITHIN`` seconds. A task that raises is logged and started again: a delivery that died at night must
  not stay dead until somebody looks;
- its ailment is shown by ``/healthz``; its figures go into ``Metrics``, and so to ``/metrics``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.part import Part, Task
from opslag.gateway.problem import Refusal, problem

STOPS_WITHIN = 15.0
"""Seconds that tasks have to end."""

AGAIN_AFTER = (1.0, 60.0)
"""Seconds until a task that failed is started again: the first time, and at the most."""


def application(parts: Sequence[Part], log: Log, metrics: Metrics) -> Starlette:
    """The app of these parts, with ``/healthz`` and ``/metrics``."""

    async def healthz(_: Request) -> Response:
        ailments = {part.name: told for part in parts if (told := part.ailment()) is not None}
        return JSONResponse({"status": "ailing" if ailments else "well", "ailments": ailments}, headers=_NOT_KEPT)

    async def figures(_: Request) -> Response:
        return Response(metrics.text(), media_type=metrics.MEDIA_TYPE, headers=_NOT_KEPT)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        stopping = asyncio.Event()
        running = [asyncio.create_task(_kept_up(part.name, task, stopping, log)) for part in parts for task in part.tasks]
        log.info("serving", parts=[part.name for part in parts])
        try:
            yield
        finally:
            stopping.set()
            await _ended(running, log)
            log.info("stopped")

    async def refused(_: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException):
            headers = dict(error.headers or {})
            return Refusal(error.status_code, error.detail, headers=headers).response()
        assert isinstance(error, Refusal)  # noqa: S101 - what this is registered for
        return error.response()

    async def failed(_: Request, error: Exception) -> Response:
        log.error("failed", error=repr(error))
        return problem(500, "This is our fault; it was logged.")

    app = Starlette(
        routes=[
            *(route for part in parts for route in part.routes),
            Route("/healthz", healthz),
            Route("/metrics", figures),
        ],
        middleware=[Middleware(_Counted, metrics=metrics)],
        exception_handlers={HTTPException: refused, Refusal: refused, Exception: failed},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # an address is right or wrong
    return app


_NOT_KEPT = {"Cache-Control": "no-store"}


async def _kept_up(name: str, task: Task, stopping: asyncio.Event, log: Log) -> None:
    pause, most = AGAIN_AFTER
    while True:
        try:
            return await task(stopping)
        except Exception as error:
            log.error("task failed", part=name, error=repr(error), again_in=pause)
        try:
            return await asyncio.wait_for(_until(stopping), pause)
        except TimeoutError:
            pause = min(2 * pause, most)


async def _until(event: asyncio.Event) -> None:
    await event.wait()


async def _ended(tasks: Sequence[asyncio.Task[None]], log: Log) -> None:
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=STOPS_WITHIN)
    for task in late:
        log.error("a task did not end in time", task=task.get_name())
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _two_lengths(scope: Scope) -> bool:
    """Whether a proxy in front may have read another end of the request than we do (RFC 9112, 6.3)."""
    return {b"content-length", b"transfer-encoding"} <= {name for name, _ in scope["headers"]}


class _Counted:
    """Counts and times every answer, by the route's pattern and not by its address: addresses are without number."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            if _two_lengths(scope):
                refusal = problem(400, "Content-Length and Transfer-Encoding say two lengths.", headers={"Connection": "close"})
                await refusal(scope, receive, counted)
            else:
                await self._app(scope, receive, counted)
        finally:
            route = scope.get("route")
            pattern = getattr(route, "path", None) or "none"
            self._metrics.answered(pattern, scope["method"], status, time.perf_counter() - began)
