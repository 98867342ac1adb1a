"""A plugin that fails with every article. Pelican logs that, leaves the article out, and ends with status 0."""

from __future__ import annotations

from pelican.generators import ArticlesGenerator
from pelican.plugins import signals


def break_off(generator: ArticlesGenerator, metadata: dict[str, object]) -> None:
    raise LookupError("no byline today")


def register() -> None:
    signals.article_generator_context.connect(break_off)
