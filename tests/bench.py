"""How long a build takes: the first, one with nothing changed, and one after an edit of a body, of a title, of a start.

    make bench                                        ten thousand made-up events
    .venv/bin/python tests/bench.py --events 100000   another number

Each build is a process of its own, as an editor starts it. What is compared is the same machine before and after a change
to the code: seconds on two machines say little.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

NOW = datetime(2026, 12, 1, 8)
SITE = "name: Lillerup Bibliotek\nbase_url: https://lillerup.example\nlanguage: da\ntimezone: Europe/Copenhagen\n"
BRANCH = "---\ntitle: Lillerup\nid: 1\naddress: {street: Skolegade 4, zip_code: 0999, city: Lillerup}\n---\n"
BODY = "Vi læser *højt* for hinanden, og bagefter er der **kaffe**.\n\n- tag en ven med\n- tag en bog med\n\n" * 3


def event(number: int, *, title: str = "", body: str = BODY, hours: int = 0) -> str:
    """An event file; one in nine sells tickets."""
    start = NOW.replace(hour=10 + number % 11) + timedelta(days=number * 300 // 10_000, hours=hours)
    tickets = "tickets: [{title: Voksen, price: 80}]\n" if number % 9 == 0 else ""
    return (
        f"---\ntitle: {title or f'Læsekreds nummer {number}'}\nuuid: 00000000-0000-4000-8000-{number:012}\n"
        f"start: {start:%Y-%m-%d %H:%M}\nend: {start + timedelta(hours=1):%Y-%m-%d %H:%M}\nbranch: lillerup\n"
        f"categories: [Slags {number % 12}]\naudiences: [Gruppe {number % 5}]\n{tickets}---\n{body}"
    )


def lay_out(root: Path, events: int) -> None:
    """A site with this many events, in a git repository."""
    for path, text in {"site.yaml": SITE, "branches/lillerup.md": BRANCH}.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (root / "pelicanconf.py").write_text('PLUGINS = ["opslag.site"]\n', encoding="utf-8")
    for number in range(events):
        file = event_file(root, number)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(event(number), encoding="utf-8")
    who = {"GIT_AUTHOR_NAME": "Eva", "GIT_AUTHOR_EMAIL": "eva@lillerup.example"}
    who |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in who.items()}
    for arguments in (("init", "--quiet"), ("add", "content"), ("commit", "--quiet", "--message", "Plan a year")):
        subprocess.run(("git", *arguments), cwd=root, env={**os.environ, **who}, check=True)


def event_file(root: Path, number: int) -> Path:
    return root / "content" / "events" / f"{number // 500:03}" / f"laesekreds-{number}.md"


def timed(root: Path, *arguments: str) -> tuple[float, int]:
    """Seconds by the wall, and MiB of the largest process at its largest."""
    command = (sys.executable, "-m", "opslag.cli", "build", "--now", f"{NOW.isoformat()}+01:00", *arguments)
    began = time.perf_counter()
    child = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read() if child.stderr else b""
    _, status, used = os.wait4(child.pid, 0)
    took = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(said.decode())
    return took, used.ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000)
    events = parser.parse_args().events
    with tempfile.TemporaryDirectory(prefix="opslag-bench-") as folder:
        root = Path(folder)
        lay_out(root, events)
        print(f"{events} events on {len(os.sched_getaffinity(0))} processors")
        edits = {
            "first build": None,
            "second build, which fills the other generation": None,
            "nothing changed": None,
            "a body edited": event(5, body="Nyt.\n"),
            "a title edited": event(5, title="Ny titel", body="Nyt.\n"),
            "a start moved": event(5, title="Ny titel", body="Nyt.\n", hours=48),
        }
        for name, edit in edits.items():
            if edit:
                event_file(root, 5).write_text(edit, encoding="utf-8")
            took, memory = timed(root)
            print(f"{took:7.2f} s {memory:6} MiB  {name}", flush=True)


if __name__ == "__main__":
    main()
