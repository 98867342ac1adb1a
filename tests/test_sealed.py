"""What is kept for the next time is whole, whoever writes it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from opslag import sealed
from opslag.building.workers import spread


def test_workers_may_write_the_same_file_at_once(tmp_path: Path) -> None:
    file, data = tmp_path / "da.mo", b"ord" * 1000

    def write(times: Sequence[int]) -> int:
        for _ in times:
            sealed.write(file, data)
        return len(times)

    assert sum(spread(write, range(2000), jobs=2, fewest=1)) == 2000
    assert sealed.read(file) == data
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_of_which_a_bit_has_changed_is_not_believed(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    sealed.write(file, b"dates", "commit")
    assert sealed.read(file, "another commit") is None
    damaged = bytearray(file.read_bytes())
    damaged[-1] ^= 1
    file.write_bytes(damaged)
    assert sealed.read(file, "commit") is None


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no disk that is always full")
def test_a_full_disk_is_told_by_the_file_that_it_has_no_room_for(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    (tmp_path / f"kept.{os.getpid()}.new").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left on device") as caught:
        sealed.write(file, b"dates")
    assert caught.value.filename == str(file)
