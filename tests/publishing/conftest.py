"""Places to publish to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.publishing import places
from tests.publishing.places import Place, Sshd

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an S3 store."""
    with places.store(tmp_path_factory.mktemp("store")) as address:
        yield address


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with places.sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture(params=["s3", "folder", pytest.param("ssh", marks=pytest.mark.soak)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A new, empty place of each kind. Each word with another machine takes its time, so there the long runs go."""
    return _new(request, tmp_path)


@pytest.fixture(params=["s3", "folder"])
def near(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """As ``place``, for what the way there has no part in: each word with another machine takes its time."""
    return _new(request, tmp_path)


def _new(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "s3":
        return places.bucket(request.getfixturevalue("store"), f"lillerup-{next(_NUMBERS)}")
    root = tmp_path / "www"
    if request.param == "ssh":
        return request.getfixturevalue("sshd").folder(root)
    return Place("folder", str(root), root)


@pytest.fixture
def bucket(store: str) -> Place:
    return places.bucket(store, f"lillerup-{next(_NUMBERS)}")
