"""nginx, Caddy and Apache as Debian ships them, started on loopback with the configuration that ``opslag host`` wrote."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import gettempdir

HOSTS = ("nginx", "caddy", "apache")
PROGRAMS = {"nginx": "nginx", "caddy": "caddy", "apache": "apache2"}

NGINX = """\
{user}
daemon off;
worker_processes 1;
pid {room}/pid;
error_log {room}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {room}/body;
    proxy_temp_path {room}/proxy;
    fastcgi_temp_path {room}/fastcgi;
    uwsgi_temp_path {room}/uwsgi;
    scgi_temp_path {room}/scgi;
    include {site};
}}
"""
MODULES = "mpm_event authz_core mime dir alias headers rewrite filter deflate proxy proxy_http"
APACHE = """\
ServerRoot /usr/lib/apache2
{modules}
{user}
ServerName localhost
DefaultRuntimeDir {room}
PidFile {room}/pid
ErrorLog {room}/error.log
TypesConfig /dev/null
ServerLimit 1
StartServers 1
ThreadsPerChild 8
MaxRequestWorkers 8
MinSpareThreads 1
MaxSpareThreads 8
Listen 127.0.0.1:{port}
Include {site}
"""
CADDY = "{{\n\tadmin off\n\tstorage file_system {room}\n}}\nimport {site}\n"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers["Content-Type"] or ""


@dataclass(frozen=True)
class Running:
    """A web server that is up."""

    name: str
    port: int

    def get(self, address: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, address, body, sent)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


def listen(name: str, port: int) -> str:
    """What ``--listen`` is given."""
    return f"http://127.0.0.1:{port}" if name == "caddy" else f"127.0.0.1:{port}"


@contextmanager
def running(name: str, site: Path, port: int, room: Path) -> Iterator[Running]:
    """The server with this site's configuration, until the block ends; ``room`` is where it may write."""
    room.mkdir(parents=True, exist_ok=True)
    main = room / "main.conf"
    main.write_text(_main(name, site, port, room), encoding="utf-8")
    program = shutil.which(PROGRAMS[name], path="/usr/sbin:/usr/bin:/usr/local/bin:" + os.environ["PATH"])
    assert program, f"{name} is missing: apt-get install nginx-light caddy apache2"
    begin = {
        "nginx": [program, "-c", str(main)],
        "caddy": [program, "run", "--config", str(main), "--adapter", "caddyfile"],
        "apache": [program, "-D", "FOREGROUND", "-f", str(main)],
    }
    environment = {"HOME": str(room), "PATH": "/usr/sbin:/usr/bin:/bin"}
    with (room / "said").open("wb") as said:
        process = subprocess.Popen(begin[name], stdout=said, stderr=said, env=environment)
        try:
            await_port(process, port, room / "said")
            yield Running(name, port)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _main(name: str, site: Path, port: int, room: Path) -> str:
    """The configuration around a site's, which a machine has already."""
    root = os.geteuid() == 0
    if name == "nginx":
        return NGINX.format(room=room, site=site, user="user root root;" if root else "")
    if name == "caddy":
        return CADDY.format(room=room, site=site)
    modules = "\n".join(f"LoadModule {one}_module modules/mod_{one}.so" for one in MODULES.split())
    user = "User nobody\nGroup nogroup" if root else ""
    return APACHE.format(modules=modules, user=user, room=room, site=site, port=port)


def passable(folder: Path) -> None:
    """Lets others pass through pytest's folders, which are open to their owner alone: Apache serves nobody as root."""
    for one in (folder, *folder.parents):
        if one.is_relative_to(gettempdir()) and one != Path(gettempdir()):
            one.chmod(one.stat().st_mode | 0o011)


def await_port(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, said.read_text(encoding="utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(said.read_text(encoding="utf-8"))


@dataclass
class Gateway:
    """Stands where the gateway will: says what it was asked."""

    port: int
    status: int = 200
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)
    """(method, address with query, body)."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def gateway() -> Iterator[Gateway]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            stands.asked.append((self.command, self.path, body))
            said = b'["from the gateway"]'
            self.send_response(stands.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_PATCH = do_POST = _answer  # noqa: N815 - http.server's names

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        stands = Gateway(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield stands
        finally:
            server.shutdown()
            thread.join()
