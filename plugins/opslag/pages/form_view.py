"""A form as templates see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from opslag.forms import submission
from opslag.forms.answers import Answers, most_characters
from opslag.forms.bound import Bound
from opslag.forms.day import read_written_day
from opslag.forms.form import Field, Form, Passage
from opslag.forms.record import CatalogueRecord
from opslag.language import Language
from opslag.settings import Site

ROWS = "6"
_PURPOSE = {"name": "name", "email": "email"}
"""What a browser may fill in by itself (WCAG 2.2, 1.3.5), by a field's name; ``autocomplete`` in its settings says more."""


def form_view(
    form: Form,
    answers: Answers | None,
    *,
    filled: Mapping[str, str],
    record: CatalogueRecord | None,
    site: Site,
    language: Language,
) -> dict[str, Any]:
    """``filled`` is what stands in fields at first; where there are ``answers``, these stand in their place."""
    recipients = [one.name for one in form.recipients if one.name and form.handler == "email"]
    return {
        "id": form.id,
        "title": form.title,
        "path": form.path,
        "action": form.action,
        "help": passage_view(form.help_before),
        "help_after": passage_view(form.help_after),
        "fields": [_field_view(field, answers, filled, language) for field in form.fields if field.type != "hidden"],
        "recipients": (recipients or [site.name]) if form.show_recipient and not _chosen(form) else [],
        "sign_in": _sign_in(form, record) if form.needs_login else "",
        "challenge": f"{form.action}/captcha" if form.captcha else "",
        "prefill": " ".join(form.prefill),
        "record": {"id": record.id, "title": record.title} if record else None,
        "referrer": submission.REFERRER if form.with_referrer else "",
        "record_name": submission.RECORD,
        "honeypot": submission.HONEYPOT,
        "seconds": submission.SECONDS,
        "captcha": submission.CAPTCHA,
        "question": submission.QUESTION,
        "answer": submission.ANSWER,
    }


def _sign_in(form: Form, record: CatalogueRecord | None) -> str:
    """Where one signs in, to come back to the same form about the same record."""
    back = quote(f"?{submission.RECORD}={quote(record.id)}", safe="") if record else ""
    return f"/forms/sign-in?return={form.action}{back}"


def faults_view(form: Form, answers: Answers | None) -> list[dict[str, str]]:
    """What stands above a form that came back: each fault with the place to which it leads."""
    labels = {field.name: field.label or field.options[0].label for field in form.fields if field.label or field.options}
    return [
        {"href": f"#{_first_control(form, fault.field)}", "words": _told(labels[fault.field], fault.message)}
        for fault in (answers.faults if answers else ())
    ]


def _told(label: str, message: str) -> str:
    return f"{label} {message}" if label.endswith(("?", "!", ".", ":")) else f"{label}: {message}"


def passage_view(text: Passage) -> Markup:
    """Paragraphs, where it is no markup yet."""
    if text.html:
        return Markup(text.words)  # noqa: S704 - sanitised by content.markdown
    parts = [part for part in text.words.splitlines() if part.strip()]
    return Markup("\n").join(Markup("<p>{}</p>").format(part) for part in parts)


def _chosen(form: Form) -> bool:
    """Whether the visitor says to whom it goes."""
    return any(field.recipient for field in form.fields)


def _first_control(form: Form, name: str) -> str:
    field = form.field(name)
    return f"field-{name}-1" if field and field.type in ("radio", "checkbox") else f"field-{name}"


def _field_view(field: Field, answers: Answers | None, filled: Mapping[str, str], language: Language) -> dict[str, Any]:
    written = answers.written.get(field.name, ()) if answers else (filled.get(field.name) or field.value,)
    fault = answers.fault(field.name) if answers else ""
    about = [f"{kind}-{field.name}" for kind, there in (("help", field.help_before), ("fault", fault)) if there]
    return {
        "name": field.name,
        "id": f"field-{field.name}",
        "type": field.type,
        "label": field.label,
        "optional": not field.required and not field.require_one,
        "required": field.required,
        "help": passage_view(field.help_before),
        "help_after": passage_view(field.help_after),
        "fault": fault,
        "about": " ".join(about),
        "value": _shown(field, written[0] if written else ""),
        "placeholder": field.placeholder or (language.gettext("Choose") if field.required else ""),
        "alone": field.type == "checkbox" and len(field.options) == 1 and not field.label,
        "groups": _groups(field, written),
        "attributes": _attributes(field),
    }


def _shown(field: Field, text: str) -> str:
    """A browser's date field takes a date in one notation only (HTML, "valid date string")."""
    day = read_written_day(text.strip()) if field.type == "date" else None
    return day.isoformat() if day else text


def _groups(field: Field, written: tuple[str, ...]) -> list[dict[str, Any]]:
    number = 0
    groups = []
    for group in field.groups:
        options = []
        for option in group.options:
            number += 1
            control = f"field-{field.name}-{number}"
            options.append({"id": control, "value": option.value, "label": option.label, "chosen": option.value in written})
        groups.append({"label": group.label, "options": options})
    return groups


def _attributes(field: Field) -> dict[str, str]:
    """Those of the control itself, by name."""
    found = dict(field.attributes)
    if field.type in ("text", "textarea", "email", "url"):
        found.setdefault("maxlength", str(most_characters(field)))
    if field.type == "textarea":
        found.setdefault("rows", ROWS)
    if field.type in ("text", "email") and field.name in _PURPOSE:
        found.setdefault("autocomplete", _PURPOSE[field.name])
    for name, bound in (("min", field.earliest), ("max", field.latest)):
        if bound:
            found |= _bound(name, bound)
    return found


def _bound(name: str, bound: Bound) -> dict[str, str]:
    """A fixed day is said to the browser; what is reckoned from today its script reckons, for the page may be older."""
    if bound.day:
        return {name: bound.day.isoformat()}
    return {f"data-{name}": f"{bound.months} {bound.days}"}
