"""Commits to be made, as ``git fast-import`` reads them: many in one run of git, and no file or index is touched."""

from __future__ import annotations

from collections.abc import Sequence

from opslag.frozen import frozen
from opslag.gateway.repository.change import Change

COMMITTER = "Opslag <gateway@opslag.invalid>"


@frozen
class NewCommit:
    """One commit, but for its parent."""

    author: bytes
    """As git writes it: name, address, seconds since 1970, offset."""
    at: int
    """When it is committed."""
    message: bytes
    changes: Sequence[Change]


def stream(branch: str, parent: str, commits: Sequence[NewCommit]) -> bytes:
    """One on top of the other, the first on ``parent``; the name of the last is what ``git fast-import`` prints."""
    parts: list[bytes] = []
    for number, commit in enumerate(commits, 1):
        parts += (
            f"commit {branch}\nmark :{number}\nauthor ".encode() + commit.author,
            f"\ncommitter {COMMITTER} {commit.at} +0000\n".encode(),
            b"data %d\n%s\nfrom %s\n" % (len(commit.message), commit.message, parent.encode()),
            *map(_line, commit.changes),
            b"\n",
        )
        parent = f":{number}"
    return b"".join((*parts, f"get-mark {parent}\ndone\n".encode()))


def _line(change: Change) -> bytes:
    path, mode = _quoted(change.path), change.mode.encode()
    if not change.there:
        return b"D %s\n" % path
    if change.data is None:
        return b"M %s %s %s\n" % (mode, change.blob.encode(), path)
    return b"M %s inline %s\ndata %d\n%s\n" % (mode, path, len(change.data), change.data)


def _quoted(path: str) -> bytes:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'.encode(errors="surrogateescape")
