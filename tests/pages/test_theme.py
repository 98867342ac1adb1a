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
