"""A proof of work in place of a picture puzzle (ALTCHA, version 1): nobody is asked, followed, or sent elsewhere."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from altcha.v1 import ChallengeOptions, create_challenge, verify_solution

WORK = 50_000
"""Numbers that a browser tries at most: a second of work."""
GOOD_FOR = 1200.0
"""Seconds for which a challenge may be answered."""
_LONGEST = 2000
_TEXTS = ("algorithm", "challenge", "salt", "signature")


class Captcha:
    """Challenges of one key; a gateway checks those of any other that has the same key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def challenge(self, form: str, now: float) -> dict[str, Any]:
        """What the page's script is to solve, as JSON."""
        until = datetime.fromtimestamp(now + GOOD_FOR, UTC)
        options = ChallengeOptions(algorithm="SHA-256", max_number=WORK, hmac_key=self._key, expires=until, params={"form": form})
        made = create_challenge(options)
        return {
            "algorithm": made.algorithm,
            "challenge": made.challenge,
            "maxnumber": made.max_number,
            "salt": made.salt,
            "signature": made.signature,
        }

    def token(self, form: str, solution: str, now: float) -> tuple[str, float] | None:
        """What a right solution may be spent as, once, and until when it has to be remembered; None where it is not right."""
        said = _read(solution)
        if said is None or not verify_solution(said, self._key, check_expires=False)[0]:
            return None
        parameters = parse_qs(said["salt"].partition("?")[2])
        until = float(parameters["expires"][0])
        if parameters["form"] != [form] or until < now:
            return None
        return said["challenge"], until


def _read(solution: str) -> Any:
    """The solution's values, where each has its type; the library takes them as they come."""
    if len(solution) > _LONGEST:
        return None
    try:
        said = json.loads(base64.b64decode(solution, validate=True))
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or type(said.get("number")) is not int:
        return None
    return said if all(isinstance(said.get(name), str) and said[name].isascii() for name in _TEXTS) else None
