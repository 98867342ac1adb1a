"""A question in words, for those whose browser runs no script and so cannot do the captcha's work."""

from __future__ import annotations

import hmac
import secrets

from opslag.language import Language

GOOD_FOR = 3600.0
_MOST_TRIED = 10_000
_HIGHEST = 9


class Question:
    """A question may be answered once, rightly or wrongly: with a few tries one could guess it."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._tried: dict[str, None] = {}

    def ask(self, form: str, language: Language, now: float) -> tuple[str, str]:
        """The question, and what the page sends back with the answer; the answer cannot be read out of it."""
        one, other = (secrets.randbelow(_HIGHEST) + 1 for _ in range(2))
        words = numbers(language)
        text = language.gettext("How much is %(one)s plus %(other)s? Write the number.")
        head = f"{secrets.token_hex(8)}.{int(now + GOOD_FOR)}"
        return text % {"one": words[one - 1], "other": words[other - 1]}, f"{head}.{self._signed(form, head, str(one + other))}"

    def token(self, form: str, asked: str, answer: str, now: float) -> tuple[str, float] | None:
        """As of a captcha."""
        head, _, signature = asked.rpartition(".")
        until = head.rpartition(".")[2]
        if not (until.isascii() and until.isdigit()) or len(asked) > 200 or float(until) < now or asked in self._tried:
            return None
        self._tried[asked] = None
        while len(self._tried) > _MOST_TRIED:
            del self._tried[next(iter(self._tried))]
        if not hmac.compare_digest(self._signed(form, head, answer.strip()).encode(), signature.encode()):
            return None
        return head[:64], float(until)

    def _signed(self, form: str, head: str, answer: str) -> str:
        return hmac.new(self._key, f"{form}\n{head}\n{answer}".encode(), "sha256").hexdigest()


def numbers(language: Language) -> tuple[str, ...]:
    """One to nine."""
    return (
        language.gettext("one"),
        language.gettext("two"),
        language.gettext("three"),
        language.gettext("four"),
        language.gettext("five"),
        language.gettext("six"),
        language.gettext("seven"),
        language.gettext("eight"),
        language.gettext("nine"),
    )
