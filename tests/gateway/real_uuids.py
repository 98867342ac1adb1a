"""For Schemathesis, which loads this file: most of its requests are about events that there are. It runs outside of pytest."""

from __future__ import annotations

import os
from typing import Any

import schemathesis

UUIDS = os.environ["REAL_UUIDS"].split(",")


@schemathesis.hook
def map_path_parameters(_: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """In the place of four uuids of five one that there is; what is no uuid stays."""
    uuid = str((path_parameters or {}).get("uuid", ""))
    chosen = sum(map(ord, uuid))
    if path_parameters is None or len(uuid) != 36 or chosen % 5 == 0:
        return path_parameters
    return {**path_parameters, "uuid": UUIDS[chosen % len(UUIDS)]}
