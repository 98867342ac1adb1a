"""Apache 2.4: a virtual host (https://httpd.apache.org/docs/2.4/)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from opslag.headers import READING
from opslag.publishing.freshness import ASK
from opslag.publishing.hosting import EVENT, FORMS, Hosting
from opslag.publishing.remark import ASKED, heading
from opslag.publishing.rule import MISSING, NOT_FOUND, PAGES, SEGMENT, Rule


def apache(hosting: Hosting) -> str:
    return "\n".join(_lines(hosting)) + "\n"


def _lines(hosting: Hosting) -> Iterator[str]:
    yield from heading(
        hosting,
        "apache",
        "Put it into /etc/apache2/sites-available/, then: a2enmod headers rewrite deflate (and proxy "
        "proxy_http, where a gateway is "
        "named); a2ensite. Add TLS (mod_ssl, mod_md).",
        f"What Apache cannot do: tell a copy's age by the moment at which the site turns untrue. So {ASKED} "
        "Nor has it the whole file for an answer while the gateway is down: a query is then a 503. Nor does it redirect without "
        "naming the site's host. This file need not be written again until the theme or a redirect changes.",
    )
    yield f"<VirtualHost {hosting.listen or '*:80'}>"
    for line in _site(hosting):
        yield f"    {line}" if line else ""
    yield "</VirtualHost>"


def _site(hosting: Hosting) -> Iterator[str]:
    yield f"ServerName {hosting.base_url}"
    yield "UseCanonicalName On"
    yield f'DocumentRoot "{hosting.root}"'
    yield f"ErrorDocument 404 /{NOT_FOUND}"
    yield "FileETag MTime Size"
    yield f'<Directory "{hosting.root}">'
    yield "    Options FollowSymLinks"
    yield "    AllowOverride None"
    yield "    Require all granted"
    yield "    DirectoryIndex index.html"
    yield "    DirectorySlash On"
    yield "</Directory>"
    yield "RemoveType .html .css .js .json .xml .rss .ics .txt .svg .webp .jpg .png .gif .ico .woff2 .webmanifest"
    yield "AddOutputFilterByType DEFLATE text/html text/css text/javascript text/calendar application/json application/xml"
    yield "# With a compressed answer Apache changes the ETag, and would then know it no more."
    yield "RequestHeader edit If-None-Match '-gzip\"$' '\"'"
    yield ""
    yield "RewriteEngine On"
    yield from _gateway(hosting)
    for old, new in hosting.redirects.items():
        yield f'RewriteRule "^{_literal(old.rstrip("/"))}/?$" "{new}" [R=301,L,NE]'
    yield "# A page whose address lacks its last slash; what browsers ask before they read a feed from another site's page."
    yield 'RewriteCond "%{DOCUMENT_ROOT}$1index.html" -f'
    yield f'RewriteRule "^((?:/{SEGMENT})*/)index\\.html$" "$1" [R=308,L,NS]'
    yield 'RewriteCond "%{DOCUMENT_ROOT}$0/index.html" -f'
    yield f'RewriteRule "^(?:/{SEGMENT})+$" "$0/" [R=308,L,NS]'
    yield 'RewriteCond "%{REQUEST_METHOD}" "=OPTIONS"'
    yield f'RewriteRule "^(?:{_names(rule for rule in hosting.rules if rule.open)})$" "-" [R=204,L]'
    yield "# What no build makes, hidden files among it, is not there."
    yield f'RewriteCond "%{{REQUEST_URI}}" "!^(?:{_names(hosting.rules)}|/{NOT_FOUND})$"'
    yield 'RewriteRule "^" "-" [R=404,L,NS]'
    yield 'RewriteCond "%{REQUEST_METHOD}" "!^(?:GET|HEAD|OPTIONS)$"'
    yield 'RewriteRule "^" "-" [R=405,L]'
    yield ""
    for rule in hosting.rules:
        yield from _rule(hosting, rule)
    yield from _said(f"/{NOT_FOUND}", MISSING.media_type, {"Cache-Control": ASK, **hosting.beside(MISSING)})


def _names(some: Iterable[Rule]) -> str:
    return "|".join(dict.fromkeys(map(_pattern, some)))


def _pattern(rule: Rule) -> str:
    return _literal(rule.pattern) if rule.exact else rule.pattern


def _rule(hosting: Hosting, rule: Rule) -> Iterator[str]:
    where = rf"{PAGES}(?:index\.html)?" if rule.folders else _pattern(rule)
    said = hosting.beside(rule) | (READING if rule.open else {})
    yield from _said(where, rule.media_type, said, f'    Header set Cache-Control "{rule.age(ASK)}"')


def _said(where: str, media_type: str, headers: Mapping[str, str], *more: str) -> Iterator[str]:
    yield f'<LocationMatch "^{where}$">'
    yield f"    ForceType '{media_type}'"
    yield from more
    yield from (f'    Header always set {name} "{value}"' for name, value in headers.items())
    yield "</LocationMatch>"


def _gateway(hosting: Hosting) -> Iterator[str]:
    if not hosting.gateway:
        return
    for address, names in hosting.queries:
        yield f'RewriteCond "%{{QUERY_STRING}}" "(^|&)({"|".join(names)})="'
        yield f'RewriteRule "^{address}$" "{hosting.gateway}{address}" [P,L]'
    yield f'RewriteRule "^({EVENT}|{FORMS}.*)$" "{hosting.gateway}$1" [P,L]'
    yield "ProxyPreserveHost On"
    yield f'ProxyPassReverse "/" "{hosting.gateway}/"'


def _literal(words: str) -> str:
    return "".join(f"\\{letter}" if letter in '.+*?()[]{}|^$\\"' else letter for letter in words)
