"""However ``opslag serve`` is ended, nobody goes on serving."""

from __future__ import annotations

import signal
import subprocess

import pytest

from tests.bare_site import COMMAND, NOW, BareSite
from tests.port import answers, free_port
from tests.waiting import until


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_server_ends_with_its_command(bare_site: BareSite, how: signal.Signals) -> None:
    port = free_port()
    command = (*COMMAND, "serve", "--now", NOW, "--port", str(port))
    with subprocess.Popen(command, cwd=bare_site.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as serving:
        until(lambda: answers(port))
        serving.send_signal(how)
    until(lambda: not answers(port), "the end of the server")
