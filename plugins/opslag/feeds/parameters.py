"""The parameters by which a part of a feed is asked for, as the contract describes them."""

from __future__ import annotations

from collections.abc import Mapping

PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "/api/v1/events": ("from_date",),
    "/api/v1/opening_hours": ("branch_id", "from_date", "to_date"),
    "/opening_hours/instances": ("nid", "from_date", "to_date"),
}
"""By the address of the feed. The gateway answers such queries; a host that cannot ask it answers with the whole file, as the
contract allows."""

FORMAT = "_format"
"""What many clients send beside them. It may be ``json``, and changes nothing."""
