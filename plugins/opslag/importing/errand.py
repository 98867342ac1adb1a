"""What all parts of one import know."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from opslag.content.imported import ImportRecord
from opslag.content.tree import Tree
from opslag.frozen import frozen
from opslag.importing.download import is_address
from opslag.importing.item import Item
from opslag.importing.known import Known
from opslag.importing.remarks import Remarks
from opslag.settings import Site


@frozen
class Errand:
    """One import: whereto, when, and what was there before it."""

    source: str
    """Where the feed came from: an address, or the name of a file."""
    tree: Tree
    site: Site
    now: datetime
    """Aware, in the site's zone."""
    record: ImportRecord
    """What earlier imports wrote."""
    known: Known
    remarks: Remarks

    def base(self, item: Item) -> str:
        """The address that addresses in the item's text are relative to; "" where none is known."""
        return item.url or (self.source if is_address(self.source) else "")

    @property
    def zone(self) -> ZoneInfo:
        return self.site.zone
