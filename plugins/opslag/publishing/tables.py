"""What hosts that match addresses by ``*`` alone are told: the rules of an output as paths with a star."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opslag.publishing.freshness import ASK, FOREVER
from opslag.publishing.hosting import Hosting
from opslag.publishing.rule import Kept, Rule
from opslag.publishing.security import HEADERS


def headers(hosting: Hosting, rule: Rule) -> Mapping[str, str]:
    """All that an answer by this rule says, for a host that cannot reckon with the moment at which the site turns untrue: a copy
    of what is not kept for ever is asked about each time."""
    said = {"Content-Type": rule.media_type, "Cache-Control": FOREVER if rule.kept is Kept.FOREVER else ASK}
    if rule.open:
        said |= {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}
    if rule.page:
        return said | {"Content-Security-Policy": hosting.policies[rule.pattern]} | HEADERS
    return said | {"X-Content-Type-Options": HEADERS["X-Content-Type-Options"]}


def redirects(hosting: Hosting) -> Iterator[tuple[str, str]]:
    """(old, new), with and without the last slash."""
    for old, new in hosting.redirects.items():
        for address in dict.fromkeys((old, old.rstrip("/"))):
            yield address, new
