"""The contract as it was last read: reading its YAML takes as long as reading a hundred events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from opslag import sealed
from opslag.building.code import code_digest
from opslag.contract.document import read_contract
from opslag.sealed import digest_of


def kept_contract(file: Path, cache: Path) -> dict[str, Any]:
    """As ``read_contract`` gives it of the file's bytes, and raises."""
    data = file.read_bytes()
    kept, name = cache / "contract", f"{code_digest()} {digest_of(data).hex()}"
    contract: dict[str, Any] | None = sealed.read_values(kept, name)
    if contract is None:
        contract = read_contract(data)
        sealed.write_values(kept, contract, name)
    return contract
