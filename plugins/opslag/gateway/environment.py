"""The gateway's settings, from environment variables ``OPSLAG_…``: read once, checked as content files are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

from opslag.errors import OpslagError, nearest
from opslag.frozen import frozen
from opslag.source.keys import Read
from opslag.source.scalars import Count, Text, wrong
from opslag.source.shape import STRICT, ShapeError, shaped

PREFIX = "OPSLAG_"


def _path(text: Any) -> Path:
    if isinstance(text, str) and text.startswith("/"):
        return Path(text)
    raise wrong("write the whole path of a file, from / on")


def _seconds(text: Any) -> float:
    try:
        seconds = float(text)
    except (TypeError, ValueError):
        seconds = 0.0
    if not 0.01 <= seconds <= 3600:
        raise wrong("write seconds, such as 10 or 0.5, and 3600 at most")
    return seconds


Seconds = Annotated[float, Read(_seconds)]
AbsolutePath = Annotated[Path, Read(_path)]


@frozen
class Environment:
    """A field ``vendors`` is the variable ``OPSLAG_VENDORS``. Each is explained in feeds/gateway.md."""

    __pydantic_config__ = STRICT
    vendors: AbsolutePath | None = None
    """Who may report on events; without it nobody may."""
    remote: Text | None = None
    """The git repository that editors push to: commits go there, and theirs come from there."""
    pull_seconds: Count = 60
    """How often what editors did is looked for where nothing else asks for a build."""
    failures: Count = 10
    """Wrong credentials from one address in a minute, after which it must wait; 0 for no limit."""
    database_url: Text | None = None
    """Where what visitors send waits until it is delivered; a file in ``.opslag/`` where it is not set."""
    outbox_key: Text | None = None
    """The key with which it is sealed; ``opslag outbox key`` makes one."""
    retention: Count = 0
    """Days for which what was delivered is kept; 0: it is deleted at once."""
    delivery_allow: Text | None = None
    """Private hosts and networks, and those that speak plain http, to which messages may go all the same."""
    delivery_patience: Seconds = 30.0
    """Seconds that one attempt may take."""
    delivery_pause: Seconds = 10.0
    """Seconds until the second attempt; each pause is twice the one before, up to an hour."""
    smtp_url: Text | None = None
    """The mail server, for forms that go by e-mail, and for reminders."""
    submissions: Count = 60
    """Forms that one address may send in ten minutes; for five times as many records a catalogue is asked; 0 for no limit."""
    form_seconds: Count = 2
    """A form that is sent sooner after its page was opened comes from a robot; 0 for no limit."""
    login_secret: Text | None = None
    """The secret of the client that ``login`` in site.yaml names."""
    proxies: Text = "127.0.0.1,::1"
    """Whose ``X-Forwarded-For`` is believed: addresses with commas between."""


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Raises OpslagError with everything that is wrong; a variable ``OPSLAG_…`` that there is not is told as well."""
    known = {PREFIX + field.name.upper(): field.name for field in fields(Environment)}
    ours = {name: text for name, text in variables.items() if name.startswith(PREFIX) and text}
    said = [f"{name}: unknown; {nearest(name, known)}" for name in ours.keys() - known.keys()]
    environment = Environment()
    try:
        environment = shaped(Environment, {known[name]: text for name, text in ours.items() if name in known})
    except ShapeError as error:
        said += [f"{PREFIX}{str(path[0]).upper()}: {found}; {remedy}" for path, found, remedy, _ in error.faults]
    if said:
        raise OpslagError("\n".join(sorted(said)))
    return environment
