"""The YAML that nearly every content file consists of, read line by line: ten times as fast as a parser of all YAML.

``key: text``, a list below a key with ``- text`` or ``- key: text``, a mapping below a key, and ``[one, two]``, all in the usual
indentation. Whatever is not written quite so is left to ``source.marks``, which reads all YAML and gives the same values:
the tests hold the two against each other.
"""

from __future__ import annotations

import re
from typing import Any

_LINES = re.compile(
    r"^( *)(- )?(?:([a-z][a-z_]*):(?: |$))?"
    r"(?:([^\W_][^:\n]*(?::(?! |$)[^:\n]+)*)"  # begins with a letter or digit, and no ": " in it opens a mapping
    r"|\[([^\W_][\w .–-]*(?:, [^\W_][\w .–-]*)*)\])?$",
    re.MULTILINE,
)


def load_plain(text: str) -> dict[str, Any] | None:
    """The document's value: mappings, lists and strings; None where it is not as plain as that."""
    text = text.removesuffix("\n")
    if " #" in text or " \n" in text or text.endswith(" ") or not text.replace("\n", "").isprintable():
        return None  # comments, space at the end of a line, tabs and other controls, line breaks of other kinds
    lines = _LINES.findall(text)
    if len(lines) != text.count("\n") + 1:
        return None
    top: dict[str, Any] = {}
    open_key = ""
    """The key whose list or mapping the indented lines belong to; "" where the last line had its value."""
    inner: dict[str, Any] | None = None
    """The mapping that the last list item began."""
    for indent, dash, key, written, items in lines:
        value = [item.rstrip() for item in items.split(", ")] if items else written
        depth = len(indent)
        if depth == 0 and key and not dash:
            if key in top:
                return None
            top[key] = value or None
            open_key, inner = ("" if value else key), None
        elif depth == 2 and open_key and value:
            holder = top[open_key]
            if key and not dash:
                if holder is None:
                    holder = top[open_key] = {}
                if type(holder) is not dict or key in holder:
                    return None
                holder[key] = value
            elif dash:
                if holder is None:
                    holder = top[open_key] = []
                if type(holder) is not list:
                    return None
                inner = {key: value} if key else None
                holder.append(value if inner is None else inner)
            else:
                return None
        elif depth == 4 and key and value and not dash and inner is not None and key not in inner:
            inner[key] = value
        else:
            return None
    return {key: value for key, value in top.items() if value is not None}
