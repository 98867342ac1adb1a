"""A form's pages: the one that visitors fill in, as it stands at first and with what they wrote, and the one that thanks them."""

from __future__ import annotations

from opslag.forms.answers import Answers
from opslag.forms.form import Form
from opslag.forms.record import CatalogueRecord
from opslag.language import Language
from opslag.library import Library
from opslag.pages.theme import Theme


class FormPages:
    """``theme`` has been prepared by ``pages.site_view.dress``. A page costs milliseconds: the gateway keeps one of these."""

    def __init__(self, library: Library, theme: Theme, language: Language) -> None:
        self.library, self.theme, self.language = library, theme, language

    def form(
        self,
        form: Form,
        answers: Answers | None = None,
        *,
        record: CatalogueRecord | None = None,
        notice: str = "",
        hidden: tuple[tuple[str, str], ...] = (),
    ) -> str:
        """The page. With ``answers``: what was written stands in its place, and each fault is told above and at its field.

        ``notice`` is a sentence that stands on top, such as that the answers could not be taken just now; ``hidden`` are names
        and values that are posted beside the fields.
        """
        raise NotImplementedError

    def thanks(self, form: Form, receipt: str, shown: str = "") -> str:
        """The page after it. ``receipt`` is the number by which the library finds the answers; ``shown`` is the message itself,
        of a form whose ``url`` is ``test``."""
        raise NotImplementedError
