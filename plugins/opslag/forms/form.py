"""A form as it is shown, checked and delivered: the library's definition, in one language, found to be right."""

from __future__ import annotations

from typing import Literal

from opslag.forms.bound import Bound
from opslag.frozen import frozen

FieldType = Literal["text", "textarea", "date", "email", "url", "select", "radio", "checkbox", "hidden"]
Handler = Literal["api", "email", "database"]

SHOWN = "test"
"""The ``url`` of ``apiSettings`` by which the message is shown to the visitor instead of sent."""


@frozen
class Option:
    """What one may choose: ``value`` is posted and delivered, ``label`` is read."""

    value: str
    label: str


@frozen
class OptionGroup:
    """Options under a heading of their own; "" where they have none."""

    label: str
    options: tuple[Option, ...]


@frozen
class Passage:
    """Words that a library has written. ``html`` says that they are markup, sanitised already."""

    words: str = ""
    html: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)


@frozen
class Field:
    """One question, or, where ``hidden``, a value that only the definition can give."""

    name: str
    type: FieldType
    label: str
    required: bool = False
    """An answer must be given; of checkboxes, every one must be ticked."""
    require_one: bool = False
    """Of checkboxes, at least one must be ticked."""
    attributes: tuple[tuple[str, str], ...] = ()
    """HTML attributes of the control, by the order in the file: ``("rows", "3")``."""
    value: str = ""
    """What stands in it at first; of a hidden field, what it always has."""
    help_before: Passage = Passage()
    help_after: Passage = Passage()
    groups: tuple[OptionGroup, ...] = ()
    placeholder: str = ""
    """Of a select: the first line, which is no answer."""
    format: str = "Y-m-d"
    """How a date is delivered, in the letters of PHP's ``date``."""
    earliest: Bound | None = None
    latest: Bound | None = None
    recipient: bool = False
    """Of a select: the value that is chosen is the e-mail address to which the form goes."""

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(option for group in self.groups for option in group.options)

    @property
    def many(self) -> bool:
        """Whether several answers may be given."""
        return self.type == "checkbox"

    def attribute(self, name: str) -> str | None:
        return dict(self.attributes).get(name)


@frozen
class Recipient:
    """Somebody who gets a form by e-mail; ``name`` may be ""."""

    email: str
    name: str = ""


@frozen
class ApiSettings:
    """How a message reaches another system. Texts hold ``${NAME}`` as it is written; ``forms.reference.resolved`` fills it in."""

    url: str
    """``https://…``; ``http://…``, which only an address that the operator names may have; or ``test``."""
    username: str | None = None
    password: str | None = None
    auth_method: Literal["basic", "digest"] = "basic"
    """Used where there is a user name (RFC 7617, RFC 7616)."""
    headers: tuple[tuple[str, str], ...] = ()
    """(name, value), sent beside the ordinary ones."""
    success_codes: frozenset[int] | None = None
    """The statuses that mean success, and no others; None for 200 to 299."""

    def is_success(self, status: int) -> bool:
        return status in self.success_codes if self.success_codes is not None else 200 <= status <= 299


@frozen
class Form:
    """A form that is in use. Every text is in ``language``."""

    id: str
    language: str
    title: str
    fields: tuple[Field, ...]
    """In the order in which they are shown; those for the sender's name and e-mail are among them."""
    handler: Handler
    """Who must get an answer before it counts as delivered."""
    secondary_handlers: tuple[Handler, ...] = ()
    """Who gets it as well."""
    source: str = ""
    """The file, as messages name it."""
    subject: str = ""
    """With its ``%%name%%`` still in it; ``forms.subject.filled`` fills them in."""
    response: Passage = Passage()
    """What the thank-you page says."""
    help_before: Passage = Passage()
    help_after: Passage = Passage()
    api: ApiSettings | None = None
    sender: Recipient | None = None
    """From whom the e-mails of the ``email`` handler come; None for the site's own address."""
    recipients: tuple[Recipient, ...] = ()
    reminder_email: str | None = None
    """Who is told of answers that cannot be delivered."""
    needs_login: bool = False
    captcha: bool = False
    show_recipient: bool = True
    with_barcode: bool = False
    with_patron_id: bool = False
    with_referrer: bool = False
    with_user_agent: bool = False
    prefill: tuple[str, ...] = ()
    """The fields that the address of the page may fill in."""

    @property
    def path(self) -> str:
        """Of its page."""
        return f"/formularer/{self.id}/"

    @property
    def action(self) -> str:
        """Where its page posts to, on the same host: the gateway's."""
        return f"/forms/{self.id}"

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)
