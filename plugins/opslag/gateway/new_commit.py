"""Commits to be made, as ``git fast-import`` reads them: many in one run of git, and no file or index is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COMMITTER = "Opslag <gateway@opslag.invalid>"


@dataclass(frozen=True, slots=True)
class File:
    """What a commit does with one file."""

    path: str
    """From the repository's root on."""
    data: bytes = b""
    """Its bytes, where they are new."""
    blob: str = ""
    """The object that holds its bytes, where they are not."""
    mode: str = "100644"
    """000000 where the file goes away."""

    def said(self) -> bytes:
        path = _quoted(self.path)
        if self.mode == "000000":
            return b"D %s\n" % path
        if self.blob:
            return b"M %s %s %s\n" % (self.mode.encode(), self.blob.encode(), path)
        return b"M %s inline %s\ndata %d\n%s\n" % (self.mode.encode(), path, len(self.data), self.data)


@dataclass(frozen=True, slots=True)
class NewCommit:
    """One commit, but for its parent."""

    author: bytes
    """As git writes it: name, address, seconds since 1970, offset."""
    at: int
    """When it is committed."""
    message: bytes
    files: Sequence[File]


def stream(branch: str, parent: str, commits: Sequence[NewCommit]) -> bytes:
    """One on top of the other, the first on ``parent``; the name of the last is what ``git fast-import`` prints."""
    parts: list[bytes] = []
    for number, commit in enumerate(commits, 1):
        parts += (
            f"commit {branch}\nmark :{number}\nauthor ".encode() + commit.author,
            f"\ncommitter {COMMITTER} {commit.at} +0000\n".encode(),
            b"data %d\n%s\nfrom %s\n" % (len(commit.message), commit.message, parent.encode()),
            *(file.said() for file in commit.files),
            b"\n",
        )
        parent = f":{number}"
    return b"".join((*parts, f"get-mark {parent}\ndone\n".encode()))


def _quoted(path: str) -> bytes:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'.encode(errors="surrogateescape")
