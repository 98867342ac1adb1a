"""What a ticket system reported of an event: a file in ``content/updates/``, laid over what the editor wrote."""

from __future__ import annotations

from opslag.events.state import State
from opslag.frozen import frozen
from opslag.source.scalars import Moment, Text, Url
from opslag.source.shape import STRICT


@frozen
class ExternalData:
    """Where visitors buy, and where staff administer the sale; absolute addresses (upstream contract, ``external_data``)."""

    __pydantic_config__ = STRICT
    url: Url | None = None
    admin_url: Url | None = None


@frozen
class Update:
    """One file ``content/updates/<uuid>.yaml``: the occurrence's uuid is the file's name."""

    __pydantic_config__ = STRICT
    vendor: Text
    at: Moment
    """When it was reported."""
    state: State | None = None
    external_data: ExternalData = ExternalData()


def effective_state(written: State, update: Update | None) -> State:
    """The state before the clock has its say: the report wins over the editor, but an editor's Cancelled wins over all."""
    if written is State.CANCELLED or update is None or update.state is None:
        return written
    return update.state
