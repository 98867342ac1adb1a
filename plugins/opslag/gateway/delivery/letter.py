"""A message as e-mail (RFC 5322): to people, with the answers in lines."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from opslag.forms.form import Recipient
from opslag.gateway.delivery.contents import Contents

_ONE = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[A-Za-z0-9.-]+")
_BREAKING = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def letter(contents: Contents, sender: Recipient, to: tuple[Recipient, ...], key: str, accepted: float) -> EmailMessage:
    """What the ``email`` handler sends. The visitor's address is only ever where an answer goes (``Reply-To``)."""
    written = _begun(sender, to, str(contents.message.get("emailSubject", "")), accepted)
    written["Message-ID"] = f"<{key}@{_domain(sender)}>"
    if contents.sender is not None:
        written["Reply-To"] = _address(contents.sender)
    written.set_content("".join(f"{label}:\n{_indented(answer)}\n\n" for label, answer in contents.lines), cte="quoted-printable")
    return written


def note(sender: Recipient, to: Recipient, subject: str, text: str, now: float) -> EmailMessage:
    """A letter of the gateway's own, with nothing in it that a visitor wrote."""
    written = _begun(sender, (to,), subject, now)
    written.set_content(text)
    return written


def _begun(sender: Recipient, to: tuple[Recipient, ...], subject: str, moment: float) -> EmailMessage:
    written = EmailMessage(policy=SMTP)
    written["From"] = _address(sender)
    written["To"] = tuple(_address(one) for one in to)
    written["Subject"] = _on_one_line(subject)
    written["Date"] = format_datetime(datetime.fromtimestamp(moment, UTC))
    written["Auto-Submitted"] = "auto-generated"  # RFC 3834: no reply by a machine
    return written


def _address(person: Recipient) -> Address:
    """Raises ValueError where it is not exactly one address: the library's parser takes the first of several."""
    if not _ONE.fullmatch(person.email):
        raise ValueError("no e-mail address")
    return Address(_on_one_line(person.name), addr_spec=person.email)


def _on_one_line(text: str) -> str:
    """A line break would begin another header."""
    return _BREAKING.sub(" ", text).strip()


def _indented(answer: str) -> str:
    return "\n".join(f"  {line}" for line in answer.splitlines()) or "  –"


def _domain(sender: Recipient) -> str:
    return sender.email.rpartition("@")[2]
