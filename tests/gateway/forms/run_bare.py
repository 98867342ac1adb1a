"""What the gateway's speed is held against: an endpoint that judges nothing and commits one row for each request.

``python -m tests.gateway.forms.run_bare DATABASE PORT``: the same server, database and durability.
"""

from __future__ import annotations

import asyncio
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor

import uvicorn
from opslag.gateway.outbox.database import open_database
from sqlalchemy import Column, LargeBinary, MetaData, String, Table, insert
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

metadata = MetaData()
table = Table("bare", metadata, Column("id", String(36), primary_key=True), Column("body", LargeBinary))


def main(database: str, port: int) -> None:
    engine = open_database(database)
    metadata.create_all(engine)
    thread = ThreadPoolExecutor(1)

    def keep(body: bytes) -> None:
        with engine.begin() as connection:
            connection.execute(insert(table).values(id=str(uuid.uuid4()), body=body))

    async def post(request: Request) -> Response:
        await asyncio.get_running_loop().run_in_executor(thread, keep, await request.body())
        return RedirectResponse("/tak", 303)

    app = Starlette(routes=[Route("/forms/skriv", post, methods=["POST"])])
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False, http="h11", ws="none")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
