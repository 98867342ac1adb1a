"""What is in vain on a page or news item is refused; what may be a plugin's is let through."""

from __future__ import annotations

import pytest
from opslag.content.pelican_keys import SHARED
from opslag.content.record import keys_of
from opslag.reading import CHECKS, SHAPES

KINDS = ("pages", "news")


def refused(kind: str, *keys: str) -> set[str]:
    return {str(path[0]) for path, *_ in CHECKS[kind](dict.fromkeys(keys, "x"))}


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_is_told_of_every_key_that_works_in_another_folder_alone(kind: str) -> None:
    others = {*keys_of(SHAPES["events"]), *keys_of(SHAPES["branches"])} - keys_of(SHAPES[kind])
    assert refused(kind, *others) == others - {*SHARED}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "key",
    ["subtitle", "image_alt", "cover_image", "updated_by", "publisher", "creator", "keywords", "robots", "gallery", "byline"],
)
def test_a_plugins_key_is_not_taken_for_a_misspelt_one(kind: str, key: str) -> None:
    assert refused(kind, key) == set()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", ["statuss", "staus", "hiden", "Hidden", "unpublsh", "descripton", "redirect-from", "images"])
def test_a_misspelt_key_is_refused(kind: str, key: str) -> None:
    assert refused(kind, key) == {key}
