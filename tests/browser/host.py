"""A static host on this machine, as plain as those that a library rents: files, types, gzip, a page for what is missing."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

TYPES = {
    "": "application/json",  # /api/v1/events
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
    "xml": "application/xml",
    "atom": "application/atom+xml",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "woff2": "font/woff2",
}
FOREVER = ("/theme/", "/billeder/")
"""Below these a file's address changes with its bytes."""
SLOW = ("woff2", "webp", "jpg", "png", "json")


class Host:
    """The address of a folder that is being served. ``delay`` (seconds) is how long pictures, fonts and data let one wait;
    ``policy`` is the Content-Security-Policy of pages; a host that is ``down`` hangs up on everybody."""

    def __init__(self, folder: Path, server: ThreadingHTTPServer) -> None:
        self.folder = folder
        self.port = server.server_port
        self.address = f"http://127.0.0.1:{self.port}"
        self.delay = 0.0
        self.policy = ""
        self.down = False
        self.gateway = 0
        """The port of a gateway to which what lies below ``/forms/`` is passed on; 0 where there is none."""

    def file(self, path: str) -> Path | None:
        """The file at an address, None where there is none."""
        plain = unquote(urlsplit(path).path)
        found = self.folder / (plain[1:] + "index.html" if plain.endswith("/") else plain[1:])
        return found if found.is_file() and found.resolve().is_relative_to(self.folder.resolve()) else None


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        host = self.server.host
        if host.down:
            self.close_connection = True
            return
        if host.gateway and self.path.startswith("/forms/"):
            self._pass_on(host.gateway)
            return
        file = host.file(self.path)
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        file = file or host.folder / "404.html"
        ending = file.suffix[1:]
        if ending in SLOW and host.delay:
            time.sleep(host.delay)
        self._send(status, TYPES[ending], file.read_bytes(), self.path.startswith(FOREVER))

    def do_POST(self) -> None:
        self._pass_on(self.server.host.gateway)

    def _pass_on(self, port: int) -> None:
        """As a web host does that stands before a gateway."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        gateway = HTTPConnection("127.0.0.1", port, timeout=60)
        gateway.request(self.command, self.path, body, dict(self.headers.items()))
        answer = gateway.getresponse()
        data = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "date", "server", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        gateway.close()

    def _send(self, status: HTTPStatus, kind: str, data: bytes, forever: bool) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if forever else "no-cache")
        if self.server.host.policy and kind.startswith("text/html"):
            self.send_header("Content-Security-Policy", self.server.host.policy)
        if "gzip" in self.headers.get("Accept-Encoding", "") and (kind.startswith("text/") or "json" in kind or "xml" in kind):
            data = packed(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@cache
def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    host: Host

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no fault."""


@contextmanager
def serving(folder: Path) -> Iterator[Host]:
    """A host of a folder, which may be filled once its address is known, until the end of the block."""
    server = Server(("127.0.0.1", 0), Answer)
    server.host = Host(folder, server)
    thread = Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True)
    thread.start()
    try:
        yield server.host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
