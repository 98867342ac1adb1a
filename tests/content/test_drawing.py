"""Renditions as they are made: upright, in sRGB, without a word of where or by whom, the same bytes everywhere, kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.content.drawing import drawn, make, prune, prune_daily
from opslag.content.inventory import NAME
from opslag.content.picture import Picture
from opslag.content.pictures import measure
from opslag.content.rendition import main, original, renditions, teaser
from opslag.errors import ContentError
from PIL import Image, ImageCms

from tests.drawn import BLUE, RED, camera, jpeg, saved, scene, seen, svg

HOUR, DAY = 3600, 86_400

SURROUNDINGS = {"PYTHONPATH": os.pathsep.join(sys.path)}
"""Of another Python: it finds the package wherever this one does."""


def made(data: bytes, path: str = "images/krimi.jpg") -> dict[str, bytes]:
    """The renditions of a picture by their names."""
    picture = measure(data, path)
    return {rendition.name: content for rendition, content in drawn(picture, data, renditions(picture))}


def near(colour: object, other: tuple[int, ...], most: int = 12) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - two) <= most for one, two in zip(colour, other, strict=True))


def refuse() -> bytes:
    raise AssertionError("the original is read though all is kept")


# What they look like


def test_every_rendition_has_the_size_and_format_that_its_address_says() -> None:
    data = jpeg(2400, 1350)
    picture = measure(data, "images/krimi.jpg")
    files = made(data)
    assert len(files) == 15
    for rendition in renditions(picture):
        image = seen(files[rendition.name])
        assert image.size == (rendition.width, rendition.height)
        assert Image.MIME[image.format or ""] == rendition.media_type


def test_the_original_is_the_file_itself() -> None:
    data = jpeg(600, 400)
    assert made(data)["original.jpg"] == data


@pytest.mark.parametrize("up", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(up: int) -> None:
    taken = {
        1: scene(600, 400),
        2: scene(600, 400).transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: scene(600, 400).transpose(Image.Transpose.ROTATE_180),
        4: scene(600, 400).transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: scene(600, 400).transpose(Image.Transpose.TRANSPOSE),
        6: scene(600, 400).transpose(Image.Transpose.ROTATE_90),
        7: scene(600, 400).transpose(Image.Transpose.TRANSVERSE),
        8: scene(600, 400).transpose(Image.Transpose.ROTATE_270),
    }
    files = made(saved(taken[up], "JPEG", exif=camera(up, position=False)))
    for name in ("600.jpg", "600.webp", "teaser-532.jpg"):
        image = seen(files[name]).convert("RGB")
        assert image.width > image.height
        assert near(image.getpixel((5, 5)), RED)
        assert near(image.getpixel((5, image.height - 5)), BLUE)


def test_nothing_is_left_of_what_the_camera_and_the_program_wrote() -> None:
    data = jpeg(600, 400, exif=camera(), comment=b"Taget hjemme hos Anne", dpi=(300, 300))
    assert seen(data).getexif().get_ifd(0x8825)
    for name, content in made(data).items():
        assert not seen(content).getexif().get_ifd(0x8825), name
        if name != "original.jpg":
            assert not set(seen(content).info) & {"exif", "xmp", "comment", "icc_profile", "photoshop"}
            assert b"Anne" not in content and b"Telefon" not in content


def test_colours_of_another_profile_are_brought_to_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    other = _swapped_profile()
    data = saved(Image.new("RGB", (300, 200), (250, 20, 20)), "PNG", icc_profile=other)
    assert near(seen(made(data)["300.jpg"]).getpixel((9, 9)), (20, 20, 250), 25)
    for useless in (lab, b"ingen profil"):
        data = saved(Image.new("RGB", (300, 200), (250, 20, 20)), "PNG", icc_profile=useless)
        assert near(seen(made(data)["300.jpg"]).getpixel((9, 9)), (250, 20, 20))


def _swapped_profile() -> bytes:
    """sRGB with red and blue changed about, under another name."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for text in (b"s\0R\0G\0B", b"sRGB"):
        profile = profile.replace(text, text.replace(b"s", b"x"))
    return profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")


