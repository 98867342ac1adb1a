"""What the gateway's tests share: a database of each kind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gateway.postgres import postgres


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
