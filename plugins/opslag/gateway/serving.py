"""Runs the gateway: puts its parts together, listens, and stops gracefully at SIGTERM or Ctrl-C."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from opslag.gateway.app import STOPS_WITHIN, application
from opslag.gateway.environment import Environment, read_environment
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.part import Part


@dataclass(frozen=True, slots=True)
class Request:
    """How ``opslag gateway`` was called."""

    content: Path
    output: Path
    host: str
    port: int
    remote: str | None = None


def serve(request: Request) -> None:
    """Serves until it is told to stop. Raises OpslagError where it cannot begin."""
    environment = read_environment(os.environ)
    log, metrics = Log(), Metrics()
    log.takes_over("uvicorn.error", "uvicorn", "asyncio")
    app = application(parts(request, environment, log, metrics), log, metrics)
    config = uvicorn.Config(
        app,
        host=request.host,
        port=request.port,
        log_config=None,
        access_log=False,
        http="h11",  # one parser, and a strict one: what two read differently is how requests are smuggled
        ws="none",
        server_header=False,
        forwarded_allow_ips=environment.proxies,
        timeout_graceful_shutdown=int(STOPS_WITHIN),
    )
    uvicorn.Server(config).run()


def parts(request: Request, environment: Environment, log: Log, metrics: Metrics) -> Sequence[Part]:  # noqa: ARG001
    """Every part of the gateway, in the order in which their routes are tried."""
    return []