def test_a_picture_for_print_is_shown_in_its_colours() -> None:
    files = made(saved(scene(600, 400).convert("CMYK"), "JPEG"))
    image = seen(files["600.jpg"])
    assert image.mode == "RGB"
    assert near(image.getpixel((5, 5)), RED, 20)


def test_sixteen_bits_of_grey_are_scaled_and_not_cut_off() -> None:
    files = made(saved(Image.new("I;16", (300, 200), 40_000), "PNG"), "images/a.png")
    assert near(seen(files["300.jpg"]).convert("RGB").getpixel((9, 9)), (156, 156, 156), 3)


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA"])
def test_what_is_transparent_stays_so_in_webp_and_is_white_in_jpeg(mode: str) -> None:
    image = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    image.paste((*RED, 255), (100, 0, 300, 200))
    options = {}
    if mode == "P":
        image = Image.new("P", (300, 200), 0)
        image.putpalette([0, 0, 0, *RED])
        image.paste(1, (100, 0, 300, 200))
        options = {"transparency": 0}
    files = made(saved(image if mode == "P" else image.convert(mode), "PNG", **options), "images/a.png")
    webp = seen(files["300.webp"])
    assert webp.mode == "RGBA"
    corner = webp.getpixel((20, 20))
    assert isinstance(corner, tuple) and corner[3] == 0
    assert near(seen(files["300.jpg"]).getpixel((20, 20)), (255, 255, 255))


def test_an_animation_is_shown_by_its_first_picture_and_its_original_moves_on() -> None:
    frames = [Image.new("RGB", (300, 200), colour) for colour in (RED, BLUE)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    files = made(data, "images/a.gif")
    assert files["original.gif"] == data
    assert not getattr(seen(files["300.webp"]), "is_animated", False)
    assert near(seen(files["300.jpg"]).getpixel((9, 9)), RED)


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (1, 900), (900, 1), (4, 3), (5000, 20), (20, 5000), (1000, 1500)])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_shape_of_picture_has_its_renditions(size: tuple[int, int], form: str) -> None:
    data = saved(scene(*size), form)
    picture = measure(data, "images/a")
    files = made(data, "images/a")
    assert {rendition.name for rendition in renditions(picture)} == set(files)
    for rendition in renditions(picture):
        assert seen(files[rendition.name]).size == (rendition.width, rendition.height)


