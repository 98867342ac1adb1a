"""The tables of the outbox. All that is personal is in ``sealed``; moments are seconds since 1970, UTC."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

rows = Table(
    "opslag_outbox",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("receipt", String(9), nullable=False, index=True),
    Column("form", Text, nullable=False),
    Column("handler", String(8), nullable=False),
    Column("place", Integer, nullable=False),  # which of the form's handlers: 0 is the primary one
    Column("key", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("state", String(9), nullable=False),
    Column("accepted", Float, nullable=False),
    Column("due", Float, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("outcome", Text, nullable=False, default=""),
    Column("claimant", String(32), nullable=False, default=""),
    Column("claimed_until", Float, nullable=False, default=0.0),
    Column("reminded", Boolean, nullable=False, default=False),
)
Index("opslag_outbox_due", rows.c.state, rows.c.due)

attempts = Table(
    "opslag_attempt",
    metadata,
    Column("row", String(36), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("began", Float, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("outcome", Text, nullable=False),
)

keys = Table(
    "opslag_key",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("since", Float, nullable=False),
)

spent = Table(
    "opslag_spent",
    metadata,
    Column("token", String(64), primary_key=True),  # a captcha that was used once
    Column("until", Float, nullable=False),  # when it would have run out by itself
)
