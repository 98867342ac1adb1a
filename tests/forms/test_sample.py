"""The forms that ship: in order, and complete in each language of the site."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from opslag.errors import Problem
from opslag.forms.files import FormFiles
from opslag.forms.making import make_forms
from opslag.forms.reading import read_form_files
from opslag.settings import Site, read_site

CONTENT = Path(__file__).parents[2] / "content"
LANGUAGES = ("da", "en", "fi")


def read() -> tuple[FormFiles, Site]:
    paths = [file.relative_to(CONTENT).as_posix() for file in CONTENT.rglob("*.yaml")]
    return read_form_files(paths, below, []), read_site(below("site.yaml"))


def below(path: str) -> bytes:
    return (CONTENT / path).read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_to_be_told_of_them(language: str) -> None:
    files, site = read()
    problems: list[Problem] = []
    forms = make_forms(files, replace(site, language=language), below, problems)
    assert [str(problem) for problem in problems] == []
    assert [form.id for form in forms] == ["RepositoryLibraryRequest", "bogforslag", "kontakt", "lokale"]


def test_every_text_is_there_in_every_language() -> None:
    texts = {language: read()[0].translations[language].texts for language in LANGUAGES}
    assert texts["da"].keys() == texts["en"].keys() == texts["fi"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_shown_in_the_place_of_its_text(language: str) -> None:
    files, site = read()
    keys = files.translations["da"].texts.keys()
    for form in make_forms(files, replace(site, language=language), below, []):
        shown = [form.title, form.response.words, form.help_before.words, *(field.label for field in form.fields)]
        shown += [option.label for field in form.fields for option in field.options]
        shown += [word for field in form.fields for word in (field.placeholder, field.help_before.words)]
        assert not keys & set(shown)
        assert [word for word in shown if "_" in word] == []
