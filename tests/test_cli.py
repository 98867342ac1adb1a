"""The command as people type it: what it answers, where, and its exit status."""

from __future__ import annotations

import importlib
import os
import pty
import re
import subprocess
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from opslag import __version__
from opslag.cli import COMMANDS, parser

from tests.bare_site import BRANCH, CATEGORIES, COMMAND, NOW, SITE, BareSite, Ran, clean_environment


def commands(parser: ArgumentParser) -> dict[str, ArgumentParser]:
    """The commands below one, by name."""
    found = [action.choices for action in parser._actions if isinstance(action, _SubParsersAction)]
    return dict(found[0]) if found else {}


def test_every_command_and_option_is_told_by_help(opslag: Callable[..., Ran]) -> None:
    ran = opslag("--help")
    assert (ran.code, ran.stderr) == (0, "")
    for name, command in commands(parser()).items():
        assert re.search(rf"^ +{name} +\w", ran.stdout, re.MULTILINE)
        for one in (command, *commands(command).values()):
            assert all(action.help for action in one._actions if not isinstance(action, _SubParsersAction)), name


def test_every_module_with_a_run_is_a_command() -> None:
    modules = [file.stem for file in Path(importlib.import_module("opslag.commands").__path__[0]).glob("*.py")]
    runs = {name for name in modules if hasattr(importlib.import_module(f"opslag.commands.{name}"), "run")}
    assert runs == COMMANDS.keys()


@pytest.mark.parametrize(
    "call",
    [
        "build --jobs 2 --full",
        "new event build",
        "import dpl-cms https://lillerup.example --now 2026-12-01T08:00+01:00",
        "publish s3://lillerup --grace 5",
        "outbox show one two",
    ],
)
def test_a_call_means_the_same_whether_all_commands_were_asked_for_their_options_or_one(call: str) -> None:
    assert parser(call.split()).parse_args(call.split()) == parser().parse_args(call.split())


