"""What every template knows: the site, its words, and its colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from opslag.content.picture import Picture
from opslag.content.rendition import original
from opslag.frozen import frozen
from opslag.language import Language
from opslag.library import Library
from opslag.pages.colour import palette
from opslag.pages.theme import Theme
from opslag.places.branch import Branch
from opslag.settings import Contact, MenuItem, Site


@frozen
class SiteView:
    """The site as templates see it; see ``themes/README.md``."""

    name: str
    base_url: str
    language: str
    timezone: str
    description: str
    menu: tuple[MenuItem, ...]
    footer: tuple[MenuItem, ...]
    contact: Contact
    newsletter: str
    branches: list[dict[str, Any]]
    logo: Markup
    colour: str
    style: Markup


def site_view(site: Site, branches: tuple[Branch, ...], logo: Markup) -> SiteView:
    return SiteView(
        name=site.name,
        base_url=site.base_url,
        language=site.language,
        timezone=site.timezone,
        description=site.description or "",
        menu=site.menu,
        footer=site.footer,
        contact=site.contact,
        newsletter=site.newsletter or "",
        branches=[
            {
                "title": branch.title,
                "path": branch.path,
                "address": branch.address,
                "phone": branch.phone or "",
                "email": branch.email or "",
            }
            for branch in branches
        ],
        logo=logo,
        colour=site.colour,
        style=Markup(palette(site.colour).css()),  # noqa: S704 - made of checked colours
    )


def dress(theme: Theme, site: SiteView, language: Language) -> None:
    """Gives the theme's templates what every one of them may ask for."""
    theme.globals.update(
        site=site,
        _=language.gettext,
        gettext=language.gettext,
        ngettext=language.ngettext,
        pgettext=language.pgettext,
        absolute=lambda path: site.base_url + path,
    )


def dress_as(theme: Theme, library: Library, read: Callable[[str], bytes]) -> Language:
    """Dresses a theme as this library's, and gives the language that it speaks. ``read`` gives the bytes of a file by its path
    under content/; only the logo is asked for."""
    language, logo = Language(library.site.language), library.logo
    markup = logo_markup(logo, read(logo.path) if logo and logo.format == "SVG" else None)
    dress(theme, site_view(library.site, library.branches, markup), language)
    return language


def logo_markup(logo: Picture | None, data: bytes | None) -> Markup:
    """An SVG logo stands in the page itself, so that it takes the text's colour; any other is a picture."""
    if logo is None:
        return Markup("")
    if logo.format == "SVG" and data is not None:
        text = data.decode("utf-8-sig")
        return Markup(text[text.index("<svg") :].strip())  # noqa: S704 - checked by content.pictures
    return Markup('<img src="{}" alt="" width="{}" height="{}">').format(original(logo).path, logo.width, logo.height)
