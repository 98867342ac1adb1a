"""Who may report on events: the file that ``OPSLAG_VENDORS`` names, and the passwords of which it holds only hashes."""

from __future__ import annotations

import fcntl
import hmac
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from opslag.errors import OpslagError, nearest
from opslag.frozen import frozen
from opslag.gateway import durable
from opslag.source.document import read_document
from opslag.source.notation import lines
from opslag.source.scalars import Count, Moment, Sha256
from opslag.source.shape import STRICT

BITS = 256
"""Of a password, all of them random: so a quick hash is enough, and no list of words will ever find one."""

_NAME = re.compile(r"[a-z][a-z0-9-]{0,38}[a-z0-9]")
_HEADING = "# Who may report on events; written by opslag vendor. It holds hashes, and no password can be read from it.\n"


@frozen
class Vendor:
    """One ticket system."""

    __pydantic_config__ = STRICT
    sha256: Sha256
    """Of the password, hexadecimal."""
    added: Moment
    branches: tuple[Count, ...] = ()
    """The ids of the branches whose events it may report on; none named means all."""

    def may(self, branches: Sequence[int]) -> bool:
        """Whether it may report on an event that these branches hold."""
        return not self.branches or not set(self.branches).isdisjoint(branches)


@frozen
class _File:
    __pydantic_config__ = STRICT
    vendors: dict[str, Vendor] = field(default_factory=dict)


class Vendors:
    """The file, read again whenever it has changed: who is revoked is refused from the next request on."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._seen: tuple[int, ...] | None = None
        self._known: Mapping[str, Vendor] = {}

    def known(self) -> Mapping[str, Vendor]:
        """By name. Raises ContentError or OpslagError where the file cannot be understood; no file is nobody."""
        try:
            found = self.file.stat()
            stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
            if stamp != self._seen:
                self._known = read_document(str(self.file), self.file.read_bytes(), _File).vendors
                self._seen = stamp
        except FileNotFoundError:
            self._known, self._seen = {}, None
        except OSError as error:
            raise OpslagError(f"{self.file}: {error.strerror}") from None
        return self._known

    def whose(self, name: str, password: str) -> Vendor | None:
        """The vendor of these credentials. A name that there is not takes as long as a password that is wrong."""
        vendor = self.known().get(name)
        right = hmac.compare_digest(_digest(password), vendor.sha256 if vendor else _digest(""))
        return vendor if vendor and right else None

    def add(self, name: str, branches: Sequence[int], now: datetime) -> str:
        """The new vendor's password, which is kept nowhere. Raises OpslagError."""
        if not _NAME.fullmatch(name):
            raise OpslagError(f"{name!r} is no name for a vendor; write 2 to 40 of a to z, 0 to 9 and -, such as billetter")
        password = secrets.token_urlsafe(BITS // 8)
        with self._changed() as known:
            if name in known:
                raise OpslagError(f'there is a vendor "{name}"; opslag vendor revoke {name} first, to give it a new password')
            known[name] = Vendor(_digest(password), now.replace(microsecond=0), tuple(branches))
        return password

    def revoke(self, name: str) -> None:
        """Raises OpslagError where there is no such vendor."""
        with self._changed() as known:
            if name not in known:
                raise OpslagError(f"no vendor {name!r}; {nearest(name, known)}")
            del known[name]

    @contextmanager
    def _changed(self) -> Iterator[dict[str, Vendor]]:
        """The vendors, to be changed; the file is replaced as a whole, by one at a time."""
        try:
            with self.file.with_name(f".{self.file.name}.lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                known = dict(self.known())
                yield known
                _replace(self.file, _written(known))
        except OSError as error:
            raise OpslagError(f"{error.filename or self.file}: {error.strerror}") from None


def _digest(password: str) -> str:
    return sha256(password.encode(errors="surrogatepass")).hexdigest()


def _written(known: Mapping[str, Vendor]) -> bytes:
    text = [_HEADING, "vendors:\n" if known else "vendors: {}\n"]
    for name, vendor in sorted(known.items()):
        value = {"sha256": vendor.sha256, "added": vendor.added.isoformat(" "), "branches": [str(one) for one in vendor.branches]}
        text += [f"  {name}:\n", *(f"    {line}\n" for key, one in value.items() if one for line in lines(key, one))]
    return "".join(text).encode()


def _replace(file: Path, data: bytes) -> None:
    """Readable by its owner alone, and on the disk before it takes the place of the old one."""
    beside = file.with_name(f".{file.name}.new")
    durable.write(beside, data, 0o600)
    beside.replace(file)
