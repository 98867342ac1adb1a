"""A theme is what its designer saved: a file that cannot be read is told by its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from opslag.errors import OpslagError
from opslag.language import Language
from opslag.pages.theme import Theme


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def test_a_template_that_is_not_utf_8_is_told_with_the_line(templates: Path) -> None:
    file = templates / "foot.html"
    file.write_bytes("<p>\n<b>Åbningstider</b>".encode("latin-1"))
    with pytest.raises(OpslagError) as caught:
        Theme((templates.parent,), Language("da"))
    assert str(caught.value) == f"{file}:2: a byte that is not UTF-8 (0xc5); save the file as UTF-8"


def test_what_an_editors_program_keeps_beside_a_template_is_none(templates: Path) -> None:
    (templates / ".#foot.html").symlink_to("eva@maskine.1234")
    assert Theme((templates.parent,), Language("da")).templates == ((),)


def test_a_theme_that_changes_only_static_files_needs_no_templates(tmp_path: Path) -> None:
    """For git keeps no empty folder: a theme that needed one would build for its designer, and for nobody else."""
    style = tmp_path / "static" / "style.css"
    style.parent.mkdir()
    style.write_text("h1 { letter-spacing: 0.1em }")
    theme = Theme((tmp_path,), Language("da"))
    assert list(theme.assets) == ["style.css"]
    assert theme.templates == ((),)


def test_a_folder_that_is_no_theme_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(OpslagError) as caught:
        Theme((tmp_path,), Language("da"))
    assert str(caught.value) == f"{tmp_path}: no theme; a theme is a folder that holds templates/ or static/, or both"
