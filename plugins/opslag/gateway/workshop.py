"""Where the gateway's builds are made: a process of its own, so that no request waits for one.

It is asked for one thing at a time, and ends when the gateway does, however that ends: its pipe is closed then.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opslag.errors import OpslagError
from opslag.gateway.repository.unrest import Unrest

if TYPE_CHECKING:
    from opslag.gateway.known import Known
    from opslag.gateway.rebuild import Rebuilt

LESS = 5
"""How much less urgent a build is than an answer (nice)."""


class Workshop:
    """``rebuild`` and ``known`` are all that the gateway asks of a build. Neither believes what git is changing."""

    def __init__(self, content: Path, output: Path, unrest: Unrest) -> None:
        self._content, self._output, self._unrest = content, output, unrest
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._thread = ThreadPoolExecutor(1, "workshop")

    async def rebuild(self) -> Rebuilt:
        """Builds and makes public what the content says now. Raises OpslagError (ContentError; BusyError while git changes
        the files), and nothing has changed then."""
        made: Rebuilt = await self._ask("rebuild")
        return made

    async def known(self) -> Mapping[str, Known]:
        """Every occurrence that the content has now, by uuid. Raises OpslagError (BusyError)."""
        found: Mapping[str, Known] = await self._ask("known")
        return found

    def close(self) -> None:
        """Ends the process; a build under way is left unfinished, which harms nothing. Whoever asks afterwards begins another."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()

    async def _ask(self, what: str) -> Any:
        answer = await asyncio.get_running_loop().run_in_executor(self._thread, self._asked, what)
        if isinstance(answer, OpslagError):
            raise answer
        return answer

    def _asked(self, what: str) -> Any:
        try:
            if self._pipe is None or self._process is None or not self._process.is_alive():
                self._start()
            assert self._pipe is not None  # noqa: S101
            self._pipe.send(what)
            return self._pipe.recv()
        except (EOFError, OSError) as error:
            self._pipe = None
            return OpslagError(f"the build ended without an answer ({error!r})")

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(theirs, self._content, self._output, self._unrest), name="opslag build"
        )
        self._process.start()
        theirs.close()


def _work(pipe: Connection, content: Path, output: Path, unrest: Unrest) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the gateway, which ends us
    os.nice(LESS)
    from opslag.gateway.known import Knowledge  # neither is of use to the gateway itself
    from opslag.gateway.rebuild import die_with_the_parent, rebuild

    die_with_the_parent()
    knowledge = Knowledge(content)
    with suppress(EOFError, OSError):
        while True:
            what = pipe.recv()
            try:
                answer: Any
                if what == "known":
                    answer = knowledge.occurrences(datetime.now(UTC))
                    unrest.refuse()
                else:
                    answer = rebuild(content, output, unrest)
            except OpslagError as error:
                answer = error
            except Exception as error:
                answer = OpslagError(f"the build failed: {error!r}")
            pipe.send(answer)
