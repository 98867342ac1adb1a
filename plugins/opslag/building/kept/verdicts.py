"""The gate's verdicts of single events, kept between builds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opslag import sealed
from opslag.building.code import code_digest
from opslag.contract.verdicts import plain, verdicts


class KeptVerdicts:
    """Those of one contract, by one version of the code."""

    def __init__(self, cache: Path, contract: Mapping[str, Any], *, fresh: bool) -> None:
        self._file, self._context = cache / "verdicts", f"{code_digest()} {contract}"
        self.known = verdicts((not fresh and sealed.read_values(self._file, self._context)) or {})
        self._before = frozenset(self.known)

    def save(self) -> None:
        """Keeps what is known now, if that is anything else."""
        if self.known.keys() != self._before:
            sealed.write_values(self._file, plain(self.known), self._context)
