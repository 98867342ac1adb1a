"""What the gate found of what is public now, kept between builds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opslag import sealed
from opslag.building.code import code_digest
from opslag.building.previous import Previous
from opslag.content.tree import Stamp
from opslag.contract.feed import Feed
from opslag.contract.verdicts import Verdicts


class KeptVerdicts:
    """Those by one contract, and one version of the code."""

    def __init__(self, cache: Path, contract: Mapping[str, Any]) -> None:
        self._file, self._context = cache / "verdicts", f"{code_digest()} {contract}"

    def of(self, previous: Previous) -> Verdicts:
        """Of the events none but of the very file that the gate let through, as it was left: its stamp tells."""
        kept = sealed.read_values(self._file, self._context)
        if kept is None:
            return Verdicts()
        stamp, starts, columns, documents = kept
        is_same = previous.events is not None and previous.stamp == stamp
        return Verdicts(Feed(previous.events or b"", starts, columns) if is_same else None, documents)

    def save(self, verdicts: Verdicts, data: bytes, stamp: Stamp) -> None:
        """``data`` and ``stamp`` of the file in which the feed was written."""
        feed = verdicts.feed
        if feed is not None and feed.data is data:
            sealed.write_values(self._file, (stamp, feed.starts, feed.columns, verdicts.documents), self._context)
