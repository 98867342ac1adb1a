"""The place that ``opslag publish`` is given, as people write it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from opslag.errors import OpslagError
from opslag.publishing.store import Store

BUCKETS = ("s3", "gs", "az")
WRITTEN = "write s3://bucket, gs://bucket, az://container, ssh://user@host/folder, or a folder of this machine"
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9a-fA-F:]+\]")
_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def open_store(target: str) -> Store:
    """Raises OpslagError where it is no such place. Nothing is asked of the network yet."""
    scheme, separator, rest = target.partition("://")
    if not separator:
        return _folder(target)
    if scheme in BUCKETS and rest.strip("/"):
        from opslag.publishing.bucket import Bucket

        return Bucket(target)
    if scheme == "ssh":
        return _remote_folder(target)
    raise OpslagError(f"{target}: no place to publish to; {WRITTEN}")


def _folder(target: str) -> Store:
    from opslag.publishing.folder import Folder

    folder = Path(target)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise OpslagError(f"{target}: not a folder; {WRITTEN}")
    return Folder(folder)


def _remote_folder(target: str) -> Store:
    from opslag.publishing.remote_folder import RemoteFolder

    try:
        parts = urlsplit(target)
        user, host, port = parts.username, parts.hostname or "", parts.port
    except ValueError:
        raise OpslagError(f"{target}: no place to publish to; write ssh://user@host:22/folder") from None
    # Neither may begin like an option of ssh.
    if not _HOST.fullmatch(host) or (user is not None and not _USER.fullmatch(user)) or parts.path in ("", "/"):
        raise OpslagError(f"{target}: no place to publish to; write ssh://user@host/folder, where the folder is told from / on")
    return RemoteFolder(f"{user}@{host}" if user else host, port, unquote(parts.path))
