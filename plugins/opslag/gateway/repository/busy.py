"""What whoever wants something written is told while that is not possible."""

from __future__ import annotations

from opslag.errors import OpslagError


class BusyError(OpslagError):
    """The repository cannot be written now; the message says why. Nothing was changed."""
