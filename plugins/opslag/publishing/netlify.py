"""Netlify: ``netlify.toml`` (https://docs.netlify.com/configure-builds/file-based-configuration/)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from opslag.publishing.hosting import FORMS, Hosting
from opslag.publishing.remark import ASKED, heading
from opslag.publishing.rule import NOT_FOUND, Rule


def netlify(hosting: Hosting) -> str:
    return "\n".join(_lines(hosting)) + "\n"


def _lines(hosting: Hosting) -> Iterator[str]:
    yield from heading(
        hosting,
        "netlify",
        "Save it as netlify.toml beside content/, and deploy the output as it is.",
        f"What Netlify cannot do: it has one age for all time, so {ASKED} It serves whatever is deployed: "
        f"deploy {hosting.root.name}/ "
        "alone. It answers a preflight (OPTIONS) by itself.",
    )
    yield "[build]"
    yield f'publish = "{hosting.root.name}"'
    for old, new in hosting.moved:
        yield from _table("redirects", {"from": old, "to": new, "status": 301, "force": True})
    if hosting.gateway:
        for address, names in hosting.queries:
            for name in names:
                yield from _passed(address, f"{hosting.gateway}{address}", {name: f":{name}"})
        yield from _passed("/api/v1/events/:uuid", f"{hosting.gateway}/api/v1/events/:uuid")
        yield from _passed(f"{FORMS}*", f"{hosting.gateway}{FORMS}:splat")
    yield from _table("redirects", {"from": "/*", "to": f"/{NOT_FOUND}", "status": 404})
    for rule in sorted(hosting.rules, key=lambda rule: not rule.folders):  # what stands later wins
        yield ""
        yield "[[headers]]"
        yield f"for = {json.dumps(_star(rule))}"
        yield "[headers.values]"
        yield from (f"{name} = {json.dumps(value)}" for name, value in hosting.said(rule).items())


def _passed(address: str, to: str, query: Mapping[str, str] | None = None) -> Iterator[str]:
    return _table("redirects", {"from": address, "to": to, "status": 200, "force": True}, query)


def _table(name: str, values: Mapping[str, str | int], query: Mapping[str, str] | None = None) -> Iterator[str]:
    yield ""
    yield f"[[{name}]]"
    yield from (f"{key} = {json.dumps(value)}" for key, value in values.items())
    if query:
        yield f"query = {{{', '.join(f'{key} = {json.dumps(value)}' for key, value in query.items())}}}"


def _star(rule: Rule) -> str:
    """Netlify's own pattern: a star at the end alone."""
    if rule.exact:
        return rule.pattern
    return "/*" if rule.folders else f"/{rule.pattern.split('/')[1]}/*.{rule.pattern.rpartition('.')[2]}"
