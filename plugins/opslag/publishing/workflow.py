"""A workflow file for continuous integration: builds with the whole history, publishes, and says what an edit will change."""

from __future__ import annotations

import json
from pathlib import Path

from opslag.errors import OpslagError

SERVICES = ("github", "gitlab")
CREDENTIALS = {
    "s3": ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_ENDPOINT_URL"),
    "gs": ("GOOGLE_SERVICE_ACCOUNT_KEY",),
    "az": ("AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ACCOUNT_KEY"),
    "ssh": ("SSH_KEY", "SSH_KNOWN_HOSTS"),
}
"""What the service must be told in secret, by the kind of place. ``AWS_ENDPOINT_URL`` is for stores other than Amazon's."""

_SSH = (
    "install -d -m 700 ~/.ssh",
    'printf "%s\\n" "$SSH_KEY" > ~/.ssh/id_ed25519 && chmod 600 ~/.ssh/id_ed25519',
    'printf "%s\\n" "$SSH_KNOWN_HOSTS" > ~/.ssh/known_hosts',
)


def workflow(service: str, site: str, target: str) -> str:
    """For a site with this address. Raises OpslagError where no such service could publish to the place."""
    kind = target.partition("://")[0]
    if kind not in CREDENTIALS or "://" not in target:
        known = ", ".join(f"{scheme}://" for scheme in CREDENTIALS)
        raise OpslagError(f"{target}: no place that another machine can publish to; write one that begins with {known}")
    template = (Path(__file__).parent / "workflows" / f"{service}.yml").read_text(encoding="utf-8")
    text = template.replace("@SITE@", site).replace("@TARGET@", _quoted(service, target))
    return (_github if service == "github" else _gitlab)(text, kind)


def _quoted(service: str, target: str) -> str:
    """As YAML. GitLab reads ``$web``, a container of Azure's, as a variable (https://docs.gitlab.com/ci/variables/)."""
    return json.dumps(target.replace("$", "$$") if service == "gitlab" else target, ensure_ascii=False)


def _github(text: str, kind: str) -> str:
    named = "".join(f"          {name}: ${{{{ secrets.{name} }}}}\n" for name in CREDENTIALS[kind])
    secret = f"        env:\n{named}"
    if kind != "ssh":
        return text.replace("@SSH@", "").replace("@ENV@\n", secret + "\n")
    script = "".join(f"          {line}\n" for line in _SSH)
    return text.replace("@SSH@", f"      - name: Let ssh in\n        run: |\n{script}{secret}").replace("@ENV@\n", "\n")


def _gitlab(text: str, kind: str) -> str:
    names = ", ".join(CREDENTIALS[kind])
    script = "".join(f"      {line}\n" for line in _SSH)
    text = text.replace("@SSH@", f"    - |\n{script}" if kind == "ssh" else "")
    return text.replace("\nimage:", f'\n# Under "Variables" add, masked and protected: {names}.\nimage:', 1)
