"""A part of the gateway: one concern, with the addresses it answers and the work it does meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from starlette.routing import BaseRoute

from opslag.frozen import frozen

Task = Callable[[asyncio.Event], Awaitable[None]]
"""Work that goes on beside the requests: it runs until the event is set, and then ends soon, with nothing half-done."""

Ailment = Callable[[], str | None]
"""What an operator should know is wrong now, in a sentence; None where all is well."""


@frozen
class Part:
    """What ``app.application`` is composed of."""

    name: str
    """A word, which logs, metrics and ``/healthz`` use."""
    routes: Sequence[BaseRoute] = ()
    tasks: Sequence[Task] = ()
    """Each is started with the app. One that raises is logged, and started again after a while."""
    ailment: Ailment = lambda: None
