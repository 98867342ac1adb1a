"""A site that a gateway may write, a gateway on it, and a database of each kind for its outbox."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bare_site import BareSite
from tests.gateway.postgres import postgres
from tests.gateway.running import Gateway, lay_out, running


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> BareSite:
    """The site that ``ticket_site`` is copied from, built once."""
    site = lay_out(tmp_path_factory.mktemp("tickets") / "site")
    ran = site.opslag("build")
    assert ran.code == 0, ran.stderr
    return site


@pytest.fixture
def ticket_site(laid_out: BareSite, tmp_path: Path) -> BareSite:
    """A site of the test's own, committed and published, with events that are still to come."""
    shutil.copytree(laid_out.root, tmp_path / "site", symlinks=True)
    return BareSite(tmp_path / "site")


@pytest.fixture
def gateway(ticket_site: BareSite) -> Iterator[Gateway]:
    """A gateway of the test's own, with one vendor."""
    with running(ticket_site) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def shared(laid_out: BareSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A gateway for all tests of a module, each of which leaves the others' events alone."""
    root = tmp_path_factory.mktemp("shared") / "site"
    shutil.copytree(laid_out.root, root, symlinks=True)
    with running(BareSite(root)) as gateway:
        yield gateway


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Not under pytest's own folder, which only its user may enter."""
    with tempfile.TemporaryDirectory(prefix="opslag-postgres-") as folder:
        Path(folder).chmod(0o755)
        with postgres(Path(folder) / "server") as address:
            yield address


@pytest.fixture
def postgres_address(postgres_server: str) -> str:
    """A database with nothing in it."""
    import psycopg

    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return postgres_server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """``OPSLAG_DATABASE_URL`` of an empty outbox: each test is made with both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/outbox.db"
    address: str = request.getfixturevalue("postgres_address")
    return address
