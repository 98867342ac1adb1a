"""Builds at each save. The server runs in a process of its own, so that this one may divide its work among processes."""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from opslag.building.build import Built, Request, build
from opslag.building.generations import Generations
from opslag.building.project import Project
from opslag.errors import ContentError, OpslagError
from opslag.screen import Screen
from opslag.serving.glimpse import pages
from opslag.serving.glimpse_folder import Glimpses, glimpses_of

if TYPE_CHECKING:
    import uvicorn

QUICK = 0.3
"""Seconds: a site that is built in less needs no glimpse of what is to come."""

GLANCE = 0.15
"""Seconds in which the browser loads a glimpse before the build takes all processors."""


def serve(request: Request, host: str, port: int, screen: Screen, *, fixed: bool) -> None:
    """Serves until it is stopped. ``fixed``: the moment was given, and stays; otherwise each build has its own."""
    room = Generations(request.output).room
    faults, glimpses = room / "faults.txt", Glimpses(glimpses_of(room))
    glimpses.hide()
    with _listening(host, port) as listener, _server(request.output, faults, request.project, listener):
        screen.say(f"http://{'localhost' if host == '127.0.0.1' else host}:{listener.getsockname()[1]}/   (Ctrl-C stops)")
        last = _build(request, faults, screen)
        for saved in _changes(request):
            if last is not None and last.seconds > QUICK:
                seen = pages(last, saved)
                glimpses.show(seen)
                if seen:
                    time.sleep(GLANCE)
            last = _build(request if fixed else replace(request, now=datetime.now(UTC)), faults, screen) or last
            glimpses.hide()


def _build(request: Request, faults: Path, screen: Screen) -> Built | None:
    """A build whose faults are shown, here and in the browser, and do not end the watch; None where it has some."""
    try:
        built = build(request)
    except OpslagError as error:
        faults.parent.mkdir(parents=True, exist_ok=True)
        faults.write_text(str(error), encoding="utf-8")
        if isinstance(error, ContentError):
            screen.problems(error.problems)
        else:
            screen.error(str(error))
        return None
    faults.unlink(missing_ok=True)
    screen.built(built, request.output)
    return built


def _changes(request: Request) -> Iterator[list[Path]]:
    """Each batch of saves; those that happen during a build come after it."""
    from watchfiles import watch

    project = request.project
    watched = [project.content, *project.themes, project.contract, *([project.settings] if project.settings else [])]
    for batch in watch(*watched, debounce=50, step=10, raise_interrupt=True):
        yield sorted({Path(path) for _, path in batch})


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise OpslagError(f"{host}:{port}: {error.strerror}; name another with --port") from None
        yield listener


@contextmanager
def _server(output: Path, faults: Path, project: Project, listener: socket.socket) -> Iterator[BaseProcess]:
    process = multiprocessing.get_context("fork").Process(target=_run, args=(output, faults, project, listener), daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.terminate()
        process.join()


def _run(output: Path, faults: Path, project: Project, listener: socket.socket) -> None:
    import uvicorn

    from opslag.serving.server import application

    app = application(output, faults, project)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", timeout_graceful_shutdown=1))
    Thread(target=_end_with_parent, args=(server,), daemon=True).start()
    server.run(sockets=[listener])


def _end_with_parent(server: uvicorn.Server) -> None:
    """However the command was ended, nobody serves on."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    server.should_exit = True
