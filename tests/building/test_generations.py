"""The two generations behind the public link."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.building.generations import UNKNOWN, Generation, Generations
from opslag.building.manifest import Manifest
from opslag.building.notes import Notes
from opslag.errors import OpslagError
from opslag.parts import Parts

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def filled(generation: Generation, files: dict[str, bytes]) -> list[str]:
    """Brings a generation up to date, as a build does; gives what had to be written."""
    before, _ = generation.look()
    generation.open()
    written = [path for path, data in files.items() if generation.write(path, data, before.get(path))]
    generation.remove(before.keys() - files.keys())
    sizes = {path: len(data) for path, data in files.items()}
    generation.note(Notes())
    generation.close(Manifest(sizes, "https://lillerup.example", NOW, NOW, {}))
    return written


def held(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


FILES = {"index.html": b"hjem", "arrangementer/krimi/index.html": b"krimi", "api/v1/events": b"[]"}


@pytest.fixture
def generation(tmp_path: Path) -> Generation:
    return Generation(tmp_path / "a")


def test_a_generation_holds_what_was_written_and_knows_it_again(generation: Generation) -> None:
    assert filled(generation, FILES) == list(FILES)
    assert held(generation.folder) == FILES
    assert Generation(generation.folder).look()[0] == {path: len(data) for path, data in FILES.items()}


def test_only_what_changed_is_written(generation: Generation) -> None:
    filled(generation, FILES)
    os.utime(generation.folder / "index.html", ns=(1, 1))
    assert filled(generation, {**FILES, "api/v1/events": b"[{}]"}) == ["api/v1/events"]
    assert (generation.folder / "index.html").stat().st_mtime_ns == 1
    assert held(generation.folder)["api/v1/events"] == b"[{}]"


@given(parts=st.lists(st.binary(max_size=9), max_size=3000), most=st.integers(1, 5000))
def test_a_file_in_many_parts_is_written_whole_though_the_system_takes_less_at_once(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], most: int
) -> None:
    def some(file: int, given: list[bytes]) -> int:
        return os.write(file, b"".join(given)[:most])

    generation = Generation(tmp_path_factory.mktemp("built") / "a")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "writev", some)
        assert generation.write("api/v1/events", Parts(parts), None)
    whole = b"".join(parts)
    assert held(generation.folder) == {"api/v1/events": whole}
    assert not generation.write("api/v1/events", Parts(parts), len(whole))


def test_what_is_gone_is_removed_with_the_folders_that_are_empty_then(generation: Generation) -> None:
    filled(generation, FILES)
    filled(generation, {"index.html": b"hjem"})
    assert sorted(generation.folder.rglob("*")) == [generation.folder / "index.html"]


def test_the_list_is_away_while_a_generation_is_written(generation: Generation) -> None:
    filled(generation, FILES)
    generation.open()
    assert set(generation.look()[0].values()) == {UNKNOWN}
    filled(generation, FILES)
    assert held(generation.folder) == FILES


@pytest.mark.parametrize(
    "tampering", ["gone", "cut", "longer", "link", "hard link", "folder gone", "list gone", "list broken", "list odd"]
)
def test_a_generation_that_somebody_changed_is_mended(generation: Generation, tmp_path: Path, tampering: str) -> None:
    filled(generation, FILES)
    file, other = generation.folder / "index.html", tmp_path / "andet.txt"
    other.write_bytes(b"en andens")
    manifest = generation.folder.with_suffix(".manifest.json")
    match tampering:
        case "gone":
            file.unlink()
        case "cut":
            file.write_bytes(b"")
        case "longer":
            file.write_bytes(b"hjem og mere")
        case "link":
            file.unlink()
            file.symlink_to(other)
        case "hard link":
            file.unlink()
            file.hardlink_to(other)
        case "folder gone":
            generation.folder.rename(tmp_path / "væk")
        case "list gone":
            manifest.unlink()
        case "list broken":
            manifest.write_text('{"files": {"index.html": [1]}', encoding="utf-8")
        case "list odd":
            manifest.write_text('{"files": []}', encoding="utf-8")
    filled(generation, FILES)
    assert held(generation.folder) == FILES
    assert other.read_bytes() == b"en andens"


def test_what_a_killed_build_left_behind_is_removed(generation: Generation) -> None:
    filled(generation, FILES)
    generation.open()
    generation.write("arrangementer/halv/index.html", b"halv", None)
    (generation.folder / "ud").symlink_to("/")
    filled(generation, FILES)
    assert held(generation.folder) == FILES
    assert Path("/").is_dir()


def test_other_bytes_of_the_same_length_are_found_where_the_file_is_made_again(generation: Generation) -> None:
    filled(generation, FILES)
    (generation.folder / "index.html").write_bytes(b"hjam")
    assert filled(generation, FILES) == ["index.html"]
    assert set(generation.look(trusted=False)[0].values()) == {UNKNOWN}


def test_the_link_leads_to_one_generation_after_the_other(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "output")
    assert generations.public is None
    led = []
    for number in range(4):
        with generations.locked():
            generation = generations.next()
            filled(generation, {"index.html": f"{number}".encode()})
            generations.swap(generation)
        led.append((tmp_path / "output").readlink().name)
        assert (tmp_path / "output" / "index.html").read_bytes() == f"{number}".encode()
    assert led == ["a", "b", "a", "b"]


def test_a_file_that_stays_the_same_keeps_its_time_when_the_link_moves(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "output")
    for events in (b"[]", b"[]", b"{}"):
        with generations.locked():
            generation = generations.next()
            filled(generation, {"index.html": b"hjem", "api/v1/events": events})
            os.utime(generation.folder / "index.html", (1, 1))
            generations.swap(generation)
    first, second = (tmp_path / ".output" / name for name in "ab")
    assert int((first / "api/v1/events").stat().st_mtime) != int((second / "api/v1/events").stat().st_mtime)


def test_a_kill_between_link_and_rename_is_no_trouble_for_the_next_build(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "output")
    generations.room.mkdir()
    (generations.room / "link").symlink_to("nowhere")
    with generations.locked():
        filled(generations.next(), FILES)
        generations.swap(generations.next())
    assert held((tmp_path / "output").resolve()) == FILES


def test_a_project_that_was_moved_is_still_public(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "her" / "output")
    with generations.locked():
        filled(generations.next(), FILES)
        generations.swap(generations.next())
    (tmp_path / "her").rename(tmp_path / "der")
    moved = Generations(tmp_path / "der" / "output")
    assert held(moved.public or tmp_path) == FILES
    with moved.locked():
        assert moved.next().folder.name == "b"


def refused(output: Path) -> str:
    with pytest.raises(OpslagError) as caught, Generations(output).locked():
        pass
    return str(caught.value)


def test_an_output_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    folder, file, link, empty = (tmp_path / name for name in ("mappe", "fil", "lænke", "tom"))
    folder.mkdir()
    (folder / "speciale.txt").touch()
    file.touch()
    link.symlink_to("mappe")
    empty.mkdir()
    assert refused(folder) == f"{folder}: a folder that Opslag did not make; name another with --output, or move it away"
    assert refused(file) == f"{file}: a folder that Opslag did not make; name another with --output, or move it away"
    assert refused(link) == f"{link}: a link that Opslag did not make, to mappe; name another folder with --output, or delete it"
    assert link.readlink() == Path("mappe")
    with Generations(empty).locked():
        assert not empty.exists(), "an empty folder may become the link"