def test_its_version_is_told(opslag: Callable[..., Ran]) -> None:
    assert opslag("--version") == Ran(0, f"opslag {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "the following arguments are required: COMMAND"),
        (("bild",), "argument COMMAND: invalid choice: 'bild'"),
        (("build", "--now", "i morgen"), "'i morgen' is no date and time; write 2026-12-01T08:00+01:00"),
        (("build", "--now", "2026-12-01T08:00"), "'2026-12-01T08:00' has no offset; write 2026-12-01T08:00+01:00"),
        (("build", "--jobs", "0"), "argument --jobs: write a number from 1 to 64"),
        (("build", "--jobs", "many"), "argument --jobs: write a number from 1 to 64"),
        (("serve", "--port", "99999"), "argument --port: write a port from 0 to 65535"),
        (("gateway", "--port", "http"), "argument --port: write a port from 0 to 65535"),
        (("vendor", "add", "billetter", "--branch", "-1"), "argument --branch: write a branch's number, such as 1"),
        (("vendor", "add", "billetter", "--branch", "²"), "argument --branch: write a branch's number, such as 1"),
        (("publish", "s3://lillerup", "--grace", "9" * 20), "argument --grace: write a number: 0, or more"),
        (("build", "--base-url", "lillerup.example"), "'lillerup.example'; write a whole address that begins with https://"),
        (("build", "--ful"), "unrecognized arguments: --ful"),
        (("new", "movie", "Film"), "argument kind: invalid choice: 'movie'"),
        (("new", "event"), "the following arguments are required: title"),
    ],
)
def test_a_wrong_call_is_told_with_status_2(opslag: Callable[..., Ran], arguments: tuple[str, ...], said: str) -> None:
    ran = opslag(*arguments)
    assert (ran.code, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert ran.stderr.startswith("usage: opslag")


@pytest.mark.parametrize("call", ["build", "check", "diff", "new event Krimi"])
def test_a_folder_that_is_not_there_is_told_with_status_1(opslag: Callable[..., Ran], call: str) -> None:
    ran = opslag(*call.split())
    assert (ran.code, ran.stdout) == (1, "")
    assert re.fullmatch(r"error: (/.*/)?content: no such folder; name the content folder with --content\n", ran.stderr)


def test_a_build_tells_what_it_did_in_one_line(bare_site: BareSite) -> None:
    ran = bare_site.build()
    assert ran.code == 0
    assert re.fullmatch(r"output: 3 events, \d+ files, \d+ changed, 0 removed, in \d+\.\d s\n", ran.stdout)
    note = "note: There is no previous output: the shrink guard and the change feed start anew with this build."
    assert ran.lines == [note]
    again = bare_site.build()
    assert re.search(r" \d+ changed, 0 removed, ", again.stdout)
    assert again.stderr == ""


def test_a_build_can_be_put_anywhere_and_named_anew(bare_site: BareSite, opslag: Callable[..., Ran], tmp_path: Path) -> None:
    where = ("--content", str(bare_site.content), "--output", str(tmp_path / "andet" / "sted"))
    ran = opslag("build", "--now", NOW, *where, "--base-url", "https://test.example/")
    assert ran.code == 0, ran.stderr
    assert not bare_site.output.exists()
    feed = (tmp_path / "andet" / "sted" / "api/v1/events").read_text(encoding="utf-8")
    assert '"url":"https://test.example/arrangementer/krimi/"' in feed


def test_who_has_written_a_first_event_is_told_of_one_event(bare_site: BareSite) -> None:
    for file in (bare_site.content / "events").rglob("*.md"):
        file.unlink()
    bare_site.event("krimi")
    assert bare_site.opslag("check", "--now", NOW).stdout == "1 event, nothing wrong\n"


def test_check_tells_what_is_wrong_and_writes_nothing(bare_site: BareSite) -> None:
    before = sorted(bare_site.root.rglob("*"))
    assert bare_site.opslag("check", "--now", NOW) == Ran(0, "3 events, nothing wrong\n", "")
    bare_site.event("krimi", body="<font>Krimi</font>\n")
    assert bare_site.opslag("check", "--now", NOW) == Ran(
        0,
        "3 events, nothing wrong, 1 warning\n",
        "content/events/krimi.md:8:1: warning: body: <font>, which is not published; delete it, or write it as Markdown\n",
    )
    bare_site.event("krimi")
    bare_site.event("fejl", branch="byen", end=None)
    ran = bare_site.opslag("check", "--now", NOW)
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.lines == [
        "content/events/fejl.md:2:1: end: missing; add end: 2026-12-03 21:00, or duration: 2h, or all_day: true",
        'content/events/fejl.md:5:9: branch: no branch "byen"; known here: lillerup',
        "2 faults; nothing was published",
    ]
    (bare_site.content / "events/fejl.md").unlink()
    assert [file for file in sorted(bare_site.root.rglob("*")) if ".build" not in file.parts] == [
        file for file in before if ".build" not in file.parts
    ]


@pytest.mark.parametrize(("kind", "folder"), [("event", "events"), ("branch", "branches"), ("page", "pages"), ("news", "news")])
def test_new_begins_a_file_that_is_in_order(bare_site: BareSite, kind: str, folder: str) -> None:
    ran = bare_site.opslag("new", kind, 'Æblegrød på Ærø: med "kanel"')
    assert ran.code == 0, ran.stderr
    file = bare_site.root / ran.stdout.strip()
    assert file.name == "aeblegroed-paa-aeroe-med-kanel.md"
    assert file.is_relative_to(bare_site.content / folder)
    text = file.read_text(encoding="utf-8")
    assert "draft: true\n" in text
    file.write_text(text.replace("draft: true\n", ""), encoding="utf-8")
    built = bare_site.opslag("build")
    assert built.code == 0, built.stderr
    assert any("aeblegroed-paa-aeroe-med-kanel" in path for path in bare_site.public())
    again = bare_site.opslag("new", kind, 'Æblegrød på Ærø: med "kanel"')
    assert again.code == 1
    assert "there is one of that name already; edit it, or choose another title" in again.stderr
    assert file.read_text(encoding="utf-8") == text.replace("draft: true\n", "")


def on_a_terminal(site: BareSite, *arguments: str, **environment: str) -> tuple[int, str]:
    """The command with a terminal for its stderr: exit status, and what the terminal receives."""
    ours, theirs = pty.openpty()
    command = (*COMMAND, *arguments)
    env = clean_environment(**environment)
    process = subprocess.Popen(command, cwd=site.root, env=env, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    received = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        received += part
    os.close(ours)
    assert process.stdout is not None
    process.stdout.close()
    return process.wait(), received.decode()


def test_a_terminal_shows_each_step_and_colours(bare_site: BareSite) -> None:
    bare_site.event("fejl", branch="byen")
    code, received = on_a_terminal(bare_site, "build", "--now", NOW)
    assert code == 1
    assert "\r\x1b[K\x1b[2mcontent …\x1b[0m" in received
    assert '\x1b[1mcontent/events/fejl.md:6:9\x1b[0m: branch: no branch "byen"; known here: lillerup' in received
    assert "\x1b[31m1 fault; nothing was published\x1b[0m" in received


def test_a_terminal_that_wants_no_colours_gets_none(bare_site: BareSite) -> None:
    code, received = on_a_terminal(bare_site, "build", "--now", NOW, NO_COLOR="1")
    assert code == 0
    assert re.findall(r"\x1b\[[0-9;]*m", received) == []
    assert "content …" in received


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii"}])
def test_words_are_told_on_any_terminal(bare_site: BareSite, environment: dict[str, str]) -> None:
    bare_site.event("fejl", branch="byen☃")
    env = clean_environment(**environment)
    told = partial(subprocess.run, cwd=bare_site.root, env=env, capture_output=True, check=False)
    ran = told((*COMMAND, "build", "--now", NOW))
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.startswith(b"content/events/fejl.md:6:9: branch: no branch ")
    bare_site.event("fejl", repeat="{every: day, count: 2}")
    (bare_site.content / "events/fejl.md").rename(bare_site.content / "events/☃.md")
    ran = told((*COMMAND, "check", "--series", "☃.md", "--now", NOW))
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"content/events/")


def test_a_reader_that_goes_away_is_no_traceback(bare_site: BareSite) -> None:
    command = f"{' '.join(COMMAND)} check --now {NOW} 2>&1 | head -c 5"
    ran = subprocess.run(("sh", "-c", command), cwd=bare_site.root, env=clean_environment(), capture_output=True, check=False)
    assert len(ran.stdout) == 5
    assert ran.stderr == b""


def loaded_by(site: BareSite, arguments: list[str]) -> set[str]:
    """The packages that a command has loaded when it is done."""
    script = f"import sys; from opslag.cli import main\ntry: main({arguments!r})\nfinally: print(*sys.modules, file=sys.stderr)"
    env = clean_environment()
    ran = subprocess.run((COMMAND[0], "-c", script), cwd=site.root, env=env, capture_output=True, check=False, text=True)
    return {name.partition(".")[0] for name in ran.stderr.split()}


def test_a_command_waits_for_no_other(bare_site: BareSite) -> None:
    ran = subprocess.run(
        (COMMAND[0], "-c", "import sys; from opslag.cli import parser; parser(['diff']); print(*sys.modules)"),
        cwd=bare_site.root, env=clean_environment(), capture_output=True, check=True, text=True,
    )  # fmt: skip
    there = {name.removeprefix("opslag.commands.") for name in ran.stdout.split() if name.startswith("opslag.commands.")}
    assert there == {"diff", "options"}


@pytest.mark.parametrize("call", ["--help", "new page Om"])
def test_what_is_not_needed_is_not_loaded(bare_site: BareSite, call: str) -> None:
    """``--help`` and one small command cost little: no pydantic, no Pelican, no Babel."""
    loaded = loaded_by(bare_site, call.split())
    assert not loaded & {"pelican", "babel", "holidays", "PIL", "jsonschema_rs", "starlette", "uvicorn", "jinja2"}


def test_one_edit_loads_no_pelican(built_site: BareSite) -> None:
    built_site.event("krimi", title="Et andet navn")
    loaded = loaded_by(built_site, ["build", "--now", NOW])
    assert "opslag" in loaded
    assert not loaded & {"pelican", "holidays", "starlette", "uvicorn", "rich"}


def test_an_edit_loads_only_what_it_needs(bare_site: BareSite) -> None:
    """An event is edited: nothing else is read again, though it stands there in a YAML that is not plain."""
    bare_site.write("site.yaml", SITE + CATEGORIES)
    hours = 'hours: [{category: Betjent, days: [monday], open: "10:00", close: "19:00"}]\n'
    bare_site.write("branches/lillerup.md", BRANCH.replace("---\nMidt", f"{hours}---\nMidt"))
    assert bare_site.build().code == 0
    bare_site.event("kaffe", "Kom og smag.\n", start="2026-12-04 10:00", end="2026-12-04 11:30", description="Kaffe og kage.")
    loaded = loaded_by(bare_site, ["build", "--now", NOW, "--jobs", "2"])
    assert loaded & {"yaml", "babel", "pydantic", "holidays", "PIL", "jsonschema_rs", "pelican", "starlette"} == set()
    assert "Kom og smag." in bare_site.page("/arrangementer/kaffe/")
