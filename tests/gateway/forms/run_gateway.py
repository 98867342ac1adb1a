"""The forms as a process of their own, to be killed: ``python -m tests.gateway.forms.run_gateway ROOT PORT``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import uvicorn
from opslag.building.project import find_project
from opslag.gateway.app import application
from opslag.gateway.environment import read_environment
from opslag.gateway.forms.part import forms
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics


def main(root: Path, port: int) -> None:
    log, metrics = Log(), Metrics()
    log.takes_over("uvicorn.error", "uvicorn", "asyncio")
    parts = forms(find_project(root / "content"), read_environment(os.environ), os.environ, log, metrics)
    app = application(parts, log, metrics)
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False, http="h11", ws="none")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
