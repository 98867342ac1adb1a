"""Forms made of their definitions, in the site's language. What only a whole definition, or all of them, show is checked here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from opslag.content.fault import Fault
from opslag.content.record import Places
from opslag.content.tree import named
from opslag.errors import Problem, Severity, nearest
from opslag.forms import message, subject
from opslag.forms.definition import FormFile, PersonFile
from opslag.forms.files import FormFiles
from opslag.forms.form import Field, Form, Handler, Recipient
from opslag.forms.making_api import make_api
from opslag.forms.making_field import make_field
from opslag.forms.translation import Translation
from opslag.language import Language
from opslag.settings import Site
from opslag.source.marks import Path

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}", re.ASCII)
_TAKEN = frozenset({*message.KEYS, message.RECORD_ID})
_ROUTES = frozenset({"sign-in", "sign-out"})
"""What else stands below ``/forms/`` at the gateway."""


def make_forms(files: FormFiles, site: Site, read: Callable[[str], bytes], problems: list[Problem]) -> tuple[Form, ...]:
    """The forms that are in use, by id. ``read`` gives a file's bytes again: a fault, which ``problems`` gets, has its place."""
    translation = files.translations.get(site.language, Translation())
    forms: list[Form] = []
    first: dict[str, tuple[str, str]] = {}
    for path, file in files.definitions.items():
        for name, definition in file.forms.items():
            fault = _faults_of(path, ("forms", name), read, problems)
            other, _ = first.setdefault(name.casefold(), (path, name))
            if not _ID.fullmatch(name) or name in _ROUTES:
                fault((), f'a form called "{name}"', "name it with letters a to z, digits, - and _, such as RoomBooking")
            elif first[name.casefold()] != (path, name):
                fault((), f"a form of this name stands in {named(other)} too", "give it a name of its own")
            form = _Making(name, definition, site, translation, fault).form()
            if definition.enabled:
                forms.append(replace(form, source=named(path)))
    known = {form.id for form in forms}
    for name, record in files.records.items():
        if record.form is not None and record.form not in known:
            fault = _faults_of(f"records/{name}.yaml", (), read, problems)
            fault(("form",), f'no form "{record.form}" that is in use', nearest(record.form, known))
    return tuple(sorted(forms, key=lambda form: form.id))


