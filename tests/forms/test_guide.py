"""Whoever writes a form finds each key in the editors' guide; what ``opslag new form`` writes is in order."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from opslag.forms import definition, record_file
from opslag.forms.form import FieldType
from opslag.forms.making_field import ATTRIBUTES
from opslag.source.schema import written

from tests.bare_site import BareSite

GUIDE = (Path(__file__).parents[2] / "content" / "README.md").read_text(encoding="utf-8")
SHAPES = [
    *(definition.FormFile, definition.FieldFile, definition.ApiFile, definition.PersonFile, definition.HelpFile),
    *(definition.OptionFile, definition.OptionGroupFile, record_file.RecordFile, record_file.MetadataFile, record_file.Author),
]


def keys(shape: Any) -> list[str]:
    """As people write them."""
    hints = get_type_hints(shape, include_extras=True)
    return [written(hints[field.name]) or field.name for field in fields(shape)]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_key_is_in_the_editors_guide(shape: Any) -> None:
    assert [key for key in keys(shape) if not re.search(rf"`{key}`", GUIDE)] == []


def test_every_type_and_attribute_is_in_the_editors_guide() -> None:
    words = {*get_args(FieldType), *(name for names in ATTRIBUTES.values() for name in names)}
    assert [word for word in sorted(words) if f"`{word}`" not in GUIDE] == []


@pytest.mark.parametrize("title", ["Lån en cykel", "7 gode råd: skriv"])
def test_a_new_form_is_in_order_and_waits_to_be_enabled(bare_site: BareSite, title: str) -> None:
    ran = bare_site.opslag("new", "form", title)
    assert ran.code == 0, ran.stderr
    file = bare_site.root / ran.stdout.strip()
    assert file.parent.name == "forms"
    assert bare_site.build_here().code == 0
    assert not (bare_site.output / "formularer").exists()
    file.write_text(file.read_text(encoding="utf-8").replace("enabled: false", "enabled: true"), encoding="utf-8")
    assert bare_site.build_here().code == 0
    assert title in bare_site.page("/formularer/")
