"""Caddy 2: a Caddyfile, or a part of one (https://caddyserver.com/docs/caddyfile)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opslag.headers import READABLE, READING
from opslag.media_types import JSON
from opslag.publishing.freshness import ASK, SHORT, at_least, turning
from opslag.publishing.hosting import EVENT, FORMS, Hosting
from opslag.publishing.remark import heading, kept_until, remark
from opslag.publishing.rule import MISSING, NOT_FOUND, SEGMENT, Rule


def caddy(hosting: Hosting) -> str:
    return "\n".join(_lines(hosting)) + "\n"


def _lines(hosting: Hosting) -> Iterator[str]:
    yield from heading(
        hosting,
        "caddy",
        "Use it as the Caddyfile, or import it from there, and reload Caddy. Write it again after each "
        "build, for the age of copies "
        "below; until then the site is right, and only asked for more often. Caddy fetches the certificate by itself.",
    )
    yield f"{hosting.listen or hosting.base_url} {{"
    for line in _site(hosting):
        yield f"\t{line}" if line else ""
    yield "}"


def _site(hosting: Hosting) -> Iterator[str]:
    yield f"root * {_quoted(str(hosting.root))}"
    yield "encode gzip"
    yield ""
    yield from remark(kept_until(hosting))
    yield "map {time.now.unix} {fresh} {"
    yield f'\t~^{at_least(turning(hosting.next_change))}$ "{ASK}"'
    yield f'\tdefault "{SHORT}"'
    yield "}"
    yield ""
    for old, new in hosting.moved:
        yield f"redir {_quoted(old)} {new} 301"
    yield from _gateway(hosting)
    for number, rule in enumerate(hosting.rules):
        yield from _rule(hosting, rule, f"@rule{number}")
    yield ""
    yield "# A page whose address lacks its last slash; whatever else no build has made."
    yield "@index {"
    yield f"\tpath_regexp page ^((?:/{SEGMENT})*/)index\\.html$"
    yield "\tfile"
    yield "}"
    yield "handle @index {"
    yield "\tredir {re.page.1} 308"
    yield "}"
    yield "@bare {"
    yield f"\tpath_regexp ^(?:/{SEGMENT})+$"
    yield "\tfile {path}/index.html"
    yield "}"
    yield "handle @bare {"
    yield "\tredir {path}/ 308"
    yield "}"
    yield "handle {"
    yield "\terror 404"
    yield "}"
    yield from _errors(hosting)


def _rule(hosting: Hosting, rule: Rule, name: str) -> Iterator[str]:
    file = "{path}/index.html" if rule.folders else ""
    yield f"{name} {{"
    yield f"\tpath {_quoted(rule.pattern)}" if rule.exact else f"\tpath_regexp ^{rule.pattern}$"
    yield f"\tfile {file}".rstrip()
    yield "}"
    yield f"handle {name} {{"
    yield from _headers({"Content-Type": rule.media_type, "Cache-Control": rule.age("{fresh}"), **hosting.beside(rule)})
    if rule.open:
        yield "\t@preflight method OPTIONS"
        yield "\thandle @preflight {"
        yield from _headers(READING, "\t\t")
        yield "\t\theader -Content-Type"
        yield "\t\trespond 204"
        yield "\t}"
    yield "\t@write not method GET HEAD OPTIONS"
    yield "\terror @write 405"
    yield "\tfile_server"
    yield "}"


def _headers(headers: Mapping[str, str], indent: str = "\t") -> Iterator[str]:
    return (f'{indent}header {name} "{value}"' for name, value in headers.items())


def _gateway(hosting: Hosting) -> Iterator[str]:
    if not hosting.gateway:
        return
    yield ""
    yield "# The gateway: what it answers itself, and what is written to it."
    for number, (address, names) in enumerate(hosting.queries):
        asked = " || ".join(f'{{query.{name}}} != ""' for name in names)
        yield f"@asked{number} {{"
        yield f"\tpath {address}"
        yield "\tmethod GET HEAD"
        yield f"\texpression `{asked}`"
        yield "}"
        yield f"handle @asked{number} {{"
        yield f"\treverse_proxy {hosting.gateway}"
        yield "}"
    yield f"@event path_regexp ^{EVENT}$"
    yield "handle @event {"
    yield f"\treverse_proxy {hosting.gateway}"
    yield "}"
    yield f"handle {FORMS}* {{"
    yield "\trequest_body {"
    yield "\t\tmax_size 1MB"
    yield "\t}"
    yield f"\treverse_proxy {hosting.gateway}"
    yield "}"


def _errors(hosting: Hosting) -> Iterator[str]:
    yield ""
    yield "handle_errors {"
    if hosting.gateway and (addresses := [address for address, _ in hosting.queries]):
        yield "\t# The gateway is down: the whole file is the answer."
        yield "\t@whole {"
        yield f"\t\tpath {' '.join(addresses)}"
        yield "\t\texpression `{http.error.status_code} >= 502`"
        yield "\t}"
        yield "\thandle @whole {"
        yield from _headers({"Content-Type": JSON, "Cache-Control": ASK, **READABLE}, "\t\t")
        yield "\t\tfile_server {"
        yield "\t\t\tstatus 200"
        yield "\t\t}"
        yield "\t}"
    yield "\t@missing expression `{http.error.status_code} == 404`"
    yield "\thandle @missing {"
    yield f"\t\trewrite * /{NOT_FOUND}"
    yield from _headers(hosting.said(MISSING), "\t\t")
    yield "\t\tfile_server"
    yield "\t}"
    yield "\thandle {"
    yield '\t\trespond "{http.error.status_code} {http.error.status_text}"'
    yield "\t}"
    yield "}"


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
