"""Two sites to test with: a bare one, which is quick, and the sample library that the repository holds."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from tests.bare_site import BareSite, Ran, found
from tests.bare_site import opslag as run_opslag

settings.register_profile("opslag", deadline=None)  # a busy machine is no fault
settings.load_profile("opslag")

# A shell has what it starts in the background ignore Ctrl-C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> BareSite:
    """The bare site that ``bare_site`` is copied from."""
    return found(tmp_path_factory.mktemp("founded") / "site")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> BareSite:
    """A bare site that was built once, well; to be copied, never changed."""
    site = found(tmp_path_factory.mktemp("published") / "site")
    ran = site.build()
    assert ran.code == 0, ran.stderr
    return site


def _copied(site: BareSite, root: Path) -> BareSite:
    shutil.copytree(site.root, root, symlinks=True)
    return BareSite(root)


@pytest.fixture
def bare_site(founded: BareSite, tmp_path: Path) -> BareSite:
    """A bare site of the test's own, committed, not built yet."""
    return _copied(founded, tmp_path / "site")


@pytest.fixture
def built_site(published: BareSite, tmp_path: Path) -> BareSite:
    """A bare site of the test's own, with a good public output."""
    return _copied(published, tmp_path / "site")


@pytest.fixture
def opslag(tmp_path: Path) -> Callable[..., Ran]:
    """Runs the real command in the test's folder: ``opslag("check", "--content", "…")``."""
    return partial(run_opslag, cwd=tmp_path)


PICTURES = REPOSITORY / ".build" / "tests" / "cache" / "pictures"
"""The sample library's pictures, which are drawn once for all runs of the tests."""


def with_drawn_pictures(site: BareSite) -> BareSite:
    """A copy of the sample library that need not draw its pictures again."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    (site.root / ".build" / "cache").mkdir(parents=True)
    (site.root / ".build" / "cache" / "pictures").symlink_to(PICTURES)
    return site


@pytest.fixture
def sample(tmp_path: Path) -> BareSite:
    """A copy of the sample library, committed, with the repository's theme."""
    site = BareSite(tmp_path / "sample")
    shutil.copytree(REPOSITORY / "content", site.content)
    if (REPOSITORY / "pelicanconf.py").is_file():
        shutil.copy(REPOSITORY / "pelicanconf.py", site.root)
    shutil.copytree(REPOSITORY / "themes", site.root / "themes")
    (site.root / ".gitignore").write_text("/output\n/.output/\n/.build/\n", encoding="utf-8")
    site.git("init", "--quiet", "--initial-branch", "main")
    site.commit("Take over the sample library")
    return with_drawn_pictures(site)