def test_a_crop_from_a_very_broad_picture_is_as_sharp_as_the_original_allows() -> None:
    stripes = Image.new("L", (6000, 720))
    stripes.putdata([255 * (x // 3 % 2) for _ in range(720) for x in range(6000)])
    crop = seen(made(saved(stripes, "JPEG", quality=95))["teaser-960.jpg"]).convert("L")
    row = crop.crop((300, 300, 400, 301)).tobytes()
    assert max(row) > 220 and min(row) < 35


def test_a_drawing_is_published_as_it_is() -> None:
    data = svg("<path d='M0 0h9'/>")
    assert made(data, "images/logo.svg") == {"original.svg": data}


# What is broken


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_that_breaks_off_is_a_problem_that_names_it(form: str) -> None:
    data = saved(Image.effect_noise((300, 200), 90), form)
    cut = data[: len(data) // 2]
    with pytest.raises(ContentError) as caught:
        made(cut)
    assert str(caught.value).startswith("content/images/krimi.jpg: a broken picture")
    assert caught.value.problems[0].remedy


@settings(deadline=None, max_examples=60)
@given(at=st.integers(0, 5000), value=st.integers(0, 255), form=st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
def test_whatever_is_wrong_in_a_picture_nothing_but_a_problem_comes_of_it(at: int, value: int, form: str) -> None:
    data = bytearray(saved(scene(40, 30).quantize(16) if form == "GIF" else scene(40, 30), form))
    data[at % len(data)] = value
    try:
        assert made(bytes(data))
    except ContentError as error:
        assert error.problems


def test_a_picture_that_changes_during_the_build_is_not_kept_under_the_old_name(tmp_path: Path) -> None:
    picture = measure(jpeg(60, 40), "images/krimi.jpg")
    with pytest.raises(ContentError, match="changed while the site was built; build again"):
        make(picture, lambda: jpeg(61, 40), tmp_path)
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


# The same bytes everywhere


CODE = """
import hashlib, sys
from pathlib import Path
from opslag.content.drawing import drawn
from opslag.content.pictures import measure
from opslag.content.rendition import renditions
data = Path(sys.argv[1]).read_bytes()
picture = measure(data, "images/krimi.jpg")
for rendition, content in drawn(picture, data, renditions(picture)):
    print(rendition.path, hashlib.sha256(content).hexdigest())
"""


def test_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "krimi.jpg"
    file.write_bytes(saved(Image.effect_noise((700, 500), 60).convert("RGB"), "JPEG", exif=camera()))
    runs = [
        subprocess.run(
            [sys.executable, "-c", CODE, str(file)],
            capture_output=True,
            text=True,
            check=True,
            env=SURROUNDINGS | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].splitlines()) == 7


def test_what_is_made_does_not_depend_on_what_was_kept_already(tmp_path: Path) -> None:
    data = jpeg(1400, 900)
    picture = measure(data, "images/krimi.jpg")
    at_once = make(picture, lambda: data, tmp_path / "a")
    for rendition in reversed(renditions(picture)):
        alone = make(picture, lambda: data, tmp_path / "b", [rendition])
        assert alone[rendition.path].read_bytes() == at_once[rendition.path].read_bytes()


# What is kept


@pytest.fixture
def small() -> tuple[Picture, bytes]:
    data = jpeg(60, 40)
    return measure(data, "images/krimi.jpg"), data


def drawn_files(folder: Path) -> set[str]:
    return {file.name for file in folder.rglob("*") if file.is_file() and file.name != NAME}


def test_what_was_made_once_is_not_made_again(tmp_path: Path, small: tuple[Picture, bytes]) -> None:
    picture, data = small
    first = make(picture, lambda: data, tmp_path)
    stamps = {file: file.stat().st_mtime_ns for file in first.values()}
    assert make(picture, refuse, tmp_path) == first
    assert {file: file.stat().st_mtime_ns for file in first.values()} == stamps
    assert set(first) == {rendition.path for rendition in renditions(picture)}


def contents(files: dict[str, Path]) -> dict[str, bytes]:
    return {path: file.read_bytes() for path, file in files.items()}


def rot(file: Path, at: int) -> None:
    """As a disk forgets a bit: the file's time stays."""
    stands, data = file.stat(), bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(stands.st_atime_ns, stands.st_mtime_ns))


def test_a_file_that_is_not_as_it_was_drawn_is_drawn_again(tmp_path: Path, small: tuple[Picture, bytes]) -> None:
    picture, data = small
    first = make(picture, lambda: data, tmp_path)
    before = contents(first)
    empty, cut, flipped, gone, *_ = first.values()
    empty.write_bytes(b"")
    cut.write_bytes(cut.read_bytes()[:100])
    flipped.write_bytes(flipped.read_bytes()[:-1] + b"?")
    gone.unlink()
    assert contents(make(picture, lambda: data, tmp_path)) == before


def test_what_is_drawn_again_is_a_new_file_and_an_output_that_has_the_old_one_keeps_it(
    tmp_path: Path, small: tuple[Picture, bytes]
) -> None:
    picture, data = small
    file = make(picture, lambda: data, tmp_path / "kept")[main(picture).path]
    (tmp_path / "output").hardlink_to(file)
    file.write_bytes(b"halv")
    assert make(picture, lambda: data, tmp_path / "kept")[main(picture).path].read_bytes() != b"halv"
    assert (tmp_path / "output").read_bytes() == b"halv"


def test_files_that_stand_as_they_were_left_are_read_where_they_are_doubted(tmp_path: Path, small: tuple[Picture, bytes]) -> None:
    picture, data = small
    first = make(picture, lambda: data, tmp_path)
    before = contents(first)
    rot(first[main(picture).path], 30)
    assert contents(make(picture, refuse, tmp_path)) != before, "a build without an edit need not read thousands of pictures"
    assert contents(make(picture, lambda: data, tmp_path, doubted=True)) == before


def test_what_was_copied_to_another_machine_is_read_once_and_drawn_only_where_it_was_damaged_on_the_way(
    tmp_path: Path, small: tuple[Picture, bytes]
) -> None:
    picture, data = small
    before = contents(make(picture, lambda: data, tmp_path / "here"))
    shutil.copytree(tmp_path / "here", tmp_path / "there", copy_function=shutil.copyfile)
    there = make(picture, refuse, tmp_path / "there")
    assert contents(there) == before
    rot(there[main(picture).path], 30)
    assert contents(make(picture, refuse, tmp_path / "there")) != before, "read a second time"
    shutil.copytree(tmp_path / "there", tmp_path / "elsewhere", copy_function=shutil.copyfile)
    assert contents(make(picture, lambda: data, tmp_path / "elsewhere")) == before


@pytest.mark.parametrize("damage", [b"", b"halv"])
def test_a_damaged_inventory_is_believed_in_nothing(tmp_path: Path, small: tuple[Picture, bytes], damage: bytes) -> None:
    picture, data = small
    before = contents(make(picture, lambda: data, tmp_path))
    (inventory,) = tmp_path.rglob(NAME)
    inventory.write_bytes(damage)
    for file in tmp_path.rglob("*.jpg"):
        file.write_bytes(b"andet")
    assert contents(make(picture, lambda: data, tmp_path)) == before


def test_only_the_wanted_renditions_are_made(tmp_path: Path, small: tuple[Picture, bytes]) -> None:
    picture, data = small
    files = make(picture, lambda: data, tmp_path, [original(picture), teaser(picture)])
    assert set(files) == {original(picture).path, teaser(picture).path}
    assert drawn_files(tmp_path) == {file.name for file in files.values()}


def test_files_can_be_read_by_the_web_server(tmp_path: Path, small: tuple[Picture, bytes]) -> None:
    picture, data = small
    mask = os.umask(0o022)
    try:
        files = make(picture, lambda: data, tmp_path)
    finally:
        os.umask(mask)
    assert {file.stat().st_mode & 0o777 for file in files.values()} == {0o644}


def _make_in(folder: Path) -> list[str]:
    data = jpeg(500, 400)
    files = make(measure(data, "images/krimi.jpg"), lambda: data, folder)
    return [f"{path} {len(file.read_bytes())}" for path, file in files.items()]


def test_processes_that_make_the_same_picture_at_once_do_no_harm(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(_make_in, [tmp_path] * 6))
    assert all(result == results[0] for result in results)
    assert not list(tmp_path.rglob(".*"))


def test_a_process_that_is_overtaken_by_another_in_the_middle_of_a_file_does_no_harm(
    tmp_path: Path, small: tuple[Picture, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, data = small
    write = Path.write_bytes

    def overtaken(self: Path, content: bytes) -> int:
        size = write(self, content)
        monkeypatch.undo()
        make(picture, lambda: data, tmp_path)
        return size

    monkeypatch.setattr(Path, "write_bytes", overtaken)
    files = make(picture, lambda: data, tmp_path)
    assert drawn_files(tmp_path) == {file.name for file in files.values()}


KILLED = """
import os, sys
from pathlib import Path
from opslag.content.drawing import make
from opslag.content.pictures import measure
data = Path(sys.argv[1]).read_bytes()
writes = 0
def write_bytes(self, data, whole=Path.write_bytes):
    global writes
    writes += 1
    if writes == int(sys.argv[3]):
        whole(self, data[: len(data) // 2])
        os.kill(os.getpid(), 9)
    return whole(self, data)
Path.write_bytes = write_bytes
make(measure(data, "images/krimi.jpg"), lambda: data, Path(sys.argv[2]))
"""


@pytest.mark.parametrize("moment", ["1", "4"])
def test_a_kill_leaves_whole_files_or_none_and_the_next_build_makes_the_rest(tmp_path: Path, moment: str) -> None:
    data = jpeg(500, 400)
    (tmp_path / "krimi.jpg").write_bytes(data)
    kept = tmp_path / "kept"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "krimi.jpg"), str(kept), moment], check=False, env=SURROUNDINGS
    )
    assert done.returncode == -9
    picture = measure(data, "images/krimi.jpg")
    whole = {path: file.read_bytes() for path, file in make(picture, lambda: data, tmp_path / "other").items()}
    for file in kept.rglob("*.jpg"):
        if not file.name.startswith("."):
            assert file.read_bytes() in whole.values()
    assert {path: file.read_bytes() for path, file in make(picture, lambda: data, kept).items()} == whole


# What is thrown away


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[str, float], Path]:
    """Makes a picture that was last used at a time."""

    def keep(colour: str, used: float) -> Path:
        data = saved(Image.new("RGB", (60, 40), colour), "PNG")
        files = make(measure(data, f"images/{colour}.png"), lambda: data, tmp_path)
        folder = next(iter(files.values())).parent
        os.utime(folder, (used, used))
        return folder

    return keep


def test_pictures_that_no_build_used_for_ninety_days_are_dropped(tmp_path: Path, keep: Callable[[str, float], Path]) -> None:
    now = 1_800_000_000.0
    old, young = keep("red", now - 91 * DAY), keep("blue", now - 89 * DAY)
    assert prune(tmp_path, now) == 1
    assert not old.exists() and young.exists()


def test_the_longest_unused_go_first_where_there_is_too_much(tmp_path: Path, keep: Callable[[str, float], Path]) -> None:
    now = 1_800_000_000.0
    folders = [keep(colour, now - age * DAY) for age, colour in ((3, "red"), (1, "blue"), (2, "green"))]
    sizes = [sum(file.stat().st_size for file in folder.iterdir()) for folder in folders]
    assert prune(tmp_path, now, megabytes=(sizes[1] + 10) / 1_000_000) == 2
    assert [folder.exists() for folder in folders] == [False, True, False]


def test_what_a_build_may_be_at_work_with_stays(tmp_path: Path, keep: Callable[[str, float], Path]) -> None:
    now = 1_800_000_000.0
    folder = keep("red", now - HOUR / 2)
    assert prune(tmp_path, now, megabytes=0) == 0
    assert folder.exists()


def test_what_a_killed_build_left_unfinished_is_swept_up(tmp_path: Path, keep: Callable[[str, float], Path]) -> None:
    now = 1_800_000_000.0
    folder = keep("red", now)
    for name, age in ((".300.jpg.aa", 2 * HOUR), (".300.jpg.bb", 60), ("inventory.7.new", 2 * HOUR), ("inventory.8.new", 60)):
        (folder / name).write_bytes(b"halv")
        os.utime(folder / name, (now - age, now - age))
    os.utime(folder, (now, now))
    prune(tmp_path, now)
    assert {file.name for file in folder.iterdir() if file.name.startswith(".") or file.suffix == ".new"} == {
        ".300.jpg.bb",
        "inventory.8.new",
    }


def test_once_a_day_what_no_build_used_is_dropped_and_what_the_site_shows_stays(
    tmp_path: Path, keep: Callable[[str, float], Path]
) -> None:
    """A picture that stands in the output already is not asked for, however often the site is built."""
    now = 1_800_000_000.0
    data = saved(Image.new("RGB", (60, 40), "red"), "PNG")
    shown, old = keep("red", now - 91 * DAY), keep("blue", now - 91 * DAY)
    prune_daily(tmp_path, [measure(data, "images/red.png")], now)
    assert shown.exists() and not old.exists()
    again = keep("blue", now - 91 * DAY)
    prune_daily(tmp_path, [], now + DAY - 1)
    assert again.exists()
    prune_daily(tmp_path, [], now + DAY)
    assert shown.exists() and not again.exists()


def test_a_clock_that_was_wrong_once_does_not_keep_everything_for_ever(
    tmp_path: Path, keep: Callable[[str, float], Path]
) -> None:
    now = 1_800_000_000.0
    prune_daily(tmp_path, [], now)
    old = keep("blue", now - 91 * DAY)
    prune_daily(tmp_path, [], now + 9_000 * DAY)
    assert not old.exists()
    old = keep("blue", now - 91 * DAY)
    prune_daily(tmp_path, [], now)
    assert not old.exists()


def test_an_empty_cache_is_pruned_without_a_word(tmp_path: Path) -> None:
    prune_daily(tmp_path / "nowhere", [], 1_800_000_000.0)
    assert prune(tmp_path / "nowhere", 1_800_000_000.0) == 0
    assert not list(tmp_path.iterdir())
