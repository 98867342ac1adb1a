"""Where a picture was taken is nobody's business: an original whose metadata tell it is published without them.

A telephone writes the position into each picture, and may hang a film behind it. Originals are published as they are,
so those bytes would tell every visitor where a colleague lives. The pixels, the colour profile and the orientation stay.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from opslag.content import exif


class _Block(NamedTuple):
    """Metadata in a file: where it begins and ends, with its frame, and what it says."""

    start: int
    end: int
    said: bytes
    sealed: bool = False
    """It is compressed: what it says is not looked at, and taken to be the worst."""

    @property
    def tells(self) -> bool:
        return self.sealed or b"GPS" in self.said or exif.tells_position(self.said)


def without_position(data: bytes, picture_format: str) -> bytes:
    """The file itself where it tells no position; else the file without its metadata. A broken file is left as it is."""
    find = {"JPEG": _in_jpeg, "PNG": _in_png, "WEBP": _in_webp}.get(picture_format)
    blocks = list(find(data)) if find else []
    if not any(block.tells for block in blocks):
        return data
    kept, at = [], 0
    for block in blocks:
        kept.append(data[at : block.start])
        at = block.end
    kept.append(data[at:])
    up = max(exif.orientation(block.said) for block in blocks)
    kept.insert(1, _framed(exif.only_orientation(up), picture_format) if up > 1 else b"")
    return _closed(b"".join(kept), up > 1) if picture_format == "WEBP" else b"".join(kept)


def _in_jpeg(data: bytes) -> Iterator[_Block]:
    """APP1 (EXIF, XMP), APP11 (provenance), APP13 (IPTC), and whatever a telephone hangs behind the picture's end."""
    at = 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        kind = data[at + 1]
        if kind == 0xFF:  # padding
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if kind in (0xE1, 0xEB, 0xED):
            yield _Block(at, end, data[at + 4 : end])
        if kind == 0xDA:
            break
        at = end
    end = _end_of_jpeg(data, at)
    if data[end:].strip(b"\0\r\n "):
        yield _Block(end, len(data), b"", sealed=True)


_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")


def _end_of_jpeg(data: bytes, at: int) -> int:
    """Behind the end-of-image marker; within the scans a 0xFF of the data is followed by 0x00 (ITU-T T.81, B.1.1.5)."""
    while found := _MARKER.search(data, at):
        if found[1] == b"\xd9":
            return found.end()
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
    return len(data)


def _in_png(data: bytes) -> Iterator[_Block]:
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        kind, said = data[at + 4 : at + 8], data[at + 8 : end - 4]
        if kind in (b"eXIf", b"tEXt"):
            yield _Block(at, end, said, sealed=said.startswith(b"Raw profile"))
        elif kind in (b"zTXt", b"iTXt"):
            yield _Block(at, end, said, sealed=kind == b"zTXt" or said.partition(b"\0")[2][:1] == b"\1")
        at = end


def _in_webp(data: bytes) -> Iterator[_Block]:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if data[at : at + 4] in (b"EXIF", b"XMP "):
            yield _Block(at, end, data[at + 8 : at + 8 + size])
        at = end


def _framed(block: bytes, picture_format: str) -> bytes:
    """An EXIF block as it stands in a file of the format."""
    if picture_format == "JPEG":
        return b"\xff\xe1" + struct.pack(">H", len(block) + 8) + b"Exif\0\0" + block
    if picture_format == "PNG":
        return struct.pack(">I", len(block)) + b"eXIf" + block + struct.pack(">I", zlib.crc32(b"eXIf" + block))
    return b"EXIF" + struct.pack("<I", len(block)) + block


def _closed(data: bytes, with_exif: bool) -> bytes:
    """A WebP file whose head says its length and what metadata it holds (RFC 9649, sections 2.4 and 2.7.1)."""
    head = bytearray(data[:21])
    head[4:8] = struct.pack("<I", len(data) - 8)
    if head[12:16] == b"VP8X":
        head[20] = head[20] & ~0x0C | (0x08 if with_exif else 0)
    return bytes(head) + data[21:]
