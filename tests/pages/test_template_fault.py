"""A designer who makes a mistake is told the template, the line, what was found, and what to write instead."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from opslag.errors import OpslagError
from opslag.language import Language
from opslag.pages.template_fault import TemplateFaultError
from opslag.pages.theme import Theme
from opslag.sealed import DamagedError

TEMPLATES = {
    "base.html": "{% block main %}{% endblock %}\n{{ path }}",
    "foot.html": "{{ site.name }}",
    "broken.html": "<p>\n{{ site.nmae }}",
    "unclosed.html": "<p>\n{{ site.name",
    "macros.html": "{% macro heading(words) %}\n{{ words.title }}{% endmacro %}",
}

NONE = "'tests.pages.test_template_fault.Site object' has no attribute"

MISTAKES = {
    "{{ site.nmae }}": f"page.html:3: {NONE} 'nmae'; did you mean \"name\"?",
    "{{ day.lable }}": "page.html:3: 'dict object' has no attribute 'lable'; did you mean \"label\"?",
    "{{ leed }}": "page.html:3: 'leed' is undefined; did you mean \"lead\"?",
    "{{ umulius }}": "page.html:3: 'umulius' is undefined",
    "{{ site.name + 1 }}": 'page.html:3: TypeError: can only concatenate str (not "int") to str',
    "{{ 1 // 0 }}": "page.html:3: ZeroDivisionError: integer division or modulo by zero",
    "{{ '%d'|format('a') }}": "page.html:3: TypeError: %d format: a real number is required, not str",
    "{{ site.name|uper }}": "page.html:3: No filter named 'uper'.",
    "{{ asset('styel.css') }}": 'page.html:3: the theme has no static file "styel.css"; did you mean "style.css"?',
    "{% include 'foto.html' %}": 'page.html:3: the theme has no template "foto.html"; did you mean "foot.html"?',
    "{{ part('foto.html') }}": 'page.html:3: the theme has no template "foto.html"; did you mean "foot.html"?',
    "{{ part('broken.html') }}": f"broken.html:2: {NONE} 'nmae'; did you mean \"name\"?",
    "{% include 'unclosed.html' %}": "unclosed.html:2: unexpected end of template, expected 'end of print statement'.",
    "{% from 'macros.html' import heading %}{{ heading(site) }}": f"macros.html:2: {NONE} 'title' (used by FOLDER/page.html:3)",
}


class Site:
    name = "Lillerup"

    @property
    def ours(self) -> str:
        raise KeyError("a mistake of ours")

    @property
    def damaged(self) -> str:
        raise DamagedError

    @property
    def unreadable(self) -> str:
        return Path("/nowhere").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "style.css").write_text("", encoding="utf-8")
    for name, text in TEMPLATES.items():
        (tmp_path / "templates" / name).write_text(text, encoding="utf-8")
    return tmp_path


def render(folder: Path, text: str) -> bytes:
    (folder / "templates" / "page.html").write_text(text, encoding="utf-8")
    theme = Theme((folder,), Language("da"))
    theme.globals["site"] = Site()
    return theme.writer("page.html")(path="/", lead="Kom.", day={"label": "I dag"})


def told(folder: Path, text: str) -> str:
    with pytest.raises(TemplateFaultError) as caught:
        render(folder, text)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - as a worker hands it on
    return str(caught.value).replace(f"{folder}/templates", "FOLDER").removeprefix("FOLDER/")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_template_line_and_remedy(folder: Path, mistake: str) -> None:
    assert told(folder, '{% extends "base.html" %}\n{% block main %}\n' + mistake + "{% endblock %}") == MISTAKES[mistake]


def test_what_a_page_does_not_say_is_told_with_the_page_that_extends(folder: Path) -> None:
    (folder / "templates" / "base.html").write_text("\n{{ asse }}", encoding="utf-8")
    assert told(folder, '{% extends "base.html" %}') == "base.html:2: 'asse' is undefined (used by FOLDER/page.html:1)"
    assert told(folder, "\n{{ asse }}") == "page.html:2: 'asse' is undefined; did you mean \"asset\"?"


def test_a_template_that_extends_nothing_that_is_there_is_told(folder: Path) -> None:
    assert (
        told(folder, '{% extends "bse.html" %}') == 'page.html:1: the theme has no template "bse.html"; did you mean "base.html"?'
    )


def test_a_mistake_of_our_own_below_a_template_is_known_by_its_python(folder: Path) -> None:
    line = Path(__file__).read_text(encoding="utf-8").splitlines().index('        raise KeyError("a mistake of ours")') + 1
    assert told(folder, "\n{{ site.ours }}") == f"page.html:2: KeyError: 'a mistake of ours' (raised at {__file__}:{line})"


@pytest.mark.parametrize(("name", "fault"), [("damaged", DamagedError), ("unreadable", FileNotFoundError)])
def test_what_is_no_fault_of_the_template_is_raised_as_it_is(folder: Path, name: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        render(folder, f"{{{{ site.{name} }}}}")


def test_a_page_that_no_template_makes_is_told(folder: Path) -> None:
    with pytest.raises(OpslagError, match=r'^the theme has no template "bas.html"; did you mean "base.html"\?$'):
        Theme((folder,), Language("da")).writer("bas.html")
