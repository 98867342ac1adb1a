"""Work divided among processes: the same results, however many there are, and whatever happens to them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.building.workers import MOST, Aside, default_jobs, spread
from opslag.errors import ContentError, OpslagError, Problem

from tests.waiting import until


@settings(max_examples=30)
@given(st.lists(st.integers(), max_size=300), st.integers(1, 6), st.integers(1, 64))
def test_results_come_in_the_order_of_the_items(items: list[int], jobs: int, fewest: int) -> None:
    pieces = spread(lambda piece: [item * 2 for item in piece], items, jobs, fewest)
    assert [result for piece in pieces for result in piece] == [item * 2 for item in items]


def test_work_is_shared_and_each_piece_is_done_once() -> None:
    def work(piece: Sequence[int]) -> tuple[int, list[int]]:
        time.sleep(0.05)
        return os.getpid(), list(piece)

    results = spread(work, list(range(40)), 2, fewest=1)
    assert len({pid for pid, _ in results}) == 2
    assert [item for _, piece in results for item in piece] == list(range(40))


def test_there_are_never_more_pieces_than_can_be_numbered() -> None:
    assert len(spread(list, list(range(10_000)), 64, fewest=1)) <= MOST


@pytest.mark.parametrize("jobs", [2, 8, 64])
def test_nobody_is_waited_for_long_since_the_last_pieces_are_small(jobs: int) -> None:
    sizes = spread(len, range(20_000), jobs)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 20_000 // (4 * jobs)
    assert sizes[-1] <= 20_000 // MOST + 1


def test_a_fault_in_any_piece_is_told_here() -> None:
    def work(piece: Sequence[int]) -> None:
        if 37 in piece:
            raise ContentError([Problem("content/events/krimi.md", 3, 1, "uuid", "missing", "add it")])

    with pytest.raises(ContentError) as caught:
        spread(work, list(range(40)), 3, fewest=1)
    assert str(caught.value) == "content/events/krimi.md:3:1: uuid: missing; add it"


def test_a_worker_that_is_killed_ends_the_work_with_a_fault() -> None:
    parent = os.getpid()

    def work(piece: Sequence[int]) -> list[int]:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.05)
        return list(piece)

    with pytest.raises(OpslagError) as caught:
        spread(work, list(range(40)), 2, fewest=1)
    assert str(caught.value) == "a worker process ended before its work was done (exit status -9); is memory short?"


def is_at_work(process: int) -> bool:
    """Whether it has not ended, though nobody should have taken note of its end yet."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/cmdline").read_bytes() != b""
    return False


def test_a_worker_of_a_build_that_was_killed_does_not_hold_up_the_next_one(tmp_path: Path) -> None:
    """Not even one that has more to tell than a pipe holds."""
    program = tmp_path / "program.py"
    program.write_text(
        dedent("""
            import os, time
            from opslag.building.workers import spread

            def work(piece):
                if os.getpid() == parent:
                    time.sleep(600)
                os.write(1, b"%d\\n" % os.getpid())  # in one piece, whoever else writes
                return bytes(10_000_000)

            parent = os.getpid()
            spread(work, range(3), 3, fewest=1)
        """)
    )
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as build:
        assert build.stdout and build.stderr
        try:
            workers = {int(build.stdout.readline()) for _ in range(2)}
        finally:
            build.kill()
        until(lambda: not any(map(is_at_work, workers)), "the end of the workers")
        assert build.stderr.read() == ""


def test_no_process_is_left_behind_where_the_work_ends_early() -> None:
    def work(piece: Sequence[int]) -> None:
        if os.getpid() == parent:
            raise OpslagError("stop")
        time.sleep(60)

    parent = os.getpid()
    began = time.monotonic()
    with pytest.raises(OpslagError, match="stop"):
        spread(work, list(range(40)), 3, fewest=1)
    assert time.monotonic() - began < 30


def test_there_is_a_process_for_each_processor_that_may_be_used() -> None:
    assert default_jobs() == len(os.sched_getaffinity(0))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_worked_out_aside_gives_its_result_or_its_fault(jobs: int) -> None:
    with Aside(jobs) as aside:
        assert aside.start(lambda: [1, 2])() == [1, 2]

    def work() -> None:
        raise ContentError([Problem("content/events/krimi.md", 3, 1, "uuid", "missing", "add it")])

    with Aside(jobs) as aside, pytest.raises(ContentError):
        aside.start(work)()


def test_nothing_that_is_aside_outlives_the_work_that_it_was_for(tmp_path: Path) -> None:
    def work() -> None:
        time.sleep(1)
        (tmp_path / "late").touch()

    with pytest.raises(OpslagError), Aside(2) as aside:
        aside.start(work)
        raise OpslagError("something else went wrong meanwhile")
    time.sleep(1.2)
    assert not (tmp_path / "late").exists()
