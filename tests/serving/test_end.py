"""However ``opslag serve`` is ended, nobody goes on serving."""

from __future__ import annotations

import signal
import socket
import subprocess
import time

import pytest

from tests.bare_site import COMMAND, NOW, BareSite
from tests.port import free_port

PATIENCE = 30
"""Seconds."""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_server_ends_with_its_command(bare_site: BareSite, how: signal.Signals) -> None:
    port = free_port()
    command = (*COMMAND, "serve", "--now", NOW, "--port", str(port))
    with subprocess.Popen(command, cwd=bare_site.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as serving:
        assert comes_to_be(port, answered=True)
        serving.send_signal(how)
    assert comes_to_be(port, answered=False)


def comes_to_be(port: int, *, answered: bool) -> bool:
    """Whether, after some time, somebody listens on a port, or nobody does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as visitor:
            if (visitor.connect_ex(("127.0.0.1", port)) == 0) == answered:
                return True
        time.sleep(0.02)
    return False
