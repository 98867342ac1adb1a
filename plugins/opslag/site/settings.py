"""What Pelican is set to where ``pelicanconf.py`` leaves it open, and what Opslag's templates find in Pelican's environment."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from opslag.artefacts import Plan
from opslag.pages.template_fault import Unknown
from opslag.site.opened import OpenedSite

DEFAULTS: dict[str, Any] = {
    "ARTICLE_PATHS": ["news"],
    "ARTICLE_URL": "nyheder/{slug}/",
    "ARTICLE_SAVE_AS": "nyheder/{slug}/index.html",
    "PAGE_PATHS": ["pages"],
    "PAGE_URL": "{slug}/",
    "PAGE_SAVE_AS": "{slug}/index.html",
    "STATIC_PATHS": [],
    "THEME_STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "AUTHOR_SAVE_AS": "",
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "DRAFT_SAVE_AS": "",
    "DRAFT_PAGE_SAVE_AS": "",
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "DEFAULT_PAGINATION": False,
    "WITH_FUTURE_DATES": True,
    "LOAD_CONTENT_CACHE": False,
    "CACHE_CONTENT": False,
    "RELATIVE_URLS": False,
    "IGNORE_FILES": [".*", "_*", "README.md"],
}
"""Addresses are part of what the site promises, so they are set here and not left to each ``pelicanconf.py``."""


def apply(settings: MutableMapping[str, Any], site: OpenedSite) -> None:
    """Sets what Opslag needs, in Pelican's settings."""
    settings.update(DEFAULTS)
    library = site.opened.library
    settings["SITENAME"] = library.site.name
    settings["AUTHOR"] = library.site.name
    settings["SITEURL"] = library.site.base_url
    settings["TIMEZONE"] = library.site.timezone
    settings["DEFAULT_LANG"] = library.site.language
    overrides = [str(folder / "templates") for folder in site.theme.folders[:-1]]
    settings["THEME_TEMPLATES_OVERRIDES"] = [*settings.get("THEME_TEMPLATES_OVERRIDES", ()), *overrides]
    settings["THEME"] = str(site.theme.folders[-1])
    settings["JINJA_ENVIRONMENT"] = {"undefined": Unknown, **settings["JINJA_ENVIRONMENT"], "autoescape": True}
    Plan(library, site.theme, site.contract, site.opened.tree.read)  # which dresses the theme
    settings["JINJA_GLOBALS"] = {**settings["JINJA_GLOBALS"], **site.theme.globals}
