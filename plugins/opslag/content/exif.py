"""EXIF (CIPA DC-008): the two things in it that matter to a website, which side is up and where the picture was taken."""

from __future__ import annotations

import struct

_ORIENTATION = 0x0112
_GPS = 0x8825
_SHORT, _LONG = 3, 4


def orientation(block: bytes) -> int:
    """1 (as it is) to 8, as the camera was held; 1 where the block does not say, or is broken."""
    found = _tags(block).get(_ORIENTATION, 1)
    return found if 1 <= found <= 8 else 1


def tells_position(block: bytes) -> bool:
    """Whether the block points at a directory of GPS data."""
    return _GPS in _tags(block)


def only_orientation(value: int) -> bytes:
    """A block, without ``Exif\\0\\0`` before it, that says the orientation and nothing else."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, _SHORT, 1, value, 0, 0)


def _tags(block: bytes) -> dict[int, int]:
    """The numbers in the first directory of a TIFF block (TIFF 6.0, section 2); {} where it is broken."""
    block = block.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None:
        return {}
    tags: dict[int, int] = {}
    try:
        (start,) = struct.unpack_from(f"{order}I", block, 4)
        (count,) = struct.unpack_from(f"{order}H", block, start)
        for index in range(count):
            at = start + 2 + 12 * index
            tag, kind, length = struct.unpack_from(f"{order}HHI", block, at)
            if length == 1 and kind in (_SHORT, _LONG):
                (tags[tag],) = struct.unpack_from(f"{order}{'H' if kind == _SHORT else 'I'}", block, at + 8)
    except struct.error:
        pass  # cut short: what stands before the cut counts
    return tags
