"""The hosts that a configuration can be written for, by the name that ``opslag host`` knows them by."""

from __future__ import annotations

from collections.abc import Mapping

from opslag.publishing.apache import apache
from opslag.publishing.caddy import caddy
from opslag.publishing.cloudflare import cloudflare
from opslag.publishing.hosting import Preset
from opslag.publishing.netlify import netlify
from opslag.publishing.nginx import nginx
from opslag.publishing.s3 import s3

PRESETS: Mapping[str, Preset] = {
    "nginx": nginx,
    "caddy": caddy,
    "apache": apache,
    "netlify": netlify,
    "cloudflare": cloudflare,
    "s3": s3,
}
