"""A library's site as small as one can be: a git repository with one branch, three events, and a theme of a few lines."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import NAMESPACE_URL, uuid5

from opslag.cli import main

THEME = Path(__file__).parent / "data" / "theme_bare"
COMMAND = (sys.executable, "-m", "opslag.cli")

NOW = "2026-11-21T12:00+01:00"
COMMITTED = "2026-10-01T09:30:00+02:00"

SITE = """\
name: Lillerup Bibliotek
base_url: https://lillerup.example
language: da
timezone: Europe/Copenhagen
"""

CATEGORIES = "categories: [{id: 1, title: Betjent, color: '#2a6f4e'}]\n"
"""More of site.yaml, where hours are told."""

BRANCH = """\
---
title: Lillerup
id: 1
address: {street: Skolegade 4, zip_code: 0999, city: Lillerup}
---
Midt i byen.
"""


@dataclass(frozen=True)
class Ran:
    """What a command left behind: its exit status, and what it said."""

    code: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[str]:
        """What stands on stderr: the Problems, and their number at the end."""
        return self.stderr.splitlines()


class BareSite:
    """The folder of one site, and what an editor does there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "content"
        self.output = root / "output"

    # What an editor writes

    def write(self, path: str, text: str | bytes) -> Path:
        """A file below content/."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def event(self, stem: str, body: str = "Kom og hør.\n", **keys: str | None) -> Path:
        """An event file that is in order but for what ``keys`` change; a key that is None is left out."""
        lines = {
            "title": stem.capitalize(),
            "uuid": uuid_of(stem),
            "start": "2026-12-03 19:00",
            "end": "2026-12-03 21:00",
            "branch": "lillerup",
            **keys,
        }
        front = "".join(f"{key}: {value}\n" for key, value in lines.items() if value is not None)
        return self.write(f"events/{stem}.md", f"---\n{front}---\n{body}")

    # What git keeps

    def git(self, *arguments: str, at: str = COMMITTED) -> str:
        return git(self.root, *arguments, at=at)

    def commit(self, message: str = "Edit", at: str = COMMITTED) -> None:
        self.git("add", "--all", at=at)
        self.git("commit", "--quiet", "--allow-empty", "--message", message, at=at)

    # What the command does

    def opslag(self, *arguments: str, **environment: str) -> Ran:
        return opslag(*arguments, cwd=self.root, **environment)

    def build(self, *arguments: str, now: str = NOW, **environment: str) -> Ran:
        return self.opslag("build", "--now", now, *arguments, **environment)

    def build_here(self, *arguments: str, now: str = NOW) -> Ran:
        """As ``build``, in this process: to start a command takes longer than a bare site's build."""
        return here("build", "--now", now, "--content", str(self.content), "--output", str(self.output), *arguments)

    # What is public

    def public(self) -> dict[str, bytes]:
        """Every file of the public output, by its path."""
        return tree_of(self.output)

    def target(self) -> str:
        """Where the public link leads."""
        return str(self.output.readlink())

    def feed(self) -> list[dict[str, Any]]:
        return json.loads((self.output / "api/v1/events").read_bytes())

    def page(self, path: str) -> str:
        return (self.output / path.strip("/") / "index.html").read_text(encoding="utf-8")


def found(root: Path) -> BareSite:
    """Makes a bare site, committed, in a folder that is not there yet."""
    site = BareSite(root)
    site.write("site.yaml", SITE)
    site.write("branches/lillerup.md", BRANCH)
    site.event("krimi", tickets="[{title: Voksen, price: 120}]")
    site.event("kaffe", start="2026-12-04 10:00", end="2026-12-04 11:30", description="Kaffe og kage.")
    site.event("jazz", start="2026-12-05 20:00", end="2026-12-05 22:00", categories="[Koncert]")
    (root / "pelicanconf.py").write_text(f'THEME = "{THEME}"\nPLUGINS = ["opslag.site"]\n', encoding="utf-8")
    (root / ".gitignore").write_text("/output\n/.output/\n/.build/\n", encoding="utf-8")
    site.git("init", "--quiet", "--initial-branch", "main")
    site.commit("Found the site")
    return site


def uuid_of(stem: str) -> str:
    """The uuid of the event in a file of this name."""
    return str(uuid5(NAMESPACE_URL, stem))


def git(folder: Path, *arguments: str, at: str = COMMITTED) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    who = {"GIT_AUTHOR_NAME": "Eva", "GIT_AUTHOR_EMAIL": "eva@lillerup.example", "GIT_AUTHOR_DATE": at}
    who |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in who.items()}
    run = subprocess.run(("git", *arguments), cwd=folder, env=clean_environment(**who), capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode()


def clean_environment(**more: str) -> dict[str, str]:
    """An environment with nothing in it of who runs the tests."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONPATH": str(Path(__file__).parents[1] / "plugins"),
        **more,
    }


def opslag(*arguments: str, cwd: Path, **environment: str) -> Ran:
    """The real command, run to its end."""
    run = subprocess.run(
        (*COMMAND, *arguments), cwd=cwd, env=clean_environment(**environment), capture_output=True, check=False, timeout=300
    )
    return Ran(run.returncode, run.stdout.decode(), run.stderr.decode())


def here(*arguments: str, **environment: str) -> Ran:
    """The command, run in this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err), patch.dict(os.environ, environment):
        code = main(arguments)
    return Ran(code, out.getvalue(), err.getvalue())


def started(*arguments: str, cwd: Path, **environment: str) -> subprocess.Popen[bytes]:
    """The real command, in a process group of its own, still running."""
    return subprocess.Popen(
        (*COMMAND, *arguments), cwd=cwd, env=clean_environment(**environment), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, process_group=0,
    )  # fmt: skip


def stop(process: subprocess.Popen[bytes], how: signal.Signals) -> Ran:
    """Sends a signal to the process's group, as a terminal does, and waits."""
    os.killpg(process.pid, how)
    out, err = process.communicate(timeout=60)
    return Ran(process.returncode, out.decode(), err.decode())


def tree_of(folder: Path, wanted: Callable[[str], bool] = lambda _: True) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}
    return {path: file.read_bytes() for path, file in files.items() if wanted(path)}
