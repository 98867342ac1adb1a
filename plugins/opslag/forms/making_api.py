"""``apiSettings`` made of what stands in the file: that nothing in it can go wrong later for a reason that could be seen now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from opslag.content.fault import Fault
from opslag.errors import Severity
from opslag.forms.definition import ApiFile
from opslag.forms.form import SHOWN, ApiSettings
from opslag.forms.reference import REFERENCE

_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+): *(.*)", re.ASCII | re.DOTALL)
"""RFC 9110, section 5.1: a name is a token."""

_OURS = frozenset(
    {"host", "content-length", "content-type", "content-encoding", "transfer-encoding", "connection", "te", "idempotency-key"}
)
"""Headers that Opslag sends itself, or that belong to the connection."""

_PUBLIC = "it can be read by everyone who reads this file: write ${NAME}, and put it into the gateway's environment"


def make_api(file: ApiFile, fault: Fault) -> ApiSettings:
    _check_url(file.url, fault)
    if file.password and not REFERENCE.search(file.password):
        fault(("apiSettings", "password"), "a password written out", _PUBLIC, Severity.WARNING)
    if bool(file.username) != bool(file.password):
        there, missing = ("username", "password") if file.username else ("password", "username")
        fault(("apiSettings", there), f"a {there} without a {missing}", f"write both, or delete the {there}")
    if file.auth_method and not file.username:
        fault(("apiSettings", "authMethod"), f"{file.auth_method}, without a username", "write username and password")
    return ApiSettings(
        url=file.url,
        username=file.username,
        password=file.password,
        auth_method=file.auth_method or "basic",
        headers=tuple(_headers(file, fault)),
        success_codes=frozenset(file.success_codes) if file.success_codes else None,
    )


def _check_url(url: str, fault: Fault) -> None:
    where = ("apiSettings", "url")
    plain = REFERENCE.sub("x", url)
    if url == SHOWN or plain == "x":
        return
    try:
        parts = urlsplit(plain)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good, parts = False, urlsplit("")
    if not good or re.search(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]", plain):
        remedy = "write a whole address that begins with https://, or test to see the message instead of sending it"
        fault(where, f'"{url}"', remedy)
    elif parts.username is not None:
        fault(where, "an address with a user name in it", "write it as username and password, below the url")
    elif parts.scheme == "http":
        remedy = "write https://; nothing is sent to it unless the gateway's OPSLAG_DELIVERY_ALLOW names its host"
        fault(where, "plain http, which anybody on the way can read", remedy, Severity.WARNING)


def _headers(file: ApiFile, fault: Fault) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(file.headers):
        where = ("apiSettings", "headers", number)
        match = _HEADER.fullmatch(line.strip())
        if re.search(r"[\r\n\x00]", line.strip()):
            fault(where, "a line break in a header", "write it on one line, and each header by itself")
        elif not match:
            fault(where, f'"{line}"', "write Name: value, such as X-Api-Key: ${API_KEY}")
        elif match[1].lower() in _OURS:
            fault(where, f"{match[1]}, which Opslag sends itself", "delete it")
        else:
            if re.search("auth|key|token|secret|avain|password", match[1], re.IGNORECASE) and not REFERENCE.search(match[2]):
                fault(where, f"what looks like a secret in {match[1]}", _PUBLIC, Severity.WARNING)
            yield match[1], match[2]
