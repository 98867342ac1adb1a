"""The one reader of every ``.md`` file that Pelican comes across: pages and news, as Opslag has read them already."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from pelican.readers import BaseReader

from opslag.language import Language
from opslag.pages.picture_view import picture_view
from opslag.site.opened import KEY, OpenedSite


class OpslagReader(BaseReader):  # type: ignore[misc]
    """Gives Pelican the resolved body, and all front matter; a key that Opslag does not know goes to the plugins that may."""

    enabled = True
    file_extensions: ClassVar[list[str]] = ["md"]

    def read(self, filename: str) -> tuple[str, dict[str, Any]]:
        site: OpenedSite = self.settings[KEY]
        path = "content/" + Path(filename).resolve().relative_to(site.opened.tree.root.resolve()).as_posix()
        library = site.opened.library
        page = next((page for page in (*library.pages, *library.news) if page.source == path), None)
        if page is None:
            return "", {"title": path, "status": "skip"}
        values: dict[str, Any] = {
            **site.opened.pages[path].extra,
            "title": page.title,
            "slug": page.path.strip("/").rpartition("/")[2],
            "summary": page.description,
            "modified": page.updated_at.isoformat(),
            "status": "hidden" if page.hidden else "published",
        }
        if page.date:
            values |= {"date": page.date.isoformat(), "category": library.site.name}
        metadata = {key: self.process_metadata(key, value) for key, value in values.items()}
        metadata["picture"] = picture_view(page.image, "wide")
        if page.date:
            metadata["date_words"] = Language(library.site.language).date_words(page.date, weekday=False)
        return page.body, metadata
