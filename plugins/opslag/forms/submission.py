"""A posted form as it travels: ``application/x-www-form-urlencoded`` (WHATWG URL, section 5.1)."""

from __future__ import annotations

from urllib.parse import parse_qsl

MOST_PAIRS = 1000

RECORD, REFERRER = "recordId", "referrer"
"""Posted beside the fields by a form that is about a record, or that reports the page before it. They are keys of the message,
so no field can have these names."""

# What the page posts of its own has a hyphen in its name, which no field of a definition has.
HONEYPOT = "opslag-website"
"""A field that no person sees; whoever fills it in is a robot."""
SECONDS = "opslag-seconds"
"""For how long the page was open, in whole seconds; "" without JavaScript."""
CAPTCHA = "opslag-captcha"
"""The solution of a proof of work."""
QUESTION, ANSWER = "opslag-question", "opslag-answer"
"""For those without JavaScript: the signed question that the gateway has asked, and what was answered."""


class UnreadableFormError(ValueError):
    """The bytes are no form: not UTF-8, or more than MOST_PAIRS names."""


def read_pairs(body: bytes) -> tuple[tuple[str, str], ...]:
    """Names and values in their order, empty ones too. Raises UnreadableFormError."""
    try:
        return tuple(parse_qsl(body.decode("ascii"), True, errors="strict", max_num_fields=MOST_PAIRS))
    except ValueError as error:  # UnicodeDecodeError is one
        raise UnreadableFormError(str(error)) from None
