"""A network that is slow and drops, and a store that is busy, full or says no: between the command and a real store."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_SKIPPED = ("connection", "transfer-encoding", "content-length", "server", "date")


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    at: float


@dataclass
class Mood:
    """What is done with a request: nothing but passing it on, unless one of these says otherwise."""

    refuses: Callable[[int, Asked], tuple[int, dict[str, str], bytes] | None] = lambda *_: None
    """The answer that the store gives by itself."""
    drops: Callable[[int, Asked], str] = lambda *_: ""
    """``before`` the request is passed on, or ``after`` it: no answer comes."""
    delay: float = 0.0
    asked: list[Asked] = field(default_factory=list)
    answered: list[tuple[Asked, int]] = field(default_factory=list)

    def written(self) -> list[str]:
        """What was stored, in that order."""
        return [asked.path for asked, status in self.answered if asked.method == "PUT" and status == 200]


@dataclass(frozen=True)
class Wayward:
    address: str
    mood: Mood


@contextmanager
def wayward(store: str) -> Iterator[Wayward]:
    mood = Mood()
    host = urlsplit(store).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, self.path, time.monotonic())
            mood.asked.append(asked)
            number = len(mood.asked)
            time.sleep(mood.delay)
            refusal = mood.refuses(number, asked)
            if refusal:
                return self._answer(asked, *refusal)
            if mood.drops(number, asked) == "before":
                return self._drop()
            connection = HTTPConnection(host, timeout=60)
            connection.request(self.command, self.path, body, dict(self.headers))
            answer = connection.getresponse()
            data = answer.read()
            connection.close()
            if mood.drops(number, asked) == "after":
                return self._drop()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in _SKIPPED}
            return self._answer(asked, answer.status, kept, data)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _pass  # noqa: N815 - http.server's names

        def _answer(self, asked: Asked, status: int, headers: dict[str, str], data: bytes) -> None:
            mood.answered.append((asked, status))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _drop(self) -> None:
            self.close_connection = True
            self.connection.close()

        def log_message(self, *_: object) -> None:
            pass

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except (OSError, ValueError):  # the other side is gone, or we dropped it
                self.close_connection = True

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield Wayward(f"http://127.0.0.1:{server.server_address[1]}", mood)
        finally:
            server.shutdown()
            thread.join()