def _faults_of(path: str, prefix: Path, read: Callable[[str], bytes], problems: list[Problem]) -> Fault:
    def fault(where: Path, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        problems.append(Places.of_document(named(path), read(path)).problem((*prefix, *where), found, remedy, severity))

    return fault


class _Making:
    """One form while it is made."""

    def __init__(self, name: str, file: FormFile, site: Site, translation: Translation, fault: Fault) -> None:
        self.name, self.file, self.site, self.translation, self.fault = name, file, site, translation, fault
        self.language = Language(site.language)

    def form(self) -> Form:
        file, passage = self.file, self.translation.passage
        fields = tuple(self.fields())
        handler = self.handler()
        title = self.translation.said(file.title or self.name)
        self.check_login()
        self.check_prefill(fields)
        form = Form(
            id=self.name,
            language=self.site.language,
            title=title,
            fields=fields,
            handler=handler,
            secondary_handlers=tuple(one for one in file.secondary_handlers if one != handler),
            subject=self.subject(fields) or title,
            response=passage(file.response),
            help_before=passage(file.help.pre),
            help_after=passage(file.help.post),
            api=make_api(file.api_settings, self.fault) if file.api_settings else None,
            sender=_person(file.email_from) if file.email_from else None,
            recipients=self.recipients(),
            reminder_email=file.reminder_email,
            needs_login=file.only_for_logged_users,
            captcha=file.use_captcha,
            show_recipient=not file.hide_recipient_info,
            with_barcode=file.include_barcode,
            with_patron_id=file.include_patron_id,
            with_referrer=file.report_referrer,
            with_user_agent=file.report_user_agent,
            prefill=file.prefill_fields,
        )
        self.check_handlers(form)
        return form

    def fields(self) -> Iterator[Field]:
        """The definition's own, and behind them the sender's name and e-mail where these are neither hidden nor there already."""
        names: set[str] = set()
        for number, file in enumerate(self.file.fields):
            where: Path = ("fields", number, "name")
            if not _NAME.fullmatch(file.name):
                self.fault(where, f'"{file.name}"', "name it with letters a to z, digits and _, such as pickup")
            elif file.name in _TAKEN:
                self.fault(where, f'"{file.name}", which the message itself uses', "give the field another name")
            elif file.name in names:
                self.fault(where, f'a second field called "{file.name}"', "give it a name of its own")
            names.add(file.name)
            yield make_field(file, ("fields", number), self.translation, self.fault)
        if not self.file.hide_sender_info:
            yield from (field for field in self.sender_fields() if field.name not in names)

    def sender_fields(self) -> tuple[Field, Field]:
        file, known = self.file, self.translation.texts
        name = known.get("feedback_name") or self.language.gettext("Your name")
        email = known.get("feedback_email") or self.language.gettext("Your e-mail")
        everything, help_before = file.sender_info_required, self.translation.passage(file.sender_info_help)
        return (
            Field("name", "text", name, everything or file.sender_name_required, help_before=help_before),
            Field("email", "email", email, everything or file.sender_email_required),
        )

    def handler(self) -> Handler:
        """Who gets the answers; by e-mail where nothing is said, as in the upstream system."""
        primary, older = self.file.primary_handler, self.file.send_method
        if primary and older and primary != older:
            found = f"{older}, where primaryHandler says {primary}"
            self.fault(("sendMethod",), found, "keep one of the two; sendMethod is the older name")
        return primary or older or "email"

    def check_handlers(self, form: Form) -> None:
        where: Path = ("primaryHandler",) if self.file.primary_handler else ("sendMethod",)
        handlers = (form.handler, *form.secondary_handlers)
        if "api" in handlers and not form.api:
            self.fault(where, "api, without apiSettings", "write where it goes: apiSettings: {url: https://…}")
        chosen = any(field.recipient for field in form.fields)
        if "email" in handlers and not form.recipients and not chosen:
            self.fault(where, "email, without a recipient", "write to whom: recipient: {email: navn@bibliotek.example}")

    def recipients(self) -> tuple[Recipient, ...]:
        """Whom the definition names, else the library's own address."""
        contact = self.site.contact.email
        found = tuple(map(_person, self.file.recipient))
        return found or ((Recipient(contact, self.site.name),) if contact else ())

    def subject(self, fields: tuple[Field, ...]) -> str:
        said = self.translation.said(self.file.email_subject or "")
        known = {field.name for field in fields} | {*message.KEYS, message.RECORD_ID} - {"emailSubject", "recordMetadata"}
        for name in subject.names(said):
            if name not in known:
                self.fault(("emailSubject",), f"%%{name}%%, which is no field", nearest(name, known))
        return said

    def check_login(self) -> None:
        if self.site.login:
            return
        file = self.file
        for key, asked in (
            ("onlyForLoggedUsers", file.only_for_logged_users),
            ("includeBarcode", file.include_barcode),
            ("includePatronId", file.include_patron_id),
        ):
            if asked:
                remedy = "say where visitors sign in: login in content/site.yaml"
                self.fault((key,), "true, where nobody can sign in", remedy)

    def check_prefill(self, fields: tuple[Field, ...]) -> None:
        fillable = [field.name for field in fields if field.type != "hidden"]
        for number, name in enumerate(self.file.prefill_fields):
            if name not in fillable:
                self.fault(("prefillFields", number), f'"{name}", which no visitor fills in', nearest(name, fillable))


def _person(file: PersonFile) -> Recipient:
    return Recipient(file.email, file.name or "")
