"""What is installed is what was tested: every package has one exact version, and it is the one that runs here."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
OLDEST = "3.11.2"
"""Debian 12's Python."""
PIN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[A-Za-z0-9.!+]+)")


def pin_lines() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def pins() -> dict[str, str]:
    """Version by canonical name."""
    return {canonicalize_name(name): exact for name, _, exact in (line.partition("==") for line in pin_lines())}


def stated() -> list[Requirement]:
    """All that pyproject.toml asks for: to build, to run and to test."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = stated["project"]
    editable = ["editables"]  # hatchling asks for it when it is to install a package in place
    groups = [stated["build-system"]["requires"], editable, project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(text) for group in groups for text in group]


def needed(requirements: list[Requirement]) -> set[str]:
    """The packages asked for, and those that these ask for in their turn, as they are installed here."""
    found: set[str] = set()
    waiting = [(requirement.name, extra) for requirement in requirements for extra in ("", *requirement.extras)]
    seen: set[tuple[str, str]] = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        found.add(canonicalize_name(name))
        for text in distribution(name).requires or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                waiting += [(requirement.name, asked) for asked in ("", *requirement.extras)]
    return found


def test_every_line_of_the_pins_is_one_exact_version_and_nothing_else() -> None:
    assert [line for line in pin_lines() if not PIN.fullmatch(line)] == []


def test_every_package_that_pyproject_names_has_a_pin_within_what_pyproject_allows() -> None:
    pinned = pins()
    loose = [str(asked) for asked in stated() if pinned.get(canonicalize_name(asked.name)) is None]
    outside = [str(asked) for asked in stated() if not asked.specifier.contains(pinned.get(canonicalize_name(asked.name), "0"))]
    assert (loose, outside) == ([], [])


def test_every_package_that_a_package_needs_has_a_pin_too() -> None:
    assert needed(stated()) - pins().keys() == set()


def test_no_pin_is_left_over_from_a_package_that_nothing_needs() -> None:
    assert pins().keys() - needed(stated()) == set()


def test_what_runs_here_is_what_is_pinned() -> None:
    def installed(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "not installed"

    assert {name: found for name, exact in pins().items() if (found := installed(name)) != exact} == {}


def test_every_package_runs_on_the_oldest_python_that_is_promised() -> None:
    wanted = {name: distribution(name).metadata["Requires-Python"] for name in pins()}
    assert {name: asked for name, asked in wanted.items() if asked and not SpecifierSet(asked).contains(OLDEST)} == {}


def test_what_the_browser_tests_install_is_pinned_and_names_no_place_to_get_it_from() -> None:
    browser = ROOT / "tests" / "browser"
    asked = json.loads((browser / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert {name: wanted for name, wanted in asked.items() if not re.fullmatch(r"\d+\.\d+\.\d+", wanted)} == {}
    assert "registry" not in (browser / ".npmrc").read_text(encoding="utf-8")
