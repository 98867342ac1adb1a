"""The SMTP server that the operator names (RFC 5321), in TLS unless the operator has named it as one that needs none."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from opslag.errors import OpslagError
from opslag.frozen import frozen
from opslag.gateway.delivery.client import certificates
from opslag.gateway.delivery.reach import ALLOW, Reach
from opslag.gateway.outbox.outcome import Outcome, Verdict

SMTP = "OPSLAG_SMTP_URL"


class _NoPasswordError(Exception):
    """The server offers no way to tell a password (RFC 4954)."""


@frozen
class PostOffice:
    host: str
    port: int
    implicit_tls: bool
    username: str | None
    password: str
    clear: bool
    """Whether a letter may go in the clear where the server offers no TLS."""

    async def send(self, letter: EmailMessage, patience: float) -> Outcome:
        """One attempt."""
        return await asyncio.to_thread(self._send, letter, patience)

    def _send(self, letter: EmailMessage, patience: float) -> Outcome:
        try:
            with self._connected(patience) as server:
                server.send_message(letter)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            return _refused(error)
        except smtplib.SMTPAuthenticationError as error:
            return Outcome(Verdict.REFUSED, f"{error.smtp_code}: the mail server refused the user name or password in {SMTP}")
        except _NoPasswordError:
            return Outcome(Verdict.REFUSED, f"the mail server takes no password; leave it out of {SMTP}")
        except smtplib.SMTPNotSupportedError:
            return Outcome(Verdict.REFUSED, f"the mail server offers no TLS, and {ALLOW} does not name it")
        except ssl.SSLCertVerificationError as error:
            return Outcome(Verdict.LATER, f"the mail server's certificate is not valid: {error.verify_message}")
        except (smtplib.SMTPException, OSError):
            return Outcome(Verdict.LATER, "the mail server could not be reached")
        return Outcome(Verdict.DELIVERED, "250 accepted by the mail server")

    def _connected(self, patience: float) -> smtplib.SMTP:
        """``patience`` is for the letter as a whole, and a letter takes some eight answers: none may take it all."""
        patience /= 4
        if self.implicit_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=patience, context=certificates())
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=patience)
        try:
            self._introduced(server)
        except BaseException:
            server.close()
            raise
        return server

    def _introduced(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        if not self.implicit_tls and (server.has_extn("starttls") or not self.clear):
            server.starttls(context=certificates())
            server.ehlo()  # what it can do besides, it may tell in TLS alone
        if self.username is not None:
            if not server.has_extn("auth"):
                raise _NoPasswordError
            server.login(self.username, self.password)


def read_post_office(text: str | None, reach: Reach) -> PostOffice | None:
    """``OPSLAG_SMTP_URL``: ``smtp://user:password@host:587`` (STARTTLS), ``smtps://…:465`` (TLS); None where it is not set."""
    if not text:
        return None
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        url, port = urlsplit(""), None
    if url.scheme not in ("smtp", "smtps") or not url.hostname:
        raise OpslagError(f"{SMTP} is no address of a mail server; write smtp://user:password@host:587 or smtps://…")
    port = port or (465 if url.scheme == "smtps" else 587)
    return PostOffice(
        url.hostname,
        port,
        url.scheme == "smtps",
        unquote(url.username) if url.username else None,
        unquote(url.password or ""),
        reach.names(url.hostname, port),
    )


def _refused(error: smtplib.SMTPException) -> Outcome:
    """By the class of the server's answer (RFC 5321, section 4.2.1), and without its words, which may repeat an address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    else:
        codes = [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []
    lasting = bool(codes) and all(code >= 500 for code in codes)
    told = ", ".join(map(str, sorted(set(codes))))
    return Outcome(Verdict.REFUSED if lasting else Verdict.LATER, f"{told}: the mail server did not take it")
