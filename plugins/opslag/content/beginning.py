"""``opslag new``: a content file to begin with, valid as it stands, with a uuid of its own."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from opslag.content.slug import slug
from opslag.errors import OpslagError


def begin(content: Path, kind: str, title: str, now: datetime) -> Path:
    """Writes the file and gives its path. Raises OpslagError where one of that name is there already."""
    title = " ".join(title.split())
    if not title:
        raise OpslagError("a title is needed: opslag new event 'Krimiaften med tre forfattere'")
    if not content.is_dir():
        raise OpslagError(f"{content}: no such folder; name the content folder with --content")
    week = now + timedelta(days=7)
    folder, text = {
        "event": (f"events/{week:%Y}/{week:%m}", _event(title, week, _first_branch(content))),
        "branch": ("branches", _branch(title, _next_id(content))),
        "page": ("pages", _page(title)),
        "news": ("news", _news(title, now)),
        "form": ("forms", _form(title)),
    }[kind]
    file = content / folder / f"{slug(title)}{'.yaml' if kind == 'form' else '.md'}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError:
        raise OpslagError(f"{file}: there is one of that name already; edit it, or choose another title") from None
    return file


def _event(title: str, day: datetime, branch: str) -> str:
    return f"""---
title: {_quoted(title)}
uuid: {uuid4()}
start: {day:%Y-%m-%d} 19:00
end: {day:%Y-%m-%d} 21:00
branch: {branch}
description: Én sætning, der giver lyst til at komme.
categories: []
audiences: []
tags: []
draft: true
---

Skriv om arrangementet her.
"""


def _branch(title: str, number: int) -> str:
    return f"""---
title: {_quoted(title)}
id: {number}
address: {{street: Gade 1, zip_code: 8000, city: By, country: DK}}
description: Én sætning om stedet.
draft: true
---

Skriv om filialen her.
"""


def _page(title: str) -> str:
    return f"---\ntitle: {_quoted(title)}\ndescription: Én sætning om siden.\ndraft: true\n---\n\nSkriv teksten her.\n"


def _news(title: str, now: datetime) -> str:
    return f"""---
title: {_quoted(title)}
date: {now:%Y-%m-%d %H:%M}
description: Én sætning om nyheden.
draft: true
---

Skriv nyheden her.
"""


def _form(title: str) -> str:
    name = slug(title)[:50].rstrip("-")
    return f"""forms:
  {name if name[0].isalpha() else f"form-{name}"}:
    title: {_quoted(title)}
    enabled: false
    useCaptcha: true
    primaryHandler: email
    recipient: navn@bibliotek.example
    emailSubject: {_quoted(title)}
    response: Tak. Vi har modtaget det, du skrev.
    senderInfoRequired: true
    help:
      pre: Én sætning om, hvad formularen er til.
    fields:
      - name: besked
        type: textarea
        label: Besked
        required: true
"""


def _quoted(text: str) -> str:
    """As YAML: plain where that is safe, else in double quotes."""
    if re.fullmatch(r"[\w][\w ,.()/!?–'’+-]*", text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _first_branch(content: Path) -> str:
    """The main branch comes first: the lowest id."""
    found = sorted((_id(file), file.stem) for file in (content / "branches").glob("*.md"))
    return found[0][1] if found else "hovedbiblioteket"


def _next_id(content: Path) -> int:
    return max((_id(file) for file in (content / "branches").glob("*.md")), default=0) + 1


def _id(file: Path) -> int:
    match = re.search(r"^id: *(\d+)", file.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    return int(match[1]) if match else 1_000_000
