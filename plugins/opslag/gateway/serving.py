"""Runs the gateway: puts its parts together, listens, and stops gracefully at SIGTERM or Ctrl-C."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import uvicorn

from opslag.building.project import find_project
from opslag.content.git import GitError
from opslag.contract.document import read_contract
from opslag.errors import OpslagError
from opslag.frozen import frozen
from opslag.gateway.app import application
from opslag.gateway.committing import Committing
from opslag.gateway.connection import Connection
from opslag.gateway.credentials import Failures
from opslag.gateway.environment import Environment, read_environment
from opslag.gateway.forms.part import forms
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.part import Part
from opslag.gateway.published import Published
from opslag.gateway.publishing import Publishing
from opslag.gateway.queries import ROWS, feeds
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.remote import Remote
from opslag.gateway.repository.repository import Repository
from opslag.gateway.sharing import Sharing
from opslag.gateway.updates import Updates, request_schema
from opslag.gateway.vendors import Vendors
from opslag.gateway.workshop import Workshop

ANSWERS_WITHIN = 10
"""Seconds that requests under way have once it is to stop."""
MOST_CONNECTIONS = 800
"""At once; whoever comes then is answered with 503. A process may usually have 1024 files open."""


@frozen
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
    signal.signal(signal.SIGTERM, _stopped)  # uvicorn raises it again once all has ended
    repository = Repository(request.content)
    with repository.locked():
        _recover(repository, log)
        app = application(parts(request, environment, repository, log, metrics), log, metrics)
        config = uvicorn.Config(
            app,
            host=request.host,
            port=request.port,
            log_config=None,
            access_log=False,
            http=Connection,  # h11: one parser, and a strict one, for what two read differently is how requests are smuggled
            ws="none",
            limit_concurrency=MOST_CONNECTIONS,
            server_header=False,
            forwarded_allow_ips=environment.proxies,
            timeout_graceful_shutdown=ANSWERS_WITHIN,
        )
        uvicorn.Server(config).run()


def parts(request: Request, environment: Environment, repository: Repository, log: Log, metrics: Metrics) -> list[Part]:
    """Every part of the gateway, in the order in which their routes are tried."""
    return [
        *forms(find_project(request.content), environment, os.environ, log, metrics, unrest=repository.unrest),
        *tickets(request, environment, repository, log, metrics),
    ]


def tickets(request: Request, environment: Environment, repository: Repository, log: Log, metrics: Metrics) -> list[Part]:
    """The feeds, what ticket systems report, and all that makes it public."""
    thread = ThreadPoolExecutor(1, "repository")
    contract = read_contract(find_project(request.content).contract.read_bytes())
    published = Published(request.output, ROWS)
    url = request.remote or environment.remote

    def changed() -> None:
        publishing.ask()

    def committed() -> None:
        publishing.ask()
        if sharing:
            sharing.ask()

    sharing = Sharing(Remote(repository, url), thread, changed=changed, log=log, metrics=metrics) if url else None

    committing = Committing(repository, thread, log, metrics, committed)
    updates = Updates(
        _vendors(environment, repository, log), Failures(environment.failures), request_schema(contract), committing, log
    )
    workshop = Workshop(repository.content, request.output, repository.unrest)
    publishing = Publishing(
        repository.content,
        workshop,
        published,
        sharing,
        unrest=repository.unrest,
        every=environment.pull_seconds,
        tell=updates.learn,
        log=log,
        metrics=metrics,
    )
    updates.learn_from(publishing.read_events)
    return [
        feeds(published),
        Part("updates", updates.routes(), [committing.run], committing.ailment),
        Part("publishing", (), [publishing.run], publishing.ailment),
        *([Part("remote", (), [sharing.run], sharing.ailment)] if sharing else []),
    ]


def _stopped(*_: object) -> None:
    raise SystemExit(0)


def _recover(repository: Repository, log: Log) -> None:
    try:
        repository.recover()
    except (BusyError, GitError, OSError) as error:
        log.error("not recovered yet", why=str(error))  # tried again before the next commit


def _vendors(environment: Environment, repository: Repository, log: Log) -> Vendors | None:
    """Raises OpslagError where their file would be public, or cannot be understood."""
    if environment.vendors is None:
        log.warning("nobody may report", why="OPSLAG_VENDORS names no file")
        return None
    if environment.vendors.resolve().is_relative_to(repository.content):
        raise OpslagError(f"OPSLAG_VENDORS: {environment.vendors} lies in content/; keep it elsewhere")
    vendors = Vendors(environment.vendors)
    vendors.known()
    return vendors
