"""What the gateway tells its operator: a JSON object a line, on stderr. No passwords, no personal data, no client addresses."""

from __future__ import annotations

import json
import logging
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TextIO


class Log:
    """``log.info("updated", vendor="billetter")``: an event's name, and fields whose values JSON can say."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def info(self, event: str, **fields: Any) -> None:
        self._write("info", event, fields)

    def warning(self, event: str, **fields: Any) -> None:
        self._write("warning", event, fields)

    def error(self, event: str, **fields: Any) -> None:
        """Something that a person must see to."""
        self._write("error", event, fields)

    def _write(self, level: str, event: str, fields: dict[str, Any]) -> None:
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"at": at, "level": level, "event": event, **fields}, ensure_ascii=False, default=str)
        with self._lock, suppress(OSError, ValueError):  # a full disk, or nobody who listens: the work goes on
            stream = self._stream or sys.stderr
            stream.write(line.encode(errors="backslashreplace").decode() + "\n")
            stream.flush()

    def takes_over(self, *names: str) -> None:
        """From now on warnings and errors of these loggers of the standard library are written here."""
        for name in names:
            logger = logging.getLogger(name)
            logger.handlers[:] = [_Handed(self)]
            logger.propagate = False
            logger.setLevel(logging.WARNING)


class _Handed(logging.Handler):
    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        tell = self._log.error if record.levelno >= logging.ERROR else self._log.warning
        fields = {"error": repr(record.exc_info[1])} if record.exc_info else {}
        tell(record.getMessage(), logger=record.name, **fields)
