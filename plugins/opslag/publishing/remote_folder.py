"""Publishing into a folder of another machine: files go by rsync, everything else by a few lines of shell, both over SSH.

The other machine needs rsync, and ``flock`` and ``sha256sum`` as every Linux has them. How SSH gets there (keys, ports, jump
hosts) is the business of ``~/.ssh/config``; ``RSYNC_RSH`` names another remote shell, as it does for rsync itself.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from opslag.publishing.folder import folders_of
from opslag.publishing.shared_line import SharedLine
from opslag.publishing.store import MAKE_ROOM, ROOM, Kept, Overtaken, StoreError, Unreached, Upload

ABSENT, OTHER, HELD = 66, 67, 68
"""What the lines of shell end with: no such file; not the version that was meant; the lock stays with somebody else."""

_READ = f"[ -e {{path}} ] || exit {ABSENT}; cat {{path}}"
_REPLACE = f"""
mkdir -p {ROOM} && exec 9>>{ROOM}/lock && flock -w 20 9 || exit {HELD}
have=; [ ! -e {{path}} ] || have=$(sha256sum < {{path}} | cut -c 1-64)
[ "$have" = "{{version}}" ] || exit {OTHER}
cat > {ROOM}/new && [ "$(sha256sum < {ROOM}/new | cut -c 1-64)" = {{digest}} ] && mv {ROOM}/new {{path}}
"""
_DELETE = "tr '\\n' '\\0' | xargs -0 rm -f --"
_PRUNE = "tr '\\n' '\\0' | xargs -0 rmdir --ignore-fail-on-non-empty -- 2>/dev/null || true"
_TIDY = f"rm -rf {ROOM}/incoming && mkdir -p {ROOM}/incoming"
_RSYNC = (
    "rsync", "--recursive", "--times", "--omit-dir-times", "--ignore-times", "--chmod=D755,F644", "--compress", "--timeout=60",
)  # fmt: skip

_REFUSED = re.compile("Permission denied \\(|Host key verification failed|Too many authentication failures", re.IGNORECASE)
_FULL = re.compile("No space left|Disk quota exceeded", re.IGNORECASE)
_LOST = (10, 12, 30, 35, 255)
"""Ends of rsync and ssh that speak of the line between the machines (rsync(1), "EXIT VALUES")."""


class RemoteFolder:
    """``root`` is made where it is missing, but nothing around it."""

    keeps_headers = False
    batch = 200
    workers = 1

    def __init__(self, host: str, port: int | None, root: str) -> None:
        self._host, self._root = host, root.rstrip("/") or "/"
        self._shell = [*shlex.split(os.environ.get("RSYNC_RSH", "ssh")), "-o", "BatchMode=yes", "-o", "ConnectTimeout=15"]
        self._shell += ["-o", "ServerAliveInterval=10", "-o", "ServerAliveCountMax=3", *(["-p", str(port)] if port else [])]
        self._place = f"{host}:{root}"
        self._line = SharedLine(self._shell, host)

    def read(self, path: str) -> Kept | None:
        ended = self._ran(_READ.format(path=shlex.quote(path)), allowed=(ABSENT,))
        return None if ended.returncode == ABSENT else Kept(ended.stdout, sha256(ended.stdout).hexdigest())

    def replace(self, path: str, data: bytes, version: str | None) -> str:
        digest = sha256(data).hexdigest()
        script = _REPLACE.format(path=shlex.quote(path), version=version or "", digest=digest)
        ended = self._ran(script, data, allowed=(OTHER,))
        if ended.returncode == OTHER:
            kept = self.read(path)  # an earlier try may have arrived, and its answer been lost
            if kept is None or kept.data != data:
                raise Overtaken(path)
        return digest

    def put(self, uploads: Sequence[Upload]) -> None:
        with tempfile.TemporaryDirectory(prefix="opslag-publish-") as staged:
            for upload in uploads:
                file = Path(staged, upload.path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(upload.data)
                os.utime(file, ns=(upload.modified, upload.modified))
            through = [
                "--protect-args",
                f"--temp-dir={ROOM}/incoming",
                f"--rsh={shlex.join([*self._shell, *self._line.options])}",
            ]
            self._end([*_RSYNC, *through, f"{staged}/", f"{self._host}:{self._root}/"], b"", ())

    def delete(self, paths: Sequence[str]) -> None:
        self._ran(_DELETE, "\n".join(paths).encode())
        self._ran(_PRUNE, "\n".join(folders_of(paths)).encode())

    def tidy(self) -> None:
        self._ran(_TIDY)

    def close(self) -> None:
        self._line.close()

    def _ran(self, script: str, given: bytes = b"", allowed: Sequence[int] = ()) -> subprocess.CompletedProcess[bytes]:
        root = shlex.quote(self._root)
        whole = f"umask 022; [ -d {root} ] || mkdir {root} || exit; cd {root} || exit; {script}"
        return self._end([*self._shell, *self._line.options, self._host, f"exec sh -c {shlex.quote(whole)}"], given, allowed)

    def _end(self, command: list[str], given: bytes, allowed: Sequence[int]) -> subprocess.CompletedProcess[bytes]:
        try:
            ended = subprocess.run(command, input=given, capture_output=True, check=False)
        except FileNotFoundError:
            raise StoreError(f"{self._place}: {command[0]} is not installed on this machine") from None
        if ended.returncode in (0, *allowed):
            return ended
        raise self._meant(ended)

    def _meant(self, ended: subprocess.CompletedProcess[bytes]) -> StoreError:
        said = " ".join(ended.stderr.decode(errors="replace").split())[-300:] or f"status {ended.returncode}"
        if _REFUSED.search(said):
            remedy = "see that ssh gets there without a question, with a key and a known host key"
            return StoreError(f"{self._place}: {said}; {remedy}")
        if _FULL.search(said):
            return StoreError(f"{self._place}: {said}; {MAKE_ROOM}")
        if ended.returncode in _LOST:
            return Unreached(f"{self._place}: {said}; publish again once the machine is reached: it goes on where it stopped")
        if ended.returncode == HELD:
            return Unreached(f"{self._place}: another publisher holds {ROOM}/lock")
        return StoreError(f"{self._place}: {said}")
