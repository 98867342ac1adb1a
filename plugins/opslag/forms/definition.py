"""A form as a library writes it in ``content/forms/NAME.yaml``: the keys, and what each may hold.

The keys are those of the upstream system's form definitions, so a library's own files work unchanged. Texts are keys that
``content/forms/translations/<language>.yaml`` translates; one that it does not know is shown as it stands.
"""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Any, Literal

from opslag.forms.bound import Bound, read_bound
from opslag.forms.form import FieldType, Handler
from opslag.frozen import frozen
from opslag.source.keys import Before, Key, Read
from opslag.source.scalars import Email, Flag, Text, one_or_many, read_count, wrong
from opslag.source.shape import STRICT


def _under(key: str) -> Before:
    """A text alone is a mapping that has it under this key."""
    return Before(lambda value: {key: value} if isinstance(value, str) else value)


def _listed(value: Any) -> Any:
    """One thing alone is a list of it."""
    return [value] if isinstance(value, (str, dict)) else value


def _status(value: Any) -> int:
    code = read_count(value)
    if not 100 <= code <= 599:
        raise wrong("write a status of HTTP, such as 200")
    return code


BoundKey = Annotated[Bound, Read(read_bound)]


@frozen
class OptionFile:
    """``Havnen``, or ``{value: havnen, label: Havnen}``."""

    __pydantic_config__ = STRICT
    label: Text
    value: Text | None = None


OptionKey = Annotated[OptionFile, _under("label")]


@frozen
class OptionGroupFile:
    __pydantic_config__ = STRICT
    label: Text
    options: tuple[OptionKey, ...]


@frozen
class HelpFile:
    """A text alone is ``pre``: help stands before what it helps with."""

    __pydantic_config__ = STRICT
    pre: Text | None = None
    post: Text | None = None


HelpKey = Annotated[HelpFile, _under("pre")]


@frozen
class PersonFile:
    """``navn@bibliotek.example``, or ``{name: Navn, email: navn@bibliotek.example}``."""

    __pydantic_config__ = STRICT
    email: Email
    name: Text | None = None


PersonKey = Annotated[PersonFile, _under("email")]


@frozen
class FieldFile:
    """One of a form's ``fields``."""

    __pydantic_config__ = STRICT
    name: Text
    type: FieldType
    label: Text | None = None
    required: Flag = False
    require_one: Annotated[Flag, Key("requireOne")] = False
    settings: Any = None
    help: HelpKey = HelpFile()
    options: tuple[OptionKey, ...] = ()
    option_groups: Annotated[tuple[OptionGroupFile, ...], Key("optionGroups")] = ()
    placeholder: Text | None = None
    value: Text | None = None
    format: Text | None = None
    min_value: Annotated[BoundKey | None, Key("minValue")] = None
    max_value: Annotated[BoundKey | None, Key("maxValue")] = None
    recipient: Flag = False


@frozen
class ApiFile:
    """``apiSettings``."""

    __pydantic_config__ = STRICT
    url: Text
    username: Text | None = None
    password: Text | None = None
    auth_method: Annotated[Literal["basic", "digest"] | None, Key("authMethod")] = None
    headers: Annotated[tuple[str, ...], Before(one_or_many)] = ()
    success_codes: Annotated[tuple[Annotated[int, Read(_status)], ...] | None, Before(one_or_many), Key("successCodes")] = None


@frozen
class FormFile:
    """One form of a file."""

    __pydantic_config__ = STRICT
    title: Text | None = None
    enabled: Flag = True
    allow_local_override: Annotated[Flag, Key("allowLocalOverride")] = False
    """Known, so that definitions from elsewhere are accepted; it changes nothing here."""
    only_for_logged_users: Annotated[Flag, Key("onlyForLoggedUsers")] = False
    use_captcha: Annotated[Flag, Key("useCaptcha")] = False
    email_subject: Annotated[Text | None, Key("emailSubject")] = None
    response: Text | None = None
    send_method: Annotated[Handler | None, Key("sendMethod")] = None
    primary_handler: Annotated[Handler | None, Key("primaryHandler")] = None
    secondary_handlers: Annotated[tuple[Handler, ...], Before(one_or_many), Key("secondaryHandlers")] = ()
    api_settings: Annotated[ApiFile | None, Key("apiSettings")] = None
    email_from: Annotated[PersonKey | None, Key("emailFrom")] = None
    recipient: Annotated[tuple[PersonKey, ...], Before(_listed)] = ()
    reminder_email: Annotated[Email | None, Key("reminderEmail")] = None
    sender_info_required: Annotated[Flag, Key("senderInfoRequired")] = False
    sender_name_required: Annotated[Flag, Key("senderNameRequired")] = False
    sender_email_required: Annotated[Flag, Key("senderEmailRequired")] = False
    sender_info_help: Annotated[Text | None, Key("senderInfoHelp")] = None
    hide_sender_info: Annotated[Flag, Key("hideSenderInfo")] = False
    hide_recipient_info: Annotated[Flag, Key("hideRecipientInfo")] = False
    include_barcode: Annotated[Flag, Key("includeBarcode")] = False
    include_patron_id: Annotated[Flag, Key("includePatronId")] = False
    report_referrer: Annotated[Flag, Key("reportReferrer")] = False
    report_user_agent: Annotated[Flag, Key("reportUserAgent")] = False
    help: HelpKey = HelpFile()
    prefill_fields: Annotated[tuple[Text, ...], Before(one_or_many), Key("prefillFields")] = ()
    fields: tuple[FieldFile, ...] = ()


@frozen
class FormsFile:
    """A file of ``content/forms/``: form id to definition."""

    __pydantic_config__ = STRICT
    forms: dict[str, FormFile] = field(default_factory=dict)
