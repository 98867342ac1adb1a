"""The gate's verdicts of single events, kept between builds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opslag import sealed
from opslag.building.code import code_digest
from opslag.contract.verdicts import Verdicts, plain, verdicts

SHARDS = 32
"""They are in so many files: an edit writes one or two of them."""


class KeptVerdicts:
    """Those of one contract, by one version of the code."""

    def __init__(self, cache: Path, contract: Mapping[str, Any], *, fresh: bool) -> None:
        self._folder, self._context = cache / "judgements", f"{code_digest()} {contract}"
        self.known = verdicts({})
        for shard in range(SHARDS) if not fresh else ():
            self.known |= verdicts(sealed.read_values(self._file(shard), self._context) or {})
        self._before = frozenset(self.known)

    def save(self) -> None:
        """Keeps what is known now, where that is anything else."""
        shards: dict[int, Verdicts] = {_shard(key): {} for key in self.known.keys() ^ self._before}
        for key, event in self.known.items() if shards else ():
            if (shard := shards.get(_shard(key))) is not None:
                shard[key] = event
        for number, shard in shards.items():
            sealed.write_values(self._file(number), plain(shard), self._context)

    def _file(self, shard: int) -> Path:
        return self._folder / f"{shard:02}"


def _shard(key: bytes) -> int:
    return key[0] % SHARDS
