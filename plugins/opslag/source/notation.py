"""Values as an editor would write them in front matter: YAML whose scalars ``source.marks`` reads as the same text again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
"""All scalars are text: what they mean is decided by their keys."""

WIDTH = 120

_PLAIN = re.compile(
    r"[^\W_](?:[\w .()/!?–’'+-]*[\w.)!?+])?"  # words
    r"|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d)?"  # a date and a time
    r"|(?:https?:/)?(?:/[\w.~%=&+?-]+)+/?"  # an address
)
"""What needs no quotes, in a list either."""

_BROKEN = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029\ufeff"}
"""Line breaks to YAML and to nobody else, and a mark that some programs drop."""


_BELOW = ("instances", "repeat", "external_data", "tickets", "hours", "changes")
"""Keys whose entries stand on lines of their own."""


def lines(key: str, value: Value) -> list[str]:
    """The lines of one key at the top of the front matter."""
    if not value or isinstance(value, str):
        return [f"{key}: {flow(value)}"]
    if isinstance(value, Mapping) and key in _BELOW:
        return [f"{key}:", *(line for part, own in value.items() for line in _folded(f"  {scalar(part)}: ", own))]
    if not isinstance(value, Mapping) and key in _BELOW:
        return [f"{key}:", *(f"  - {flow(one)}" for one in value)]
    return _folded(f"{key}: ", value)


def _folded(head: str, value: Value) -> list[str]:
    """On one line where there is room; a longer list goes on below, further in."""
    whole = head + flow(value)
    if len(whole) <= WIDTH or isinstance(value, str | Mapping):
        return [whole]
    indent = " " * (len(head) - len(head.lstrip()) + 2)
    found, line = [f"{head}["], indent
    for one in value:
        shown = f"{flow(one)}, "
        if len(line) + len(shown) > WIDTH and line.strip():
            found.append(line.rstrip())
            line = indent
        line += shown
    return [*found, line.rstrip(" ,") + "]"]


def flow(value: Value) -> str:
    """The value on one line."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]"


def scalar(text: str) -> str:
    """Plain where that is safe, else in double quotes (YAML 1.2, 7.3.1: JSON's escapes are YAML's)."""
    if _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False).translate(_BROKEN)
