"""One site on one host: all that a configuration is written from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from opslag.building.manifest import Manifest, read_manifest
from opslag.errors import OpslagError
from opslag.feeds.parameters import PARAMETERS
from opslag.frozen import frozen
from opslag.headers import PLAIN, READABLE, guarded
from opslag.publishing.freshness import ASK
from opslag.publishing.rule import NOT_FOUND, PAGES, Rule, rule_of, rules
from opslag.publishing.security import policy

_ORIGIN = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(:[0-9]+)?/?")
_ROOT = re.compile(r'/[^\x00-\x1f\x7f"$\\{}]*')
"""Without what means something to one host or another."""
EVENT = "/api/v1/events/[^/]+"
FORMS = "/forms/"


@frozen
class Hosting:
    base_url: str
    root: Path
    """Where the files are on the host: the public output, which is the link and not the generation that it leads to today; or
    what it is published to, on whatever machine."""
    rules: tuple[Rule, ...]
    redirects: Mapping[str, str]
    policies: Mapping[str, str]
    """The Content-Security-Policy of its pages, by the pattern of their rule."""
    built: datetime
    next_change: datetime
    gateway: str | None
    """``http://127.0.0.1:8080``; None where there is none."""
    listen: str | None
    """Where the host is to listen, in its own words; None is what it usually does."""

    @property
    def policy(self) -> str:
        """That of nearly all pages, and of the one that says that there is none."""
        return self.policies[PAGES]

    @property
    def name(self) -> str:
        """``bibliotek.example``."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def moved(self) -> Iterator[tuple[str, str]]:
        """(old address, new one) of ``redirects``, the old with its last slash and without."""
        return ((address, new) for old, new in self.redirects.items() for address in dict.fromkeys((old, old.rstrip("/"))))

    def beside(self, rule: Rule) -> dict[str, str]:
        """What an answer by this rule says beside its type and its age."""
        if rule.page:
            return guarded(self.policies.get(rule.pattern, self.policy))
        return READABLE if rule.open else PLAIN

    def said(self, rule: Rule) -> dict[str, str]:
        """All that an answer by this rule says, on a host with one age for all time: a copy of what may change is asked about
        each time."""
        return {"Content-Type": rule.media_type, "Cache-Control": rule.age(ASK), **self.beside(rule)}

    @property
    def queries(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(address, parameters) of the feeds of which a part may be asked for, where this output has them."""
        exact = {rule.pattern for rule in self.rules if rule.exact}
        return ((address, names) for address, names in PARAMETERS.items() if address in exact)


Preset = Callable[[Hosting], str]


def open_hosting(output: Path, gateway: str | None, listen: str | None, root: str | None = None) -> Hosting:
    """Reads the manifest of an output, and its pages for their policy. Raises OpslagError."""
    manifest = read_manifest(output)
    return Hosting(
        base_url=manifest.base_url,
        root=_folder(root) if root is not None else output.absolute(),
        rules=tuple(rules(manifest.files)),
        redirects=manifest.redirects,
        policies=_policies(manifest, output),
        built=manifest.built,
        next_change=manifest.next_change,
        gateway=_origin(gateway) if gateway else None,
        listen=listen,
    )


def _policies(manifest: Manifest, output: Path) -> dict[str, str]:
    kinds: dict[str, list[str]] = {PAGES: []}
    for path in manifest.files:
        if path.endswith(".html"):
            kinds.setdefault(PAGES if path == NOT_FOUND else rule_of(path).pattern, []).append(path)
    return {pattern: policy((output / path).read_bytes() for path in paths) for pattern, paths in kinds.items()}


def _folder(root: str) -> Path:
    """It need not be on this machine."""
    if not _ROOT.fullmatch(root):
        raise OpslagError(f"--root: {root!r} is no folder that a host can be told; write it from / on: /srv/www/bibliotek")
    return Path(root)


def _origin(gateway: str) -> str:
    if not _ORIGIN.fullmatch(gateway):
        raise OpslagError(f"--gateway: {gateway!r} is no place to pass requests on to; write http://127.0.0.1:8080")
    return gateway.rstrip("/")
