"""A form that was posted: read, with all that is known around it, and what is to be kept of it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from opslag.forms import submission
from opslag.forms.answers import Answers, recipients
from opslag.forms.form import SHOWN, Form, Recipient
from opslag.forms.message import message
from opslag.forms.record import CatalogueRecord
from opslag.forms.user import User
from opslag.frozen import frozen
from opslag.gateway.delivery.contents import Contents
from opslag.gateway.forms.current import Reading
from opslag.gateway.outbox.parcel import Parcel
from opslag.language import Language

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_LONGEST = 2000
"""Characters of what a browser says by itself: its name, and the page before."""


@frozen
class Posted:
    reading: Reading
    form: Form
    pairs: tuple[tuple[str, str], ...]
    answers: Answers
    user: User | None
    user_agent: str
    page: str
    """The address of the page that was sent, as the browser says it; "" where it says none."""

    @property
    def language(self) -> Language:
        return self.reading.pages.language

    @property
    def is_shown(self) -> bool:
        """Whether the message is shown to the visitor instead of sent."""
        return self.form.handler == "api" and self.form.api is not None and self.form.api.url == SHOWN

    def value(self, name: str) -> str:
        """The first of that name; "" where there is none."""
        return next((text for key, text in self.pairs if key == name), "")

    @property
    def about(self) -> str:
        """The record that was asked for, as it was written. Without JavaScript only the address of the page says it."""
        return self.value(submission.RECORD).strip() or _asked(self.page, self.form.path)

    def message(self, record: CatalogueRecord | None) -> dict[str, Any]:
        return message(
            self.form,
            self.answers,
            base_url=self.reading.library.site.base_url,
            user=self.user,
            record=record,
            referrer=_address(self.value(submission.REFERRER)),
            user_agent=_one_line(self.user_agent),
        )

    def parcels(self, record: CatalogueRecord | None) -> tuple[Parcel, ...]:
        """One for each handler, the primary one first. Only where there are no faults."""
        form, said = self.form, self.message(record)
        chosen = next(iter(recipients(form, self.answers))) if any(field.recipient for field in form.fields) else None
        sender = _sender(self.answers, self.user)
        contents = Contents(said, tuple(self._lines(said)), sender, chosen).packed()
        handlers = (form.handler, *form.secondary_handlers)
        return tuple(Parcel(form.id, handler, place, contents) for place, handler in enumerate(handlers))

    def _lines(self, said: dict[str, Any]) -> list[tuple[str, str]]:
        """For those who read it as a letter."""
        lines = [(field.label or field.name, self.answers.labels[field.name]) for field in self.form.fields]
        around = ("record", "recordId", "referrer", "useragent", "userCatId", "userCatUsername")
        return lines + [(key, str(said[key])) for key in around if said.get(key)]


def _sender(answers: Answers, user: User | None) -> Recipient | None:
    """The visitor, as far as an answer can go there."""
    email = answers.values.get("email") or (user.email if user else "")
    name = answers.values.get("name") or (user.name if user else "")
    return Recipient(email, name) if email else None


def _asked(page: str, path: str) -> str:
    """What the address of a form's static page asks for; "" of any other address."""
    try:
        parts = urlsplit(page)
    except ValueError:
        return ""
    return dict(parse_qsl(parts.query)).get(submission.RECORD, "").strip() if parts.path == path else ""


def _address(text: str) -> str:
    """The page before this one, as the page's script says it; "" where it is no address of the web."""
    return text if text.startswith(("https://", "http://")) and len(text) <= _LONGEST and not _CONTROL.search(text) else ""


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text)[:_LONGEST]
