"""S3 and what speaks its language: a script for the AWS command line (https://docs.aws.amazon.com/cli/latest/reference/s3/)."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator

from opslag.publishing.freshness import ASK, FOREVER
from opslag.publishing.hosting import Hosting
from opslag.publishing.remark import ASKED, heading
from opslag.publishing.rule import NOT_FOUND, Kept, Rule
from opslag.publishing.tables import redirects

CORS = {
    "CORSRules": [
        {
            "AllowedOrigins": ["*"],
            "AllowedMethods": ["GET", "HEAD"],
            "AllowedHeaders": ["If-None-Match", "If-Modified-Since"],
            "ExposeHeaders": ["ETag"],
            "MaxAgeSeconds": 86400,
        }
    ]
}
WEBSITE = {"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": NOT_FOUND}}


def s3(hosting: Hosting) -> str:
    return "\n".join(_lines(hosting)) + "\n"


def _lines(hosting: Hosting) -> Iterator[str]:
    yield "#!/bin/sh"
    yield from heading(
        hosting,
        "s3",
        "Puts the output into a bucket that is served as a website: BUCKET=name sh FILE, after each build. "
        "What pages point to goes "
        "first, then pages, then feeds; what is no more goes last.",
        f"What S3 cannot do: it has one age for all time, so {ASKED} It sends no security headers (put "
        "CloudFront before it, with a "
        "response headers policy; the value for pages stands at the end). It asks nobody: queries are passed over, and forms and "
        "ticket systems' updates need CloudFront, or a host name of their own, to reach a gateway. An upload "
        "is not one step: for a "
        "moment a reader may see a new page beside an old list.",
    )
    yield "set -eu"
    yield ': "${BUCKET:?the name of the bucket}"'
    yield f"cd {shlex.quote(str(hosting.root))}"
    yield ""
    for rule in sorted(hosting.rules, key=lambda rule: (rule.kept is not Kept.FOREVER, not rule.page, rule.exact)):
        yield _upload(rule)
    yield _put(NOT_FOUND, "text/html; charset=utf-8", ASK)
    yield 'aws s3 sync . "s3://$BUCKET" --delete --size-only --no-progress'
    yield ""
    for old, new in redirects(hosting):
        key = f"{old.strip('/')}/index.html" if old.endswith("/") else old.strip("/")
        named = f"--key {shlex.quote(key)} --website-redirect-location {shlex.quote(new)}"
        yield f'aws s3api put-object --bucket "$BUCKET" {named}'
    yield ""
    yield f'aws s3api put-bucket-website --bucket "$BUCKET" --website-configuration {shlex.quote(json.dumps(WEBSITE))}'
    yield f'aws s3api put-bucket-cors --bucket "$BUCKET" --cors-configuration {shlex.quote(json.dumps(CORS))}'
    yield ""
    yield f"# Content-Security-Policy: {hosting.policy}"


def _upload(rule: Rule) -> str:
    cache = FOREVER if rule.kept is Kept.FOREVER else ASK
    if rule.exact:
        return _put(rule.pattern[1:], rule.media_type, cache)
    include = "*index.html" if rule.folders else f"{rule.pattern.split('/')[1]}/*.{rule.pattern.rpartition('.')[2]}"
    return (
        f'aws s3 sync . "s3://$BUCKET" --no-progress --exclude "*" --include {shlex.quote(include)}'
        f" --content-type {shlex.quote(rule.media_type)} --cache-control {shlex.quote(cache)}"
    )


def _put(path: str, media_type: str, cache: str) -> str:
    return (
        f'aws s3 cp {shlex.quote(path)} "s3://$BUCKET"/{shlex.quote(path)} --no-progress'
        f" --content-type {shlex.quote(media_type)} --cache-control {shlex.quote(cache)}"
    )
