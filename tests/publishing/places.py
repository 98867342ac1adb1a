"""Places to publish to, each the real thing on loopback: an S3 store (moto's), a folder, a folder behind a local sshd."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPMessage
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.bare_site import tree_of
from tests.port import free_port
from tests.publishing.hosts import await_port

ROOM = ".opslag/"
BUCKET = "lillerup"
KEYS = {"AWS_ACCESS_KEY_ID": "somebody", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "eu-north-1"}
SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=somebody/1/eu-north-1/s3/aws4_request"}
"""The store asks who it is, and does not look whether that is true."""
_NAMES = {"s3": "http://s3.amazonaws.com/doc/2006-03-01/"}


@dataclass(frozen=True)
class Place:
    """Where a site is published to, and what the public sees of it."""

    kind: str
    target: str
    root: Path
    """The folder; of a bucket nothing is there."""
    environment: dict[str, str] = field(default_factory=dict)
    """What the command must be told to get there."""
    url: str = ""
    """Of the bucket."""

    def files(self) -> dict[str, bytes]:
        """All that is public, by path, without what publishing keeps for itself."""
        if self.kind != "s3":
            return {path: data for path, data in self._standing().items() if not path.startswith(ROOM)}
        return {key: self.get(key)[0] for key in self.names() if not key.startswith(ROOM)}

    def _standing(self) -> dict[str, bytes]:
        """What is in the folder as soon as nobody is at work there: what another machine was asked to do goes on for a moment
        after whoever asked it was killed."""
        before: dict[str, bytes] | None = None
        while True:
            try:
                now = tree_of(self.root)
            except FileNotFoundError:  # deleted between the look and the reading
                continue
            if self.kind != "ssh" or now == before:
                return now
            before = now
            time.sleep(0.2)

    def kept(self) -> list[str]:
        """What publishing keeps for itself."""
        found = self.names() if self.kind == "s3" else list(tree_of(self.root))
        return sorted(path for path in found if path.startswith(ROOM) and not path.endswith("/lock"))

    def listed(self) -> set[str]:
        """What the manifest there names: all that is part of the site."""
        return set(self._said("published.json").get("files", ()))

    def claim(self) -> dict[str, Any]:
        """What the last publisher said of its work; nothing where there was none."""
        return self._said("claim.json")

    def _said(self, name: str) -> dict[str, Any]:
        path = f"{ROOM}{name}"
        if self.kind == "s3":
            return json.loads(self.get(path)[0]) if path in self.names() else {}
        file = self.root / path
        return json.loads(file.read_bytes()) if file.is_file() else {}

    def names(self) -> list[str]:
        keys: list[str] = []
        token = ""
        while True:
            page = ElementTree.fromstring(_asked(f"{self.url}?list-type=2{token}")[0])
            keys += [found.text or "" for found in page.iterfind("s3:Contents/s3:Key", _NAMES)]
            following = page.findtext("s3:NextContinuationToken", "", _NAMES)
            if not following:
                return keys
            token = f"&continuation-token={urllib.request.quote(following)}"

    def get(self, key: str) -> tuple[bytes, HTTPMessage]:
        """An object, and what is said of it."""
        return _asked(f"{self.url}/{urllib.request.quote(key)}")


def _asked(url: str) -> tuple[bytes, HTTPMessage]:
    with urllib.request.urlopen(urllib.request.Request(url, headers=SIGNED), timeout=60) as answer:
        return answer.read(), answer.headers


@contextmanager
def store(room: Path) -> Iterator[str]:
    """An S3 store; gives its address. In a process of its own, so that its warnings are not ours."""
    port = free_port()
    with (room / "store").open("wb") as said:
        command = (sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port))
        process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            await_port(process, port, room / "store")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def bucket(address: str, name: str = BUCKET) -> Place:
    """A new bucket in a store."""
    request = urllib.request.Request(f"{address}/{name}", method="PUT")
    urllib.request.urlopen(request, timeout=60).close()
    return Place("s3", f"s3://{name}", Path("/nonexistent"), {**KEYS, "AWS_ENDPOINT_URL": address}, f"{address}/{name}")


@dataclass(frozen=True)
class Sshd:
    port: int
    environment: dict[str, str]

    def folder(self, root: Path) -> Place:
        return Place("ssh", f"ssh://{getpass.getuser()}@localhost:{self.port}{root}", root, self.environment)


@contextmanager
def sshd(room: Path) -> Iterator[Sshd]:
    """Debian's sshd, as whoever runs the tests, with keys of its own."""
    program = shutil.which("sshd", path="/usr/sbin:/usr/bin")
    assert program and shutil.which("rsync"), "sshd or rsync is missing: apt-get install openssh-server rsync"
    for name in ("host", "visitor"):
        subprocess.run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", room / name), check=True)
    port = free_port()
    known = (room / "host.pub").read_text(encoding="ascii")
    (room / "known").write_text(f"[localhost]:{port} {known}", encoding="ascii")
    (room / "sshd.conf").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {room}/host\nAuthorizedKeysFile {room}/visitor.pub\nStrictModes no\n"
        f"UsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nPidFile none\nPermitRootLogin yes\n"
        f"MaxStartups 100\n",
        encoding="ascii",
    )
    (room / "ssh.conf").write_text(
        f"IdentityFile {room}/visitor\nIdentitiesOnly yes\nUserKnownHostsFile {room}/known\nGlobalKnownHostsFile /dev/null\n"
        "AddressFamily inet\nKexAlgorithms curve25519-sha256\n",
        encoding="ascii",
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with (room / "said").open("wb") as said:
        process = subprocess.Popen((program, "-D", "-e", "-f", room / "sshd.conf"), stdout=said, stderr=said)
        try:
            await_port(process, port, room / "said")
            yield Sshd(port, {"RSYNC_RSH": f"ssh -F {room}/ssh.conf"})
        finally:
            process.terminate()
            process.wait(timeout=20)


class Publisher:
    """``opslag publish`` in a process that has read all its code, and begins at a word: so a kill hits publishing."""

    _PROGRAM = (
        "import sys; from opslag import cli; import opslag.publishing.publish, opslag.publishing.bucket;"
        "import opslag.publishing.remote_folder; print(flush=True); sys.stdin.readline(); sys.exit(cli.main(sys.argv[1:]))"
    )

    def __init__(self, environment: dict[str, str], *arguments: str) -> None:
        from tests.bare_site import clean_environment

        self.process = subprocess.Popen(
            (sys.executable, "-c", self._PROGRAM, "publish", *arguments), env=clean_environment(**environment),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.process.stdout.readline()

    def begin(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def killed_after(self, seconds: float) -> None:
        """A kill at a moment that nobody chose is what is tested; so it is slept, not waited for."""
        self.begin()
        time.sleep(seconds)
        self.process.kill()
        self.process.communicate(timeout=60)

    def said(self) -> float:
        """Waits for the first line; gives the moment."""
        assert self.process.stdout is not None
        self.process.stdout.readline()
        return time.monotonic()

    def ended(self) -> tuple[int, str]:
        """Status, and all that was said."""
        out, err = self.process.communicate(timeout=300)
        return self.process.returncode, out + err
