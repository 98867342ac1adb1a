"""What is kept of events is read as it was written, or not at all; and however much it is, a small machine has memory left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opslag.building.kept import volumes
from opslag.building.kept.volumes import DamagedError, Volumes

ITEM, NAMES = "item", ("item", "row", "found")


def written(folder: Path, data: list[bytes]) -> tuple[Volumes, list[volumes.Piece]]:
    """The pieces on disk, as another build finds them: sure of its volumes."""
    one = Volumes(folder, {})
    pieces = [*one.write((ITEM, piece) for piece in data[:1]), *one.write((ITEM, piece) for piece in data[1:])]
    one.close()
    return Volumes(folder, one.stamps()), pieces


@given(data=st.lists(st.binary(min_size=1, max_size=200), min_size=1), large=st.booleans(), block=st.sampled_from((10, 1 << 20)))
def test_every_piece_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, data: list[bytes], large: bool, block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(volumes, "BLOCK", block)
        if large:
            patch.setattr(volumes, "LARGE", 0)
        kept, pieces = written(tmp_path_factory.mktemp("kept"), data)
        for one in (kept, Volumes(kept.folder, {})):  # who knows how it was left, and who looks through it
            assert [bytes(one.read(ITEM, piece)) for piece in pieces] == data
            assert [bytes(piece) for piece in one.read_all(ITEM, pieces)] == data
            assert one.read_all(ITEM, [*pieces, volumes.NOWHERE]) == []


@given(data=st.lists(st.tuples(st.sampled_from(NAMES), st.binary(max_size=20)), min_size=1), block=st.sampled_from((10, 1 << 20)))
def test_pieces_of_several_names_do_not_come_between_each_other(
    tmp_path_factory: pytest.TempPathFactory, data: list[tuple[str, bytes]], block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(volumes, "BLOCK", block)
        one = Volumes(tmp_path_factory.mktemp("kept"), {})
        pieces = one.write(data)
        one.close()
    one = Volumes(one.folder, one.stamps())
    assert {number for number, _, _ in pieces} == {pieces[0][0]}
    said = [(name, piece, place) for (name, piece), place in zip(data, pieces, strict=True) if piece]
    assert [bytes(one.read(name, place)) for name, _, place in said] == [piece for _, piece, _ in said]
    seen = [one.read_all(name, [place for its, _, place in said if its == name]) for name in NAMES]
    for name, found in zip(NAMES, seen, strict=True):  # what has left memory meanwhile comes back
        assert [*map(bytes, found)] == [piece for its, piece, _ in said if its == name]


@given(
    data=st.lists(st.binary(min_size=1, max_size=20), min_size=1),
    block=st.sampled_from((10, 1 << 20)),
    damage=st.sampled_from(("a bit", "an end", "more")),
    at=st.floats(0, 1, exclude_max=True),
)
@example(data=[bytes(11), bytes(1), bytes(1), bytes(2), bytes(14)], block=10, damage="an end", at=0.4375)
def test_a_volume_of_which_a_bit_has_changed_is_never_used(
    tmp_path_factory: pytest.TempPathFactory, data: list[bytes], block: int, damage: str, at: float
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(volumes, "BLOCK", block)
        kept, pieces = written(tmp_path_factory.mktemp("kept"), data)
    number = pieces[0][0]
    file = volumes.file_of(kept.folder, number, ITEM)
    whole = bytearray(file.read_bytes())
    place = int(at * len(whole))
    if damage == "a bit":
        whole[place] ^= 0x20
    file.write_bytes(whole[:place] if damage == "an end" else whole + b"more" if damage == "more" else whole)
    with pytest.raises(DamagedError):
        kept.read_all(ITEM, pieces)
    later = Volumes(kept.folder, kept.stamps() | {file.name: (0, 0, 0, 0)})
    later.look_through({number + 2})
    with pytest.raises(DamagedError):
        later.look_through({number})
        later.read_all(ITEM, pieces)  # of a volume that was cut between two blocks each block is whole


def test_a_volume_that_ends_too_early_is_not_used_though_its_blocks_are_whole(tmp_path: Path) -> None:
    kept, pieces = written(tmp_path, [b"Krimiaften"])
    _, at, size = pieces[0]
    for place in ((pieces[0][0], at + size, 1), (pieces[0][0] + 2, at, size)):
        with pytest.raises(DamagedError):
            kept.read(ITEM, place)
        with pytest.raises(DamagedError):
            kept.read_all(ITEM, [place])


def test_a_volume_that_is_gone_is_missed_before_somebody_asks_for_it(tmp_path: Path) -> None:
    _, pieces = written(tmp_path, [b"Krimiaften"])
    (file,) = tmp_path.iterdir()
    file.unlink()
    later = Volumes(tmp_path, {file.name: (0, 0, 0, 0)})
    later.look_through(frozenset())
    with pytest.raises(DamagedError):
        later.look_through({pieces[0][0]})


@pytest.mark.parametrize(
    "read",
    [
        "for piece in pieces: kept.read('row', piece)",  # in no order
        "for each in kept.read_all('row', pieces): bytes(each)\nkept.read_all('item', [])",  # then those of the next feed
    ],
    ids=["one by one", "all"],
)
def test_volumes_that_are_large_do_not_stay_in_memory(tmp_path: Path, read: str) -> None:
    """A quarter of a gigabyte is read, and next to nothing of it is in memory afterwards."""
    code = r"""
import random, re, sys
from pathlib import Path
from opslag.building.kept.volumes import Volumes

folder, size = Path(sys.argv[1]), 8192
kept = Volumes(folder, {})
pieces = [piece for _ in range((256 << 20) // size) for piece in kept.write([("row", bytes(size))])]
kept.close()
random.Random(7).shuffle(pieces)
kept = Volumes(folder, kept.stamps())
def memory(): return int(re.search(r"VmRSS:\s*(\d+)", Path("/proc/self/status").read_text())[1])
before = memory()
exec(sys.argv[2])
print((memory() - before) >> 10)
"""
    ran = subprocess.run((sys.executable, "-c", code, str(tmp_path), read), capture_output=True, text=True, check=True)
    assert int(ran.stdout) < 16, f"{ran.stdout} MiB"
