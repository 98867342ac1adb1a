"""A PostgreSQL of Debian's, started in a folder of its own on a port of loopback, and stopped with the tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.port import free_port

SECONDS = 60.0


def _programs() -> Path:
    """Debian keeps them out of PATH, in a folder for each version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise RuntimeError("these tests need PostgreSQL: apt-get install postgresql")
    return (found[-1] if found else Path(str(on_path))).parent


def _as_nobody() -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"] if os.geteuid() == 0 else []


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Yields the address of an empty database. ``folder`` is made, and may lie in one that only root can enter."""
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    programs, data, port = _programs(), folder / "data", free_port()
    begin = [
        programs / "initdb",
        "--pgdata",
        data,
        "--auth=trust",
        "--username=opslag",
        "--no-sync",
        "--encoding=UTF8",
        "--locale=C",
    ]
    subprocess.run([*_as_nobody(), *begin], check=True, capture_output=True, cwd=folder)
    options = ["-h", "127.0.0.1", "-p", str(port), "-k", str(folder), "-c", "max_connections=40", "-c", "shared_buffers=16MB"]
    with (folder / "log").open("wb") as log:
        run = [*_as_nobody(), programs / "postgres", "-D", data, *options]
        server = subprocess.Popen(run, cwd=folder, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(server, port, folder / "log")
        yield f"postgresql://opslag@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # "fast": whoever is connected is sent away
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    import psycopg

    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(log.read_text(errors="replace"))
        try:
            psycopg.connect(f"postgresql://opslag@127.0.0.1:{port}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start:\n" + log.read_text(errors="replace"))
