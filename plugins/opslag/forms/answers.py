"""What a visitor has answered, checked against the form: the one place where answers are judged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from pydantic_core import PydanticCustomError

from opslag.forms.day import delivered_day, read_written_day
from opslag.forms.form import Field, Form, Recipient
from opslag.frozen import frozen
from opslag.language import Language
from opslag.source.scalars import read_url

MOST = {"text": 1000, "textarea": 20_000, "email": 254, "url": 2048, "date": 32}
"""Characters that a field takes which sets no ``maxlength``. An e-mail address: RFC 5321, section 4.5.3.1.3."""

_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
"""As browsers check it (HTML, "valid e-mail address"), but with a dot in its host."""

_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""What has no width, or only turns the direction of writing: an address that is copied from a page, or from a list of contacts,
often has some of it at its ends."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@frozen
class AnswerFault:
    """What is wrong with one answer. ``message`` is a sentence to the visitor, in the form's language."""

    field: str
    message: str


@frozen
class Answers:
    """``written`` is what the page shows again; ``values`` is what is delivered, and only where there are no ``faults``."""

    written: Mapping[str, tuple[str, ...]]
    """Field to what was posted under its name, as it was written. Without hidden fields, and those that were not posted."""
    values: Mapping[str, str]
    """Every field of the form, in order: "" where it was left empty, several choices joined by ``", "``."""
    labels: Mapping[str, str]
    """The same, with the words that the visitor chose where a field has options."""
    faults: tuple[AnswerFault, ...] = ()

    def fault(self, name: str) -> str:
        """The sentence about a field; "" where nothing is wrong with it."""
        return next((fault.message for fault in self.faults if fault.field == name), "")


@frozen
class _Judged:
    value: str = ""
    label: str = ""
    fault: str = ""


def read_answers(form: Form, pairs: Iterable[tuple[str, str]], today: date) -> Answers:
    """The answers in posted names and values; ``today`` in the site's zone.

    What the form does not ask for is left out, and a hidden field has the value that its definition gives, whatever was posted.
    """
    language = Language(form.language)
    written: dict[str, list[str]] = {field.name: [] for field in form.fields if field.type != "hidden"}
    for name, text in pairs:
        if name in written:
            written[name].append(text)
    judged = {field.name: _judge(field, written.get(field.name, []), today, language) for field in form.fields}
    return Answers(
        {name: tuple(texts) for name, texts in written.items() if texts},
        {name: one.value for name, one in judged.items()},
        {name: one.label for name, one in judged.items()},
        tuple(AnswerFault(name, one.fault) for name, one in judged.items() if one.fault),
    )


def recipients(form: Form, answers: Answers) -> tuple[Recipient, ...]:
    """Who gets it by e-mail: whom the visitor chose in a field made for that, else the form's own."""
    for field in form.fields:
        if field.recipient and answers.values[field.name]:
            return (Recipient(answers.values[field.name], answers.labels[field.name]),)
    return form.recipients


def _judge(field: Field, texts: list[str], today: date, language: Language) -> _Judged:
    if field.type == "hidden":
        return _Judged(field.value, field.value)
    if len(texts) > 1 and not field.many:
        return _Judged(fault=language.gettext("Give one answer only."))
    if field.options:
        return _chosen(field, texts, language)
    text = _normal(texts[0]) if texts else ""
    if not text:
        return _Judged(fault=_missing(field, language) if field.required else "")
    return _in_shape(field, text, language) or _of_type(field, text, today, language)


def _normal(text: str) -> str:
    """As it is delivered: lines end in ``\\n``, letters are whole (Unicode NFC), nothing stands around it, seen or unseen."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip().strip(_UNSEEN).strip()


def _missing(field: Field, language: Language) -> str:
    match field.type:
        case "select" | "radio":
            return language.gettext("Choose one.")
        case "checkbox" if field.require_one:
            return language.gettext("Tick at least one.")
        case "checkbox" if len(field.options) == 1:
            return language.gettext("Tick the box.")
        case "checkbox":
            return language.gettext("Tick every box.")
        case "date":
            return language.gettext("Choose a date.")
        case _:
            return language.gettext("Write an answer.")


def _chosen(field: Field, texts: list[str], language: Language) -> _Judged:
    """The options that were ticked or chosen, in the form's order."""
    posted = {text for text in texts if text}
    known = [option for option in field.options if option.value in posted]
    if len(known) < len(posted):
        return _Judged(fault=language.gettext("Choose among those that stand here."))
    all_wanted = field.many and field.required and len(known) < len(field.options)
    if all_wanted or (not known and (field.required or field.require_one)):
        return _Judged(fault=_missing(field, language))
    return _Judged(", ".join(option.value for option in known), ", ".join(option.label for option in known))


def _in_shape(field: Field, text: str, language: Language) -> _Judged | None:
    """What is wrong with any text: characters, lines and length. None where nothing is."""
    if _CONTROL.search(text):
        return _Judged(fault=language.gettext("There are characters here that cannot be read. Write it again."))
    if "\n" in text and field.type != "textarea":
        return _Judged(fault=language.gettext("Write it on one line."))
    most, least = most_characters(field), int(field.attribute("minlength") or 0)
    if len(text) > most:
        said = language.gettext("Write at most %(most)s characters. There are %(count)s here.")
        return _Judged(fault=said % {"most": language.number(most), "count": language.number(len(text))})
    if len(text) < least:
        said = language.ngettext("Write at least %(least)s character.", "Write at least %(least)s characters.", least)
        return _Judged(fault=said % {"least": language.number(least)})
    pattern = field.attribute("pattern")
    if pattern is not None and not re.fullmatch(pattern, text, re.ASCII):  # \d and \w are ASCII in browsers
        return _Judged(fault=field.attribute("title") or language.gettext("Write it in the form that is asked for."))
    return None


def most_characters(field: Field) -> int:
    """How many a text may have."""
    return int(field.attribute("maxlength") or MOST[field.type])


def _of_type(field: Field, text: str, today: date, language: Language) -> _Judged:
    match field.type:
        case "email":
            address = _sendable(text)
            if not _EMAIL.fullmatch(address):
                return _Judged(fault=language.gettext("Write an e-mail address, such as name@example.org."))
            return _Judged(address, text)
        case "url":
            try:
                read_url(text)
            except PydanticCustomError:
                return _Judged(fault=language.gettext("Write a whole address that begins with https://"))
        case "date":
            return _dated(field, text, today, language)
    return _Judged(text, text)


def _sendable(address: str) -> str:
    """With its host as it travels, ``xn--…``: some browsers post it so, and some as it was written."""
    name, at, host = address.rpartition("@")
    try:
        return name + at + (host if host.isascii() else host.encode("idna").decode())
    except UnicodeError:
        return address


def _dated(field: Field, text: str, today: date, language: Language) -> _Judged:
    day = read_written_day(text)
    if day is None:
        return _Judged(fault=language.gettext("Write a date as day, month and year, such as 8.12.2026."))
    earliest = field.earliest.on(today) if field.earliest else date.min
    latest = field.latest.on(today) if field.latest else date.max
    if day < earliest:
        said = language.gettext("Choose %(day)s or a later day.")
        return _Judged(fault=said % {"day": language.date_words(earliest, weekday=False)})
    if day > latest:
        said = language.gettext("Choose %(day)s or an earlier day.")
        return _Judged(fault=said % {"day": language.date_words(latest, weekday=False)})
    told = delivered_day(day, field.format)
    return _Judged(told, told)
