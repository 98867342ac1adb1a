"""A content file taken apart: the YAML between two lines of ``---``, and the Markdown behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from opslag.errors import ContentError, Problem

LARGEST = 1024 * 1024
"""The largest content file, in bytes: a thousand printed pages."""


@dataclass(frozen=True, slots=True)
class Parts:
    """``front`` begins on line 2 of the file, ``body`` on ``body_line``. Line ends are ``\\n``, and a BOM is gone."""

    front: str
    body: str
    body_line: int


def take_apart(path: str, data: bytes) -> Parts:
    """The parts of a file's bytes. Raises ContentError where it is not UTF-8, too large, or has no front matter."""
    if len(data) > LARGEST:
        _fault(path, 1, 1, f"{len(data) / 1e6:.0f} MB in one file", "divide it: a content file has at most 1 MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before) - before.rfind(b"\n")
        _fault(path, before.count(b"\n") + 1, column, f"a byte that is not UTF-8 (0x{data[error.start]:02x})", "save the file as UTF-8")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.startswith("---\n") and text.rstrip() != "---":
        if not text.strip():
            _fault(path, 1, 1, "an empty file", "begin it with --- and the keys, or delete it")
        _fault(path, 1, 1, "no front matter", "begin the file with a line of ---, then the keys, then a line of ---")
    end = text.find("\n---\n", 3)
    if end < 0:
        if text.endswith("\n---"):
            end = len(text) - 4
        else:
            _fault(path, 1, 1, "front matter that is never closed", "write a line of --- behind the last key")
    body_at = min(end + 5, len(text))
    return Parts(text[4 : end + 1], text[body_at:], text.count("\n", 0, body_at) + 1)


def _fault(path: str, line: int, column: int, found: str, remedy: str) -> NoReturn:
    raise ContentError([Problem(path, line, column, "", found, remedy)])
