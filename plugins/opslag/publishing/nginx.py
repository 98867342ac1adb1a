"""nginx: a file for ``/etc/nginx/sites-enabled/`` (https://nginx.org/en/docs/)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from opslag.headers import READABLE, READING
from opslag.media_types import JSON
from opslag.publishing.freshness import ASK, SHORT, at_least, turning
from opslag.publishing.hosting import EVENT, FORMS, Hosting
from opslag.publishing.remark import heading, kept_until, remark
from opslag.publishing.rule import MISSING, NOT_FOUND, SEGMENT, Rule

COMPRESSED = (
    "application/json application/rss+xml application/atom+xml application/xml text/calendar text/css text/javascript text/plain "
    "image/svg+xml"
)


def nginx(hosting: Hosting) -> str:
    return "\n".join(_lines(hosting)) + "\n"


def _lines(hosting: Hosting) -> Iterator[str]:
    fresh = f"$opslag_{re.sub('[^a-z0-9]', '_', hosting.name)}"
    yield from heading(
        hosting,
        "nginx",
        "Put it into /etc/nginx/sites-enabled/ and reload nginx. Write it again after each build, for the "
        "age of copies below; until "
        "then the site is right, and only asked for more often. Add TLS (listen 443 ssl, ssl_certificate), "
        "or put it behind what has.",
    )
    yield from remark(kept_until(hosting))
    yield f"map $msec {fresh} {{"
    yield f'    default "{SHORT}";'
    yield f'    "~^{at_least(turning(hosting.next_change))}\\." "{ASK}";'
    yield "}"
    yield ""
    yield "server {"
    for line in _server(hosting, fresh):
        yield f"    {line}" if line else ""
    yield "}"


def _server(hosting: Hosting, fresh: str) -> Iterator[str]:
    yield f"listen {hosting.listen or 80};"
    yield f"server_name {hosting.name};"
    yield f"root {_quoted(str(hosting.root))};"
    yield "absolute_redirect off;"
    yield "server_tokens off;"
    yield "etag on;"
    yield "gzip on;"
    yield "gzip_vary on;"
    yield f"gzip_types {COMPRESSED};"
    yield "client_max_body_size 1m;"
    yield f"error_page 404 /{NOT_FOUND};"
    yield "recursive_error_pages on;"
    yield ""
    for old, new in hosting.moved:
        yield f"location = {_quoted(old)} {{ return 301 {new}$is_args$args; }}"
    for rule in hosting.rules:
        yield from _rule(hosting, rule, fresh)
    yield from _gateway(hosting)
    yield ""
    yield "# A page whose address lacks its last slash; whatever else no build has made."
    yield f"location ~ ^(?<page>(?:/{SEGMENT})*/)index\\.html$ {{ return 308 $page$is_args$args; }}"
    yield f"location ~ ^(?:/{SEGMENT})+$ {{"
    yield "    if (-f $document_root$uri/index.html) { return 308 $uri/$is_args$args; }"
    yield "    return 404;"
    yield "}"
    yield "location / { return 404; }"
    yield f"location = /{NOT_FOUND} {{"
    yield "    internal;"
    yield from _said(MISSING.media_type, {"Cache-Control": ASK, **hosting.beside(MISSING)}, " always")
    yield "}"


def _rule(hosting: Hosting, rule: Rule, fresh: str) -> Iterator[str]:
    where = f"= {_quoted(rule.pattern)}" if rule.exact else f"~ {_quoted(f'^{rule.pattern}$')}"
    yield f"location {where} {{"
    yield from _asked(hosting, rule)
    if rule.open:
        yield "    if ($request_method = OPTIONS) {"
        yield from (f"    {line}" for line in _headers(READING))
        yield "        return 204;"
        yield "    }"
    if rule.page:
        yield f"    try_files {'${uri}index.html' if rule.folders else '$uri'} =404;"
    yield from _said(rule.media_type, {"Cache-Control": rule.age(fresh), **hosting.beside(rule)})
    yield "}"


def _said(media_type: str, headers: Mapping[str, str], always: str = "") -> Iterator[str]:
    yield f'    types {{}} default_type "{media_type}";'
    yield from _headers(headers, always)


def _headers(headers: Mapping[str, str], always: str = "") -> Iterator[str]:
    """``always``: with faults too."""
    return (f'    add_header {name} "{value}"{always};' for name, value in headers.items())


def _asked(hosting: Hosting, rule: Rule) -> Iterator[str]:
    """A query that the gateway answers; where it is down the whole file is the answer."""
    names = dict(hosting.queries).get(rule.pattern)
    if names and hosting.gateway:
        yield f"    error_page 404 /{NOT_FOUND};"
        yield "    error_page 418 = @asked;"
        yield f'    if ($args ~ "(^|&)({"|".join(names)})=") {{ return 418; }}'


def _gateway(hosting: Hosting) -> Iterator[str]:
    if not hosting.gateway:
        return
    passed = [
        f"    proxy_pass {hosting.gateway};",
        "    proxy_http_version 1.1;",
        "    proxy_set_header Host $http_host;",
        "    proxy_set_header X-Forwarded-For $remote_addr;",
        "    proxy_set_header X-Forwarded-Proto $scheme;",
    ]
    yield ""
    yield "# The gateway: what it answers itself, and what is written to it."
    yield "location @asked {"
    yield from passed
    yield "    proxy_intercept_errors on;"
    yield "    error_page 502 503 504 = @whole;"
    yield "}"
    yield "location @whole {"
    yield "    try_files $uri =404;"
    yield from _said(JSON, {"Cache-Control": ASK, **READABLE})
    yield "}"
    for address in (f"~ ^{EVENT}$", f"^~ {FORMS}"):
        yield f"location {address} {{"
        yield from passed
        yield "}"


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
