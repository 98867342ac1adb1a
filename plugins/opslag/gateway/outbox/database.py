"""The database of the outbox: SQLite in a file of its own, or PostgreSQL, which many gateways can share."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from opslag.errors import OpslagError
from opslag.gateway.outbox.tables import metadata

DATABASE = "OPSLAG_DATABASE_URL"
EXAMPLE = "sqlite:////srv/opslag/outbox.db"
PATIENCE = 10.0
"""Seconds that one process waits for another's write."""


def open_database(address: str) -> Engine:
    """An engine whose tables are there. Raises OpslagError where it cannot be reached, without telling its password."""
    url = _url(address)
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
    try:
        metadata.create_all(engine)
    except SQLAlchemyError as error:
        # The driver's first line alone: what follows may hold the values of a statement.
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise OpslagError(f"{DATABASE}: {url.render_as_string(hide_password=True)}: {cause}") from None
    return engine


def forget(engine: Engine) -> bool:
    """Takes away what deleted rows leave behind on the disk. False where another process is in the way: try again later.

    SQLite overwrites what it deletes (``secure_delete``), and its log is emptied here. PostgreSQL's table is vacuumed.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "sqlite":
            busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar_one()
            return not busy
        connection.execute(text("VACUUM opslag_outbox, opslag_attempt, opslag_spent"))
        return True


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        raise OpslagError(f"{DATABASE} is no address of a database; write {EXAMPLE} or postgresql://…") from None
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise OpslagError(f"{DATABASE}: {url.drivername} is not supported; write sqlite:///FILE or postgresql://…")
    return url


def _postgresql(url: URL) -> Engine:
    return create_engine(url, pool_size=4, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": 10})


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise OpslagError(f"{DATABASE}: an outbox in memory would lose what it holds; write {EXAMPLE}")
    _private(Path(url.database))
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _began)
    return engine


def _private(file: Path) -> None:
    """The file can be read by the gateway's own user alone."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise OpslagError(f"{DATABASE}: {file}: {error.strerror}") from None


def _connected(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions by itself, too late for IMMEDIATE
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _began(connection: Any) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # it will write: two that both began by reading would fail
