"""The house is in order: whoever opens a room finds it as ARCHITECTURE.md says."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "plugins" / "opslag"
MODULES = sorted(PACKAGE.rglob("*.py"))


def ran(*command: str) -> str:
    """What a tool says where it finds a fault; "" where it finds none."""
    run = subprocess.run((sys.executable, "-m", *command), cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout + run.stderr if run.returncode else ""


def test_the_style_is_kept() -> None:
    assert ran("ruff", "check", ".") == ""
    assert ran("ruff", "format", "--check", ".") == ""


def test_the_types_are_right() -> None:
    assert ran("mypy") == ""


def test_imports_run_downwards_only() -> None:
    run = subprocess.run((Path(sys.executable).parent / "lint-imports",), cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_module_says_what_is_in_it_and_is_small(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 400


def commands_of(parser: ArgumentParser) -> dict[str, ArgumentParser]:
    return {name: one for action in parser._actions if isinstance(action.choices, dict) for name, one in action.choices.items()}


def test_every_command_is_in_the_readme_and_every_option_with_the_commands_that_take_it() -> None:
    """What ``--help`` names, the README explains, and nothing that no command takes."""
    from opslag.cli import parser

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    taken = set()
    for name, command in commands_of(parser()).items():
        assert f"`opslag {name}" in readme, name
        below = commands_of(command).values()  # opslag import dpl-cms
        options = {option for one in (command, *below) for action in one._actions for option in action.option_strings}
        taken |= {(option, name) for option in options - {"-h", "--help"}}
    told = set()
    for options, of in re.findall(r"^\| (`--[^|]*) \| ([^|]*) \| [^|]+ \|$", readme.replace("\\|", "/"), re.MULTILINE):
        names = {words.split()[0] for words in of.split(", ")}
        told |= {(option, name) for option in re.findall(r"--[a-z-]+", options) for name in names}
    assert sorted(taken - told) == [], "not in the README's table"
    assert sorted(told - taken) == [], "in the README's table, and no option of that command"


def test_whoever_installs_as_the_guides_say_gets_this_opslag() -> None:
    """It is on no registry: what answers to the bare name there would be somebody else's."""
    from opslag import __version__

    guides = [*ROOT.glob("*.md"), *ROOT.glob("*/*.md"), *(PACKAGE / "publishing" / "workflows").iterdir()]
    text = "\n".join(guide.read_text(encoding="utf-8") for guide in guides)
    assert re.findall(r"pip\d? install [^`\n]*(?<![\w/.-])opslag(?![\w/.-])[^`\n]*", text) == []
    assert set(re.findall(r"opslag-(\d[\w.]*)-py3-none-any\.whl", text)) == {__version__}


def test_every_key_of_content_is_in_the_editors_guide() -> None:
    from dataclasses import fields

    from opslag.content.page import NewsFile, PageFile
    from opslag.events.event import Event
    from opslag.events.update import Update
    from opslag.places.branch import BranchFile
    from opslag.settings import Site

    guide = (ROOT / "content" / "README.md").read_text(encoding="utf-8")
    for shape in (Event, BranchFile, PageFile, NewsFile, Site, Update):
        for field in fields(shape):
            assert re.search(rf"`{field.name}\b", guide), f"{shape.__name__}.{field.name}"


def test_every_template_is_in_the_designers_guide() -> None:
    guide = (ROOT / "themes" / "README.md").read_text(encoding="utf-8")
    for template in (ROOT / "themes" / "plakat" / "templates").glob("*.html"):
        assert f"`{template.name}`" in guide, template.name


def test_every_room_of_the_package_is_in_the_architecture() -> None:
    told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for room in PACKAGE.iterdir():
        if room.is_dir() and (room / "__init__.py").is_file():
            assert f"`{room.name}/`" in told, room.name


def test_every_dependency_has_its_reason() -> None:
    import tomllib

    told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        name = re.split(r"[^A-Za-z0-9-]", requirement)[0]
        assert name in told, name
