"""S3 and what speaks its language: a script for the AWS command line that makes a bucket a website
(https://docs.aws.amazon.com/cli/latest/reference/s3/)."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator

from opslag.headers import CONDITIONS, EXPOSED, PREFLIGHT_AGE, READS
from opslag.publishing.hosting import Hosting
from opslag.publishing.remark import ASKED, heading
from opslag.publishing.rule import NOT_FOUND

CORS = {
    "CORSRules": [
        {
            "AllowedOrigins": ["*"],
            "AllowedMethods": READS,
            "AllowedHeaders": CONDITIONS,
            "ExposeHeaders": [EXPOSED],
            "MaxAgeSeconds": PREFLIGHT_AGE,
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
        "Makes a bucket that is there already into a website: BUCKET=name sh FILE, once, and again when a "
        'redirect has changed. The files go up by opslag publish "s3://$BUCKET", after each build; an old address '
        "leads on by a page then, and by 301 once this has run after it.",
        f"What S3 cannot do: it has one age for all time, so {ASKED} It sends no security headers (put "
        "CloudFront before it, with a "
        "response headers policy; the value for pages stands at the end). It asks nobody: queries are passed over, and forms and "
        "ticket systems' updates need CloudFront, or a host name of their own, to reach a gateway.",
    )
    yield "set -eu"
    yield ': "${BUCKET:?the name of the bucket}"'
    yield ""
    yield f'aws s3api put-bucket-website --bucket "$BUCKET" --website-configuration {shlex.quote(json.dumps(WEBSITE))}'
    yield f'aws s3api put-bucket-cors --bucket "$BUCKET" --cors-configuration {shlex.quote(json.dumps(CORS))}'
    yield ""
    for old, new in hosting.moved:
        key = f"{old.strip('/')}/index.html" if old.endswith("/") else old.strip("/")
        named = f"--key {shlex.quote(key)} --website-redirect-location {shlex.quote(new)}"
        yield f'aws s3api put-object --bucket "$BUCKET" {named}'
    yield ""
    yield f"# Content-Security-Policy: {hosting.policy}"
