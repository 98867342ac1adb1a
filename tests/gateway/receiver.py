"""Another system: a real HTTP server on loopback that takes in messages, and can be as troublesome as they are."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.gateway.digest import DigestGuard


@dataclass(frozen=True, slots=True)
class Received:
    """A request whose credentials were right, or of which none were asked."""

    path: str
    headers: dict[str, str]
    """By their names in small letters."""
    body: bytes

    @property
    def message(self) -> Any:
        return json.loads(self.body)

    @property
    def key(self) -> str:
        return self.headers["idempotency-key"]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    trouble: str = ""
    """``hang``: no answer until the receiver is closed; ``drop``: the connection is cut; ``half``: within the status line."""


@dataclass
class Receiver:
    """``answer`` decides on each request; ``received`` is all that came in, in order."""

    answer: Callable[[Received], Answer] = field(default=lambda _: Answer())
    tls: ssl.SSLContext | None = None
    digest: DigestGuard | None = None
    host: str = "127.0.0.1"
    asked_port: int = 0
    received: list[Received] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                receiver._post(self)

            do_GET = do_POST  # noqa: N815 (the library's name)

            def log_message(self, *_: object) -> None:
                pass

        self._server = _Server((self.host, self.asked_port), Handler)
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def place(self) -> str:
        """``127.0.0.1:8099``, as OPSLAG_DELIVERY_ALLOW names it."""
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.place}/modtag"

    def _post(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        came = Received(request.path, {name.lower(): value for name, value in request.headers.items()}, body)
        if self.digest is not None and (challenge := self.digest.challenge(request.command, came.path, came.headers)):
            _send(request, Answer(401, (("WWW-Authenticate", challenge),)))
            return
        self.received.append(came)
        answer = self.answer(came)
        if answer.trouble == "hang":
            self.closing.wait(60)
        if answer.trouble == "half":
            request.wfile.write(b"HTTP/1.1 2")
        if answer.trouble:
            request.close_connection = True
            request.connection.shutdown(socket.SHUT_RDWR)
            return
        _send(request, answer)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """A client that hangs up, or does not trust our certificate, is no fault of the test."""


def _send(request: BaseHTTPRequestHandler, answer: Answer) -> None:
    request.send_response(answer.status)
    for name, value in answer.headers:
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(answer.body)))
    request.end_headers()
    request.wfile.write(answer.body)
