"""The gate's verdicts of single events, kept between builds."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from opslag.building.code import code_digest
from opslag.contract.verdicts import Verdicts, dump, load


class KeptVerdicts:
    """Those of one contract, by one version of the code."""

    def __init__(self, cache: Path, contract: Mapping[str, Any], *, fresh: bool) -> None:
        self._file = cache / "verdicts"
        self._context = blake2b(f"{code_digest()} {contract}".encode(), digest_size=16).digest()
        data = b"" if fresh else _read(self._file)
        self.known: Verdicts = load(data[16:]) if data[:16] == self._context else {}
        self._before = self.known.keys() - ()

    def save(self) -> None:
        """Keeps what is known now, if that is anything else."""
        if self.known.keys() != self._before:
            beside = self._file.with_suffix(".new")
            beside.write_bytes(self._context + dump(self.known))
            beside.replace(self._file)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
