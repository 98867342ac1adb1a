"""A mail server on loopback that keeps what it is given (aiosmtpd)."""

from __future__ import annotations

import email.policy
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.port import free_port


@dataclass
class Mailbox:
    """``answer`` is what the server says to each letter."""

    answer: str = "250 OK"
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str | None, list[str]]] = field(default_factory=list)
    """The sender and the recipients that the server was told, whatever the letter says."""
    place: str = ""

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        if self.answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            letter = BytesParser(policy=email.policy.default).parsebytes(content)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return self.answer


@contextmanager
def mail_server(
    mailbox: Mailbox | None = None, tls: ssl.SSLContext | None = None, password: bytes | None = None
) -> Iterator[Mailbox]:
    """With ``tls`` it offers STARTTLS and takes nothing before it; with ``password`` it asks for it."""
    mailbox = mailbox or Mailbox()

    def known(_: SMTP, __: Session, ___: Any, ____: str, said: Any) -> AuthResult:
        return AuthResult(success=said.password == password, handled=False)

    settings: dict[str, Any] = {"tls_context": tls, "require_starttls": tls is not None}
    if password is not None:
        settings |= {"authenticator": known, "auth_required": True, "auth_require_tls": tls is not None}
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **settings)
    controller.start()
    try:
        mailbox.place = f"127.0.0.1:{port}"
        yield mailbox
    finally:
        controller.stop()
