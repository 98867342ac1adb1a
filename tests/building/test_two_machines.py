"""The sample library, pages, pictures, feeds and all, built from two full clones: the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.bare_site import NOW, BareSite, git, opslag, tree_of
from tests.conftest import with_drawn_pictures

MACHINES = (
    ("en", ("--jobs", "1"), {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
    (
        "en/anden maskine",
        ("--jobs", "2"),
        {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "LANG": "da_DK.UTF-8", "PYTHONHASHSEED": "2", "HOME": "/tmp"},  # noqa: S108
    ),
)


@pytest.mark.soak
def test_two_clones_of_the_sample_library_give_the_same_bytes(sample: BareSite, tmp_path: Path) -> None:
    """One with what was published before on its own disk, the other in the place where it was built."""
    first = sample.build(now="2026-11-20T08:00+01:00")
    assert first.code == 0, first.stderr
    settings = (sample.content / "site.yaml").read_text(encoding="utf-8")
    sample.write("site.yaml", settings.replace("Storkøbing Bibliotek", "Storkøbing Bibliotekerne"))
    sample.commit("Rename the library", at="2026-11-21T09:00:00+01:00")
    previous = tmp_path / "previous"
    shutil.copytree(sample.output, previous)
    built = []
    for name, options, environment in MACHINES:
        git(tmp_path, "clone", "--quiet", str(sample.root), name)
        clone = with_drawn_pictures(BareSite(tmp_path / name))
        ran = opslag("build", "--now", NOW, "--previous", str(previous), *options, cwd=clone.root, **environment)
        assert ran.code == 0, ran.stderr
        built.append(tree_of(clone.output))
    assert len(built[0]) > 500
    assert built[0].keys() == built[1].keys()
    assert [path for path, data in built[0].items() if built[1][path] != data] == []
