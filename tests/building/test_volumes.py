"""What is kept of events is read as it was written, or not at all; and however much it is, a small machine has memory left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.building.kept import volumes
from opslag.building.kept.volumes import DamagedError, Volumes


def written(folder: Path, data: list[bytes]) -> tuple[Volumes, list[volumes.Piece]]:
    """The pieces on disk, as another build finds them: sure of its volumes."""
    one = Volumes(folder, {})
    pieces = [one.write(each) for each in data]
    one.close()
    return Volumes(folder, one.stamps()), pieces


@given(data=st.lists(st.binary(min_size=1, max_size=200), min_size=1), large=st.booleans())
def test_every_piece_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, data: list[bytes], large: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if large:
            patch.setattr(volumes, "LARGE", 0)
        kept, pieces = written(tmp_path_factory.mktemp("kept"), data)
        assert [bytes(kept.read(piece)) for piece in pieces] == data
        assert [bytes(piece) for piece in kept.read_all(pieces)] == data
        assert kept.read_all([*pieces, volumes.NOWHERE]) == []


@pytest.mark.parametrize("large", [False, True])
def test_a_piece_of_which_a_bit_has_changed_is_never_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool) -> None:
    if large:
        monkeypatch.setattr(volumes, "LARGE", 0)
    kept, pieces = written(tmp_path, [b"Krimiaften", b"Sangaften"])
    file = volumes.file_of(tmp_path, pieces[0][0])
    file.write_bytes(file.read_bytes().replace(b"Sang", b"sang"))
    assert bytes(kept.read(pieces[0])) == b"Krimiaften"
    with pytest.raises(DamagedError):
        kept.read(pieces[1])
    with pytest.raises(DamagedError):
        kept.read_all(pieces)


def test_volumes_that_are_large_do_not_stay_in_memory(tmp_path: Path) -> None:
    """A quarter of a gigabyte is read in no order, and next to nothing of it is in memory."""
    code = """
import random, resource, sys
from pathlib import Path
from opslag.building.kept.volumes import Volumes

folder, size = Path(sys.argv[1]), 8192
kept = Volumes(folder, {})
pieces = [kept.write(bytes(size)) for _ in range((256 << 20) // size)]
kept.close()
random.Random(7).shuffle(pieces)
kept = Volumes(folder, kept.stamps())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for piece in pieces:
    kept.read(piece)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10)
"""
    ran = subprocess.run((sys.executable, "-c", code, str(tmp_path)), capture_output=True, text=True, check=True)
    assert int(ran.stdout) < 16, f"{ran.stdout} MiB"
