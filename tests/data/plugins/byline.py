"""A plugin as anybody might have it: it reads keys of its own from pages and articles, and knows nothing of Opslag."""

from __future__ import annotations

import json
from pathlib import Path

from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.plugins import signals

found: dict[str, dict[str, object]] = {}


def read_articles(generator: ArticlesGenerator) -> None:
    read(generator.articles)


def read_pages(generator: PagesGenerator) -> None:
    read(generator.pages)


def read(contents: list) -> None:
    for content in contents:
        if "byline" in content.metadata:
            assert isinstance(content.metadata["byline"], str)
            found[content.url] = {"byline": content.byline, "links": content.metadata.get("links")}
            if "tags" in content.metadata:
                found[content.url] |= {
                    "authors": [one.name for one in content.authors],
                    "tags": [one.name for one in content.tags],
                }
            content._content += f'<p class="byline">{content.byline}</p>'


def write(pelican: Pelican) -> None:
    (Path(pelican.output_path) / "bylines.json").write_text(json.dumps(found, sort_keys=True), encoding="utf-8")


def register() -> None:
    found.clear()
    signals.article_generator_finalized.connect(read_articles)
    signals.page_generator_finalized.connect(read_pages)
    signals.finalized.connect(write)
