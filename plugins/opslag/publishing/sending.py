"""Files on their way: many at once, stage after stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import groupby, islice

from opslag.publishing.comparison import Comparison
from opslag.publishing.lease import Lease
from opslag.publishing.patience import Patience
from opslag.publishing.source import Source
from opslag.publishing.store import Store


class Progress:
    """How far along the plan everything is there."""

    def __init__(self, comparison: Comparison) -> None:
        self._order = list(comparison.plan)
        self._there = set(comparison.carried)
        self.sent = 0
        self.done = 0
        """How many files of the plan are there, from the first one on."""
        self.arrived(())

    def arrived(self, paths: Sequence[str]) -> None:
        self.sent += len(paths)
        self._there.update(paths)
        while self.done < len(self._order) and self._order[self.done] in self._there:
            self.done += 1


def send(
    comparison: Comparison,
    source: Source,
    store: Store,
    *,
    patience: Patience,
    lease: Lease,
    progress: Progress,
    step: Callable[[str], None],
) -> None:
    """Uploads each stage whole before the next. Raises the first error, once what had begun has ended."""

    def upload(paths: Sequence[str]) -> Sequence[str]:
        files = [source.upload(path) for path in paths]

        def attempt() -> None:
            lease.hold()
            store.put(files)

        patience.tried(attempt)
        return paths

    def arrived(paths: Sequence[str]) -> None:
        progress.arrived(paths)
        step(f"uploading {progress.sent} of {len(comparison.uploads)}")
        lease.progressed(progress.done)

    with ThreadPoolExecutor(store.workers, thread_name_prefix="upload") as pool:
        try:
            for _, stage in groupby(comparison.uploads, key=comparison.stages.__getitem__):
                _all_of(_batches(stage, store.batch), 2 * store.workers, pool, upload, arrived)
        except BaseException:
            patience.stop()
            pool.shutdown(cancel_futures=True)
            raise


def _all_of(
    batches: Iterator[Sequence[str]],
    most: int,
    pool: ThreadPoolExecutor,
    upload: Callable[[Sequence[str]], Sequence[str]],
    arrived: Callable[[Sequence[str]], None],
) -> None:
    """No more than ``most`` wait at a time: each holds its files in memory. ``arrived`` is called every second at least."""
    running: set[Future[Sequence[str]]] = set()
    while True:
        running |= {pool.submit(upload, batch) for batch in islice(batches, most - len(running))}
        if not running:
            return
        ended, running = wait(running, timeout=1.0, return_when=FIRST_COMPLETED)
        arrived([path for future in ended for path in future.result()])


def _batches(paths: Iterator[str], size: int) -> Iterator[Sequence[str]]:
    while batch := list(islice(paths, size)):
        yield batch
