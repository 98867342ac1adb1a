"""A form's pages: the one that visitors fill in, as it stands at first and with what they wrote, and the one that thanks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from opslag.forms.answers import Answers
from opslag.forms.form import Form, Passage
from opslag.forms.record import CatalogueRecord
from opslag.forms.user import User
from opslag.language import Language
from opslag.library import Library
from opslag.pages.form_view import faults_view, form_view, passage_view
from opslag.pages.theme import Theme

PATH = "/formularer/"
"""Of the list of all forms."""


class FormPages:
    """``theme`` has been prepared by ``pages.site_view.dress``. A page costs a millisecond: the gateway keeps one of these."""

    def __init__(self, library: Library, theme: Theme, language: Language) -> None:
        self.library, self.theme, self.language = library, theme, language

    def pages(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """The static pages, each with its address: the forms as they stand at first, and the list of them."""
        for form in self.library.forms:
            yield form.path, partial(self.form, form)
        if self.library.forms:
            yield PATH, self.list

    def form(
        self,
        form: Form,
        answers: Answers | None = None,
        *,
        user: User | None = None,
        filled: Mapping[str, str] | None = None,
        record: CatalogueRecord | None = None,
        notice: str = "",
        question: tuple[str, str] | None = None,
    ) -> str:
        """The page. With ``answers``: what was written stands in its place, and each fault is told above and at its field.

        ``filled`` is what stands in fields at first, by name; ``notice`` a sentence on top, such as that nothing could be taken
        just now; ``question`` the gateway's question to those without JavaScript, and its signature.
        """
        known = {"name": user.name, "email": user.email} if user else {}
        filled = {**known, **(filled or {})}
        view = form_view(form, answers, filled=filled, record=record, site=self.library.site, language=self.language)
        if user or answers:
            view["sign_in"] = ""
        return self.theme.renderer("form.html")(
            path=form.path, form=view, faults=faults_view(form, answers), notice=notice, question=question
        )

    def thanks(self, form: Form, receipt: str, shown: str = "") -> str:
        """The page after it. ``receipt`` is the number by which the library finds the answers; ``shown`` is the message itself,
        of a form whose ``url`` is ``test``."""
        response = form.response or Passage(self.language.gettext("Thank you. We have received what you sent."))
        return self.theme.renderer("thanks.html")(
            path=form.path, title=form.title, response=passage_view(response), receipt=receipt, shown=shown
        )

    def list(self) -> str:
        forms = sorted(self.library.forms, key=lambda form: self.language.alphabetic(form.title))
        return self.theme.renderer("forms.html")(path=PATH, forms=[{"path": form.path, "title": form.title} for form in forms])
