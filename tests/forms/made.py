"""Forms made of a few lines of YAML, as a library would write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import dedent, indent

from opslag.errors import Problem
from opslag.forms.answers import Answers, read_answers
from opslag.forms.form import Field, Form
from opslag.forms.making import make_forms
from opslag.forms.reading import read_form_files
from opslag.forms.record import CatalogueRecord
from opslag.settings import Contact, Login, Site

TODAY = date(2026, 11, 21)
SITE = Site(
    "Lillerup Bibliotek",
    "https://lillerup.example",
    "da",
    "Europe/Copenhagen",
    contact=Contact(email="post@lillerup.example"),
    login=Login("https://login.lillerup.example", "opslag"),
)


@dataclass(frozen=True)
class Made:
    forms: tuple[Form, ...]
    problems: list[Problem]
    records: Mapping[str, CatalogueRecord]

    @property
    def told(self) -> list[str]:
        """What the editor is told, errors and warnings alike."""
        return [str(problem) for problem in sorted(self.problems)]


def make(files: dict[str, str], site: Site = SITE) -> Made:
    """What files below content/ come to."""
    data = {path: dedent(text).lstrip("\n").encode() for path, text in files.items()}
    problems: list[Problem] = []
    read = read_form_files(data, data.__getitem__, problems)
    return Made(make_forms(read, site, data.__getitem__, problems), problems, read.catalogue())


def make_one(keys: str, texts: str, site: Site) -> Made:
    text = "forms:\n  skriv:\n" + indent(dedent(keys).strip(), "    ") + "\n"
    return make({"forms/skriv.yaml": text, f"forms/translations/{site.language}.yaml": texts}, site)


def form(keys: str, texts: str = "", site: Site = SITE) -> Form:
    """A form of these keys, with nothing to be told about it; ``texts`` are the translations."""
    made = make_one(keys, texts, site)
    assert made.told == []
    return made.forms[0]


def told(keys: str, texts: str = "", site: Site = SITE) -> list[str]:
    """What is told of such a form: each line without what is the same in all of them. Its keys begin on line 3, column 5."""
    lines = make_one(keys, texts, site).told
    return [line.removeprefix("content/forms/skriv.yaml:").replace("forms.skriv.", "") for line in lines]


def field(keys: str, texts: str = "") -> Field:
    """A form's field called x, of these keys."""
    return form(_with(keys), texts).fields[0]


def field_told(keys: str) -> list[str]:
    """What is told of such a field; its keys begin on line 5, column 9."""
    return [line.replace("fields.0.", "") for line in told(_with(keys))]


def one_field(keys: str, texts: str = "") -> Form:
    """A form with nothing but a field called x, of these keys."""
    return form("hideSenderInfo: true\n" + _with(keys), texts)


def _with(keys: str) -> str:
    return "fields:\n  - name: x\n" + indent(dedent(keys).strip(), "    ")


def answer(form: Form, *pairs: tuple[str, str], today: date = TODAY) -> Answers:
    return read_answers(form, pairs, today)


def judged(form: Form, *texts: str, today: date = TODAY) -> str:
    """What is told of these answers to the field x; else, after ``=``, what would be delivered."""
    answers = read_answers(form, [("x", text) for text in texts], today)
    return answers.fault("x") or f"={answers.values['x']}"
