"""The receivers of Pelican's signals: each fetches, calls one function, and stores."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pelican import Pelican
from pelican.generators import CachingGenerator, Generator
from pelican.readers import Readers

from opslag.pages.template_fault import raise_with_place
from opslag.site.ending import ends_with_its_message
from opslag.site.generator import LibraryGenerator
from opslag.site.opened import KEY, OpenedSite, judge, open_by_hand
from opslag.site.reader import OpslagReader
from opslag.site.settings import apply


@ends_with_its_message
def open_site(pelican: Pelican) -> None:
    site = pelican.settings.setdefault(KEY, None) or open_by_hand(pelican.settings)
    pelican.settings[KEY] = site
    apply(pelican.settings, site)
    pelican.theme = pelican.settings["THEME"]  # which Pelican has read before


def add_reader(readers: Readers) -> None:
    readers.reader_classes["md"] = OpslagReader


def forget_missing_markdown(generator: CachingGenerator) -> None:
    """Pelican warns of each ``.md`` where Python-Markdown is not installed, whoever else reads them."""
    if isinstance(generator, CachingGenerator):
        generator.readers.disabled_readers.pop("md", None)


def say_where_templates_fail(generator: Generator) -> None:
    """Pelican makes the environment of its templates itself; what goes wrong there is told as in our own."""
    site: OpenedSite = generator.settings[KEY]
    told = partial(raise_with_place, generator.env)
    generator.env.handle_exception = told if site.pages_only else ends_with_its_message(told)


def get_generator(pelican: Pelican) -> type[LibraryGenerator] | None:
    site: OpenedSite = pelican.settings[KEY]
    return None if site.pages_only else LibraryGenerator


@ends_with_its_message
def judge_site(pelican: Pelican) -> None:
    site: OpenedSite = pelican.settings[KEY]
    if not site.pages_only:
        judge(site, Path(pelican.output_path))
