"""Cloudflare: a Worker in front of the deployed files (https://developers.cloudflare.com/workers/static-assets/)."""

from __future__ import annotations

import json
import re
from typing import Any

from opslag.headers import READING
from opslag.publishing.freshness import ASK, SHORT, turning
from opslag.publishing.hosting import EVENT, FORMS, Hosting
from opslag.publishing.remark import heading, kept_until
from opslag.publishing.rule import MISSING, NOT_FOUND, SEGMENT, Rule

WORKER = """\
{heading}
const TURNS = {turns}, GATEWAY = {gateway};
const REDIRECTS = {redirects};
const QUERIES = {queries};
const RULES = {rules};
const PAGE = {page};
const PREFLIGHT = {preflight};

const rule = (path) => RULES.find(([pattern]) => new RegExp(`^${{pattern}}$`).test(path));
const decoded = (path) => {{
  try {{
    return decodeURIComponent(path);
  }} catch {{
    return path;
  }}
}};
const pass = (request, url) => fetch(new Request(GATEWAY + url.pathname + url.search, request));
const file = (env, url, path, {{ method, headers }} = {{}}) =>
  env.ASSETS.fetch(new Request(new URL(path, url), {{ method, headers }}));
const empty = (status, headers) => new Response(null, {{ status, headers }});

export default {{
  async fetch(request, env) {{
    const url = new URL(request.url), path = url.pathname;
    if (GATEWAY && ({event}.test(path) || path.startsWith("{forms}"))) return pass(request, url);
    const moved = REDIRECTS[decoded(path)];
    if (moved) return empty(301, {{ Location: moved + url.search }});
    const found = rule(path);
    if (found) {{
      const [, said, folder] = found;
      if (request.method === "OPTIONS" && "Access-Control-Allow-Origin" in said) return empty(204, PREFLIGHT);
      if (!["GET", "HEAD"].includes(request.method)) return empty(405, {{ Allow: "GET, HEAD" }});
      if (GATEWAY && (QUERIES[path] ?? []).some((name) => url.searchParams.has(name))) {{
        const asked = await pass(request, url).catch(() => null);
        if (asked && asked.status < 502) return asked;
      }}
      const answer = await file(env, url, folder ? path + "index.html" : path, request);
      if (answer.ok || answer.status === 304) {{
        const sent = new Response(answer.body, answer);
        for (const [name, value] of Object.entries(said)) sent.headers.set(name, value);
        if (said["Cache-Control"] === "{ask}" && Date.now() / 1000 < TURNS) sent.headers.set("Cache-Control", "{short}");
        return sent;
      }}
    }}
    if (PAGE.test(path) && !found) {{
      const page = path.replace(/\\/index\\.html$/, "") + "/";
      if ((await file(env, url, page + "index.html")).ok) return empty(308, {{ Location: page + url.search }});
    }}
    const missing = await file(env, url, "/{not_found}");
    return new Response(missing.body, {{ status: 404, headers: {missing} }});
  }},
}};
"""


def cloudflare(hosting: Hosting) -> str:
    words = (
        'Save it as worker.js. In wrangler.toml: main = "worker.js", and under [assets]: '
        f'directory = "{hosting.root.name}", binding = "ASSETS", run_worker_first = true, html_handling = "none".',
        f"Deploy both after each build. {kept_until(hosting)} Deployed late, the site is right, and only asked for more often.",
        "What Cloudflare cannot do: reach a gateway that is not public, or serve files larger than 25 MiB from a Worker.",
    )
    return WORKER.format(
        heading="\n".join(heading(hosting, "cloudflare", *words, mark="//")),
        ask=ASK,
        short=SHORT,
        turns=turning(hosting.next_change),
        gateway=json.dumps(hosting.gateway),
        redirects=_json(dict(hosting.moved)),
        queries=_json(dict(hosting.queries)),
        rules=_json([[_pattern(rule), hosting.said(rule), rule.folders] for rule in hosting.rules]),
        page=f"/^(?:\\/{SEGMENT})+$/",
        event="/^" + EVENT.replace("/", "\\/") + "$/",
        forms=FORMS,
        not_found=NOT_FOUND,
        missing=json.dumps(hosting.said(MISSING)),
        preflight=_json(READING),
    )


def _pattern(rule: Rule) -> str:
    return re.escape(rule.pattern) if rule.exact else rule.pattern


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
