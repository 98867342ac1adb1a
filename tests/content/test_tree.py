"""The files of a content folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from opslag.content.tree import Tree
from opslag.errors import ContentError, OpslagError, Problem


def write(root: Path, *paths: str) -> Tree:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")
    return Tree(root)


def test_every_file_is_found_by_its_path_in_one_order_everywhere(tmp_path: Path) -> None:
    tree = write(tmp_path, "site.yaml", "events/b.md", "events/a/å.md", "events/Z.md", "images/æ ø.png")
    assert list(tree.files()) == ["events/Z.md", "events/a/å.md", "events/b.md", "images/æ ø.png", "site.yaml"]
    assert tree.read("events/a/å.md") == "events/a/å.md".encode()


def test_hidden_files_and_what_editors_programs_leave_behind_are_no_content(tmp_path: Path) -> None:
    tree = write(tmp_path, "a.md", ".git/config", ".DS_Store", "events/.a.md.swp", "events/a.md~", "_kladder/a.md", "_a.md")
    assert list(tree.files()) == ["a.md"]


def test_a_file_of_any_size_is_read_whole(tmp_path: Path) -> None:
    sizes = (0, 1, 65_535, 65_536, 65_537, 200_000)
    for size in sizes:
        (tmp_path / f"{size}.jpg").write_bytes(os.urandom(size))
    tree = Tree(tmp_path)
    for _ in range(2):
        assert [tree.read(f"{size}.jpg") for size in sizes] == [(tmp_path / f"{size}.jpg").read_bytes() for size in sizes]
        assert len(tree.files()) == len(sizes)  # from now on their sizes are known


@pytest.mark.parametrize("size", [0, 3, 100, 101, 200_000])
def test_a_file_of_another_size_than_when_it_was_listed_is_read_whole(tmp_path: Path, size: int) -> None:
    (tmp_path / "a.md").write_bytes(b"-" * 100)
    tree = Tree(tmp_path)
    assert tree.files()["a.md"].stamp[0] == 100
    (tmp_path / "a.md").write_bytes(written := os.urandom(size))
    assert tree.read("a.md") == written


def test_the_stamp_of_a_file_changes_with_its_bytes(tmp_path: Path) -> None:
    tree = write(tmp_path, "a.md", "b.md")
    before = tree.files()
    stat = (tmp_path / "a.md").stat()
    (tmp_path / "a.md").write_text("A.md", encoding="utf-8")
    os.utime(tmp_path / "a.md", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after = Tree(tmp_path).files()
    assert after["a.md"] != before["a.md"]
    assert after["b.md"] == before["b.md"]


def test_a_link_within_the_folder_is_the_file_that_it_leads_to(tmp_path: Path) -> None:
    tree = write(tmp_path, "events/a.md")
    (tmp_path / "events/b.md").symlink_to("a.md")
    problems: list[Problem] = []
    assert list(tree.files(problems)) == ["events/a.md", "events/b.md"]
    assert problems == []
    assert tree.read("events/b.md") == b"events/a.md"


def test_what_nobody_should_read_is_left_out_and_told(tmp_path: Path) -> None:
    tree = write(tmp_path / "content", "a.md", "mappe/b.md")
    (tmp_path / "hemmeligt.md").touch()
    (tmp_path / "content-andet").mkdir()
    (tmp_path / "content-andet/c.md").touch()
    for name, target in {
        "ud.md": "../hemmeligt.md",
        "ud": "..",
        "rod": "/etc/passwd",
        "nabo.md": "../content-andet/c.md",
        "intet.md": "x.md",
        "ring": "ring",
        "ind": "mappe",
    }.items():
        (tmp_path / "content" / name).symlink_to(target)
    with open(os.fsencode(tmp_path / "content") + b"/\xe5.md", "w", encoding="utf-8"):  # noqa: PTH123 - a name that is no text
        pass
    problems: list[Problem] = []
    assert list(tree.files(problems)) == ["a.md", "mappe/b.md"]
    assert sorted(map(str, problems)) == [
        r"content/\udce5.md: a file name that is not UTF-8; rename the file",
        "content/ind:1:1: a link that leads to no file; delete it, or copy the file itself here",
        "content/intet.md:1:1: a link that leads to no file; delete it, or copy the file itself here",
        "content/nabo.md:1:1: a link to a file outside content/; copy the file itself here",
        "content/ring:1:1: a link that leads to no file; delete it, or copy the file itself here",
        "content/rod:1:1: a link to a file outside content/; copy the file itself here",
        "content/ud.md:1:1: a link to a file outside content/; copy the file itself here",
        "content/ud:1:1: a link to a file outside content/; copy the file itself here",
    ]


def test_a_file_that_is_gone_or_that_nobody_may_read_is_told(tmp_path: Path) -> None:
    tree = write(tmp_path, "a.md")
    (tmp_path / "a.md").unlink()
    with pytest.raises(ContentError) as caught:
        tree.read("a.md")
    remedy = "see that it is there, and that whoever builds the site may read it"
    assert str(caught.value) == f"content/a.md: cannot be read (No such file or directory); {remedy}"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OpslagError, match="name the content folder with --content"):
        Tree(tmp_path / "x")
