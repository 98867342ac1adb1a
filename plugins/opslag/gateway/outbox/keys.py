"""Which keys an outbox knows: a gateway with another key is refused, before it takes what nobody could read."""

from __future__ import annotations

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from opslag.errors import OpslagError
from opslag.gateway.outbox.seal import KEY, Seal
from opslag.gateway.outbox.tables import keys, rows


def accept_keys(engine: Engine, seal: Seal, now: float) -> None:
    """Notes the name of the key that seals, where the outbox is new or one of the keys is known. Raises OpslagError otherwise."""
    adding = (sqlite if engine.dialect.name == "sqlite" else postgresql).insert(keys).values(name=seal.name, since=now)
    with engine.begin() as connection:
        in_use = set(connection.execute(select(rows.c.key).distinct()).scalars())
        known = set(connection.execute(select(keys.c.name)).scalars())
        if (known and not known & set(seal.names)) or in_use - set(seal.names):
            raise OpslagError(_refusal(len(in_use - set(seal.names))))
        connection.execute(adding.on_conflict_do_nothing())
        connection.execute(delete(keys).where(keys.c.name.not_in({*seal.names, *in_use})))


def _refusal(missing: int) -> str:
    if missing:
        what = f"messages that wait in this outbox were sealed with {'another key' if missing == 1 else 'other keys'}"
    else:
        what = "this outbox was made with another key"
    return f"{KEY}: {what}; set the key that was used before (to change it, write the new one, a comma, and the old one)"
