"""Another site on loopback, served over real HTTP: well, badly, slowly, or not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class OtherSite:
    """``answers`` by path; a path that is not there is a 404. ``asked`` is what was asked for."""

    address: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def says(self, path: str, data: bytes | Any, media_type: str = "application/json", status: int = 200) -> None:
        """Answers a path with these bytes, or with a value as JSON."""
        body = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            request.send_header("Content-Type", media_type)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        self.answers[path] = answer


@contextmanager
def serving() -> Iterator[OtherSite]:
    site = OtherSite()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            path = self.path.partition("?")[0]
            with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked has heard enough
                site.answers.get(path, _missing)(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _missing(request: BaseHTTPRequestHandler) -> None:
    request.send_error(404)
